//! Releases of an environment, newest first: what waits can be called off, what was live can come back.

use lotse_api::releases::{Release, RollBack};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::services::clock;
use crate::words::fill;

/// Properties of [`History`].
#[derive(Clone, PartialEq, Properties)]
pub struct HistoryProperties {
    /// Newest first.
    pub releases: Vec<Release>,
    /// The environment on the server.
    pub path: String,
    /// Whether this person publishes.
    pub may: bool,
    /// Reads everything again.
    pub again: Callback<()>,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Wish {
    RollBack(i64),
    CallOff(i64),
}

/// The release that will be live next.
pub fn waiting(releases: &[Release]) -> Option<&Release> {
    releases.iter().filter(|one| is_waiting(one, releases)).min_by_key(|one| one.at_ms)
}

/// A release waits when its time is to come and none with a higher number is live by then.
fn is_waiting(release: &Release, releases: &[Release]) -> bool {
    let live = releases.iter().find(|one| one.is_live).map_or(0, |one| one.release);
    release.release > live && !release.is_live
}

/// See the module.
#[component]
pub fn History(properties: &HistoryProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let HistoryProperties { releases, path, may, again } = properties.clone();
    let wish = use_state(|| None::<Wish>);
    let live = releases.iter().find(|one| one.is_live).map_or(0, |live| live.release);
    let on_close = {
        let wish = wish.setter();
        Callback::from(move |()| wish.set(None))
    };
    let call_off = |number: i64| {
        let (studio, path, again) = (studio.clone(), format!("{path}/releases/{number}"), again.clone());
        Callback::from(move |()| {
            let (studio, path, again) = (studio.clone(), path.clone(), again.clone());
            spawn_local(async move {
                match studio.server.delete(&path).await {
                    Ok(()) => studio.say(fill(studio.words().called_off, &[&number.to_string()])),
                    Err(failure) => studio.complain(&failure),
                }
                again.emit(());
            });
        })
    };
    let dialog = match *wish {
        None => Html::default(),
        Some(Wish::RollBack(release)) => {
            html! { <RollBackDialog path={path.clone()} {release} after={live} on_close={on_close.clone()} again={again.clone()} /> }
        }
        Some(Wish::CallOff(number)) => {
            let about = fill(words.call_off_about, &[&number.to_string()]);
            html! { <Confirm label={words.call_off} {about} on_confirm={call_off(number)} on_close={on_close.clone()} /> }
        }
    };
    let on_wish = {
        let wish = wish.setter();
        Callback::from(move |one: Wish| wish.set(Some(one)))
    };
    html! {
        <section class="part">
            <h2>{ words.history }</h2>
            if releases.is_empty() { <p class="hint">{ words.no_releases }</p> }
            <ol>{ for releases.iter().map(|release| {
                let is_waiting = is_waiting(release, &releases);
                html! { <Row key={release.release} release={release.clone()} {is_waiting} {may} on_wish={on_wish.clone()} /> }
            }) }</ol>
            { dialog }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RowProperties {
    release: Release,
    is_waiting: bool,
    may: bool,
    on_wish: Callback<Wish>,
}

#[component]
fn Row(properties: &RowProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let RowProperties { release, is_waiting, may, on_wish } = properties;
    let number = release.release;
    let moment = clock::moment(release.at_ms, studio.tongue.tag());
    let was_overtaken = !is_waiting && release.at_ms > clock::now_ms();
    let said = match (*is_waiting, release.repeats) {
        (true, _) => fill(words.goes_live, &[&moment]),
        (false, Some(repeats)) => format!("{moment} · {}", fill(words.repeats, &[&repeats.to_string()])),
        (false, None) => moment,
    };
    let badge = if release.is_live {
        Some(("published", words.live))
    } else if *is_waiting {
        Some(("review", words.scheduled))
    } else {
        was_overtaken.then_some(("draft", words.overtaken))
    };
    html! {
        <li class={classes!("release", release.is_live.then_some("live"))}>
            <div>
                <strong>{ fill(words.release, &[&number.to_string()]) }</strong>
                if let Some((class, label)) = badge { <span class={classes!("badge", class)}>{ label }</span> }
                <p>{ &release.note }</p>
                <small>{ fill(words.by, &[&release.by.name]) }{ " · " }{ said }{ " · " }{ words.guide_count(release.guides.len()) }</small>
            </div>
            if *may && *is_waiting {
                <Button label={words.call_off} icon={Icon::Close} on_press={on_wish.reform(move |()| Wish::CallOff(number))} />
            } else if *may && !release.is_live && !was_overtaken {
                <Button label={words.roll_back} icon={Icon::RollBack} on_press={on_wish.reform(move |()| Wish::RollBack(number))} />
            }
        </li>
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
