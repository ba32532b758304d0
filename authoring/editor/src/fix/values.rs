//! Fixes of values that say what was meant in a form that cannot be read: a date, an address, a word in capitals.

use lotse_model::diagnostic::Code;
use lotse_model::json::Json;
use lotse_model::validate::{is_date, is_language_tag};

use super::{put, remove};
use crate::command::{Command, Value};
use crate::draft::{Draft, Place};
use crate::finding::Finding;

/// Members that are texts.
const TEXTS: [&str; 5] = ["title", "body", "label", "summary", "name"];

pub(super) fn of(draft: &Draft, finding: &Finding) -> Option<Command> {
    let at = finding.problem.pointer.as_str();
    let detail = finding.problem.detail.as_str();
    let said = draft.at(at);
    let text = said.and_then(Json::as_text);
    let say = |text: String| put(draft, at, Value(Json::from(text.as_str())));
    match finding.problem.code {
        Code::WRONG_TYPE => put(draft, at, Value(retyped(said?, detail)?)),
        Code::BAD_ID | Code::BAD_TEXT_ID => {
            // Prose where the id of a text is expected.
            let language = draft.source_language()?;
            let (_, member) = Place::of_pointer(at)?.split().map(|(one, two)| (one, two.to_owned()))?;
            let is_text = TEXTS.contains(&member.as_str()) && !at.starts_with("/texts/");
            let prose = Json::Map(vec![(language, said.filter(|_| is_text)?.clone())]);
            put(draft, at, Value(prose))
        }
        Code::BAD_NAME_OF_ATTRIBUTE => {
            let small = text?.trim().to_ascii_lowercase();
            let is_name = small.starts_with(|first: char| first.is_ascii_lowercase())
                && small.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte));
            is_name.then(|| say(small))?
        }
        Code::BAD_DATE => say(dated(text?)?),
        Code::BAD_LANGUAGE_TAG => {
            let tag = detail.trim().replace('_', "-");
            let tag = Some(tag).filter(|tag| is_language_tag(tag))?;
            if text == Some(detail) && !is_member_named(at, detail) {
                return say(tag);
            }
            let (holder, _) = Place::of_pointer(at).filter(|_| is_member_named(at, detail))?.split()?;
            let value = Value(said?.clone());
            let (old, new) = (at.to_owned(), holder.with(&tag).pointer());
            let is_free = draft.at(&new).is_none();
            is_free.then(|| Command::All {
                of: vec![Command::Remove { at: old }, Command::Put { at: new, value }],
            })
        }
        Code::BAD_PATTERN => say(addressed(text?)?),
        Code::REESTABLISH_REFUSED => say(within(text?)?),
        Code::LINK_HOST_UNLISTED | Code::IMAGE_HOST_UNLISTED => {
            // Only addresses without encryption need a list of hosts when they are links.
            let safe = format!("https://{}", detail.strip_prefix("http://")?);
            let is_link = finding.problem.code == Code::LINK_HOST_UNLISTED;
            is_link.then(|| say(text?.replace(detail, &safe)))?
        }
        Code::UNKNOWN_CALLOUT => say(text?.replace(&format!("[!{detail}]"), "[!NOTE]")),
        Code::EMPTY_TEXT => {
            // The language written first has to say something; of the others each can be left out.
            let (holder, language) =
                Place::of_pointer(at)?.split().map(|(one, two)| (one, two.to_owned()))?;
            let is_translation = draft.source_language().is_some_and(|first| first != language);
            let has_others = matches!(holder.get(draft.tree()?), Some(Json::Map(all)) if all.len() > 1);
            (is_translation && has_others).then(|| remove(draft, at))?
        }
        _ => None,
    }
}

/// The same in the type that is wanted, where that is one and the same thing in other clothes.
fn retyped(json: &Json, wanted: &str) -> Option<Json> {
    match (json, wanted) {
        (Json::Text(text), "integer") => text.trim().parse().ok().map(Json::Number),
        (Json::Text(text), "boolean") => text.trim().to_ascii_lowercase().parse().ok().map(Json::Bool),
        (Json::Number(number), "string") => Some(Json::from(number.to_string().as_str())),
        (Json::Text(_) | Json::Map(_), "array") => Some(Json::List(vec![json.clone()])),
        _ => None,
    }
}

/// `31.3.2026`, `2026/3/31` and `2026-3-31` as `2026-03-31`.
fn dated(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['.', '-', '/']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let is_german = text.contains('.');
    // With slashes, which of two numbers is the month cannot be known unless the year comes first.
    let (year, day) = match (first.len(), last.len()) {
        (4, _) => (first, last),
        (_, 4) if is_german => (last, first),
        _ => return None,
    };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    is_date(&date).then_some(date)
}

/// An address of the app or of the web: without its beginning, or without encryption.
fn addressed(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("http://") {
        return Some(format!("https://{rest}"));
    }
    let has_scheme = text.split('/').next().is_some_and(|first| first.contains(':'));
    (!text.is_empty() && !has_scheme).then(|| format!("/{}", text.trim_start_matches('/')))
}

/// An address of the app without its origin.
fn within(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) => Some(format!("/{}", rest.split_once('/').map_or("", |(_, path)| path))),
        None => addressed(text),
    }
}

fn is_member_named(at: &str, name: &str) -> bool {
    Place::of_pointer(at).is_some_and(|place| place.parts().last().is_some_and(|last| last == name))
}
