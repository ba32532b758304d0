//! Asks once more before something that cannot be taken back.

use yew::prelude::*;

use super::button::{Button, Weight};
use super::dialog::Dialog;
use crate::app::use_studio;

/// Properties of [`Confirm`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConfirmProperties {
    /// What is to be done; heading and button.
    pub label: AttrValue,
    /// What follows from it.
    pub about: AttrValue,
    /// How the button looks.
    #[prop_or(Weight::Danger)]
    pub weight: Weight,
    /// It is to be done.
    pub on_confirm: Callback<()>,
    /// It is not, or it was.
    pub on_close: Callback<()>,
}

/// See the module.
#[component]
pub fn Confirm(properties: &ConfirmProperties) -> Html {
    let words = use_studio().words();
    let ConfirmProperties { label, about, weight, on_confirm, on_close } = properties.clone();
    let confirm = {
        let on_close = on_close.clone();
        Callback::from(move |()| {
            on_confirm.emit(());
            on_close.emit(());
        })
    };
    let footer = html! {
        <>
            <Button label={words.cancel} on_press={on_close.clone()} />
            <Button label={label.clone()} {weight} on_press={confirm} />
        </>
    };
    html! { <Dialog title={label} {on_close} {footer}><p>{ about }</p></Dialog> }
}
