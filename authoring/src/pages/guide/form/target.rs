//! The control that a step points at: what it is called, how it is recognised, picking it.

use std::rc::Rc;

use lotse_api::channel::Lasts;
use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::lasting::Lasting;
use super::same::SameControl;
use super::words_of::TextField;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::pages::guide::desk::Unsettled;
use crate::pages::guide::scene::{Ask, Scene, items, text_in, word};
use crate::words::{Words, fill};

/// Properties of [`TargetField`].
#[derive(Clone, PartialEq, Properties)]
pub struct TargetFieldProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the target stands, or would.
    pub at: AttrValue,
    /// The target.
    pub target: Option<Json>,
    /// How surely it will be found again.
    #[prop_or_default]
    pub lasts: Option<Lasts>,
    /// What was picked in another language, and may be the same control.
    #[prop_or_default]
    pub unsettled: Option<Rc<Unsettled>>,
    /// The step.
    pub step: Rc<Json>,
    /// Where the step stands.
    pub step_at: AttrValue,
}

/// See the module.
#[component]
pub fn TargetField(properties: &TargetFieldProperties) -> Html {
    let words = use_studio().words();
    let TargetFieldProperties { scene, at, target, .. } = properties;
    let pick = scene.picker.as_ref().map(|picker| {
        let at = at.to_string();
        picker.reform(move |()| Ask::Pick(at.clone()))
    });
    let find = scene
        .picker
        .as_ref()
        .zip(target.clone())
        .map(|(picker, target)| picker.reform(move |()| Ask::Find(target.clone())));
    let take_away = {
        let (at, surface) = (at.to_string(), format!("{}/surface", properties.step_at));
        let needs_other_surface = word(&properties.step, "kind") == Some("instruct")
            && word(&properties.step, "surface").unwrap_or("tooltip") == "tooltip";
        scene.on.reform(move |()| {
            let mut of = vec![Command::Remove { at: at.clone() }];
            if needs_other_surface {
                of.push(Command::Put {
                    at: surface.clone(),
                    value: lotse_editor::command::Value(Json::from("modal")),
                });
            }
            Command::All { of }
        })
    };
    html! {
        <>
            <h3>{ words.target }</h3>
            <p class="hint">{ words.target_about }</p>
            if let Some(target) = target {
                <div class="target">
                    <Sign icon={Icon::Target} />
                    <div class="target-said">
                        <strong>{ name_of(target, &scene.language).unwrap_or_else(|| words.target.to_owned()) }</strong>
                        <span class="hint">{ said(target, &scene.language, words) }</span>
                        if let Some(lasts) = properties.lasts.clone() {
                            <Lasting {lasts} target={target.clone()} language={scene.language.clone()} />
                        }
                        <details>
                            <summary>{ words.evidence }{ " (" }{ count(target, words) }{ ")" }</summary>
                            <ul class="evidence">{ for items(target, "evidence").iter().enumerate().map(|(index, one)| evidence(scene, at, index, one, words)) }</ul>
                        </details>
                    </div>
                    <div class="row">
                        if let Some(find) = find { <Button label={words.find_now} icon={Icon::Search} bare=true weight={Weight::Quiet} on_press={find} /> }
                        <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} disabled={scene.is_readonly} on_press={take_away} />
                    </div>
                </div>
            } else {
                <div class="target none">
                    <Sign icon={Icon::Target} />
                    <div class="target-said"><strong>{ words.target_none }</strong><span class="hint">{ words.target_none_hint }</span></div>
                </div>
            }
            if let Some(target) = target {
                <TextField scene={scene.clone()} at={format!("{at}/name")} text={target.get("name").cloned()} label={words.target_name} language={scene.language.clone()} />
            }
            if let Some((unsettled, target)) = properties.unsettled.clone().zip(target.clone()) {
                <SameControl scene={scene.clone()} {unsettled} {target} />
            }
            if let Some(pick) = pick {
                <Button label={if target.is_some() { words.pick_again } else { words.pick }} icon={Icon::Target} disabled={scene.is_readonly} on_press={pick} />
            }
        </>
    }
}

/// What people call it: its name in the guide, else the name in its evidence.
pub fn name_of(target: &Json, language: &str) -> Option<String> {
    let named = text_in(target.get("name"), language).map(str::to_owned);
    named.or_else(|| {
        let facts = items(target, "evidence")
            .iter()
            .filter(|one| matches!(word(one, "kind"), Some("name" | "label" | "text")));
        let mut said = facts.filter_map(|fact| text_in(fact.get("is"), language));
        said.next().map(str::to_owned)
    })
}

fn said(target: &Json, language: &str, words: &Words) -> String {
    let role = items(target, "evidence")
        .iter()
        .find_map(|one| word(one, "role"))
        .map(|role| words.control(role).to_owned());
    let within = target.get("within").and_then(|within| name_of(within, language));
    let within = within.map(|name| fill(words.within, &[&name]));
    let frame = target.get("frame").map(|_| words.frame_target.to_owned());
    [role, within, frame].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn count(target: &Json, words: &Words) -> String {
    match items(target, "evidence").len() {
        1 => words.evidence_one.to_owned(),
        more => fill(words.evidence_many, &[&more.to_string()]),
    }
}

/// One sign: what kind of fact, and what it says.
fn evidence(scene: &Scene, at: &str, index: usize, one: &Json, words: &Words) -> Html {
    let kind = word(one, "kind").unwrap_or_default().to_owned();
    let value = match one {
        // Nothing in it is for people.
        Json::Map(_) if kind == "linkage" => words.evidence_whole.to_owned(),
        Json::Map(_) if kind == "role" => words.control(word(one, "role").unwrap_or_default()).to_owned(),
        Json::Map(_) if kind == "position" => {
            let part = |name| one.get(name).map(Json::write).unwrap_or_default();
            fill(words.e_place, &[&part("index"), &part("of")])
        }
        Json::Map(members) => members
            .iter()
            .filter(|(name, _)| name != "kind")
            .map(|(_, value)| shown(value, &scene.language))
            .collect::<Vec<_>>()
            .join(" = "),
        other => other.write(),
    };
    let place = format!("{at}/evidence/{index}");
    let drop = scene.on.reform(move |()| Command::Remove { at: place.clone() });
    html! {
        <li>
            <b>{ words.evidence_kind(&kind).to_owned() }</b><span>{ value }</span>
            <Button label={words.remove} icon={Icon::Close} bare=true weight={Weight::Quiet} disabled={scene.is_readonly} on_press={drop} />
        </li>
    }
}

fn shown(value: &Json, language: &str) -> String {
    match value {
        Json::Text(text) => text.clone(),
        Json::Map(_) => text_in(Some(value), language).map_or_else(|| value.write(), str::to_owned),
        other => other.write(),
    }
}
