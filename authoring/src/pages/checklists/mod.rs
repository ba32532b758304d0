//! Checklists: several guides as tasks, such as for the first day. The help panel shows them with what is done already.

mod desk;
mod shown;
mod tasks;

use std::collections::BTreeMap;

use lotse_api::checklists::{ChecklistSummary, SaveChecklist, StoredChecklist};
use lotse_api::guides::{Settings, Summary};
use lotse_model::json::Json;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::{Studio, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::icon::{Icon, Sign};
use crate::components::new_file::NewFile;
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::pages::library::{languages, title_in};
use crate::route::Route;
use crate::services::clock;
use crate::services::server::part;
use desk::ChecklistDesk;

/// What a file of a checklist calls it.
const KIND: &str = "checklist";

/// Properties of [`ChecklistsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistsPageProperties {
    /// Id of the project.
    pub project: String,
}

/// All checklists of a project.
#[component]
pub fn ChecklistsPage(properties: &ChecklistsPageProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    use_title(help.checklists.to_owned());
    let project = properties.project.clone();
    let reading = {
        let server = studio.server.clone();
        use_loaded(project.clone(), move |project| async move {
            let path = format!("/projects/{}", part(&project));
            let settings = server.get::<Settings>(&format!("{path}/settings")).await?;
            let checklists = server.get::<Vec<ChecklistSummary>>(&format!("{path}/checklists")).await?;
            Ok((settings, checklists))
        })
    };
    let navigator = use_navigator();
    let is_making = use_state(|| false);
    let set = |on: bool| {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(on))
    };
    let new = html! { <Button label={help.new_checklist} icon={Icon::Plus} weight={Weight::Primary} on_press={set(true)} /> };
    let row = |one: &ChecklistSummary| {
        let to = Route::Checklist { project: project.clone(), checklist: one.checklist.clone() };
        let title = title_in(&one.title, studio.tongue.tag()).unwrap_or(&one.checklist).to_owned();
        let errors = (one.errors > 0).then(|| words.errors(one.errors as usize));
        html! {
            <li key={one.checklist.clone()}><Link<Route> classes="project" {to}>
                <Sign icon={Icon::List} /><strong>{ title }</strong>
                <span>{ help.task_count(one.tasks as usize) }
                    if let Some(errors) = errors { { " · " }{ errors } }
                    { " · " }{ clock::ago(one.changed_ms, studio.tongue.tag()) }</span>
            </Link<Route>></li>
        }
    };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(read) if read.1.is_empty() => html! {
            <Empty icon={Icon::List} title={help.no_checklist_yet} hint={help.no_checklist_yet_hint}>{ new.clone() }</Empty>
        },
        Loaded::Ready(read) => html! { <ul class="projects">{ for read.1.iter().map(row) }</ul> },
    };
    let dialog = match (&reading.now, *is_making) {
        (Loaded::Ready(read), true) => {
            let language = languages(&read.0).first().cloned().unwrap_or_else(|| "en".to_owned());
            let taken: Vec<String> = read.1.iter().map(|one| one.checklist.clone()).collect();
            let more = vec![("tasks", Json::List(Vec::new()))];
            html! {
                <NewFile kind={KIND} heading={help.new_checklist} about={help.new_checklist_about} example={help.checklist_example} import={help.import_checklist}
                    {language} {taken} {more} on_begin={make(&studio, &project, navigator)} on_close={set(false)} />
            }
        }
        _ => Html::default(),
    };
    html! { <PageFrame title={help.checklists} about={help.checklists_about} actions={new}>{ content }{ dialog }</PageFrame> }
}

/// Stores a new checklist, and goes to it.
fn make(studio: &Studio, project: &str, navigator: Option<Navigator>) -> Callback<(String, String)> {
    let (studio, project) = (studio.clone(), project.to_owned());
    Callback::from(move |(checklist, source): (String, String)| {
        let (studio, project, navigator) = (studio.clone(), project.clone(), navigator.clone());
        spawn_local(async move {
            let path = format!("/projects/{}/checklists/{}", part(&project), part(&checklist));
            match studio.server.put::<StoredChecklist>(&path, &SaveChecklist { source, revision: 0 }).await {
                Ok(_) => {
                    if let Some(navigator) = navigator {
                        navigator.push(&Route::Checklist { project, checklist });
                    }
                }
                Err(failure) => studio.complain(&failure),
            }
        });
    })
}

/// Properties of [`ChecklistPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistPageProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the checklist.
    pub checklist: String,
}

/// What a checklist is worked on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The project.
    pub settings: Settings,
    /// The checklist.
    pub stored: StoredChecklist,
    /// All guides, for tasks.
    pub guides: Vec<Summary>,
}

impl Opened {
    /// Titles of all guides, by id.
    fn titles(&self) -> BTreeMap<String, BTreeMap<String, String>> {
        self.guides.iter().map(|guide| (guide.guide.clone(), guide.title.clone())).collect()
    }
}

/// One checklist at work.
#[component]
pub fn ChecklistPage(properties: &ChecklistPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.clone(), move |properties| async move {
            let path = format!("/projects/{}", part(&properties.project));
            let settings = server.get::<Settings>(&format!("{path}/settings")).await?;
            let guides = server.get::<Vec<Summary>>(&format!("{path}/guides")).await?;
            let path = format!("{path}/checklists/{}", part(&properties.checklist));
            Ok(Opened { settings, guides, stored: server.get::<StoredChecklist>(&path).await? })
        })
    };
    match &reading.now {
        Loaded::Loading => {
            html! { <main id="main" class="desk loading" aria-busy="true">{ words.loading }</main> }
        }
        Loaded::Failed(failure) => html! {
            <main id="main" class="page"><Failed failure={failure.clone()} again={reading.again.clone()} /></main>
        },
        Loaded::Ready(opened) => html! {
            <ChecklistDesk key={opened.stored.summary.revision.to_string()} project={properties.project.clone()} opened={opened.clone()} again={reading.again.clone()} />
        },
    }
}
