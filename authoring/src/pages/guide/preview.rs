//! How a step will look to end users: the SDK itself, in a frame, over a wireframe of the page that was recorded; and how its
//! conditions hold for whoever is simulated.

mod stage;

use std::rc::Rc;

use lotse_editor::compile::{Source, Stamp, compile};
use lotse_editor::diff::condition_in_words;
use lotse_editor::preview::{GUIDE, Traced, sources};
use lotse_model::json::{self, Json};
use serde_json::Value;
use yew::prelude::*;

use super::form;
use super::link::attributes;
use super::scene::{Scene, items, word};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::icon::{Icon, Sign};
use crate::services::clock::now_ms;
use crate::words::{Tongue, Words};
use stage::{Heard, Stage};

/// Width and height of a page that nobody recorded, and where its control is, in CSS pixels.
const BLANK: ([i64; 2], [i64; 4]) = ([720, 520], [40, 90, 160, 34]);

/// Properties of [`Preview`].
#[derive(Clone, PartialEq, Properties)]
pub struct PreviewProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// The step, texts in place.
    pub step: Rc<Json>,
    /// Who may see the guide.
    pub audience: Option<Json>,
    /// What the step's page looked like.
    pub wireframe: Option<Json>,
    /// The project's document.
    pub settings: AttrValue,
}

/// Who looks, and at what.
#[derive(Clone, Default, PartialEq)]
struct Onlooker {
    is_dark: bool,
    is_narrow: bool,
    is_missing: bool,
    platform: String,
    facts: String,
}

/// See the module.
#[component]
pub fn Preview(properties: &PreviewProperties) -> Html {
    let words = use_studio().words();
    let onlooker = use_state(Onlooker::default);
    let heard = use_state(Heard::default);
    let staged = {
        let of = (properties.step.clone(), properties.audience.clone(), properties.settings.clone());
        use_memo(of, |(step, audience, settings)| staged(step, audience.as_ref(), settings))
    };
    let on_heard = {
        let heard = heard.clone();
        use_callback((), move |news: Heard, ()| heard.set(news))
    };
    let change = |write: fn(&mut Onlooker, String)| {
        let onlooker = onlooker.clone();
        Callback::from(move |text: String| {
            let mut next = (*onlooker).clone();
            write(&mut next, text);
            onlooker.set(next);
        })
    };
    let switch = |label: &'static str, icon: Icon, is_on: bool, write: fn(&mut Onlooker)| {
        let on_press = change_by(&onlooker, write);
        html! { <Button {label} {icon} pressed={Some(is_on)} weight={Weight::Quiet} {on_press} /> }
    };
    let platforms: Vec<(AttrValue, AttrValue)> = [
        ("", words.as_it_is),
        ("windows", words.p_windows),
        ("macos", words.p_macos),
        ("linux", words.p_linux),
        ("ios", words.p_ios),
        ("android", words.p_android),
    ]
    .map(|(value, name)| (AttrValue::Static(value), AttrValue::Static(name)))
    .to_vec();
    let stage = match &*staged {
        Staged::None => html! { <p class="hint">{ words.preview_none }</p> },
        Staged::Blocked => html! { <p class="hint" role="status">{ words.preview_blocked }</p> },
        Staged::Bundle(bundle, traced) => {
            let wish = wish(properties, &onlooker, bundle, traced);
            html! { <Stage wish={AttrValue::from(wish)} platform={onlooker.platform.clone()} is_narrow={onlooker.is_narrow} {on_heard} /> }
        }
    };
    let has_place = properties.wireframe.is_some() || properties.step.get("target").is_none();
    html! {
        <section class="preview" aria-label={words.preview}>
            <h2>{ words.preview }</h2>
            <div class="row" role="group" aria-label={words.preview_as}>
                { switch(words.scheme_dark, Icon::Moon, onlooker.is_dark, |it| it.is_dark = !it.is_dark) }
                { switch(words.narrow, Icon::Screen, onlooker.is_narrow, |it| it.is_narrow = !it.is_narrow) }
                { switch(words.control_missing, Icon::Offline, onlooker.is_missing, |it| it.is_missing = !it.is_missing) }
            </div>
            { stage }
            if heard.failed.is_some() { <p class="fault" role="status">{ words.preview_failed }</p> }
            if !has_place { <p class="hint">{ words.wireframe_none }</p> }
            <details>
                <summary>{ words.preview_as }</summary>
                <Choice id="preview-platform" label={words.c_platform} value={onlooker.platform.clone()} options={platforms} on_choose={change(|it, text| it.platform = text)} />
                <Field id="preview-facts" label={words.simulate_facts} hint={words.simulate_facts_hint} example="role=clerk" value={onlooker.facts.clone()} on_input={change(|it, text| it.facts = text)} />
            </details>
            if let Staged::Bundle(_, traced) = &*staged {
                if !traced.is_empty() { { trace(traced, &heard, words) } }
            }
        </section>
    }
}

fn change_by(onlooker: &UseStateHandle<Onlooker>, write: fn(&mut Onlooker)) -> Callback<()> {
    let onlooker = onlooker.clone();
    Callback::from(move |()| {
        let mut next = (*onlooker).clone();
        write(&mut next);
        onlooker.set(next);
    })
}

/// What there is to show.
enum Staged {
    /// The step shows no card.
    None,
    /// It cannot be compiled.
    Blocked,
    /// A bundle with the step, and the conditions that can be asked about.
    Bundle(String, Vec<Traced>),
}

fn staged(step: &Json, audience: Option<&Json>, settings: &str) -> Staged {
    let Some((files, traced)) = sources(step, audience) else { return Staged::None };
    let project = Source { name: "project.json".to_owned(), text: settings.to_owned() };
    // The SDK refuses what has expired.
    let stamp = Stamp { release: 1, issued_s: now_ms() / 1_000 };
    let compiled = compile(&project, &files, stamp);
    compiled.bundle.map_or(Staged::Blocked, |bundle| Staged::Bundle(bundle.single_file(None), traced))
}

/// What the frame is asked for.
fn wish(properties: &PreviewProperties, onlooker: &Onlooker, bundle: &str, traced: &[Traced]) -> String {
    let language = properties.scene.language.as_str();
    let target = properties.step.get("target");
    let name = target.and_then(|target| form::name_of(target, language)).unwrap_or_default();
    let frame = properties.wireframe.as_ref();
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
