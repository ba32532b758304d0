//! Buttons on a card that do something.

use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::PartProperties;
use super::placement::options;
use super::words_of::TextField;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field, Toggle};
use crate::components::icon::Icon;
use crate::components::menu::{Item, Menu};
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::words::Words;

const KINDS: [&str; 7] =
    ["navigate", "open_guide", "fill", "set", "focus", "host_callback", "open_system_setting"];

/// See the module.
#[component]
pub fn Actions(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let list = format!("{at}/actions");
    let all = items(step, "actions");
    let count = all.len();
    let target = step.get("target").cloned();
    let add = |kind: &'static str| {
        let (scene, list, target) = (scene.clone(), list.clone(), target.clone());
        let needs_target = matches!(kind, "fill" | "set" | "focus");
        let is_possible = !needs_target || target.is_some();
        let choose = Callback::from(move |()| {
            let action = begun(kind, target.as_ref());
            scene.append(list.clone(), count, map([("label", Json::Map(Vec::new())), ("action", action)]));
        });
        Item::new(said(kind, words), Icon::Plus, choose).when(is_possible)
    };
    let row = |(index, one): (usize, &Json)| {
        let place = format!("{list}/{index}");
        let drop = {
            let (place, list) = (place.clone(), list.clone());
            scene.on.reform(move |()| Command::Remove {
                at: if count == 1 { list.clone() } else { place.clone() },
            })
        };
        let action = one.get("action").cloned().unwrap_or_default();
        html! {
            <li class="action" key={index}>
                <TextField scene={scene.clone()} at={format!("{place}/label")} text={one.get("label").cloned()} label={words.label_} language={scene.language.clone()} />
                <div class="clause">
                    <span>{ said(word(&action, "kind").unwrap_or_default(), words) }</span>
                    <div class="clause-fields">{ fields(scene, &format!("{place}/action"), &action, words) }</div>
                    <Button label={words.remove} icon={Icon::Close} bare=true weight={Weight::Quiet} disabled={scene.is_readonly} on_press={drop} />
                </div>
            </li>
        }
    };
    html! {
        <details open={count > 0}>
            <summary>{ words.actions }</summary>
            <p class="hint">{ words.actions_hint }</p>
            <ul class="clauses">{ for all.iter().enumerate().map(row) }</ul>
            <Menu label={words.add_action} icon={Icon::Plus} weight={Weight::Quiet} items={KINDS.map(add).to_vec()}
                disabled={scene.is_readonly || count >= lotse_model::step::MAX_ACTIONS} />
        </details>
    }
}

fn said(kind: &str, words: &Words) -> &'static str {
    match kind {
        "navigate" => words.a_navigate,
        "open_guide" => words.a_open_guide,
        "fill" => words.a_fill,
        "set" => words.a_set,
        "focus" => words.a_focus,
        "host_callback" => words.a_host_callback,
        "open_system_setting" => words.a_open_system_setting,
        _ => words.c_unsupported,
    }
}

fn begun(kind: &str, target: Option<&Json>) -> Json {
    let own = [("kind", Json::from(kind))];
    let on = target.cloned().map(|target| ("target", target));
    let more = match kind {
        "navigate" => vec![("url", Json::from("/"))],
        "open_guide" => vec![("guide", Json::from(""))],
        "fill" => vec![("value", Json::from(""))],
        "set" => vec![("is_on", Json::Bool(true))],
        "host_callback" => vec![("name", Json::from(""))],
        "open_system_setting" => vec![("setting", Json::from("printer"))],
        _ => Vec::new(),
    };
    let on = on.filter(|_| matches!(kind, "fill" | "set" | "focus"));
    map(own.into_iter().chain(on).chain(more))
}

fn fields(scene: &Scene, at: &str, action: &Json, words: &'static Words) -> Html {
    let id = |name: &str| format!("f{}-{name}", at.replace('/', "-"));
    let line = |name: &'static str, label: &'static str| {
        let (scene_, place) = (scene.clone(), format!("{at}/{name}"));
        let fault = scene.fault(&place);
        let on_input =
            Callback::from(move |text: String| scene_.put(place.clone(), Json::from(text.as_str())));
        let value = word(action, name).unwrap_or_default().to_owned();
        html! { <Field id={id(name)} {label} bare=true {value} {on_input} readonly={scene.is_readonly} {fault} /> }
    };
    let choice = |name: &'static str, label: &'static str, all: Vec<(AttrValue, AttrValue)>| {
        let (scene_, place) = (scene.clone(), format!("{at}/{name}"));
        let on_choose =
            Callback::from(move |value: String| scene_.put(place.clone(), Json::from(value.as_str())));
        let value = word(action, name).unwrap_or_default().to_owned();
        html! { <Choice id={id(name)} {label} bare=true {value} options={all} {on_choose} disabled={scene.is_readonly} /> }
    };
    match word(action, "kind") {
        Some("navigate") => line("url", words.a_navigate),
        Some("fill") => line("value", words.value),
        Some("host_callback") => line("name", words.a_host_callback),
        Some("open_guide") => choice("guide", words.sub_guide, (*scene.guides).clone()),
        Some("open_system_setting") => choice(
            "setting",
            words.a_open_system_setting,
            options(&[
                ("printer", words.y_printer),
                ("notifications", words.y_notifications),
                ("language", words.y_language),
                ("time_zone", words.y_time_zone),
                ("default_apps", words.y_default_apps),
            ]),
        ),
        Some("set") => {
            let (scene_, place) = (scene.clone(), format!("{at}/is_on"));
            let on_switch = Callback::from(move |on: bool| scene_.put(place.clone(), Json::Bool(on)));
            html! { <Toggle id={id("is_on")} label={words.s_on} on={action.get("is_on") == Some(&Json::Bool(true))} {on_switch} disabled={scene.is_readonly} /> }
        }
        _ => Html::default(),
    }
}
