//! A sentence of the checks: what stands between backticks in it is a name.

use yew::prelude::*;

/// See the module.
pub fn said(sentence: &str) -> Html {
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 1 {
            html! { <code>{ part }</code> }
        } else {
            html! { { part } }
        }
    };
    sentence.split('`').enumerate().map(part).collect()
}
