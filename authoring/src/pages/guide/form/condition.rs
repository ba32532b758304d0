//! Conditions, built by clicking: groups and tests, nested as they are in the guide.

use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::placement::options;
use super::target::name_of;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::components::menu::{Item, Menu};
use crate::pages::guide::scene::{Ask, Scene, items, map, number, word};
use crate::words::Words;

const KINDS: [&str; 12] = [
    "url",
    "attribute",
    "platform",
    "language",
    "element",
    "guide",
    "date",
    "host_event",
    "answer",
    "all",
    "any",
    "not",
];
const PLATFORMS: [&str; 5] = ["windows", "macos", "linux", "ios", "android"];

/// Properties of [`ConditionField`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConditionFieldProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the condition stands, or would.
    pub at: AttrValue,
    /// What it is for.
    #[prop_or_default]
    pub label: AttrValue,
    /// The condition.
    pub condition: Option<Json>,
    /// It must be there, so it cannot be taken away.
    #[prop_or_default]
    pub required: bool,
    /// Taking it away is said otherwise: as an item of a list.
    #[prop_or_default]
    pub on_remove: Option<Callback<()>>,
}

/// See the module.
#[component]
pub fn ConditionField(properties: &ConditionFieldProperties) -> Html {
    let words = use_studio().words();
    let ConditionFieldProperties { scene, at, label, condition, .. } = properties;
    let put = |kind: &'static str| {
        let (scene, at, there) = (scene.clone(), at.clone(), condition.clone());
        let choose = Callback::from(move |()| scene.put(at.to_string(), begun(kind, there.as_ref())));
        Item::new(
            said(kind, words),
            if matches!(kind, "all" | "any" | "not") { Icon::Graph } else { Icon::Plus },
            choose,
        )
    };
    let Some(condition) = condition else {
        return html! {
            <div class="condition none" data-at={at.clone()}>
                if !label.is_empty() { <h4>{ label }</h4> }
                <Menu label={words.add_condition} icon={Icon::Plus} weight={Weight::Quiet} items={KINDS.map(put).to_vec()} disabled={scene.is_readonly} />
            </div>
        };
    };
    let kind = word(condition, "kind").unwrap_or_default().to_owned();
    let drop = match &properties.on_remove {
        Some(on_remove) => on_remove.clone(),
        None => {
            let at = at.to_string();
            scene.on.reform(move |()| Command::Remove { at: at.clone() })
        }
    };
    html! {
        <div class="condition" data-at={at.clone()} role="group" aria-label={if label.is_empty() { AttrValue::from(said(&kind, words)) } else { label.clone() }}>
            if !label.is_empty() { <h4>{ label }</h4> }
            <div class="clause">
                <Menu label={said(&kind, words)} icon={Icon::Down} weight={Weight::Quiet} items={KINDS.map(put).to_vec()} disabled={scene.is_readonly} />
                <div class="clause-fields">{ test(scene, at, &kind, condition, words) }</div>
                if !properties.required || properties.on_remove.is_some() {
                    <Button label={words.remove} icon={Icon::Close} bare=true weight={Weight::Quiet} disabled={scene.is_readonly} on_press={drop} />
                }
            </div>
            if matches!(kind.as_str(), "all" | "any") { { group(scene, at, condition) } }
            if kind == "not" {
                <div class="nested"><ConditionField scene={scene.clone()} at={format!("{at}/of")} condition={condition.get("of").cloned()} required=true /></div>
            }
        </div>
    }
}

fn group(scene: &Scene, at: &AttrValue, condition: &Json) -> Html {
    let parts = items(condition, "of");
    let list = format!("{at}/of");
    let count = parts.len();
    let part = |(index, part): (usize, &Json)| {
        let place = format!("{list}/{index}");
        let on_remove = {
            let place = place.clone();
            scene.on.reform(move |()| Command::Remove { at: place.clone() })
        };
        html! { <ConditionField key={index} scene={scene.clone()} at={place} condition={part.clone()} {on_remove} /> }
    };
    html! {
        <div class="nested">
            { for parts.iter().enumerate().map(part) }
            <More scene={scene.clone()} {list} {count} />
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct MoreProperties {
    scene: Scene,
    list: String,
    count: usize,
}

#[component]
fn More(properties: &MoreProperties) -> Html {
    let words = use_studio().words();
    let MoreProperties { scene, list, count } = properties.clone();
    let add = |kind: &'static str| {
        let (scene, list) = (scene.clone(), list.clone());
        Item::new(
            said(kind, words),
            Icon::Plus,
            Callback::from(move |()| scene.append(list.clone(), count, begun(kind, None))),
        )
    };
    html! { <Menu label={words.add_condition} icon={Icon::Plus} weight={Weight::Quiet} items={KINDS.map(add).to_vec()} disabled={scene.is_readonly} /> }
}

fn said(kind: &str, words: &Words) -> &'static str {
    match kind {
        "all" => words.c_all,
        "any" => words.c_any,
        "not" => words.c_not,
        "url" => words.c_url,
        "attribute" => words.c_attribute,
        "platform" => words.c_platform,
        "language" => words.c_language,
        "element" => words.c_element,
        "guide" => words.c_guide,
        "date" => words.c_date,
        "host_event" => words.c_host_event,
        "answer" => words.c_answer,
        _ => words.c_unsupported,
    }
}

