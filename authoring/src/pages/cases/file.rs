//! One case: who asks, what it is about, what was asked and tried, how it is delivered, and the way on to the next level.

use lotse_api::desk::{Case, CaseFile, ConnectorName, HandOn};
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::delivery::Deliveries;
use super::priority;
use super::sketch::sketch;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field};
use crate::components::icon::{Icon, Sign};
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::route::Route;
use crate::services::clock;
use crate::services::server::part;
use crate::words::help::HelpWords;
use crate::words::{Tongue, Words};

/// Properties of [`CasePage`].
#[derive(Clone, PartialEq, Properties)]
pub struct CasePageProperties {
    /// Id of the project.
    pub project: String,
    /// Name of the environment.
    pub environment: String,
    /// Id of the case.
    pub case: String,
}

/// See the module.
#[component]
pub fn CasePage(properties: &CasePageProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    use_title(help.cases.to_owned());
    let is_handing = use_state(|| false);
    let path = format!("/projects/{}", part(&properties.project));
    let own = format!("{path}/cases/{}/{}", part(&properties.environment), part(&properties.case));
    let reading = {
        let server = studio.server.clone();
        use_loaded((path, own.clone()), move |(path, own)| async move {
            let file = server.get::<CaseFile>(&own).await?;
            let connectors = server.get::<Vec<ConnectorName>>(&format!("{path}/connectors")).await?;
            Ok((file, connectors))
        })
    };
    let read = match &reading.now {
        Loaded::Loading => {
            return html! { <main id="main" class="page loading" aria-busy="true">{ words.loading }</main> };
        }
        Loaded::Failed(failure) => {
            return html! {
                <main id="main" class="page"><Failed failure={failure.clone()} again={reading.again.clone()} /></main>
            };
        }
        Loaded::Ready(read) => read.clone(),
    };
    let (file, connectors) = (&read.0, &read.1);
    let set = |on: bool| {
        let is_handing = is_handing.clone();
        Callback::from(move |()| is_handing.set(on))
    };
    let on_done = {
        let (close, again) = (set(false), reading.again.clone());
        Callback::from(move |()| {
            close.emit(());
            again.emit(());
        })
    };
    html! {
        <main id="main" class="page" tabindex="-1">
            <header class="page-head">
                <div>
                    <p><Link<Route> to={Route::Cases { project: properties.project.clone() }}><Sign icon={Icon::Back} />{ help.cases }</Link<Route>></p>
                    <h1>{ priority(file.case.priority.as_deref()) }{ " " }{ &file.case.title }</h1>
                    <p>{ format!("{} {}, {}", help.case_taken, clock::moment(file.case.taken_ms, studio.tongue.tag()), file.case.environment) }</p>
                </div>
                <div class="row"><Button label={help.hand_on} icon={Icon::Swap} weight={Weight::Primary} disabled={connectors.is_empty()} on_press={set(true)} /></div>
            </header>
            <div class="case">
                <div class="stack">
                    <section class="part">
                        <h2>{ help.deliveries }</h2>
                        <Deliveries project={properties.project.clone()} all={file.case.deliveries.clone()} connectors={connectors.clone()} on_done={reading.again.clone()} />
                    </section>
                    { told(&file.handover, help) }
                </div>
                <div class="stack">{ known(file, &properties.project, studio.tongue) }</div>
            </div>
            if *is_handing { <HandOnDialog path={own} connectors={connectors.clone()} on_close={set(false)} {on_done} /> }
        </main>
    }
}

fn text<'a>(handover: &'a Value, pointer: &str) -> Option<&'a str> {
    handover.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// Names and values; nothing for what is not there.
fn rows(all: Vec<(&str, Option<&str>)>) -> Html {
    let row = |(name, value): (&str, &str)| html! { <><dt>{ name.to_owned() }</dt><dd>{ value.to_owned() }</dd></> };
    html! { <dl class="known">{ for all.into_iter().filter_map(|(name, value)| Some(row((name, value?)))) }</dl> }
}

/// What the user wrote, and what was asked, looked at and tried.
fn told(handover: &Value, help: &'static HelpWords) -> Html {
    let path = handover.get("path").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entry = |entry: &Value| {
        let icon = match text(entry, "/kind") {
            Some("check") => Icon::Probe,
            Some("fix" | "step") => Icon::Instruct,
            Some("note") => Icon::Note,
            _ => Icon::Question,
        };
        html! {
            <li><Sign {icon} /><div><p>{ text(entry, "/asked").unwrap_or_default().to_owned() }</p>
                <p><strong>{ text(entry, "/result").unwrap_or_default().to_owned() }</strong></p></div></li>
        }
    };
    let wireframe = handover.get("wireframe").filter(|one| one.is_object());
    html! {
        <>
            if let Some(words) = text(handover, "/text") {
                <section class="part"><h2>{ help.user_wrote }</h2><blockquote>{ words.to_owned() }</blockquote></section>
            }
            <section class="part">
                <h2>{ help.path_taken }</h2>
                if path.is_empty() { <p class="hint">{ help.path_none }</p> } else { <ol class="told path">{ for path.iter().map(entry) }</ol> }
            </section>
            if let Some(wireframe) = wireframe {
                <section class="part"><h2>{ help.wireframe }</h2><p class="hint">{ help.wireframe_hint }</p>{ sketch(wireframe, help.wireframe) }</section>
            }
        </>
    }
}

