//! Versions of a guide: what has changed in each, what reviewers said, and saying it.

use std::rc::Rc;

use lotse_api::guides::{Summary, Verdict, Version};
use lotse_api::people::Role;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::use_studio;
use crate::components::avatar::Avatar;
use crate::components::button::{Button, Weight};
use crate::components::differences::Differences;
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::field::Field;
use crate::components::icon::{Icon, Sign};
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::pages::library::title_in;
use crate::route::Route;
use crate::services::clock;
use crate::services::server::part;
use crate::words::fill;

/// Properties of [`VersionsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct VersionsPageProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the guide.
    pub guide: String,
}

/// See the module.
#[component]
pub fn VersionsPage(properties: &VersionsPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let chosen = use_state(|| None::<i64>);
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.clone(), move |properties| async move {
            let path = format!("/projects/{}/guides", part(&properties.project));
            let guides = server.get::<Vec<Summary>>(&path).await?;
            let versions =
                server.get::<Vec<Version>>(&format!("{path}/{}/versions", part(&properties.guide))).await?;
            Ok((guides.into_iter().find(|one| one.guide == properties.guide), versions))
        })
    };
    let to = Route::Guide { project: properties.project.clone(), guide: properties.guide.clone() };
    let open = html! { <Link<Route> classes="button plain" {to}>{ words.open_guide }</Link<Route>> };
    let title = match &reading.now {
        Loaded::Ready(read) => {
            read.0.as_ref().and_then(|one| title_in(&one.title, studio.tongue.tag()).map(str::to_owned))
        }
        _ => None,
    };
    let title = title.unwrap_or_else(|| words.versions.to_owned());
    use_title(format!("{title} · {}", words.versions));
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(read) if read.1.is_empty() => html! {
            <Empty icon={Icon::Check} title={words.no_versions} hint={words.no_versions_hint}>{ open.clone() }</Empty>
        },
        Loaded::Ready(read) => {
            let now = chosen.or_else(|| read.1.first().map(|one| one.version)).unwrap_or(0);
            let row = |version: &Version| {
                let (number, chosen) = (version.version, chosen.clone());
                let onclick = move |_: MouseEvent| chosen.set(Some(number));
                html! {
                    <li><button type="button" class="version-row" aria-current={(number == now).then_some("true")} {onclick}>
                        <strong>{ fill(words.version, &[&number.to_string()]) }</strong>
                        { verdict_sign(version) }
                        <span>{ &version.note }</span>
                        <small>{ fill(words.by, &[&version.author.name]) }{ " · " }{ clock::ago(version.frozen_ms, studio.tongue.tag()) }</small>
                    </button></li>
                }
            };
            html! {
                <div class="versions">
                    <ol>{ for read.1.iter().map(row) }</ol>
                    <Shown key={now} properties={properties.clone()} version={now} all={Rc::new(read.1.clone())} again={reading.again.clone()} />
                </div>
            }
        }
    };
    html! { <PageFrame {title} about={words.versions_about} actions={open}>{ content }</PageFrame> }
}

