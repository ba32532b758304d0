//! The way in: the first project, or a new one.

use lotse_api::guides::NewProject;
use lotse_api::people::Membership;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::{Ask, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::field::{Choice, Field};
use crate::components::icon::{Icon, Sign};
use crate::components::page::PageFrame;
use crate::hooks::use_title;
use crate::route::Route;

/// All projects of this person. Who has one only goes on to it.
#[component]
pub fn HomePage() -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.projects.to_owned());
    let is_making = use_state(|| false);
    let begin = {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(true))
    };
    let close = {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(false))
    };
    let row = |one: &Membership| {
        html! {
            <li><Link<Route> classes="project" to={Route::Library { project: one.project.clone() }}>
                <Sign icon={Icon::Library} /><strong>{ &one.name }</strong><span>{ words.role(one.role) }</span>
            </Link<Route>></li>
        }
    };
    let new = html! { <Button label={words.new_project} icon={Icon::Plus} weight={Weight::Primary} on_press={begin} /> };
    html! {
        <PageFrame title={words.projects} narrow=true actions={new.clone()}>
            if studio.session.projects.is_empty() {
                <Empty icon={Icon::Library} title={words.no_project} hint={words.no_project_hint}>{ new }</Empty>
            } else {
                <ul class="projects">{ for studio.session.projects.iter().map(row) }</ul>
            }
            if *is_making { <NewProjectDialog on_close={close} /> }
        </PageFrame>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct NewProjectProperties {
    on_close: Callback<()>,
}

#[component]
fn NewProjectDialog(properties: &NewProjectProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let navigator = use_navigator();
    let name = use_state(String::new);
    let id = use_state(String::new);
    let language = use_state(|| studio.tongue.tag().to_owned());
    let fault = use_state(|| None::<AttrValue>);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let onsubmit = {
        let (studio, name, id, language, fault) =
            (studio.clone(), name.clone(), id.clone(), language.clone(), fault.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let wish =
                NewProject { project: (*id).clone(), name: (*name).clone(), language: (*language).clone() };
            let (studio, fault, navigator) = (studio.clone(), fault.clone(), navigator.clone());
            spawn_local(async move {
                match studio.server.post::<Membership>("/projects", &wish).await {
                    Ok(made) => {
                        let mut session = (*studio.session).clone();
                        session.projects.push(made.clone());
                        studio.ask.emit(Ask::Session(session));
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Library { project: made.project });
                        }
                    }
                    Err(failure) => fault.set(Some(studio.words().failure(&failure).into())),
                }
            });
        }
    };
    let languages = vec![("de".into(), words.german.into()), ("en".into(), words.english.into())];
    html! {
        <Dialog title={words.new_project} on_close={properties.on_close.clone()}>
            <form class="stack" {onsubmit}>
                <Field id="project-name" label={words.project_name} value={(*name).clone()} required=true focused=true on_input={set(&name)} />
                <Field id="project-id" label={words.project_id} hint={words.project_id_hint} value={(*id).clone()} required=true on_input={set(&id)} />
                <Choice id="project-language" label={words.default_language} hint={words.default_language_hint} value={(*language).clone()}
                    options={languages} on_choose={set(&language)} />
                if let Some(fault) = &*fault { <p class="fault" role="alert">{ fault }</p> }
                <div class="row end"><Button label={words.create} weight={Weight::Primary} submits=true /></div>
            </form>
        </Dialog>
    }
}

/// There is no such page.
#[component]
pub fn NowherePage() -> Html {
    let words = use_studio().words();
    use_title(words.nowhere.to_owned());
    html! {
        <main id="main" class="page">
            <h1 class="unseen">{ words.nowhere }</h1>
            <Empty icon={Icon::Search} title={words.nowhere} hint={words.nowhere_hint}>
                <Link<Route> classes="button primary" to={Route::Home}>{ words.to_library }</Link<Route>>
            </Empty>
        </main>
    }
}