/// A condition to begin with. A group takes in what was there.
fn begun(kind: &str, there: Option<&Json>) -> Json {
    let text = |text: &str| Json::from(text);
    let list = |one: &str| Json::List(vec![Json::from(one)]);
    let own = [("kind", text(kind))];
    let present = map([("kind", text("present"))]);
    let inner = there.cloned().unwrap_or_else(|| map([("kind", text("url")), ("is", list("/*"))]));
    let more = match kind {
        "all" | "any" => vec![("of", Json::List(vec![inner]))],
        "not" => vec![("of", inner)],
        "url" => vec![("is", list("/*"))],
        "attribute" => vec![("name", text("department")), ("test", present)],
        "platform" => vec![("is", list("windows"))],
        "language" => vec![("is", list("de"))],
        "element" => vec![
            ("target", map([("evidence", Json::List(Vec::new()))])),
            ("state", map([("kind", text("visible"))])),
        ],
        "guide" => vec![("history", text("never_started"))],
        "host_event" => vec![("name", text("saved"))],
        "answer" => vec![("step", text("")), ("is", Json::List(Vec::new()))],
        _ => Vec::new(),
    };
    map(own.into_iter().chain(more))
}

fn test(scene: &Scene, at: &AttrValue, kind: &str, condition: &Json, words: &'static Words) -> Html {
    let line = |name: &'static str, label: &'static str, example: &'static str, input: &'static str| {
        let place = format!("{at}/{name}");
        let was_there = condition.get(name).is_some();
        let on_input = {
            let (scene, place) = (scene.clone(), place.clone());
            Callback::from(move |text: String| scene.put_text(place.clone(), &text, was_there))
        };
        let value = word(condition, name).unwrap_or_default().to_owned();
        html! { <Field id={format!("f{}", place.replace('/', "-"))} {label} bare=true kind={input} {example} {value} {on_input} readonly={scene.is_readonly} fault={scene.fault(&place)} /> }
    };
    match kind {
        "url" => {
            patterns(scene, &format!("{at}/is"), items(condition, "is"), words.c_url, words.address_example)
        }
        "language" => {
            patterns(scene, &format!("{at}/is"), items(condition, "is"), words.c_language, "de; en")
        }
        "platform" => platforms(scene, &format!("{at}/is"), items(condition, "is"), words),
        "attribute" => html! {
            <>{ line("name", words.attribute_name, words.attribute_example, "text") }
            <ValueField scene={scene.clone()} at={format!("{at}/test")} test={condition.get("test").cloned()} /></>
        },
        "element" => element(scene, at, condition, words),
        "guide" => choice(
            scene,
            &format!("{at}/history"),
            word(condition, "history"),
            words.c_guide,
            &[
                ("never_started", words.h_never_started),
                ("started", words.h_started),
                ("solved", words.h_solved),
                ("not_solved", words.h_not_solved),
                ("declined", words.h_declined),
            ],
        ),
        "date" => {
            html! { <>{ line("from", words.from, "", "date") }{ line("until", words.until, "", "date") }</> }
        }
        "host_event" => line("name", words.c_host_event, words.event_example, "text"),
        "answer" => answer(scene, at, condition, words),
        _ => Html::default(),
    }
}

fn element(scene: &Scene, at: &AttrValue, condition: &Json, words: &'static Words) -> Html {
    let target_at = format!("{at}/target");
    let name = condition.get("target").and_then(|target| name_of(target, &scene.language));
    let pick = scene.picker.as_ref().map(|picker| picker.reform(move |()| Ask::Pick(target_at.clone())));
    html! {
        <>
            <strong>{ name.unwrap_or_else(|| words.target_none.to_owned()) }</strong>
            if let Some(pick) = pick { <Button label={words.pick} icon={Icon::Target} weight={Weight::Quiet} disabled={scene.is_readonly} on_press={pick} /> }
            <StateField scene={scene.clone()} at={format!("{at}/state")} state={condition.get("state").cloned()} />
        </>
    }
}

