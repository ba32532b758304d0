//! What the picker is doing, below the bar: recorded steps to look through, news of a guide that is being tried.

use std::collections::BTreeSet;

use lotse_api::channel::{Grade, RecordingState};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::desk::Linking;
use super::meet::Meeting;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::words::{Words, fill};

/// A recorded step.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// What it says.
    pub title: AttrValue,
    /// How sure its control will be found again.
    pub grade: Option<Grade>,
    /// Codes of reasons.
    pub reasons: Vec<String>,
}

/// Properties of [`Strip`].
#[derive(Clone, PartialEq, Properties)]
pub struct StripProperties {
    /// How far the picker is.
    pub meeting: Meeting,
    /// Whether it records.
    pub recording: Option<RecordingState>,
    /// Recorded steps.
    pub steps: Vec<Heard>,
    /// Actions that have not arrived.
    pub missing: usize,
    /// News of a guide that is being tried.
    pub news: Vec<(String, String)>,
    /// A guide is being tried.
    pub is_trying: bool,
    /// What is to happen.
    pub on: Callback<Linking>,
}

/// See the module.
#[component]
pub fn Strip(properties: &StripProperties) -> Html {
    let words = use_studio().words();
    let StripProperties { meeting, recording, steps, missing, news, is_trying, on } = properties.clone();
    let without = use_state(BTreeSet::<usize>::new);
    let is_recording = matches!(recording, Some(RecordingState::On | RecordingState::Paused));
    if meeting == Meeting::None && steps.is_empty() {
        return Html::default();
    }
    let take = {
        let without = without.clone();
        on.reform(move |()| {
            let left = without.iter().copied().collect();
            without.set(BTreeSet::new());
            Linking::Take(left)
        })
    };
    let count = steps.len() - without.len().min(steps.len());
    html! {
        <section class={classes!("strip", is_recording.then_some("recording"))} aria-label={words.record}>
            <div class="row">
                <Sign icon={if is_recording { Icon::Record } else { Icon::Target }} />
                <strong role="status">{ said(meeting, recording, words) }</strong>
                if meeting == Meeting::Met && is_recording { <Button label={words.stop_recording} on_press={on.reform(|()| Linking::Record(false))} /> }
                if is_trying { <Button label={words.stop_trying} on_press={on.reform(|()| Linking::StopTrying)} /> }
            </div>
            if !steps.is_empty() {
                <ol>{ for steps.iter().enumerate().map(|(index, step)| row(index, step, &without, words)) }</ol>
                if missing > 0 { <p class="fault">{ fill(words.actions_missing, &[&missing.to_string()]) }</p> }
                <div class="row">
                    <Button label={fill(words.take_steps, &[&words.step_count(count)])} weight={Weight::Primary} icon={Icon::Check} disabled={count == 0} on_press={take} />
                    <Button label={words.discard} weight={Weight::Quiet} on_press={on.reform(|()| Linking::Discard)} />
                </div>
            }
            if !news.is_empty() {
                <details open=true>
                    <summary>{ words.news }</summary>
                    <ol class="news">{ for news.iter().rev().map(|(about, record)| html! { <li><b>{ about }</b><code>{ record }</code></li> }) }</ol>
                </details>
            }
        </section>
    }
}

/// How it stands with the app.
fn said(meeting: Meeting, recording: Option<RecordingState>, words: &Words) -> &'static str {
    match (meeting, recording) {
        (Meeting::None, _) => words.recorded_about,
        (Meeting::Waiting, _) => words.app_waiting,
        (Meeting::Away, _) => words.app_away,
        (Meeting::Met, Some(RecordingState::On)) => words.app_recording,
        (Meeting::Met, Some(RecordingState::Paused)) => words.app_paused,
        (Meeting::Met, _) => words.app_met,
    }
}

/// A recorded step, which can be left out.
fn row(index: usize, step: &Heard, without: &UseStateHandle<BTreeSet<usize>>, words: &Words) -> Html {
    let onchange = {
        let without = without.clone();
        move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let mut next = (*without).clone();
            if input.is_some_and(|input| input.checked()) {
                next.remove(&index)
            } else {
                next.insert(index)
            };
            without.set(next);
        }
    };
    let id = format!("heard-{index}");
    html! {
        <li key={index}>
            <input type="checkbox" id={id.clone()} checked={!without.contains(&index)} {onchange} />
            <label for={id}>{ format!("{}. {}", index + 1, step.title) }</label>
            { grade(step.grade, words) }
            if let Some(reason) = step.reasons.first() { <span class="hint">{ reason_said(reason, words) }</span> }
        </li>
    }
}

fn grade(grade: Option<Grade>, words: &Words) -> Html {
    let (class, said) = match grade {
        Some(Grade::Good) => ("published", words.grade_good),
        Some(Grade::Fair) => ("review", words.grade_fair),
        Some(Grade::Poor) => ("poor", words.grade_poor),
        None => return Html::default(),
    };
    html! { <span class={classes!("badge", class)}>{ said }</span> }
}

fn reason_said(reason: &str, words: &Words) -> String {
    match reason {
        "no_name" => words.r_no_name.to_owned(),
        "generated_id" => words.r_generated_id.to_owned(),
        "one_language" => words.r_one_language.to_owned(),
        "look_alike" => words.r_look_alike.to_owned(),
        "in_list" => words.r_in_list.to_owned(),
        other => other.replace('_', " "),
    }
}
