//! New evidence for targets that only a second look has found: what end users' pages sent, what has changed with it, and the
//! command that takes it over.
//!
//! A control that was seen in another language of the app is new evidence too; [`learn`] adds it to what is known.
//!
//! Whoever sends it is nobody known, and may have made it up. So [`read`] takes nothing that the recorder would not have written,
//! [`fits`] nothing that says a text which the old record does not say, and [`take_over`] wants the element that a technician was
//! shown in the app.

mod changes;
mod language;

use lotse_locator::linkage::print::{Group, SINGLES};
use lotse_locator::linkage::{Evidence, hash};
use lotse_model::json::{self, Json};
use lotse_model::target::{MAX_LINKAGE_BYTES, Target};
use lotse_model::wire::read as wire_read;

use crate::command::{Command, Value};

pub use changes::{Change, Side, Trait, of_records, of_targets};
pub use language::{learn, speaks};

/// The kind of the evidence that holds a record.
const LINKAGE: &str = "linkage";

/// What one page has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The mark of the record that it was found by.
    pub old: i64,
    /// What would be recorded of it now.
    pub new: Evidence,
}

/// What a technician was shown in the app.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The element as the picker makes a target of it.
    pub target: Json,
    /// There the old evidence finds it by itself: the change is not in this app.
    pub is_known: bool,
}

/// The records in the evidence of a target, one for each language that it was seen in.
pub fn records_of(target: &Json) -> impl Iterator<Item = &str> {
    let linkage = evidence(target).iter().filter(|fact| kind(fact) == LINKAGE);
    linkage.filter_map(|fact| fact.get("record")).filter_map(Json::as_text)
}

/// The first of them: where and when the target was picked.
#[must_use]
pub fn record_of(target: &Json) -> Option<&str> {
    records_of(target).next()
}

/// What a record is known by in reports.
#[must_use]
pub fn mark(record: &str) -> i64 {
    i64::from(hash::of(record.as_bytes()))
}

/// Reads the detail of a report: nothing unless it is exactly what the second look writes.
#[must_use]
pub fn read(detail: &str) -> Option<Report> {
    if detail.len() > MAX_LINKAGE_BYTES {
        return None;
    }
    let both = json::parse(detail).ok()?;
    let Some(Json::Number(old)) = both.get("old") else { return None };
    let new = evidence_in(both.get("new")?)?;
    Some(Report { old: *old, new })
}

/// Reads a record: nothing unless it is exactly what the recorder writes.
#[must_use]
pub fn read_record(record: &str) -> Option<Evidence> {
    if record.len() > MAX_LINKAGE_BYTES { None } else { evidence_in(&json::parse(record).ok()?) }
}

fn evidence_in(json: &Json) -> Option<Evidence> {
    let evidence = Evidence::read(json);
    (evidence.write() == *json).then_some(evidence)
}

/// Whether new evidence says no text that the old one does not say.
#[must_use]
pub fn fits(old: &Evidence, new: &Evidence) -> bool {
    let is_kept = |old: &String, new: &String| new.is_empty() || old == new;
    is_kept(&old.said.name, &new.said.name)
        && is_kept(&old.said.text, &new.said.text)
        && is_kept(&old.said.label, &new.said.label)
        && is_kept(&old.said.hint, &new.said.hint)
}

/// What an element is, whoever looks at it: reports that agree in this speak of the same one.
#[must_use]
pub fn own(evidence: &Evidence) -> Vec<u32> {
    let own = evidence.print.single.iter().zip(SINGLES).filter(|(_, about)| about.group == Group::Own);
    own.map(|(value, _)| *value).collect()
}

/// The command that makes what was seen the target at a place; nothing of what was sent gets into it. None where the old evidence has
/// not failed: the app that was looked at is not the one that users have, and says nothing new.
#[must_use]
pub fn take_over(at: &str, old: &Json, seen: &Seen) -> Option<Command> {
    if seen.is_known {
        return None;
    }
    Some(Command::Put { at: at.to_owned(), value: Value(renewed(old, &seen.target)?) })
}

/// What was seen, called as before, with every language of the texts that are still there. Records of other languages stay; on pages
/// that are too large to be recorded, the old one as well, by which it was found.
fn renewed(old: &Json, seen: &Json) -> Option<Json> {
    wire_read::<Target>(&seen.write()).ok().filter(|target| !target.evidence.is_empty())?;
    let Json::Map(members) = seen else { return None };
    let mut members = members.clone();
    members.retain(|(name, _)| !matches!(name.as_str(), "name" | "margin_percent" | "evidence"));
    let mut facts: Vec<Json> =
        evidence(seen).iter().map(|fact| in_all_languages(fact, evidence(old))).collect();
    let now = record_of(seen).map(read_record);
    let stays = |record: &&str| match &now {
        None => true,
        Some(now) => is_in_another_language(record, now.as_ref()),
    };
    facts.extend(records_of(old).filter(stays).map(linkage));
    for name in ["name", "margin_percent"] {
        members.extend(old.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    members.push(("evidence".to_owned(), Json::List(facts)));
    Some(Json::Map(members))
}

fn is_in_another_language(record: &str, other: Option<&Evidence>) -> bool {
    let language = read_record(record).map(|record| record.language);
    language.zip(other).is_some_and(|(language, other)| language != other.language)
}

fn linkage(record: &str) -> Json {
    Json::Map(vec![
        ("kind".to_owned(), Json::from(LINKAGE)),
        ("record".to_owned(), Json::Text(record.to_owned())),
    ])
}

/// A fact as it was, when what is seen of it in one language is what it said.
fn in_all_languages(seen: &Json, old: &[Json]) -> Json {
    let Some(Json::Map(said)) = seen.get("is") else { return seen.clone() };
    let says_the_same = |fact: &&Json| {
        kind(fact) == kind(seen)
            && said
                .iter()
                .all(|(language, text)| fact.get("is").and_then(|is| is.get(language)) == Some(text))
    };
    old.iter().find(says_the_same).unwrap_or(seen).clone()
}

pub(crate) fn evidence(target: &Json) -> &[Json] {
    match target.get("evidence") {
        Some(Json::List(facts)) => facts,
        _ => &[],
    }
}

pub(crate) fn kind(fact: &Json) -> &str {
    fact.get("kind").and_then(Json::as_text).unwrap_or_default()
}
