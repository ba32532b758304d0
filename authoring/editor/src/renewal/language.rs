//! A target that was seen in another language of the app: its texts in that language are added, and what is not the same in both
//! languages is known to be bound to one.

use lotse_model::json::Json;
use lotse_model::target::Target;
use lotse_model::wire::read as wire_read;

use super::{LINKAGE, evidence, is_in_another_language, kind, linkage, read_record, record_of, records_of};
use crate::command::{Command, Value};

/// Stands for every language.
const ANY: &str = "*";

/// Whether the texts by which a target is found, and what it lies in, are known in a language, or it is found by none.
#[must_use]
pub fn speaks(target: &Json, language: &str) -> bool {
    if ["within", "frame"].iter().any(|outer| target.get(outer).is_some_and(|outer| !speaks(outer, language)))
    {
        return false;
    }
    let texts = evidence(target).iter().filter_map(said);
    let mut bound = texts.filter(|text| !text.iter().any(|(language, _)| language == ANY)).peekable();
    bound.peek().is_none() || bound.all(|text| text.iter().any(|(known, _)| known == language))
}

/// The command that adds to the target at a place what was seen of it in another language. None when that says nothing new.
#[must_use]
pub fn learn(at: &str, old: &Json, seen: &Json) -> Option<Command> {
    wire_read::<Target>(&seen.write()).ok().filter(|target| !target.evidence.is_empty())?;
    let learned = joined(old, seen)?;
    (learned != *old).then(|| Command::Put { at: at.to_owned(), value: Value(learned) })
}

fn joined(old: &Json, seen: &Json) -> Option<Json> {
    let Json::Map(members) = old else { return None };
    let mut members = members.clone();
    for (name, value) in &mut members {
        match (name.as_str(), seen.get(name)) {
            ("evidence", Some(_)) => *value = Json::List(facts(old, seen)),
            ("within" | "frame", Some(seen)) => *value = joined(value, seen)?,
            _ => {}
        }
    }
    Some(Json::Map(members))
}

fn facts(old: &Json, seen: &Json) -> Vec<Json> {
    let known = evidence(old);
    let mut facts: Vec<Json> = known.iter().filter_map(|fact| in_both(fact, evidence(seen))).collect();
    if !facts.iter().any(|fact| kind(fact) != LINKAGE) {
        // Nothing that both languages have: what is known is better than nothing.
        facts = known.to_vec();
    }
    let new = record_of(seen).zip(record_of(seen).and_then(read_record));
    if let Some((record, read)) = new
        && records_of(old).all(|other| is_in_another_language(other, Some(&read)))
    {
        facts.push(linkage(record));
    }
    facts
}

/// A fact with what it says in the other language; none where that shows that it is bound to one.
fn in_both(fact: &Json, seen: &[Json]) -> Option<Json> {
    if kind(fact) == LINKAGE {
        return Some(fact.clone());
    }
    let Some(texts) = said(fact) else {
        let is_there = seen.contains(fact) || !seen.iter().any(|other| kind(other) == kind(fact));
        return is_there.then(|| fact.clone());
    };
    let Some(other) = seen.iter().find(|other| kind(other) == kind(fact)).and_then(said) else {
        return Some(fact.clone());
    };
    let mut all: Vec<(String, Json)> = texts.to_vec();
    for (language, text) in other {
        match all.iter_mut().find(|(known, _)| known == language) {
            // What is said in every language alike is not, then.
            Some((_, known)) if language == ANY && known != text => return None,
            Some((_, known)) => known.clone_from(text),
            None => all.push((language.clone(), text.clone())),
        }
    }
    let Json::Map(members) = fact else { return None };
    let put = |(name, value): &(String, Json)| {
        (name.clone(), if name == "is" { Json::Map(all.clone()) } else { value.clone() })
    };
    Some(Json::Map(members.iter().map(put).collect()))
}

/// What a fact says by language.
fn said(fact: &Json) -> Option<&[(String, Json)]> {
    match fact.get("is") {
        Some(Json::Map(texts)) => Some(texts),
        _ => None,
    }
}
