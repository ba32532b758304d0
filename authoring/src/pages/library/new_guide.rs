//! A new guide: a title is enough. Or a guide file from elsewhere.

use lotse_api::guides::{NewGuide, Settings, Stored};
use lotse_editor::draft::Draft;
use lotse_editor::record::slug;
use lotse_model::bundle::SCHEMA;
use lotse_model::json::{self, Json};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::languages;
use crate::app::{Studio, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::route::Route;
use crate::services::files;
use crate::services::server::part;
use crate::words::fill;

/// Longest id that is made of a title, in bytes.
const MAX_SLUG_BYTES: usize = 48;

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
    let file = use_node_ref();
    let send = {
        let (studio, project, fault) = (studio.clone(), properties.project.clone(), fault.clone());
        Callback::from(move |source: String| {
            let (studio, project, fault, navigator) =
                (studio.clone(), project.clone(), fault.clone(), navigator.clone());
            spawn_local(async move {
                match create(&studio, &project, source).await {
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
            send.emit(begun(title.trim(), &language, &properties.taken));
        }
    };
    let choose = {
        let file = file.clone();
        Callback::from(move |()| {
            if let Some(input) = file.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let on_file = {
        let (send, fault) = (send.clone(), fault.clone());
        let sentence = words.import_failed;
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            input.set_value("");
            let (send, fault) = (send.clone(), fault.clone());
            spawn_local(async move {
                let text = files::text_of(&file).await.unwrap_or_default();
                match json::parse(&text) {
                    Ok(read) if read.get("guide").is_some() => send.emit(text),
                    _ => fault.set(Some(fill(sentence, &[&file.name()]).into())),
                }
            });
        }
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
                    <Button label={words.import_guide} icon={Icon::Import} weight={Weight::Quiet} on_press={choose} />
                    <input ref={file} type="file" class="unseen" tabindex="-1" aria-hidden="true" accept=".json,application/json" onchange={on_file} />
                    <Button label={words.create} weight={Weight::Primary} submits=true disabled={title.trim().is_empty()} />
                </div>
            </form>
        </Dialog>
    }
}

async fn create(studio: &Studio, project: &str, source: String) -> Result<String, String> {
    let path = format!("/projects/{}/guides", part(project));
    let made = studio.server.post::<Stored>(&path, &NewGuide { source }).await;
    made.map(|stored| stored.summary.guide).map_err(|failure| studio.words().failure(&failure))
}

/// The file of a guide with one step and an end.
fn begun(title: &str, language: &str, taken: &[String]) -> String {
    let text = |text: &str| Json::from(text);
    let map = |members: Vec<(&str, Json)>| {
        Json::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let in_language = |words: &str| map(vec![(language, text(words))]);
    let step = map(vec![
        ("kind", text("instruct")),
        ("id", text("step-1")),
        ("surface", text("modal")),
        ("title", in_language(title)),
        ("next", text("end")),
    ]);
    let end = map(vec![("kind", text("end")), ("id", text("end")), ("outcome", text("solved"))]);
    let guide = map(vec![
        ("id", text(&id_of(title, taken))),
        ("title", in_language(title)),
        ("start", text("step-1")),
        ("steps", Json::List(vec![step, end])),
    ]);
    let own = map(vec![("source_language", text(language))]);
    let file = map(vec![("schema", Json::Number(i64::from(SCHEMA))), ("guide", guide), ("$draft", own)]);
    Draft::load(&file.write()).save()
}

/// An id that says what the title says and that no other guide has.
fn id_of(title: &str, taken: &[String]) -> String {
    let id = slug(title, MAX_SLUG_BYTES);
    let id = id.as_str();
    let id = if id.is_empty() { "guide" } else { id };
    let is_free = |id: &str| !taken.iter().any(|other| other == id);
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    core::iter::once(id.to_owned()).chain(numbered).find(|id| is_free(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_what_titles_say() {
        assert_eq!(id_of("Rechnung auf Fach 2 drücken!", &[]), "rechnung-auf-fach-2-druecken");
        assert_eq!(id_of("???", &["guide".to_owned()]), "guide-2");
        assert_eq!(id_of("A", &["a".to_owned(), "a-2".to_owned()]), "a-3");
        assert!(lotse_model::basic::is_id(&id_of(&"straße ".repeat(40), &[])));
    }

    #[test]
    fn what_is_begun_can_be_read() {
        let text = begun("Drucken", "de", &[]);
        let (guide, found) = lotse_model::validate::check_source(&text);
        assert!(guide.is_some(), "{found:?}");
    }
}
