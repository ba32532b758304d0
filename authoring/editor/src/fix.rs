//! Fixes: the command that makes a finding go away where nothing has to be decided, else where a person decides.
//!
//! A command is there only where the finding's own advice names one thing to do. For what a person has to say (which text, which
//! target), [`lead`] names the part of the form in which it is said; every finding has one of the two.

mod edges;
pub mod lead;
mod values;
mod ways;

use lotse_model::diagnostic::Code;
use lotse_model::json::Json;
use lotse_model::url::is_invisible;

use crate::command::{Command, Value};
use crate::draft::{Draft, Place, item};
use crate::finding::Finding;

/// The command that mends a finding, when there is one that needs no decision.
#[must_use]
pub fn of(draft: &Draft, finding: &Finding) -> Option<Command> {
    let at = finding.problem.pointer.as_str();
    let text = |text: &str| Value(Json::from(text));
    match finding.problem.code {
        Code::UNKNOWN_MEMBER_REFUSED
        | Code::UNKNOWN_MEMBER_IGNORED
        | Code::UNSUPPORTED_EVIDENCE
        | Code::DUPLICATE_COMPLETION
        | Code::COMPLETION_POINTLESS
        | Code::REESTABLISH_WITHOUT_ENTRY
        | Code::DUPLICATE_PATTERN
        | Code::UNKNOWN_ANSWER
        | Code::MARGIN_OUT_OF_RANGE
        | Code::TEXT_UNUSED
        | Code::LANGUAGE_UNLISTED => remove(draft, at),
        Code::DUPLICATE_EVIDENCE | Code::GENERATED_VALUE | Code::EMPTY_EVIDENCE | Code::BAD_POSITION => {
            remove(draft, &evidence(at)?)
        }
        Code::EVIDENCE_TOO_LONG
        | Code::CSS_TOO_LONG
        | Code::CSS_TOO_MANY
        | Code::CSS_TOO_DEEP
        | Code::CSS_PSEUDO_REFUSED
        | Code::CSS_SYNTAX
        | Code::ATTRIBUTE_REFUSED
        | Code::UNKNOWN_ROLE
        | Code::BAD_ANCESTRY
        | Code::BAD_LINKAGE => remove(draft, &evidence_among_others(draft, at)?),
        Code::MISSING_TASK_GUIDE | Code::TASK_TWICE => remove(draft, at.strip_suffix("/guide")?),
        Code::WAIT_TOO_LONG => put(draft, at, number(600_000)),
        Code::LOOKS_TOO_BRIEFLY => put(draft, at, number(2_000)),
        Code::PADDING_OUT_OF_RANGE => put(draft, at, number(64)),
        Code::RESUME_OUT_OF_RANGE => put(draft, at, number(720)),
        Code::STARTS_EVERY_TIME | Code::BEACON_NEEDS_TARGET => put(draft, at, text("ask")),
        Code::END_IS_TOOLTIP | Code::TOOLTIP_NEEDS_TARGET => {
            put(draft, &step_member(at, "surface")?, text("modal"))
        }
        Code::DATES_REVERSED => swapped(draft, at, "from", "until"),
        Code::BOUNDS_REVERSED => swapped(draft, at, "at_least", "at_most"),
        Code::ALTERNATIVES_WITHOUT_TARGET => {
            let list = step_member(at, "alternatives")?;
            let first = draft.at(&format!("{list}/0"))?.clone();
            let target = step_member(at, "target")?;
            Some(Command::All {
                of: vec![
                    Command::Remove { at: format!("{list}/0") },
                    Command::Put { at: target, value: Value(first) },
                ],
            })
        }
        Code::INVISIBLE_IN_TEXT | Code::ADDRESS_CLEANED => {
            let seen = draft.at(at)?.as_text()?.chars();
            let seen: String = seen.filter(|letter| *letter == '\n' || !is_invisible(*letter)).collect();
            put(draft, at, text(&seen))
        }
        _ => edges::of(draft, finding)
            .or_else(|| ways::of(draft, finding))
            .or_else(|| values::of(draft, finding)),
    }
}

fn number(number: i64) -> Value {
    Value(Json::Number(number))
}

fn put(draft: &Draft, at: &str, value: Value) -> Option<Command> {
    (draft.at(at) != Some(&value.0)).then(|| Command::Put { at: at.to_owned(), value })
}

fn remove(draft: &Draft, at: &str) -> Option<Command> {
    draft.at(at).map(|_| Command::Remove { at: at.to_owned() })
}

/// The piece of evidence that a place is in.
fn evidence(at: &str) -> Option<String> {
    let place = Place::of_pointer(at)?;
    let index = place.parts().iter().rposition(|part| part == "evidence")? + 1;
    place.parts().get(index).and_then(|part| item(part))?;
    Some(place.first(index + 1).pointer())
}

/// The same, where the target rests on other pieces as well.
fn evidence_among_others(draft: &Draft, at: &str) -> Option<String> {
    let piece = evidence(at)?;
    let (list, _) = Place::of_pointer(&piece)?.split()?;
    let is_among_others = matches!(list.get(draft.tree()?), Some(Json::List(all)) if all.len() > 1);
    is_among_others.then_some(piece)
}

/// A member of the step that a place is in.
fn step_member(at: &str, name: &str) -> Option<String> {
    let place = Place::of_pointer(at)?;
    (place.parts().len() >= 3).then(|| place.first(3).with(name).pointer())
}

fn swapped(draft: &Draft, at: &str, one: &str, other: &str) -> Option<Command> {
    let [one, other] = [one, other].map(|name| format!("{at}/{name}"));
    let (first, second) = (draft.at(&one)?.clone(), draft.at(&other)?.clone());
    Some(Command::All {
        of: vec![
            Command::Put { at: one, value: Value(second) },
            Command::Put { at: other, value: Value(first) },
        ],
    })
}
