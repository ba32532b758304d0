//! What could go live, what stands in its way, and the form that publishes it: at once or at a time.

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_api::releases::{Checklist, Publish, Release};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::field::{Field, Toggle};
use crate::components::icon::{Icon, Sign};
use crate::components::said::said;
use crate::hooks::stored;
use crate::route::Route;
use crate::services::clock;
use crate::words::fill;

/// Properties of [`Ready`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReadyProperties {
    /// What the server says of it.
    pub checklist: Checklist,
    /// The environment on the server.
    pub path: String,
    /// Id of the project.
    pub project: String,
    /// Titles of guides.
    pub titles: Rc<BTreeMap<String, String>>,
    /// Whether this person publishes.
    pub may: bool,
    /// The release that waits for its time, and for which.
    pub waiting: Option<(i64, i64)>,
    /// Reads everything again.
    pub again: Callback<()>,
}

/// What could be published, and what stands in the way.
#[component]
pub fn Ready(properties: &ReadyProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let ReadyProperties { checklist, path, project, titles, may, waiting, again } = properties.clone();
    let is_blocked = checklist.findings.iter().any(|found| found.severity == "error");
    let name = |guide: &String| titles.get(guide).cloned().unwrap_or_else(|| guide.clone());
    let guide = |(guide, version): (&String, &i64)| {
        let to = Route::Versions { project: project.clone(), guide: guide.clone() };
        html! { <li><Link<Route> {to}>{ name(guide) }</Link<Route>><span class="hint">{ fill(words.version, &[&version.to_string()]) }</span></li> }
    };
    let finding = |found: &lotse_api::guides::Finding| {
        let (class, icon) =
            if found.severity == "error" { ("error", Icon::Error) } else { ("warning", Icon::Warning) };
        html! { <li class={classes!("finding", class)}><Sign {icon} /><div><p><strong>{ said(&found.message) }</strong></p><p>{ said(&found.fix) }</p></div></li> }
    };
    let problem = |problem: &String| {
        let to = Route::Problem { project: project.clone(), problem: problem.clone() };
        html! { <li><Link<Route> {to}>{ name(problem) }</Link<Route>><span class="hint">{ words.problem }</span></li> }
    };
    let list = |list: &String| {
        let to = Route::Checklist { project: project.clone(), checklist: list.clone() };
        html! { <li><Link<Route> {to}>{ name(list) }</Link<Route>><span class="hint">{ studio.tongue.help().checklist }</span></li> }
    };
    let has_none =
        checklist.guides.is_empty() && checklist.problems.is_empty() && checklist.checklists.is_empty();
    let is_new = !has_none || checklist.is_desk_new;
    if !is_new && checklist.unapproved.is_empty() && checklist.held_back.is_empty() {
        return html! { <section class="part"><Empty icon={Icon::Check} title={words.nothing_ready} hint={words.nothing_ready_hint} /></section> };
    }
    let unapproved: Vec<String> = checklist.unapproved.iter().map(name).collect();
    let next: BTreeMap<String, Option<i64>> =
        checklist.guides.iter().map(|(guide, version)| (guide.clone(), Some(*version))).collect();
    html! {
        <section class="part ready">
            <h2>{ words.ready }</h2>
            <ul class="ready-guides">
                { for checklist.guides.iter().map(guide) }
                { for checklist.problems.iter().map(problem) }
                { for checklist.checklists.iter().map(list) }
                if checklist.is_desk_new { <li>{ studio.tongue.help().desk }</li> }
            </ul>
            <h3>{ words.checklist }</h3>
            <ul class="findings-list">
                if let Some((release, at_ms)) = waiting {
                    <li class="finding note"><Sign icon={Icon::Note} /><div><p>{ fill(words.takes_its_place, &[&release.to_string(), &clock::moment(at_ms, studio.tongue.tag())]) }</p></div></li>
                }
                if checklist.findings.is_empty() { <li class="finding good"><Sign icon={Icon::Check} /><div><p>{ words.checklist_good }</p></div></li> }
                if !unapproved.is_empty() { <li class="finding note"><Sign icon={Icon::People} /><div><p>{ fill(words.unapproved, &[&unapproved.join(", ")]) }</p></div></li> }
                { for checklist.findings.iter().map(finding) }
            </ul>
            if may && is_new {
                <PublishForm {path} publish={Publish { guides: next, note: String::new(), after: checklist.live, at_ms: None }} {is_blocked} {again} />
            }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PublishFormProperties {
    path: String,
    /// What is to be published; note and time come from the form.
    publish: Publish,
    is_blocked: bool,
    again: Callback<()>,
}

#[component]
fn PublishForm(properties: &PublishFormProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let PublishFormProperties { path, publish, is_blocked, again } = properties.clone();
    let note = use_state(String::new);
    let is_later = use_state(|| false);
    let typed = use_state(String::new);
    let is_busy = use_state(|| false);
    let at_ms = if *is_later { clock::typed_ms(&typed) } else { None };
    let onsubmit = {
        let publish = Publish { note: note.trim().to_owned(), at_ms, ..publish };
        let (note, is_later, is_busy) = (note.clone(), is_later.clone(), is_busy.clone());
        let studio = studio.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let (studio, path, publish, again) =
                (studio.clone(), path.clone(), publish.clone(), again.clone());
            let (note, is_later, is_busy) = (note.clone(), is_later.clone(), is_busy.clone());
            is_busy.set(true);
            spawn_local(async move {
                match studio.server.post::<Release>(&format!("{path}/releases"), &publish).await {
                    Ok(release) => {
                        let (words, number) = (studio.words(), release.release.to_string());
                        studio.say(if release.is_live {
                            fill(words.published_as, &[&number])
                        } else {
                            let moment = clock::moment(release.at_ms, studio.tongue.tag());
                            fill(words.scheduled_as, &[&number, &moment])
                        });
                        note.set(String::new());
                        is_later.set(false);
                    }
                    Err(failure) => studio.complain(&failure),
                }
                again.emit(());
                is_busy.set(false);
            });
        }
    };
    let (label, icon) =
        if *is_later { (words.schedule, Icon::RollBack) } else { (words.publish, Icon::Rocket) };
    let is_ready = !is_blocked && !note.trim().is_empty() && (!*is_later || at_ms.is_some());
    html! {
        <form class="stack" {onsubmit}>
            <Field id="release-note" label={words.release_note} example={words.release_note_example} value={(*note).clone()} required=true on_input={stored(&note)} />
            <Toggle id="publish-later" label={words.publish_later} hint={words.publish_later_hint} on={*is_later} on_switch={stored(&is_later)} />
            if *is_later { <Field id="publish-at" kind="datetime-local" label={words.publish_at} value={(*typed).clone()} required=true on_input={stored(&typed)} /> }
            <div class="row end"><Button {label} {icon} weight={Weight::Primary} submits=true busy={*is_busy} disabled={!is_ready} /></div>
        </form>
    }
}
