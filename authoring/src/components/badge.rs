//! How far a guide is, in a word with a dot.

use lotse_api::guides::State;
use yew::prelude::*;

use crate::app::use_studio;

/// Properties of [`StateBadge`].
#[derive(Clone, PartialEq, Properties)]
pub struct StateBadgeProperties {
    /// How far.
    pub state: State,
}

/// See the module.
#[component]
pub fn StateBadge(properties: &StateBadgeProperties) -> Html {
    let words = use_studio().words();
    let class = match properties.state {
        State::Draft => "draft",
        State::InReview => "review",
        State::Approved => "approved",
        State::Published => "published",
    };
    html! { <span class={classes!("badge", class)}>{ words.state(properties.state) }</span> }
}
