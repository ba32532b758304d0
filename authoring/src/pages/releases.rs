//! What is live, what could be next, and going back.

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_api::guides::{Environment, Settings, Summary};
use lotse_api::people::Role;
use lotse_api::releases::{Checklist, Publish, Release, RollBack};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::field::Field;
use crate::components::icon::{Icon, Sign};
use crate::components::page::PageFrame;
use crate::components::segmented::{Segment, Segmented};
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::pages::library::title_in;
use crate::route::Route;
use crate::services::clock;
use crate::services::server::part;
use crate::words::fill;

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
            let path = format!("/projects/{}", part(&project));
            let settings = server.get::<Settings>(&format!("{path}/settings")).await?;
            let guides = server.get::<Vec<Summary>>(&format!("{path}/guides")).await?;
            Ok((settings, guides))
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
            let titles = Rc::new(titles(&read.1, studio.tongue.tag()));
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

fn titles(guides: &[Summary], language: &str) -> BTreeMap<String, String> {
    let title = |guide: &Summary| {
        let title = title_in(&guide.title, language).unwrap_or(&guide.guide);
        (guide.guide.clone(), title.to_owned())
    };
    guides.iter().map(title).collect()
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
    let back = use_state(|| None::<i64>);
    let read = match &reading.now {
        Loaded::Loading => return html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            return html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> };
        }
        Loaded::Ready(read) => read.clone(),
    };
    let (checklist, releases) = (&read.0, &read.1);
    let live = releases.iter().find(|one| one.is_live);
    let may = studio.may(&project, Role::Publisher);
    let close = {
        let back = back.clone();
        Callback::from(move |()| back.set(None))
    };
    let row = |release: &Release| {
        let (number, back) = (release.release, back.clone());
        let roll = Callback::from(move |()| back.set(Some(number)));
        let count = words.guide_count(release.guides.len());
        html! {
            <li class={classes!("release", release.is_live.then_some("live"))} key={number}>
                <div>
                    <strong>{ fill(words.release, &[&number.to_string()]) }</strong>
                    if release.is_live { <span class="badge published">{ words.live }</span> }
                    <p>{ &release.note }</p>
                    <small>{ fill(words.by, &[&release.by.name]) }{ " · " }{ clock::moment(release.at_ms, studio.tongue.tag()) }{ " · " }{ count }
                        if let Some(repeats) = release.repeats { { " · " }{ fill(words.repeats, &[&repeats.to_string()]) } }
                    </small>
                </div>
                if may && !release.is_live { <Button label={words.roll_back} icon={Icon::RollBack} on_press={roll} /> }
            </li>
        }
    };
    html! {
        <div class="releases">
            <Ready checklist={checklist.clone()} path={path.clone()} project={project.clone()} {titles} {may} again={reading.again.clone()} />
            <section class="part">
                <h2>{ words.history }</h2>
                if releases.is_empty() { <p class="hint">{ words.no_releases }</p> }
                <ol>{ for releases.iter().map(row) }</ol>
            </section>
            if let Some(release) = *back {
                <RollBackDialog {path} {release} after={live.map_or(0, |live| live.release)} on_close={close} again={reading.again.clone()} />
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ReadyProperties {
    checklist: Checklist,
    path: String,
    project: String,
    titles: Rc<BTreeMap<String, String>>,
    may: bool,
    again: Callback<()>,
}

/// What could be published, and what stands in the way.
#[component]
fn Ready(properties: &ReadyProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let ReadyProperties { checklist, path, project, titles, may, again } = properties.clone();
    let note = use_state(String::new);
    let is_busy = use_state(|| false);
    let is_blocked = checklist.findings.iter().any(|found| found.severity == "error");
    let onsubmit = {
        let (studio, note, is_busy, checklist) =
            (studio.clone(), note.clone(), is_busy.clone(), checklist.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let guides =
                checklist.guides.iter().map(|(guide, version)| (guide.clone(), Some(*version))).collect();
            let publish =
                Publish { guides, note: note.trim().to_owned(), after: checklist.live, at_ms: None };
            let (studio, path, note, is_busy, again) =
                (studio.clone(), path.clone(), note.clone(), is_busy.clone(), again.clone());
            is_busy.set(true);
            spawn_local(async move {
                match studio.server.post::<Release>(&format!("{path}/releases"), &publish).await {
                    Ok(release) => {
                        studio.say(fill(studio.words().published_as, &[&release.release.to_string()]));
                        note.set(String::new());
                    }
                    Err(failure) => studio.complain(&failure),
                }
                again.emit(());
                is_busy.set(false);
            });
        }
    };
    let on_input = {
        let note = note.clone();
        Callback::from(move |text: String| note.set(text))
    };
    let name = |guide: &String| titles.get(guide).cloned().unwrap_or_else(|| guide.clone());
    let guide = |(guide, version): (&String, &i64)| {
        let to = Route::Versions { project: project.clone(), guide: guide.clone() };
        html! { <li><Link<Route> {to}>{ name(guide) }</Link<Route>><span class="hint">{ fill(words.version, &[&version.to_string()]) }</span></li> }
    };
    let finding = |found: &lotse_api::guides::Finding| {
        let (class, icon) =
            if found.severity == "error" { ("error", Icon::Error) } else { ("warning", Icon::Warning) };
        html! { <li class={classes!("finding", class)}><Sign {icon} /><div><p><strong>{ &found.message }</strong></p><p>{ &found.fix }</p></div></li> }
    };
    let problem = |problem: &String| {
        let to = Route::Problem { project: project.clone(), problem: problem.clone() };
        html! { <li><Link<Route> {to}>{ problem }</Link<Route>><span class="hint">{ words.problem }</span></li> }
    };
    let is_new = !(checklist.guides.is_empty() && checklist.problems.is_empty()) || checklist.is_desk_new;
    if !is_new && checklist.unapproved.is_empty() && checklist.held_back.is_empty() {
        return html! { <section class="part"><Empty icon={Icon::Check} title={words.nothing_ready} hint={words.nothing_ready_hint} /></section> };
    }
    let waiting: Vec<String> = checklist.unapproved.iter().map(name).collect();
    html! {
        <section class="part ready">
            <h2>{ words.ready }</h2>
            <ul class="ready-guides">
                { for checklist.guides.iter().map(guide) }
                { for checklist.problems.iter().map(problem) }
                if checklist.is_desk_new { <li>{ "desk.json" }</li> }
            </ul>
            <h3>{ words.checklist }</h3>
            <ul class="findings-list">
                if checklist.findings.is_empty() { <li class="finding good"><Sign icon={Icon::Check} /><div><p>{ words.checklist_good }</p></div></li> }
                if !waiting.is_empty() { <li class="finding note"><Sign icon={Icon::People} /><div><p>{ fill(words.unapproved, &[&waiting.join(", ")]) }</p></div></li> }
                { for checklist.findings.iter().map(finding) }
            </ul>
            if may && is_new {
                <form class="row stretch" {onsubmit}>
                    <Field id="release-note" label={words.release_note} example={words.release_note_example} value={(*note).clone()} required=true {on_input} />
                    <Button label={words.publish} icon={Icon::Rocket} weight={Weight::Primary} submits=true busy={*is_busy} disabled={is_blocked || note.trim().is_empty()} />
                </form>
            }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RollBackProperties {
    path: String,
    release: i64,
    after: i64,
    on_close: Callback<()>,
    again: Callback<()>,
}

#[component]
fn RollBackDialog(properties: &RollBackProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let RollBackProperties { path, release, after, on_close, again } = properties.clone();
    let note = use_state(String::new);
    let onsubmit = {
        let (studio, note, on_close) = (studio.clone(), note.clone(), on_close.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let wish = RollBack { release, note: note.trim().to_owned(), after };
            let (studio, path, on_close, again) =
                (studio.clone(), path.clone(), on_close.clone(), again.clone());
            spawn_local(async move {
                match studio.server.post::<Release>(&format!("{path}/rollback"), &wish).await {
                    Ok(_) => studio.say(fill(studio.words().rolled_back, &[&release.to_string()])),
                    Err(failure) => studio.complain(&failure),
                }
                on_close.emit(());
                again.emit(());
            });
        }
    };
    let on_input = {
        let note = note.clone();
        Callback::from(move |text: String| note.set(text))
    };
    html! {
        <Dialog title={fill(words.release, &[&release.to_string()])} {on_close}>
            <form class="stack" {onsubmit}>
                <p>{ fill(words.roll_back_about, &[&release.to_string()]) }</p>
                <Field id="roll-back-note" label={words.roll_back_note} value={(*note).clone()} required=true focused=true {on_input} />
                <div class="row end"><Button label={words.roll_back} icon={Icon::RollBack} weight={Weight::Primary} submits=true disabled={note.trim().is_empty()} /></div>
            </form>
        </Dialog>
    }
}
