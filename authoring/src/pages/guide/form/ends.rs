//! Checks, other guides and ends.

use lotse_editor::command::Exit;
use lotse_model::json::Json;
use yew::prelude::*;

use super::PartProperties;
use super::condition::ConditionField;
use crate::app::use_studio;
use crate::components::field::{Choice, Field, Toggle};
use crate::components::icon::{Icon, Sign};
use crate::pages::guide::editing::connect;
use crate::pages::guide::scene::{Scene, number, word};

/// An edge by its member, with what stands for none.
fn edge(
    scene: &Scene,
    at: &str,
    step: &Json,
    (name, exit, label): (&'static str, Exit, &'static str),
    none: Option<&'static str>,
) -> Html {
    let id = word(step, "id").unwrap_or_default().to_owned();
    let place = format!("{at}/{name}");
    let is_there = step.get(name).is_some();
    let (none, besides) = (none.map(AttrValue::Static), AttrValue::from(id.clone()));
    let on_choose = {
        let (scene, place, id) = (scene.clone(), place.clone(), id);
        Callback::from(move |to: String| match connect(&id, exit.clone(), &to) {
            Some(command) if is_there => scene.on.emit(command),
            Some(_) => scene.put(place.clone(), Json::from(to.as_str())),
            None if is_there => scene.remove(place.clone()),
            None => {}
        })
    };
    html! {
        <Choice id={format!("e{}", place.replace('/', "-"))} {label} value={word(step, name).unwrap_or_default().to_owned()} options={scene.choices.clone()} {none} {besides} {on_choose} disabled={scene.is_readonly} />
    }
}

/// A check: condition, patience, three ways on.
#[component]
pub fn CheckFields(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let wait = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |typed: String| {
            if let Ok(seconds) = typed.trim().parse::<i64>() {
                scene.put(format!("{at}/wait_ms"), Json::Number(seconds.clamp(0, 600) * 1_000));
            }
        })
    };
    let seconds = number(step, "wait_ms").unwrap_or(0) / 1_000;
    html! {
        <>
            <h3>{ words.condition }</h3>
            <ConditionField scene={scene.clone()} at={format!("{at}/condition")} condition={step.get("condition").cloned()} required=true />
            <Field id={format!("f{}-wait_ms", at.replace('/', "-"))} kind="number" label={words.wait_seconds} value={seconds.to_string()} on_input={wait} readonly={scene.is_readonly} />
            <h3>{ words.then_ }</h3>
            { edge(scene, at, step, ("if_true", Exit::IfTrue {}, words.if_true), None) }
            { edge(scene, at, step, ("if_false", Exit::IfFalse {}, words.if_false), None) }
            { edge(scene, at, step, ("if_unknown", Exit::IfUnknown {}, words.if_unknown), Some(words.same_as_not)) }
        </>
    }
}

/// Another guide, and three ways on.
#[component]
pub fn SubGuideFields(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |guide: String| scene.put(format!("{at}/guide"), Json::from(guide.as_str())))
    };
    html! {
        <>
            <Choice id={format!("e{}-guide", at.replace('/', "-"))} label={words.sub_guide} value={word(step, "guide").unwrap_or_default().to_owned()} options={scene.guides.clone()} {on_choose} disabled={scene.is_readonly} />
            <h3>{ words.then_ }</h3>
            { edge(scene, at, step, ("solved", Exit::Solved {}, words.solved), None) }
            { edge(scene, at, step, ("stopped", Exit::Stopped {}, words.stopped), None) }
            { edge(scene, at, step, ("escalated", Exit::Escalated {}, words.escalated), Some(words.ends_escalated)) }
        </>
    }
}

/// How a guide ends.
#[component]
pub fn EndFields(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let outcome = word(step, "outcome").unwrap_or_default().to_owned();
    let all = [
        ("solved", words.outcome_solved, words.outcome_solved_hint, Icon::Check),
        ("stopped", words.outcome_stopped, words.outcome_stopped_hint, Icon::Close),
        ("escalated", words.outcome_escalated, words.outcome_escalated_hint, Icon::People),
    ];
    let card = |(value, name, hint, icon): (&'static str, &'static str, &'static str, Icon)| {
        let id = format!("outcome-{value}");
        let onchange = {
            let (scene, at) = (scene.clone(), at.clone());
            move |_: Event| scene.put(format!("{at}/outcome"), Json::from(value))
        };
        html! {
            <div class="outcome">
                <input type="radio" class="unseen" name="outcome" id={id.clone()} checked={outcome == value} disabled={scene.is_readonly} {onchange} />
                <label for={id}><Sign {icon} /><strong>{ name }</strong><span>{ hint }</span></label>
            </div>
        }
    };
    let asks = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |on: bool| scene.put(format!("{at}/asks_feedback"), Json::Bool(on)))
    };
    html! {
        <>
            <fieldset class="outcomes" data-at={format!("{at}/outcome")}><legend>{ words.outcome }</legend><div>{ for all.into_iter().map(card) }</div></fieldset>
            <Toggle id="asks-feedback" label={words.asks_feedback} on={step.get("asks_feedback") != Some(&Json::Bool(false))} on_switch={asks} disabled={scene.is_readonly} />
        </>
    }
}