fn answer(scene: &Scene, at: &AttrValue, condition: &Json, words: &'static Words) -> Html {
    let questions: Vec<(AttrValue, AttrValue)> = scene
        .steps
        .iter()
        .filter(|step| step.kind == "question")
        .map(|step| (step.id.clone(), step.title.clone()))
        .collect();
    let place = format!("{at}/step");
    let on_choose = {
        let (scene, place) = (scene.clone(), place.clone());
        Callback::from(move |step: String| scene.put(place.clone(), Json::from(step.as_str())))
    };
    html! {
        <>
            <Choice id={format!("f{}", place.replace('/', "-"))} label={words.kind_question} bare=true value={word(condition, "step").unwrap_or_default().to_owned()}
                options={questions} {on_choose} disabled={scene.is_readonly} />
            { patterns(scene, &format!("{at}/is"), items(condition, "is"), words.answers, "yes") }
        </>
    }
}

fn platforms(scene: &Scene, at: &str, chosen: &[Json], words: &'static Words) -> Html {
    let names = [words.p_windows, words.p_macos, words.p_linux, words.p_ios, words.p_android];
    let one = |(platform, name): (&'static str, &'static str)| {
        let is_on = chosen.iter().any(|one| one.as_text() == Some(platform));
        let mut next: Vec<Json> =
            chosen.iter().filter(|one| one.as_text() != Some(platform)).cloned().collect();
        if !is_on {
            next.push(Json::from(platform));
        }
        let (scene_, at) = (scene.clone(), at.to_owned());
        let press = Callback::from(move |()| scene_.put(at.clone(), Json::List(next.clone())));
        html! { <Button label={name} pressed={Some(is_on)} weight={Weight::Quiet} disabled={scene.is_readonly} on_press={press} /> }
    };
    html! { <div class="row">{ for PLATFORMS.into_iter().zip(names).map(one) }</div> }
}

fn choice(
    scene: &Scene,
    at: &str,
    value: Option<&str>,
    label: &'static str,
    all: &[(&'static str, &'static str)],
) -> Html {
    let on_choose = {
        let (scene, at) = (scene.clone(), at.to_owned());
        Callback::from(move |value: String| scene.put(at.clone(), Json::from(value.as_str())))
    };
    let value = value.unwrap_or_default().to_owned();
    html! { <Choice id={format!("f{}", at.replace('/', "-"))} {label} bare=true {value} options={options(all)} {on_choose} disabled={scene.is_readonly} /> }
}

