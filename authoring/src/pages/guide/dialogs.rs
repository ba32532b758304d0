//! What stands in front of the editor: sending to review, deleting, two drafts of the same guide.

use std::rc::Rc;

use lotse_api::guides::Environment;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::desk::{Front, Message, Theirs};
use super::link::{LinkDialog, TryDialog};
use super::meet::Code;
use super::scene::{Shared, StepName};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::conflict::Conflict;
use crate::components::dialog::Dialog;
use crate::components::differences::Differences;
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::route::Route;
use crate::words::fill;

/// Properties of [`Fronts`].
#[derive(Clone, PartialEq, Properties)]
pub struct FrontsProperties {
    /// Which.
    pub front: Front,
    /// Id of the guide.
    pub guide: AttrValue,
    /// Its title.
    pub title: AttrValue,
    /// Id of the project.
    pub project: String,
    /// Its path on the server.
    pub path: String,
    /// Errors found.
    pub errors: usize,
    /// Where the host app is.
    pub environments: Vec<Environment>,
    /// A code that is typed in the app.
    pub code: Code,
    /// Languages of the project.
    pub languages: Rc<Vec<String>>,
    /// All steps.
    pub steps: Shared<Vec<StepName>>,
    /// What is to happen.
    pub on: Callback<Message>,
}

/// See the module.
#[component]
pub fn Fronts(properties: &FrontsProperties) -> Html {
    let close = properties.on.reform(|()| Message::Front(None));
    match &properties.front {
        Front::Review => html! { <Review properties={properties.clone()} {close} /> },
        Front::Delete => html! { <Delete properties={properties.clone()} {close} /> },
        Front::Link => html! {
            <LinkDialog project={properties.project.clone()} environments={properties.environments.clone()} code={properties.code.clone()}
                on={properties.on.reform(Message::Linking)} on_close={close} />
        },
        Front::Try => html! {
            <TryDialog languages={properties.languages.clone()} steps={properties.steps.clone()} errors={properties.errors}
                on={properties.on.clone()} on_close={close} />
        },
        Front::Conflict(mine, theirs) => conflict(properties, mine, theirs, close),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OneProperties {
    properties: FrontsProperties,
    close: Callback<()>,
}

#[component]
fn Review(one: &OneProperties) -> Html {
    let words = use_studio().words();
    let note = use_state(String::new);
    let OneProperties { properties, close } = one.clone();
    let on_input = {
        let note = note.clone();
        Callback::from(move |text: String| note.set(text))
    };
    let onsubmit = {
        let (note, on) = (note.clone(), properties.on.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            on.emit(Message::SendToReview((*note).trim().to_owned()));
        }
    };
    html! {
        <Dialog title={words.send_to_review} on_close={close}>
            <form class="stack" {onsubmit}>
                if properties.errors > 0 {
                    <p class="fault" role="alert"><strong>{ words.errors(properties.errors) }</strong>{ ". " }{ words.review_blocked }</p>
                }
                <Field id="review-note" label={words.review_note} example={words.review_note_example} value={(*note).clone()} required=true focused=true {on_input} />
                <div class="row end">
                    <Button label={words.send_to_review} weight={Weight::Primary} submits=true disabled={properties.errors > 0 || note.trim().is_empty()} />
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Delete(one: &OneProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let navigator = use_navigator();
    let OneProperties { properties, close } = one.clone();
    let delete = {
        let (path, project) = (properties.path.clone(), properties.project.clone());
        Callback::from(move |()| {
            let (studio, path, project, navigator) =
                (studio.clone(), path.clone(), project.clone(), navigator.clone());
            spawn_local(async move {
                match studio.server.delete(&path).await {
                    Ok(()) => {
                        studio.say(studio.words().deleted);
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Library { project });
                        }
                    }
                    Err(failure) => studio.complain(&failure),
                }
            });
        })
    };
    let footer = html! {
        <>
            <Button label={words.cancel} on_press={close.clone()} />
            <Button label={words.delete_guide} weight={Weight::Danger} icon={Icon::Trash} on_press={delete} />
        </>
    };
    html! {
        <Dialog title={words.delete_guide} on_close={close} {footer}>
            <p>{ fill(words.delete_guide_about, &[&properties.title]) }</p>
        </Dialog>
    }
}

fn conflict(properties: &FrontsProperties, mine: &str, theirs: &Theirs, close: Callback<()>) -> Html {
    let resolved = |text: &str| {
        let (text, theirs) = (text.to_owned(), theirs.clone());
        properties.on.reform(move |()| Message::Resolve(text.clone(), theirs.clone()))
    };
    html! {
        <Conflict mine={mine.to_owned()} file={format!("{}.guide.json", properties.guide)} on_keep={resolved(mine)}
            on_take={resolved(&theirs.source)} on_close={close}>
            <Differences old={AttrValue::from(theirs.source.clone())} new={mine.to_owned()} />
        </Conflict>
    }
}
