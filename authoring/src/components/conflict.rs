//! Two drafts of the same thing: what differs, and a way out for either.

use yew::prelude::*;

use super::button::{Button, Weight};
use super::dialog::Dialog;
use super::icon::Icon;
use crate::app::use_studio;
use crate::services::files;

/// Properties of [`Conflict`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConflictProperties {
    /// The draft of this browser.
    pub mine: AttrValue,
    /// The name of its file.
    pub file: AttrValue,
    /// Go on with the one of this browser.
    pub on_keep: Callback<()>,
    /// Go on with the one of the server.
    pub on_take: Callback<()>,
    /// Decide later.
    pub on_close: Callback<()>,
    /// What differs.
    pub children: Html,
}

/// See the module.
#[component]
pub fn Conflict(properties: &ConflictProperties) -> Html {
    let words = use_studio().words();
    let ConflictProperties { mine, file, on_keep, on_take, on_close, children } = properties.clone();
    let save = Callback::from(move |()| {
        let _ = files::offer(&file, "application/json", &mine);
    });
    let footer = html! {
        <>
            <Button label={words.save_mine_as_file} icon={Icon::Export} weight={Weight::Quiet} on_press={save} />
            <Button label={words.take_theirs} on_press={on_take} />
            <Button label={words.keep_mine} weight={Weight::Primary} on_press={on_keep} />
        </>
    };
    html! {
        <Dialog title={words.conflict} wide=true {on_close} {footer}>
            <p>{ words.conflict_about }</p>
            { children }
        </Dialog>
    }
}
