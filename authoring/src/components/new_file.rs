//! The beginning of a document beside the guides: a title is enough, or a file from elsewhere.

use lotse_model::json::Json;
use yew::prelude::*;

use super::button::{Button, Weight};
use super::dialog::Dialog;
use super::field::Field;
use super::file_button::FileButton;
use crate::app::use_studio;
use crate::hooks::stored;
use crate::pages::documents::begun::{begun, id_in};
use crate::words::fill;

/// Properties of [`NewFile`].
#[derive(Clone, PartialEq, Properties)]
pub struct NewFileProperties {
    /// What a file of this kind calls it.
    pub kind: &'static str,
    /// Heading of the dialog.
    pub heading: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// A title as an example.
    pub example: &'static str,
    /// The button for a file from elsewhere.
    pub import: &'static str,
    /// The language that it is written in first.
    pub language: String,
    /// Ids that are taken.
    pub taken: Vec<String>,
    /// What else has to stand in a new one.
    #[prop_or_default]
    pub more: Vec<(&'static str, Json)>,
    /// Id and text of the new file.
    pub on_begin: Callback<(String, String)>,
    /// Never mind.
    pub on_close: Callback<()>,
}

/// See the module.
#[component]
pub fn NewFile(properties: &NewFileProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let title = use_state(String::new);
    let NewFileProperties { kind, heading, about, example, import, on_begin, on_close, .. } =
        properties.clone();
    let onsubmit = {
        let (title, on_begin, properties) = (title.clone(), on_begin.clone(), properties.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let NewFileProperties { language, taken, more, .. } = properties.clone();
            on_begin.emit(begun(kind, title.trim(), &language, &taken, more));
        }
    };
    let on_text = Callback::from(move |(name, text): (String, String)| match id_in(kind, &text) {
        Some(id) => on_begin.emit((id, text)),
        None => studio.say(fill(words.import_failed, &[&name])),
    });
    html! {
        <Dialog title={heading} {on_close}>
            <form class="stack" {onsubmit}>
                <p>{ about }</p>
                <Field id={format!("new-{kind}")} label={words.title} {example} value={(*title).clone()} required=true focused=true on_input={stored(&title)} />
                <div class="row between">
                    <FileButton label={import} accept=".json,application/json" weight={Weight::Quiet} {on_text} />
                    <Button label={words.create} weight={Weight::Primary} submits=true disabled={title.trim().is_empty()} />
                </div>
            </form>
        </Dialog>
    }
}
