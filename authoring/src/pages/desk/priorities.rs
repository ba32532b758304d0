//! The triage matrix, where self-help begins, and what is promised for each priority.

use lotse_model::desk::Matrix;
use lotse_model::json::Json;
use lotse_model::wire::Wire as _;
use yew::prelude::*;

use crate::components::field::{Field, Toggle};
use crate::components::segmented::{Segment, Segmented};
use crate::pages::documents::fields::levels;
use crate::pages::guide::scene::{Scene, items, map, number, word};
use crate::words::help::HelpWords;
use crate::words::{Words, fill};

/// From the most urgent to the least.
pub const PRIORITIES: [(&str, &str); 5] =
    [("p1", "P1"), ("p2", "P2"), ("p3", "P3"), ("p4", "P4"), ("p5", "P5")];
const LEVELS: [&str; 3] = ["high", "medium", "low"];
const PROMISES: &str = "/desk/promises";

/// Everything about priorities.
pub fn priorities(scene: &Scene, desk: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let on_choose = {
        let scene = scene.clone();
        Callback::from(move |value: AttrValue| scene.put("/desk/self_help_from", Json::from(value.as_str())))
    };
    let segments = PRIORITIES.map(|(value, name)| Segment::new(value, name)).to_vec();
    let from = word(desk, "self_help_from").unwrap_or("p4").to_owned();
    html! {
        <>
            <section class="part">
                <h2>{ help.matrix }</h2>
                <p class="hint">{ help.matrix_hint }</p>
                { matrix(scene, desk, words, help) }
            </section>
            <section class="part">
                <h2>{ help.threshold }</h2>
                <Segmented id="self-help-from" label={help.threshold} {segments} value={from} {on_choose} />
                <p class="hint">{ help.threshold_hint }</p>
            </section>
            <section class="part">
                <h2>{ help.promises }</h2>
                <p class="hint">{ help.promises_hint }</p>
                <ul class="stack">{ for PRIORITIES.iter().map(|(priority, name)| promise(scene, desk, priority, name, help)) }</ul>
            </section>
        </>
    }
}

fn whole_matrix(desk: &Json) -> Json {
    desk.get("matrix").cloned().unwrap_or_else(|| Matrix::itil().give())
}

fn matrix(scene: &Scene, desk: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let whole = whole_matrix(desk);
    let names = levels(words);
    let name = |level: &str| {
        names.iter().find(|(known, _)| known == level).map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let cell = |impact: &'static str, urgency: &'static str| {
        let now = whole.get(impact).and_then(|row| word(row, urgency)).unwrap_or("p4").to_owned();
        let (scene, whole) = (scene.clone(), whole.clone());
        let onchange = move |event: Event| {
            let chosen = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
            scene.put("/desk/matrix", with(&whole, impact, urgency, &chosen));
        };
        let label =
            format!("{} {}, {} {}", help.impact_label, name(impact), help.urgency_label, name(urgency));
        html! {
            <td class={classes!("priority", now.clone())}><select aria-label={label} {onchange}>
                { for PRIORITIES.iter().map(|(value, name)| html! { <option value={*value} selected={*value == now}>{ *name }</option> }) }
            </select></td>
        }
    };
    let fault = LEVELS.iter().find_map(|level| scene.noted(&format!("/desk/matrix/{level}")));
    html! {
        <>
            <table class="matrix">
                <thead><tr><td></td>{ for LEVELS.map(|urgency| html! { <th scope="col">{ help.urgency_label }<b>{ name(urgency) }</b></th> }) }</tr></thead>
                <tbody>{ for LEVELS.map(|impact| html! {
                    <tr><th scope="row">{ help.impact_label }<b>{ name(impact) }</b></th>{ for LEVELS.map(|urgency| cell(impact, urgency)) }</tr>
                }) }</tbody>
            </table>
            if let Some(fault) = fault { <p class="fault" role="status">{ fault }</p> }
        </>
    }
}

fn with(whole: &Json, impact: &str, urgency: &str, priority: &str) -> Json {
    let row = |level: &'static str| {
        let cell = |other: &'static str| {
            let there = whole.get(level).and_then(|row| word(row, other)).unwrap_or("p4");
            (other, Json::from(if level == impact && other == urgency { priority } else { there }))
        };
        (level, map(LEVELS.map(cell)))
    };
    map(LEVELS.map(row))
}

/// What is promised for one priority: a line that begins the promise once something is typed.
fn promise(
    scene: &Scene,
    desk: &Json,
    priority: &'static str,
    name: &'static str,
    help: &'static HelpWords,
) -> Html {
    let all = items(desk, "promises");
    let place = all.iter().position(|one| word(one, "priority") == Some(priority));
    let there = place.and_then(|place| all.get(place)).cloned();
    let minutes = |member: &'static str, label: &'static str| {
        let value = there.as_ref().and_then(|one| number(one, member));
        let on_input = {
            let (scene, there, count) = (scene.clone(), there.clone(), all.len());
            Callback::from(move |typed: String| {
                let minutes = typed.trim().parse::<i64>().ok();
                match (place, minutes) {
                    (Some(place), Some(minutes)) => {
                        scene.put(format!("{PROMISES}/{place}/{member}"), Json::Number(minutes))
                    }
                    (Some(place), None)
                        if member == "resolve_min"
                            && there.as_ref().is_some_and(|one| one.get(member).is_some()) =>
                    {
                        scene.remove(format!("{PROMISES}/{place}/{member}"));
                    }
                    (None, Some(minutes)) => {
                        let own =
                            [("priority", Json::from(priority)), ("respond_min", Json::Number(minutes))];
                        scene.append(PROMISES, count, map(own));
                    }
                    _ => {}
                }
            })
        };
        let hint = value.map(|minutes| hours(minutes, help));
        let fault = place
            .and_then(|place| scene.fault(&format!("{PROMISES}/{place}")))
            .filter(|_| member == "respond_min");
        let hint =
            hint.unwrap_or_else(|| if value.is_none() { help.no_promise.to_owned() } else { String::new() });
        html! { <Field id={format!("{member}-{priority}")} kind="number" {label} {hint} {fault} value={value.map(|minutes| minutes.to_string()).unwrap_or_default()} {on_input} /> }
    };
    let is_round = there.as_ref().and_then(|one| one.get("is_round_the_clock")) == Some(&Json::Bool(true));
    let on_switch = {
        let scene = scene.clone();
        Callback::from(move |on: bool| {
            if let Some(place) = place {
                scene.put(format!("{PROMISES}/{place}/is_round_the_clock"), Json::Bool(on));
            }
        })
    };
    html! {
        <li class="promise">
            <strong class={classes!("priority", priority)}>{ name }</strong>
            { minutes("respond_min", help.respond) }
            { minutes("resolve_min", help.resolve) }
            <Toggle id={format!("round-{priority}")} label={help.round_the_clock} on={is_round} {on_switch} disabled={place.is_none()} />
        </li>
    }
}

/// Minutes, and in hours where that is easier to read.
fn hours(minutes: i64, help: &HelpWords) -> String {
    if minutes < 60 {
        return help.minutes_of_service.to_owned();
    }
    let hours = minutes as f64 / 60.0;
    let said = format!("{:.1}", hours);
    let said = fill(help.as_hours, &[said.strip_suffix(".0").unwrap_or(&said)]);
    format!("{} = {said}", help.minutes_of_service)
}
