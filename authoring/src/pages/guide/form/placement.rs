//! Where a step appears, what marks its control, and what happens without it.

use lotse_model::json::Json;
use yew::prelude::*;

use super::PartProperties;
use crate::app::use_studio;
use crate::components::field::{Choice, Field, Toggle};
use crate::components::segmented::{Segment, Segmented};
use crate::pages::guide::scene::{map, number, word};

/// Form, side, alignment, mark.
#[component]
pub fn Placement(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let is_question = word(step, "kind") == Some("question");
    let usual = if is_question { "modal" } else { "tooltip" };
    let surface = word(step, "surface").unwrap_or(usual).to_owned();
    let surfaces = vec![
        Segment::new("tooltip", words.surface_tooltip),
        Segment::new("modal", words.surface_modal),
        Segment::new("banner", words.surface_banner),
    ];
    let placement = step.get("placement").cloned().unwrap_or_else(|| map([]));
    let spotlight = step.get("spotlight").cloned().unwrap_or_else(|| map([]));
    let on_surface = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |value: AttrValue| scene.put(format!("{at}/surface"), Json::from(value.as_str())))
    };
    // What is not said means something, so the whole member is written.
    let set = |member: &'static str, whole: &Json, name: &'static str| {
        let (scene, at, whole) = (scene.clone(), at.clone(), whole.clone());
        Callback::from(move |value: Json| scene.put(format!("{at}/{member}"), with(&whole, name, value)))
    };
    let text = |value: String| Json::from(value.as_str());
    let sides = [
        ("auto", words.side_auto),
        ("top", words.side_top),
        ("bottom", words.side_bottom),
        ("start", words.side_start),
        ("end", words.side_end),
    ];
    let aligns = [("start", words.align_start), ("center", words.align_center), ("end", words.align_end)];
    let marks = [("ring", words.mark_ring), ("beacon", words.mark_beacon), ("none", words.mark_none)];
    let has_target = step.get("target").is_some();
    html! {
        <>
            <h3>{ words.shown }</h3>
            <Segmented id={format!("surface-{at}")} label={words.surface} segments={surfaces} value={surface.clone()} on_choose={on_surface} disabled={scene.is_readonly} />
            if surface == "tooltip" {
                <div class="columns">
                    <Choice id={format!("side-{at}")} label={words.side} value={word(&placement, "side").unwrap_or("auto").to_owned()} options={options(&sides)}
                        on_choose={set("placement", &placement, "side").reform(text)} disabled={scene.is_readonly} />
                    <Choice id={format!("align-{at}")} label={words.align} value={word(&placement, "align").unwrap_or("center").to_owned()} options={options(&aligns)}
                        on_choose={set("placement", &placement, "align").reform(text)} disabled={scene.is_readonly} />
                </div>
            }
            if has_target {
                <div class="columns">
                    <Choice id={format!("mark-{at}")} label={words.mark} value={word(&spotlight, "mark").unwrap_or("ring").to_owned()} options={options(&marks)}
                        on_choose={set("spotlight", &spotlight, "mark").reform(text)} disabled={scene.is_readonly} />
                    <Toggle id={format!("backdrop-{at}")} label={words.backdrop} on={spotlight.get("has_backdrop") != Some(&Json::Bool(false))}
                        on_switch={set("spotlight", &spotlight, "has_backdrop").reform(Json::Bool)} disabled={scene.is_readonly} />
                </div>
            }
        </>
    }
}

/// What happens when the control is missing.
#[component]
pub fn Missing(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    if step.get("target").is_none() {
        return Html::default();
    }
    let missing = step.get("missing").cloned().unwrap_or_else(|| map([]));
    let policies = [
        ("unanchored", words.missing_unanchored),
        ("wait", words.missing_wait),
        ("ask", words.missing_ask),
        ("skip", words.missing_skip),
        ("escalate", words.missing_escalate),
    ];
    let set = |name: &'static str| {
        let (scene, at, missing) = (scene.clone(), at.clone(), missing.clone());
        Callback::from(move |value: Json| scene.put(format!("{at}/missing"), with(&missing, name, value)))
    };
    let seconds = number(&missing, "after_ms").unwrap_or(4_000) / 1_000;
    let on_seconds = set("after_ms");
    let on_seconds = Callback::from(move |typed: String| {
        if let Ok(seconds) = typed.trim().parse::<i64>() {
            on_seconds.emit(Json::Number(seconds.clamp(0, 600) * 1_000));
        }
    });
    html! {
        <>
            <h3>{ words.missing }</h3>
            <div class="columns">
                <Choice id={format!("missing-{at}")} label={words.missing} bare=true value={word(&missing, "then").unwrap_or("unanchored").to_owned()} options={options(&policies)}
                    on_choose={set("then").reform(|value: String| Json::from(value.as_str()))} disabled={scene.is_readonly} />
                <Field id={format!("missing-after-{at}")} kind="number" label={words.missing_after} value={seconds.to_string()} on_input={on_seconds} readonly={scene.is_readonly} />
            </div>
        </>
    }
}

/// An object with one member put in.
pub fn with(whole: &Json, name: &str, value: Json) -> Json {
    let mut members = match whole {
        Json::Map(members) => members.clone(),
        _ => Vec::new(),
    };
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, slot)) => *slot = value,
        None => members.push((name.to_owned(), value)),
    }
    Json::Map(members)
}

/// Words for choosing among.
pub fn options(all: &[(&'static str, &'static str)]) -> Vec<(AttrValue, AttrValue)> {
    all.iter().map(|(value, words)| (AttrValue::Static(value), AttrValue::Static(words))).collect()
}