fn verdict_sign(version: &Version) -> Html {
    match &version.verdict {
        None => html! { <span class="badge review"><span class="unseen">{ "?" }</span></span> },
        Some(verdict) if verdict.approves => html! { <Sign icon={Icon::Check} class="good" /> },
        Some(_) => html! { <Sign icon={Icon::Close} class="poor" /> },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ShownProperties {
    properties: VersionsPageProperties,
    version: i64,
    all: Rc<Vec<Version>>,
    again: Callback<()>,
}

/// One version: what differs from the one before, and the verdict.
#[component]
fn Shown(properties: &ShownProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let ShownProperties { properties: page, version, all, again } = properties.clone();
    let path = format!("/projects/{}/guides/{}/versions", part(&page.project), part(&page.guide));
    let before = all.iter().map(|one| one.version).filter(|number| *number < version).max();
    let reading = {
        let (server, path) = (studio.server.clone(), path.clone());
        use_loaded((version, before), move |(version, before)| async move {
            let new = server.get::<Version>(&format!("{path}/{version}")).await?;
            let old = match before {
                Some(before) => server.get::<Version>(&format!("{path}/{before}")).await?.source,
                None => None,
            };
            Ok((new, old))
        })
    };
    let again = {
        // The verdict stands in both.
        let (list, one) = (again, reading.again.clone());
        Callback::from(move |()| {
            list.emit(());
            one.emit(());
        })
    };
    let read = match &reading.now {
        Loaded::Loading => return html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            return html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> };
        }
        Loaded::Ready(read) => read.clone(),
    };
    let (new, old) = (&read.0, &read.1);
    let is_newest = all.first().is_some_and(|one| one.version == version);
    let me = studio.session.user.as_ref().map(|user| user.id.as_str()).unwrap_or_default();
    let may_judge = is_newest && new.verdict.is_none() && studio.may(&page.project, Role::Reviewer);
    let is_barred = new.needs_second_person && new.author.id == me;
    html! {
        <article class="version">
            <header>
                <h2>{ fill(words.version, &[&version.to_string()]) }{ ": " }{ &new.note }</h2>
                <Avatar user={new.author.clone()} named=true />
                <span class="hint">{ clock::moment(new.frozen_ms, studio.tongue.tag()) }</span>
            </header>
            { judgement(new, studio.tongue.tag(), words) }
            if new.needs_second_person && new.verdict.is_none() {
                <p class="remark"><Sign icon={Icon::People} /><strong>{ words.needs_second }</strong>{ " " }{ words.needs_second_hint }</p>
            }
            if may_judge && !is_barred { <Judge path={format!("{path}/{version}/verdict")} {again} /> }
            <h3>{ before.map_or_else(|| words.first_version.to_owned(), |before| fill(words.compared_with, &[&before.to_string()])) }</h3>
            <Differences old={AttrValue::from(old.clone().unwrap_or_else(|| "{}".to_owned()))} new={AttrValue::from(new.source.clone().unwrap_or_default())} />
        </article>
    }
}

fn judgement(version: &Version, language: &str, words: &crate::words::Words) -> Html {
    let Some(verdict) = &version.verdict else {
        return html! { <p class="hint">{ words.waits }</p> };
    };
    let (class, icon, sentence) = if verdict.approves {
        ("good", Icon::Check, words.approved_by)
    } else {
        ("poor", Icon::Close, words.sent_back_by)
    };
    html! {
        <div class={classes!("verdict", class)}>
            <Sign {icon} />
            <p><strong>{ fill(sentence, &[&verdict.by.name]) }</strong>{ " · " }{ clock::moment(verdict.at_ms, language) }
            if !verdict.note.is_empty() { <br />{ &verdict.note } }</p>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct JudgeProperties {
    path: String,
    again: Callback<()>,
}

#[component]
fn Judge(properties: &JudgeProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let note = use_state(String::new);
    let give = |approves: bool| {
        let (studio, note, path, again) =
            (studio.clone(), note.clone(), properties.path.clone(), properties.again.clone());
        Callback::from(move |()| {
            let verdict = Verdict { approves, note: note.trim().to_owned() };
            let (studio, path, again) = (studio.clone(), path.clone(), again.clone());
            spawn_local(async move {
                match studio.server.post::<Version>(&path, &verdict).await {
                    Ok(_) => again.emit(()),
                    Err(failure) => studio.complain(&failure),
                }
            });
        })
    };
    let on_input = {
        let note = note.clone();
        Callback::from(move |text: String| note.set(text))
    };
    html! {
        <div class="judge">
            <Field id="verdict-note" label={words.verdict_note} value={(*note).clone()} {on_input} />
            <div class="row">
                <Button label={words.send_back} disabled={note.trim().is_empty()} on_press={give(false)} />
                <Button label={words.approve} icon={Icon::Check} weight={Weight::Primary} on_press={give(true)} />
            </div>
        </div>
    }
}
