//! How a step will look to end users: the SDK itself, in a frame, over a wireframe of the page that was recorded; and how its
//! conditions hold for whoever is simulated.

mod stage;

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_editor::diff::condition_in_words;
use lotse_editor::preview::{GUIDE, Traced, sources};
use lotse_model::json::{self, Json};
use serde_json::Value;
use yew::prelude::*;

use super::form;
use super::link::attributes;
use super::scene::{items, word};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::icon::{Icon, Sign};
use crate::services::checker::Checker;
use crate::words::{Tongue, Words};
pub use stage::{Heard, Stage};

/// Width and height of a page that nobody recorded, and where its control is, in CSS pixels.
const BLANK: ([i64; 2], [i64; 4]) = ([720, 520], [40, 90, 160, 34]);

/// How long typing goes on before the step is shown anew.
const SHOW_AFTER_MS: u32 = 250;

/// Properties of [`Preview`].
#[derive(Clone, PartialEq, Properties)]
pub struct PreviewProperties {
    /// The language in which texts are shown.
    pub language: AttrValue,
    /// Compiles what is shown.
    pub checker: Option<Rc<Checker>>,
    /// The step, texts in place.
    pub step: Rc<Json>,
    /// Who may see the guide.
    pub audience: Rc<Option<Json>>,
    /// What the step's page looked like.
    pub wireframe: Rc<Option<Json>>,
    /// The project's document.
    pub settings: AttrValue,
}

/// Who looks, and at what.
#[derive(Clone, Default, PartialEq)]
struct Onlooker {
    is_dark: bool,
    is_narrow: bool,
    is_missing: bool,
    /// Windows and macOS are shown side by side.
    is_compared: bool,
    platform: String,
    facts: String,
}

/// See the module.
#[component]
pub fn Preview(properties: &PreviewProperties) -> Html {
    let words = use_studio().words();
    let onlooker = use_state(Onlooker::default);
    let heard = use_state(Heard::default);
    let staged = use_state(|| Staged::Waiting);
    {
        let of = (properties.clone(), (*onlooker).clone());
        let staged = staged.setter();
        // Nothing is compiled while somebody types, and then it is the worker that does it.
        use_effect_with(of, move |(properties, onlooker)| {
            let (properties, onlooker) = (properties.clone(), onlooker.clone());
            let timer = Timeout::new(SHOW_AFTER_MS, move || stage(properties, onlooker, staged));
            move || drop(timer)
        });
    }
    let on_heard = {
        let heard = heard.clone();
        use_callback((), move |news: Heard, ()| heard.set(news))
    };
    let has_place = properties.wireframe.is_some() || properties.step.get("target").is_none();
    html! {
        <section class="preview" aria-label={words.preview}>
            <h2>{ words.preview }</h2>
            { switches(&onlooker, words) }
            { on_stage(&staged, &onlooker, on_heard, words) }
            if heard.failed.is_some() { <p class="fault" role="status">{ words.preview_failed }</p> }
            if !has_place { <p class="hint">{ words.wireframe_none }</p> }
            { seen_by(&onlooker, words) }
            if let Staged::Wish(_, traced) = &*staged {
                if !traced.is_empty() { { trace(traced, &heard, words) } }
            }
        </section>
    }
}

/// How the card is shown: dark, narrow, on two systems, without its control.
fn switches(onlooker: &UseStateHandle<Onlooker>, words: &Words) -> Html {
    let switch = |label: &'static str, icon: Icon, is_on: bool, write: fn(&mut Onlooker)| {
        let on_press = change(onlooker, move |it, ()| write(it));
        html! { <Button {label} {icon} pressed={Some(is_on)} weight={Weight::Quiet} {on_press} /> }
    };
    html! {
        <div class="row" role="group" aria-label={words.preview_as}>
            { switch(words.scheme_dark, Icon::Moon, onlooker.is_dark, |it| it.is_dark = !it.is_dark) }
            { switch(words.narrow, Icon::Screen, onlooker.is_narrow, |it| it.is_narrow = !it.is_narrow) }
            { switch(words.compared, Icon::Copy, onlooker.is_compared, |it| it.is_compared = !it.is_compared) }
            { switch(words.control_missing, Icon::Offline, onlooker.is_missing, |it| it.is_missing = !it.is_missing) }
        </div>
    }
}