fn level<'a>(word: Option<&str>, words: &'a Words) -> Option<&'a str> {
    match word? {
        "low" => Some(words.level_low),
        "medium" => Some(words.level_medium),
        "high" => Some(words.level_high),
        _ => None,
    }
}

/// Who asks, why it has this priority, which guide was left where, and the surroundings.
fn known(file: &CaseFile, project: &str, tongue: Tongue) -> Html {
    let (words, help) = (tongue.words(), tongue.help());
    let handover = &file.handover;
    let reasons = handover
        .pointer("/priority/reasons")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let facts: Vec<(&str, Option<&str>)> = handover
        .get("facts")
        .and_then(Value::as_object)
        .map(|facts| facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect())
        .unwrap_or_default();
    let who = if file.is_identified { help.identified } else { help.not_identified };
    html! {
        <>
            <section class="part">
                <h2>{ help.who_asks }</h2>
                { rows(vec![
                    (help.connector_name, text(handover, "/who/name")), (help.mail, text(handover, "/who/mail")),
                    (help.phone, text(handover, "/who/phone")), (help.place, text(handover, "/who/place")),
                    (help.reach, text(handover, "/who/reachable")), ("ID", text(handover, "/who/user")),
                ]) }
                <p class="hint"><Sign icon={if file.is_identified { Icon::Check } else { Icon::Note }} />{ " " }{ who }</p>
            </section>
            if handover.get("priority").is_some_and(Value::is_object) {
                <section class="part">
                    <h2>{ help.why_priority }</h2>
                    <p>{ priority(text(handover, "/priority/level")) }</p>
                    { rows(vec![
                        (help.impact_label, level(text(handover, "/priority/impact"), words)),
                        (help.urgency_label, level(text(handover, "/priority/urgency"), words)),
                        (help.promised_, text(handover, "/priority/promised")),
                    ]) }
                    <ul class="reasons">{ for reasons.iter().filter_map(Value::as_str).map(|reason| html! { <li>{ reason.to_owned() }</li> }) }</ul>
                </section>
            }
            { guide(handover, project, help) }
            <section class="part">
                <h2>{ help.surroundings }</h2>
                { rows(vec![
                    (help.page_label, text(handover, "/page/address")), (help.browser, text(handover, "/browser")),
                    (help.device, text(handover, "/platform")), (words.language, text(handover, "/language")),
                ]) }
                if !facts.is_empty() { <h3>{ help.facts_label }</h3>{ rows(facts) } }
            </section>
        </>
    }
}

/// The guide that was left, and the way there.
fn guide(handover: &Value, project: &str, help: &'static HelpWords) -> Html {
    let Some(id) = text(handover, "/guide/id") else { return Html::default() };
    let step = text(handover, "/guide/step");
    let mut href = format!("/p/{}/guides/{}", part(project), part(id));
    if let Some(step) = step {
        href.push_str(&format!("?step={}", part(step)));
    }
    html! {
        <section class="part">
            <h2>{ help.guide_left }</h2>
            { rows(vec![
                (help.guide_left, text(handover, "/guide/title")), (help.guide_version, text(handover, "/guide/version")),
                (help.guide_step, step),
            ]) }
            <p><a {href}>{ help.open_step }</a></p>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct HandOnProperties {
    path: String,
    connectors: Vec<ConnectorName>,
    on_close: Callback<()>,
    on_done: Callback<()>,
}

/// To whom, and why.
#[component]
fn HandOnDialog(properties: &HandOnProperties) -> Html {
    let studio = use_studio();
    let help = studio.tongue.help();
    let HandOnProperties { path, connectors, on_close, on_done } = properties.clone();
    let usual =
        connectors.iter().find(|one| one.is_next_level).or(connectors.first()).map(|one| one.id.clone());
    let to = use_state(|| usual.unwrap_or_default());
    let note = use_state(String::new);
    let options: Vec<(AttrValue, AttrValue)> =
        connectors.iter().map(|one| (one.id.clone().into(), one.name.clone().into())).collect();
    let onsubmit = {
        let (studio, to, note) = (studio.clone(), to.clone(), note.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let (studio, on_done, path) = (studio.clone(), on_done.clone(), format!("{path}/hand-on"));
            let asked = HandOn { connector: (*to).clone(), note: note.trim().to_owned() };
            spawn_local(async move {
                match studio.server.post::<Case>(&path, &asked).await {
                    Ok(_) => on_done.emit(()),
                    Err(failure) => studio.complain(&failure),
                }
            });
        }
    };
    let keep = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |typed: String| state.set(typed))
    };
    html! {
        <Dialog title={help.hand_on} {on_close}>
            <form class="stack" {onsubmit}>
                <p>{ help.hand_on_about }</p>
                <Choice id="hand-on-to" label={help.hand_on_to} value={(*to).clone()} {options} on_choose={keep(&to)} />
                <Field id="hand-on-note" label={help.hand_on_why} value={(*note).clone()} required=true focused=true on_input={keep(&note)} />
                <div class="row end"><Button label={help.hand_on} weight={Weight::Primary} submits=true disabled={note.trim().is_empty()} /></div>
            </form>
        </Dialog>
    }
}
