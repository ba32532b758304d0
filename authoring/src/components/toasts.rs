//! What is said in passing, in a corner; failures stay until they are read.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::button::{Button, Weight};
use super::icon::{Icon, Sign};
use crate::app::use_studio;

/// How long something stays that needs no answer.
const STAYS_MS: u32 = 5_000;

/// Something that is said in passing.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Counts up.
    pub number: u32,
    /// What is said.
    pub text: AttrValue,
    /// Something did not work.
    pub is_failure: bool,
}

/// Properties of [`Toasts`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToastsProperties {
    /// All of them, oldest first.
    pub toasts: Vec<Toast>,
    /// One was read.
    pub on_read: Callback<u32>,
}

/// See the module.
#[component]
pub fn Toasts(properties: &ToastsProperties) -> Html {
    html! {
        <div class="toasts" role="status" aria-live="polite">
            { for properties.toasts.iter().map(|toast| html! {
                <One key={toast.number} toast={toast.clone()} on_read={properties.on_read.clone()} />
            }) }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OneProperties {
    toast: Toast,
    on_read: Callback<u32>,
}

#[component]
fn One(properties: &OneProperties) -> Html {
    let words = use_studio().words();
    let OneProperties { toast, on_read } = properties.clone();
    {
        let (number, stays, on_read) = (toast.number, toast.is_failure, on_read.clone());
        use_effect_with((), move |()| {
            let timer = (!stays).then(|| Timeout::new(STAYS_MS, move || on_read.emit(number)));
            move || drop(timer)
        });
    }
    let number = toast.number;
    html! {
        <div class={classes!("toast", toast.is_failure.then_some("failure"))}>
            <Sign icon={if toast.is_failure { Icon::Error } else { Icon::Check }} />
            <span>{ &toast.text }</span>
            <Button label={words.close} icon={Icon::Close} bare=true weight={Weight::Quiet} on_press={on_read.reform(move |()| number)} />
        </div>
    }
}