/// The card, or why there is none.
fn on_stage(staged: &Staged, onlooker: &Onlooker, on_heard: Callback<Heard>, words: &Words) -> Html {
    match staged {
        Staged::Waiting => html! { <p class="hint">{ words.loading }</p> },
        Staged::None => html! { <p class="hint">{ words.preview_none }</p> },
        Staged::Blocked => html! { <p class="hint" role="status">{ words.preview_blocked }</p> },
        Staged::Wish(wish, _) if onlooker.is_compared => {
            let one = |(platform, name): (&'static str, &'static str)| {
                html! {
                    <figure key={platform}>
                        <figcaption>{ name }</figcaption>
                        <Stage wish={wish.clone()} platform={platform.to_owned()} is_narrow={true} on_heard={on_heard.clone()} />
                    </figure>
                }
            };
            html! { <div class="compared">{ for [("windows", words.p_windows), ("macos", words.p_macos)].map(one) }</div> }
        }
        Staged::Wish(wish, _) => {
            html! { <Stage wish={wish.clone()} platform={onlooker.platform.clone()} is_narrow={onlooker.is_narrow} {on_heard} /> }
        }
    }
}

/// Whose eyes it is seen with.
fn seen_by(onlooker: &UseStateHandle<Onlooker>, words: &'static Words) -> Html {
    let on_choose = change(onlooker, |it, text| it.platform = text);
    let on_input = change(onlooker, |it, text| it.facts = text);
    html! {
        <details>
            <summary>{ words.preview_as }</summary>
            <Choice id="preview-platform" label={words.c_platform} value={onlooker.platform.clone()} options={platforms(words)} {on_choose} />
            <Field id="preview-facts" label={words.simulate_facts} hint={words.simulate_facts_hint} example="role=clerk" value={onlooker.facts.clone()} {on_input} />
        </details>
    }
}

/// Systems to simulate.
fn platforms(words: &'static Words) -> Vec<(AttrValue, AttrValue)> {
    [
        ("", words.as_it_is),
        ("windows", words.p_windows),
        ("macos", words.p_macos),
        ("linux", words.p_linux),
        ("ios", words.p_ios),
        ("android", words.p_android),
    ]
    .map(|(value, name)| (AttrValue::Static(value), AttrValue::Static(name)))
    .to_vec()
}

fn change<T: 'static>(
    onlooker: &UseStateHandle<Onlooker>,
    write: impl Fn(&mut Onlooker, T) + 'static,
) -> Callback<T> {
    let onlooker = onlooker.clone();
    Callback::from(move |said: T| {
        let mut next = (*onlooker).clone();
        write(&mut next, said);
        onlooker.set(next);
    })
}

/// What there is to show.
enum Staged {
    /// Nothing has been compiled yet.
    Waiting,
    /// The step shows no card.
    None,
    /// It cannot be compiled.
    Blocked,
    /// What the frame is asked for, and the conditions that can be asked about.
    Wish(AttrValue, Vec<Traced>),
}

/// Lets the step be compiled, and shows it then.
fn stage(properties: PreviewProperties, onlooker: Onlooker, staged: UseStateSetter<Staged>) {
    let Some((files, traced)) = sources(&properties.step, (*properties.audience).as_ref()) else {
        return staged.set(Staged::None);
    };
    let Some(checker) = properties.checker.clone() else { return staged.set(Staged::Blocked) };
    let settings = properties.settings.clone();
    let on_shown = Callback::from(move |bundle: Option<String>| {
        staged.set(match bundle {
            Some(bundle) => {
                let wish = wish(&properties, &onlooker, &bundle, &traced);
                Staged::Wish(wish.into(), traced.clone())
            }
            None => Staged::Blocked,
        });
    });
    checker.show(&settings, &files, on_shown);
}

