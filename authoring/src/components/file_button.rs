//! A button that has a file chosen and reads it.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::button::{Button, Weight};
use super::icon::Icon;
use crate::services::files;

/// Properties of [`FileButton`].
#[derive(Clone, PartialEq, Properties)]
pub struct FileButtonProperties {
    /// What it says, or its name where only the icon is seen.
    pub label: AttrValue,
    /// Endings and kinds of files.
    pub accept: AttrValue,
    /// On the button.
    #[prop_or(Icon::Import)]
    pub icon: Icon,
    /// Only the icon is seen.
    #[prop_or_default]
    pub bare: bool,
    /// See [`Weight`].
    #[prop_or_default]
    pub weight: Weight,
    /// Cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// A file was chosen.
    #[prop_or_default]
    pub on_file: Option<Callback<web_sys::File>>,
    /// Name and text of the file that was chosen; the text is empty when it is none.
    #[prop_or_default]
    pub on_text: Option<Callback<(String, String)>>,
}

/// See the module.
#[component]
pub fn FileButton(properties: &FileButtonProperties) -> Html {
    let node = use_node_ref();
    let choose = {
        let node = node.clone();
        Callback::from(move |()| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let (on_file, on_text) = (properties.on_file.clone(), properties.on_text.clone());
    let onchange = move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again.
        input.set_value("");
        if let Some(on_text) = on_text.clone() {
            let file = file.clone();
            spawn_local(async move {
                let text = files::text_of(&file).await.unwrap_or_default();
                on_text.emit((file.name(), text));
            });
        }
        if let Some(on_file) = &on_file {
            on_file.emit(file);
        }
    };
    let FileButtonProperties { label, accept, icon, bare, weight, disabled, .. } = properties.clone();
    html! {
        <>
            <Button {label} {icon} {bare} {weight} {disabled} on_press={choose} />
            <input ref={node} type="file" class="unseen" tabindex="-1" aria-hidden="true" {accept} {onchange} />
        </>
    }
}
