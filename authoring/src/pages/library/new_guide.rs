//! A new guide: a title is enough. Or a guide file from elsewhere.

use lotse_api::guides::{NewGuide, Settings, Stored};
use lotse_model::json;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::languages;
use crate::app::{Studio, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::file_button::FileButton;
use crate::later;
use crate::route::Route;
use crate::services::server::part;
use crate::words::fill;

/// Properties of [`NewGuideDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct NewGuideProperties {
    /// Id of the project.
    pub project: String,
    /// The project.
    pub settings: Settings,
    /// Ids that are taken.
    pub taken: Vec<String>,
    /// It is to be shut.
    pub on_close: Callback<()>,
}

/// See the module.
#[component]
pub fn NewGuideDialog(properties: &NewGuideProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let navigator = use_navigator();
    let title = use_state(String::new);
    let fault = use_state(|| None::<AttrValue>);
    let send = {
        let (studio, project, fault) = (studio.clone(), properties.project.clone(), fault.clone());
        let taken = properties.taken.clone();
        Callback::from(move |begin: Begin| {
            let (studio, project, fault, navigator) =
                (studio.clone(), project.clone(), fault.clone(), navigator.clone());
            let taken = taken.clone();
            spawn_local(async move {
                match create(&studio, &project, begin, taken).await {
                    Ok(guide) => {
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Guide { project, guide });
                        }
                    }
                    Err(why) => fault.set(Some(why.into())),
                }
            });
        })
    };
    let onsubmit = {
        let (title, send, properties, tongue) =
            (title.clone(), send.clone(), properties.clone(), studio.tongue);
        move |event: SubmitEvent| {
            event.prevent_default();
            let all = languages(&properties.settings);
            let own = all.iter().find(|language| language.split('-').next() == Some(tongue.tag()));
            let language = own.or_else(|| all.first()).cloned().unwrap_or_else(|| tongue.tag().to_owned());
            send.emit(Begin::Title(title.trim().to_owned(), language));
        }
    };
    let on_text = {
        let (send, fault) = (send.clone(), fault.clone());
        let sentence = words.import_failed;
        Callback::from(move |(name, text): (String, String)| match json::parse(&text) {
            Ok(read) if read.get("guide").is_some() => send.emit(Begin::File(text)),
            _ => fault.set(Some(fill(sentence, &[&name]).into())),
        })
    };
    let on_input = {
        let title = title.clone();
        Callback::from(move |text: String| title.set(text))
    };
    html! {
        <Dialog title={words.new_guide} on_close={properties.on_close.clone()}>
            <form class="stack" {onsubmit}>
                <p>{ words.new_guide_about }</p>
                <Field id="new-title" label={words.title} example={words.title_example} value={(*title).clone()} required=true focused=true {on_input} />
                if let Some(fault) = &*fault { <p class="fault" role="alert">{ fault }</p> }
                <div class="row between">
                    <FileButton label={words.import_guide} accept=".json,application/json" weight={Weight::Quiet} {on_text} />
                    <Button label={words.create} weight={Weight::Primary} submits=true disabled={title.trim().is_empty()} />
                </div>
            </form>
        </Dialog>
    }
}

/// What a guide is made of.
enum Begin {
    /// A title, in a language.
    Title(String, String),
    /// The text of a file.
    File(String),
}

async fn create(studio: &Studio, project: &str, begin: Begin, taken: Vec<String>) -> Result<String, String> {
    let path = format!("/projects/{}/guides", part(project));
    let source = match begin {
        Begin::Title(title, language) => later::begun(title, language, taken).await,
        Begin::File(text) => Ok(text),
    };
    let made = match source {
        Ok(source) => studio.server.post::<Stored>(&path, &NewGuide { source }).await,
        Err(failure) => Err(failure),
    };
    made.map(|stored| stored.summary.guide).map_err(|failure| studio.words().failure(&failure))
}