/// What the frame is asked for.
fn wish(properties: &PreviewProperties, onlooker: &Onlooker, bundle: &str, traced: &[Traced]) -> String {
    let language = properties.language.as_str();
    let target = properties.step.get("target");
    let name = target.and_then(|target| form::name_of(target, language)).unwrap_or_default();
    let frame = (*properties.wireframe).as_ref();
    let numbers = |name: &str| -> Option<Value> {
        let Some(Json::List(sides)) = frame?.get(name) else { return None };
        serde_json::from_str(&Json::List(sides.clone()).write()).ok()
    };
    let shapes: Vec<Value> =
        frame.map(|frame| items(frame, "shapes")).unwrap_or_default().iter().filter_map(shape).collect();
    serde_json::json!({
        "bundle": bundle,
        "guide": GUIDE,
        "version": env!("CARGO_PKG_VERSION"),
        "language": language,
        "attributes": attributes(&onlooker.facts),
        "scheme": if onlooker.is_dark { "dark" } else { "light" },
        "missing": onlooker.is_missing,
        "points": target.is_some(),
        "name": name,
        "viewport": numbers("viewport").unwrap_or_else(|| BLANK.0.to_vec().into()),
        "area": numbers("area").unwrap_or_else(|| BLANK.1.to_vec().into()),
        "shapes": shapes,
        "traces": traced.iter().map(|one| one.guide.as_str()).collect::<Vec<_>>(),
    })
    .to_string()
}

fn shape(shape: &Json) -> Option<Value> {
    let Json::List(parts) = shape else { return None };
    let [sides @ .., look] = parts.as_slice() else { return None };
    let area: Value = serde_json::from_str(&Json::List(sides.to_vec()).write()).ok()?;
    Some(serde_json::json!({ "area": area, "look": look.as_text()? }))
}

/// The conditions in words, part by part, each with whether it holds.
fn trace(traced: &[Traced], heard: &Heard, words: &'static Words) -> Html {
    let one = |(index, traced): (usize, &Traced)| {
        let about = match traced.guide.as_str() {
            "audience" => words.audience,
            "entry" => words.entry,
            _ => words.skip_when,
        };
        let record = heard.explained.get(index).and_then(|text| json::parse(text).ok());
        let results = record.as_ref().and_then(|record| record.get("audience"));
        html! { <li><b>{ about }</b><ul>{ part(&traced.condition, results, words) }</ul></li> }
    };
    html! {
        <>
            <h2>{ words.trace }</h2>
            <ul class="trace">{ for traced.iter().enumerate().map(one) }</ul>
        </>
    }
}

fn part(condition: &Json, result: Option<&Json>, words: &'static Words) -> Html {
    let (class, icon, said) = match result.and_then(|result| word(result, "result")) {
        Some("true") => ("good", Icon::Check, words.t_true),
        Some("false") => ("poor", Icon::Close, words.t_false),
        _ => ("", Icon::Question, words.t_unknown),
    };
    let kind = word(condition, "kind").unwrap_or_default();
    let tongue = if core::ptr::eq(words, Tongue::German.words()) { "de" } else { "en" };
    let name = match kind {
        "all" => words.c_all.to_owned(),
        "any" => words.c_any.to_owned(),
        "not" => words.c_not.to_owned(),
        _ => condition_in_words(condition, tongue == "de"),
    };
    let inner: Vec<&Json> = match (kind, condition.get("of")) {
        ("all" | "any", Some(Json::List(parts))) => parts.iter().collect(),
        ("not", Some(of)) => vec![of],
        _ => Vec::new(),
    };
    let results = result.map(|result| items(result, "of")).unwrap_or_default();
    html! {
        <li class={class}>
            <Sign {icon} /><span>{ name }<span class="hint">{ " " }{ said }</span></span>
            if !inner.is_empty() { <ul>{ for inner.iter().enumerate().map(|(index, inner)| part(inner, results.get(index), words)) }</ul> }
        </li>
    }
}
