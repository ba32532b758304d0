//! Problems: what users suffer, with causes, checks and fixes; and a simulator that says what finding the cause will cost them.

pub mod begun;
pub mod behind;
mod checks;
mod desk;
pub mod fields;
pub mod findings;
mod linking;
mod parts;
mod probes;
mod signs;
mod simulator;
mod target_choice;
mod tree;
pub mod triage;

use lotse_api::guides::{Settings, Summary};
use lotse_api::problems::{ProblemSummary, SaveProblem, StoredProblem};
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
use crate::words::fill;
use desk::ProblemDesk;

/// What a file of a problem calls it.
const KIND: &str = "problem";

/// Properties of [`ProblemsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemsPageProperties {
    /// Id of the project.
    pub project: String,
}

/// All problems of a project.
#[component]
pub fn ProblemsPage(properties: &ProblemsPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.self_help.to_owned());
    let project = properties.project.clone();
    let reading = {
        let server = studio.server.clone();
        use_loaded(project.clone(), move |project| async move {
            let path = format!("/projects/{}", part(&project));
            let settings = server.get::<Settings>(&format!("{path}/settings")).await?;
            let problems = server.get::<Vec<ProblemSummary>>(&format!("{path}/problems")).await?;
            Ok((settings, problems))
        })
    };
    let navigator = use_navigator();
    let is_making = use_state(|| false);
    let set = |on: bool| {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(on))
    };
    let new = html! { <Button label={words.new_problem} icon={Icon::Plus} weight={Weight::Primary} on_press={set(true)} /> };
    let row = |one: &ProblemSummary| {
        let to = Route::Problem { project: project.clone(), problem: one.problem.clone() };
        let title = title_in(&one.title, studio.tongue.tag()).unwrap_or(&one.problem).to_owned();
        let errors = (one.errors > 0).then(|| words.errors(one.errors as usize));
        html! {
            <li key={one.problem.clone()}><Link<Route> classes="project" {to}>
                <Sign icon={Icon::Problem} /><strong>{ title }</strong>
                <span>{ fill(words.causes_many, &[&one.causes.to_string()]) }
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
            <Empty icon={Icon::Problem} title={words.no_problem_yet} hint={words.no_problem_yet_hint}>{ new.clone() }</Empty>
        },
        Loaded::Ready(read) => html! { <ul class="projects">{ for read.1.iter().map(row) }</ul> },
    };
    let dialog = match (&reading.now, *is_making) {
        (Loaded::Ready(read), true) => {
            let language = languages(&read.0).first().cloned().unwrap_or_else(|| "en".to_owned());
            let taken: Vec<String> = read.1.iter().map(|one| one.problem.clone()).collect();
            html! {
                <NewFile kind={KIND} heading={words.new_problem} about={words.new_problem_about} example={words.problem_example} import={words.import_problem}
                    {language} {taken} on_begin={make(&studio, &project, navigator)} on_close={set(false)} />
            }
        }
        _ => Html::default(),
    };
    html! { <PageFrame title={words.self_help} about={words.self_help_about} actions={new}>{ content }{ dialog }</PageFrame> }
}

/// Stores a new problem, and goes to it.
fn make(studio: &Studio, project: &str, navigator: Option<Navigator>) -> Callback<(String, String)> {
    let (studio, project) = (studio.clone(), project.to_owned());
    Callback::from(move |(problem, source): (String, String)| {
        let (studio, project, navigator) = (studio.clone(), project.clone(), navigator.clone());
        spawn_local(async move {
            let path = format!("/projects/{}/problems/{}", part(&project), part(&problem));
            match studio.server.put::<StoredProblem>(&path, &SaveProblem { source, revision: 0 }).await {
                Ok(_) => {
                    if let Some(navigator) = navigator {
                        navigator.push(&Route::Problem { project, problem });
                    }
                }
                Err(failure) => studio.complain(&failure),
            }
        });
    })
}

/// Properties of [`ProblemPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemPageProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the problem.
    pub problem: String,
}

/// What a problem is worked on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The project.
    pub settings: Settings,
    /// The problem.
    pub stored: StoredProblem,
    /// All guides, for fixes.
    pub guides: Vec<Summary>,
}

/// One problem at work.
#[component]
pub fn ProblemPage(properties: &ProblemPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.clone(), move |properties| async move {
            let path = format!("/projects/{}", part(&properties.project));
            let settings = server.get::<Settings>(&format!("{path}/settings")).await?;
            let guides = server.get::<Vec<Summary>>(&format!("{path}/guides")).await?;
            let path = format!("{path}/problems/{}", part(&properties.problem));
            Ok(Opened { settings, guides, stored: server.get::<StoredProblem>(&path).await? })
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
            <ProblemDesk key={opened.stored.summary.revision.to_string()} project={properties.project.clone()} opened={opened.clone()} again={reading.again.clone()} />
        },
    }
}
