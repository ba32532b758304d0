//! When a step is done: any of these.

use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::PartProperties;
use super::condition::{StateField, ValueField, patterns};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::components::menu::{Item, Menu};
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::words::Words;

const KINDS: [&str; 9] =
    ["click", "next", "input", "state", "navigation", "key", "host_event", "double_click", "context_menu"];

/// See the module.
#[component]
pub fn Completions(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let list = format!("{at}/completion");
    let all = items(step, "completion");
    let count = all.len();
    let add = |kind: &'static str| {
        let (scene, list) = (scene.clone(), list.clone());
        Item::new(
            said(kind, words),
            Icon::Plus,
            Callback::from(move |()| scene.append(list.clone(), count, begun(kind))),
        )
    };
    let row = |(index, one): (usize, &Json)| {
        let place = format!("{list}/{index}");
        let drop = {
            let (place, list) = (place.clone(), list.clone());
            scene.on.reform(move |()| Command::Remove {
                at: if count == 1 { list.clone() } else { place.clone() },
            })
        };
        let kind = word(one, "kind").unwrap_or_default();
        html! {
            <li class="clause" key={index}>
                <span>{ said(kind, words) }</span>
                <div class="clause-fields">{ fields(scene, &place, one, words) }</div>
                <Button label={words.remove} icon={Icon::Close} bare=true weight={Weight::Quiet} disabled={scene.is_readonly} on_press={drop} />
            </li>
        }
    };
    html! {
        <>
            <h3>{ words.completion }</h3>
            if all.is_empty() {
                <p class="hint">{ words.completion_none }</p>
            } else {
                if count > 1 { <p class="hint">{ words.completion_about }</p> }
                <ul class="clauses">{ for all.iter().enumerate().map(row) }</ul>
            }
            <Menu label={words.add_completion} icon={Icon::Plus} weight={Weight::Quiet} items={KINDS.map(add).to_vec()} disabled={scene.is_readonly} />
        </>
    }
}

fn said(kind: &str, words: &Words) -> &'static str {
    match kind {
        "next" => words.done_next,
        "click" => words.done_click,
        "double_click" => words.done_double_click,
        "context_menu" => words.done_context_menu,
        "key" => words.done_key,
        "input" => words.done_input,
        "state" => words.done_state,
        "navigation" => words.done_navigation,
        "host_event" => words.done_host_event,
        _ => words.c_unsupported,
    }
}

fn begun(kind: &str) -> Json {
    let own = [("kind", Json::from(kind))];
    let more = match kind {
        "key" => vec![("keys", Json::from("Enter"))],
        "input" => vec![("test", map([("kind", Json::from("present"))]))],
        "state" => vec![("state", map([("kind", Json::from("visible"))]))],
        "navigation" => vec![("to", Json::List(vec![Json::from("/*")]))],
        "host_event" => vec![("name", Json::from("saved"))],
        _ => Vec::new(),
    };
    map(own.into_iter().chain(more))
}

fn fields(scene: &Scene, at: &str, one: &Json, words: &'static Words) -> Html {
    let line = |name: &'static str, label: &'static str, example: &'static str| {
        let place = format!("{at}/{name}");
        let on_input = {
            let (scene, place) = (scene.clone(), place.clone());
            Callback::from(move |text: String| scene.put(place.clone(), Json::from(text.as_str())))
        };
        let value = word(one, name).unwrap_or_default().to_owned();
        html! { <Field id={format!("f{}", place.replace('/', "-"))} {label} bare=true {example} {value} {on_input} readonly={scene.is_readonly} fault={scene.fault(&place)} /> }
    };
    let other =
        one.get("on").map(|_| html! { <span class="hint">{ words.on_other }</span> }).unwrap_or_default();
    let own = match word(one, "kind") {
        Some("key") => line("keys", words.keys, words.keys_example),
        Some("host_event") => line("name", words.done_host_event, words.event_example),
        Some("navigation") => patterns(
            scene,
            &format!("{at}/to"),
            items(one, "to"),
            words.done_navigation,
            words.address_example,
        ),
        Some("input") => {
            html! { <ValueField scene={scene.clone()} at={format!("{at}/test")} test={one.get("test").cloned()} /> }
        }
        Some("state") => {
            html! { <StateField scene={scene.clone()} at={format!("{at}/state")} state={one.get("state").cloned()} /> }
        }
        _ => Html::default(),
    };
    html! { <>{ own }{ other }</> }
}
