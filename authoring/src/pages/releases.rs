//! What is live, what waits, what could be next, and going back.

mod history;
mod ready;

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_api::checklists::ChecklistSummary;
use lotse_api::guides::{Environment, Summary};
use lotse_api::people::Role;
use lotse_api::problems::ProblemSummary;
use lotse_api::releases::{Checklist, Release};
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::icon::Icon;
use crate::components::page::PageFrame;
use crate::components::segmented::{Segment, Segmented};
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::pages::library::title_in;
use crate::services::project;
use crate::services::server::part;
use history::History;
use ready::Ready;

/// Properties of [`ReleasesPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReleasesPageProperties {
    /// Id of the project.
    pub project: String,
}

/// See the module.
#[component]
pub fn ReleasesPage(properties: &ReleasesPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.releases.to_owned());
    let chosen = use_state(|| None::<String>);
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.project.clone(), move |project| async move {
            let (settings, guides) = project::read(&server, &project).await?;
            let path = format!("/projects/{}", part(&project));
            let problems = server.get::<Vec<ProblemSummary>>(&format!("{path}/problems")).await?;
            let checklists = server.get::<Vec<ChecklistSummary>>(&format!("{path}/checklists")).await?;
            Ok((settings, guides, problems, checklists))
        })
    };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(read) if read.0.environments.is_empty() => html! {
            <Empty icon={Icon::Rocket} title={words.no_environments} hint={words.no_environments_hint} />
        },
        Loaded::Ready(read) => {
            let all = &read.0.environments;
            let known = chosen.as_ref().filter(|name| all.iter().any(|one| one.name == **name)).cloned();
            let now = known.or_else(|| all.first().map(|one| one.name.clone())).unwrap_or_default();
            let segments: Vec<Segment> = all
                .iter()
                .map(|one: &Environment| Segment::new(one.name.clone(), one.name.clone()))
                .collect();
            let on_choose = {
                let chosen = chosen.clone();
                Callback::from(move |name: AttrValue| chosen.set(Some(name.to_string())))
            };
            let titles = Rc::new(titles(&read.1, &read.2, &read.3, studio.tongue.tag()));
            html! {
                <>
                    <Segmented id="environment" label={words.environment} {segments} value={now.clone()} {on_choose} />
                    <Place key={now.clone()} project={properties.project.clone()} environment={now.clone()} {titles} />
                </>
            }
        }
    };
    html! { <PageFrame title={words.releases} about={words.releases_about}>{ content }</PageFrame> }
}

/// Titles of guides, problems and checklists by id. Where several have the same id, they are about the same.
fn titles(
    guides: &[Summary],
    problems: &[ProblemSummary],
    checklists: &[ChecklistSummary],
    language: &str,
) -> BTreeMap<String, String> {
    let titled = |id: &String, title: &BTreeMap<String, String>| {
        (id.clone(), title_in(title, language).unwrap_or(id).to_owned())
    };
    let checklists = checklists.iter().map(|list| titled(&list.checklist, &list.title));
    let problems = problems.iter().map(|problem| titled(&problem.problem, &problem.title));
    checklists.chain(problems).chain(guides.iter().map(|guide| titled(&guide.guide, &guide.title))).collect()
}

#[derive(Clone, PartialEq, Properties)]
struct PlaceProperties {
    project: String,
    environment: String,
    titles: Rc<BTreeMap<String, String>>,
}

/// One environment.
#[component]
fn Place(properties: &PlaceProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let PlaceProperties { project, environment, titles } = properties.clone();
    let path = format!("/projects/{}/environments/{}", part(&project), part(&environment));
    let reading = {
        let server = studio.server.clone();
        use_loaded(path.clone(), move |path| async move {
            let checklist = server.get::<Checklist>(&format!("{path}/checklist")).await?;
            let releases = server.get::<Vec<Release>>(&format!("{path}/releases")).await?;
            Ok((checklist, releases))
        })
    };
    let read = match &reading.now {
        Loaded::Loading => return html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            return html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> };
        }
        Loaded::Ready(read) => read.clone(),
    };
    let (checklist, releases) = (&read.0, &read.1);
    let may = studio.may(&project, Role::Publisher);
    let waiting = history::waiting(releases).map(|one| (one.release, one.at_ms));
    html! {
        <div class="releases">
            <Ready checklist={checklist.clone()} path={path.clone()} project={project.clone()} {titles} {may} {waiting} again={reading.again.clone()} />
            <History releases={releases.clone()} {path} {may} again={reading.again.clone()} />
        </div>
    }
}
