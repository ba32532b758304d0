//! Dialogs: the browser's own, which keep the focus inside and give it back.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::button::{Button, Weight};
use super::icon::Icon;
use crate::app::use_studio;

/// Properties of [`Dialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct DialogProperties {
    /// Its heading.
    pub title: AttrValue,
    /// It is to be shut (Escape, the cross).
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Html,
    /// Buttons at its end.
    #[prop_or_default]
    pub footer: Html,
    /// Wide, for comparing.
    #[prop_or_default]
    pub wide: bool,
}

/// What is to be filled in or decided gets the focus, not the cross.
fn begin_in(dialog: &HtmlDialogElement) {
    let first = ".dialog-body input:not(.unseen), .dialog-body select, .dialog-body textarea, .dialog-body .button, footer .button";
    let found = dialog.query_selector(first).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A dialog. It is open as long as it is drawn.
#[component]
pub fn Dialog(properties: &DialogProperties) -> Html {
    let words = use_studio().words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let dialog = node.get().and_then(|node| node.dyn_into::<HtmlDialogElement>().ok());
            if let Some(dialog) = &dialog
                && !dialog.open()
            {
                let _ = dialog.show_modal();
                begin_in(dialog);
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let close = properties.on_close.clone();
    let oncancel = move |event: Event| {
        event.prevent_default();
        close.emit(());
    };
    let title = properties.title.clone();
    html! {
        <dialog ref={node} class={classes!("dialog", properties.wide.then_some("wide"))} aria-label={title.clone()} {oncancel}>
            <header>
                <h2>{ title }</h2>
                <Button label={words.close} icon={Icon::Close} bare=true weight={Weight::Quiet} on_press={properties.on_close.clone()} />
            </header>
            <div class="dialog-body">{ properties.children.clone() }</div>
            if properties.footer != Html::default() {
                <footer>{ properties.footer.clone() }</footer>
            }
        </dialog>
    }
}