/// Several texts in one line, separated by semicolons.
pub fn patterns(scene: &Scene, at: &str, all: &[Json], label: &'static str, example: &'static str) -> Html {
    let value = all.iter().filter_map(Json::as_text).collect::<Vec<_>>().join("; ");
    html! { <Several scene={scene.clone()} at={at.to_owned()} {value} {label} {example} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct SeveralProperties {
    scene: Scene,
    at: AttrValue,
    value: String,
    label: AttrValue,
    example: AttrValue,
}

/// What is typed stays as typed until the field is left: a semicolon at the end is a beginning.
#[component]
fn Several(properties: &SeveralProperties) -> Html {
    let words = use_studio().words();
    let SeveralProperties { scene, at, value, label, example } = properties.clone();
    let typed = use_state(|| None::<String>);
    let on_input = {
        let (typed, scene, at) = (typed.clone(), scene.clone(), at.clone());
        Callback::from(move |text: String| {
            let all = text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(Json::from).collect();
            scene.put(at.to_string(), Json::List(all));
            typed.set(Some(text));
        })
    };
    let on_leave = {
        let typed = typed.clone();
        Callback::from(move |()| typed.set(None))
    };
    let shown = (*typed).clone().unwrap_or(value);
    html! {
        <Field id={format!("f{}", at.replace('/', "-"))} {label} bare=true {example} hint={words.values_hint} value={shown} {on_input} {on_leave}
            readonly={scene.is_readonly} fault={scene.fault(&at)} />
    }
}

/// Properties of [`ValueField`].
#[derive(Clone, PartialEq, Properties)]
pub struct ValueFieldProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the test stands.
    pub at: AttrValue,
    /// The test.
    pub test: Option<Json>,
}

/// A test of a value.
#[component]
pub fn ValueField(properties: &ValueFieldProperties) -> Html {
    let words = use_studio().words();
    let ValueFieldProperties { scene, at, test } = properties;
    let kind = test.as_ref().and_then(|test| word(test, "kind")).unwrap_or("present").to_owned();
    let kinds = [
        ("present", words.v_present),
        ("absent", words.v_absent),
        ("is", words.v_is),
        ("contains", words.v_contains),
        ("like", words.v_like),
        ("number", words.v_number),
    ];
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |kind: String| {
            let own = [("kind", Json::from(kind.as_str()))];
            let more = match kind.as_str() {
                "is" => vec![("any", Json::List(Vec::new()))],
                "contains" => vec![("text", Json::from(""))],
                "like" => vec![("glob", Json::from("*"))],
                _ => Vec::new(),
            };
            scene.put(at.to_string(), map(own.into_iter().chain(more)));
        })
    };
    let bound = |name: &'static str, label: &'static str| {
        let (scene_, place) = (scene.clone(), format!("{at}/{name}"));
        let is_there = test.as_ref().is_some_and(|test| test.get(name).is_some());
        let on_input = Callback::from(move |text: String| match text.trim().parse::<i64>() {
            Ok(number) => scene_.put(place.clone(), Json::Number(number)),
            Err(_) if is_there => scene_.remove(place.clone()),
            Err(_) => {}
        });
        let value = test
            .as_ref()
            .and_then(|test| number(test, name))
            .map(|number| number.to_string())
            .unwrap_or_default();
        html! { <Field id={format!("f{}-{name}", at.replace('/', "-"))} kind="number" {label} bare=true example={label} {value} {on_input} readonly={scene.is_readonly} /> }
    };
    let line = |name: &'static str| {
        let (scene_, place) = (scene.clone(), format!("{at}/{name}"));
        let on_input =
            Callback::from(move |text: String| scene_.put(place.clone(), Json::from(text.as_str())));
        let value = test.as_ref().and_then(|test| word(test, name)).unwrap_or_default().to_owned();
        html! { <Field id={format!("f{}-{name}", at.replace('/', "-"))} label={words.value} bare=true {value} {on_input} readonly={scene.is_readonly} /> }
    };
    html! {
        <>
            <Choice id={format!("f{}", at.replace('/', "-"))} label={words.condition} bare=true value={kind.clone()} options={options(&kinds)} {on_choose} disabled={scene.is_readonly} />
            { match (kind.as_str(), test) {
                ("is", Some(test)) => patterns(scene, &format!("{at}/any"), items(test, "any"), words.value, ""),
                ("contains", _) => line("text"),
                ("like", _) => line("glob"),
                ("number", _) => html! { <>{ bound("at_least", words.at_least) }{ bound("at_most", words.at_most) }</> },
                _ => Html::default(),
            } }
        </>
    }
}

/// Properties of [`StateField`].
#[derive(Clone, PartialEq, Properties)]
pub struct StateFieldProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the state stands.
    pub at: AttrValue,
    /// The state.
    pub state: Option<Json>,
}

/// The state of an element.
#[component]
pub fn StateField(properties: &StateFieldProperties) -> Html {
    let words = use_studio().words();
    let StateFieldProperties { scene, at, state } = properties;
    let kind = state.as_ref().and_then(|state| word(state, "kind")).unwrap_or("visible").to_owned();
    let kinds = [
        ("visible", words.s_visible),
        ("hidden", words.s_hidden),
        ("enabled", words.s_enabled),
        ("disabled", words.s_disabled),
        ("on", words.s_on),
        ("off", words.s_off),
        ("expanded", words.s_expanded),
        ("collapsed", words.s_collapsed),
        ("focused", words.s_focused),
        ("valid", words.s_valid),
        ("invalid", words.s_invalid),
        ("value", words.s_value),
        ("text", words.s_text),
    ];
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |kind: String| {
            let own = [("kind", Json::from(kind.as_str()))];
            let has_test = matches!(kind.as_str(), "value" | "text");
            let test = has_test.then(|| ("test", map([("kind", Json::from("present"))])));
            scene.put(at.to_string(), map(own.into_iter().chain(test)));
        })
    };
    html! {
        <>
            <Choice id={format!("f{}", at.replace('/', "-"))} label={words.state_} bare=true value={kind.clone()} options={options(&kinds)} {on_choose} disabled={scene.is_readonly} />
            if matches!(kind.as_str(), "value" | "text") {
                <ValueField scene={scene.clone()} at={format!("{at}/test")} test={state.as_ref().and_then(|state| state.get("test").cloned())} />
            }
        </>
    }
}
