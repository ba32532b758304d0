//! Fixes of how a step is left, of what it lacks, and of steps that do nothing.

use lotse_model::basic::StepId;
use lotse_model::diagnostic::Code;
use lotse_model::json::Json;

use super::edges::fresh;
use super::{put, remove, step_member};
use crate::command::graph::{id_of, list};
use crate::command::{Command, Value};
use crate::draft::{Draft, Place, item};
use crate::finding::Finding;

/// Least and most of how often a trigger may act, and the longest pause in hours.
const TIMES: (i64, i64) = (1, 1_000);
const MAX_PAUSE_HOURS: i64 = 8_760;

pub(super) fn of(draft: &Draft, finding: &Finding) -> Option<Command> {
    let at = finding.problem.pointer.as_str();
    let detail = finding.problem.detail.as_str();
    match finding.problem.code {
        Code::WAITING_WITHOUT_WAY_OUT | Code::WAITS_FOR_APP => way_out(draft, at),
        Code::KEYS_TAKEN => {
            // Keys that nobody hears complete nothing: "Next" stands in their place.
            let place = Place::of_pointer(at)?;
            let index = place.parts().iter().rposition(|part| part == "completion")? + 1;
            let (keys, list) = (place.first(index + 1).pointer(), place.first(index).pointer());
            let has_next = matches!(draft.at(&list), Some(Json::List(all)) if all.contains(&next()));
            if has_next { remove(draft, &keys) } else { put(draft, &keys, Value(next())) }
        }
        Code::MISSING_MEMBER => missing(draft, at, detail),
        Code::CHECK_WITHOUT_EFFECT | Code::STEP_ALWAYS_SKIPPED => {
            Some(Command::DeleteStep { step: StepId::new(detail)? })
        }
        Code::NEVER_SOLVED => {
            let is_end = |step: &&Json| step.get("kind").and_then(Json::as_text) == Some("end");
            let steps = list(draft.tree()?);
            let only = steps.iter().position(|step| is_end(&step))?;
            let is_only = steps.iter().filter(is_end).count() == 1;
            is_only.then(|| put(draft, &format!("/guide/steps/{only}/outcome"), word("solved")))?
        }
        Code::FREQUENCY_OUT_OF_RANGE => {
            let within = |name: &str, least: i64, most: i64| match draft.at(&format!("{at}/{name}")) {
                Some(Json::Number(number)) => {
                    let value = Value(Json::Number((*number).clamp(least, most)));
                    Some(Command::Put { at: format!("{at}/{name}"), value })
                }
                _ => None,
            };
            let of: Vec<Command> =
                [within("times", TIMES.0, TIMES.1), within("pause_hours", 0, MAX_PAUSE_HOURS)]
                    .into_iter()
                    .flatten()
                    .collect();
            (!of.is_empty()).then_some(Command::All { of })
        }
        // Users type it themselves: the button goes.
        Code::FILLS_PASSWORD => {
            let place = Place::of_pointer(at)?;
            let index = place.parts().iter().rposition(|part| part == "actions")? + 1;
            remove(draft, &place.first(index + 1).pointer())
        }
        Code::EMPTY_GROUP => {
            // Around an empty group, a negation has nothing to negate either.
            let mut place = Place::of_pointer(at)?;
            while let Some((outer, "of")) = place.split() {
                place = outer;
            }
            remove(draft, &place.pointer())
        }
        Code::NOT_A_QUESTION => {
            let is_question = |step: &&Json| step.get("kind").and_then(Json::as_text) == Some("question");
            let mut questions = list(draft.tree()?).iter().filter(is_question).filter_map(id_of);
            let only = questions.next().filter(|_| questions.next().is_none())?;
            put(draft, at, word(only))
        }
        _ => None,
    }
}

fn word(word: &str) -> Value {
    Value(Json::from(word))
}

/// The completion "Next".
fn next() -> Json {
    Json::Map(vec![("kind".to_owned(), Json::from("next"))])
}

/// "Next" on the card; or, where the card is not shown as long as its control is missing, a question to the user.
fn way_out(draft: &Draft, at: &str) -> Option<Command> {
    let policy = step_member(at, "missing")?;
    let kind = draft.at(&step_member(at, "kind")?).and_then(Json::as_text);
    if draft.at(&format!("{policy}/then")).and_then(Json::as_text) == Some("wait") {
        return put(draft, &format!("{policy}/then"), word("ask"));
    }
    if kind != Some("instruct") {
        return None;
    }
    let list = step_member(at, "completion")?;
    match draft.at(&list) {
        Some(Json::List(all)) => {
            Some(Command::Insert { list, place: u32::try_from(all.len()).ok()?, value: Value(next()) })
        }
        _ => Some(Command::Put { at: list, value: Value(Json::List(vec![next()])) }),
    }
}

/// What is nearly always meant where something of a step is missing.
fn missing(draft: &Draft, at: &str, name: &str) -> Option<Command> {
    let steps = list(draft.tree()?);
    if (at, name) == ("/guide", "start") {
        let start = steps.iter().find_map(id_of).and_then(StepId::new)?;
        return Some(Command::SetStart { step: start });
    }
    let place = Place::of_pointer(at)?;
    let index = match place.parts() {
        [guide, list, index] if guide == "guide" && list == "steps" => item(index)?,
        _ => return None,
    };
    let own = steps.get(index)?;
    let value = match name {
        "id" => fresh("step", steps),
        "outcome" => "solved".to_owned(),
        "surface" if own.get("target").is_some() => "tooltip".to_owned(),
        "surface" => "modal".to_owned(),
        "next" => steps.get(index + 1).and_then(id_of)?.to_owned(),
        _ => return None,
    };
    put(draft, &place.with(name).pointer(), word(&value))
}
