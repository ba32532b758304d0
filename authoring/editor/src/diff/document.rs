//! What differs between two documents that are no guides (problems, checklists, desks): value by value, each at its place.

use lotse_model::json::{Json, pointer_part};

use super::words::{Span, compare};
use crate::draft::Draft;

/// A value that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// JSON pointer into the new document, into the old one where the value is gone.
    pub at: String,
    /// The words of both, in order.
    pub spans: Vec<Span>,
}

/// Compares two drafts, of which either may be broken. Items of lists belong together by their ids, where they have some. What only
/// editors keep (`$draft`) does not count.
#[must_use]
pub fn between(old: &Draft, new: &Draft) -> Vec<Differing> {
    let mut all = Vec::new();
    match (old.tree(), new.tree()) {
        (Some(old), Some(new)) => walk(Some(old), Some(new), "", &mut all),
        _ => note(&old.save(), &new.save(), "", &mut all),
    }
    all
}

fn walk(old: Option<&Json>, new: Option<&Json>, at: &str, all: &mut Vec<Differing>) {
    if old == new {
        return;
    }
    match (old, new) {
        (Some(Json::Map(_)) | None, Some(Json::Map(_))) | (Some(Json::Map(_)), None) => {
            for name in names(old, new) {
                let part = |json: Option<&Json>| json.and_then(|json| json.get(&name)).cloned();
                walk(part(old).as_ref(), part(new).as_ref(), &format!("{at}/{}", pointer_part(&name)), all);
            }
        }
        (Some(Json::List(_)) | None, Some(Json::List(_))) | (Some(Json::List(_)), None) => {
            items(list(old), list(new), at, all);
        }
        _ => note(&said(old), &said(new), at, all),
    }
}

fn names(old: Option<&Json>, new: Option<&Json>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for json in [new, old].into_iter().flatten() {
        if let Json::Map(members) = json {
            for (name, _) in members {
                if name != "$draft" && !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
    }
    names
}

fn list(json: Option<&Json>) -> &[Json] {
    match json {
        Some(Json::List(items)) => items,
        _ => &[],
    }
}

fn id(json: &Json) -> Option<&str> {
    json.get("id").and_then(Json::as_text)
}

fn items(old: &[Json], new: &[Json], at: &str, all: &mut Vec<Differing>) {
    let have_ids = old.iter().chain(new).all(|item| id(item).is_some());
    if !have_ids {
        for index in 0..old.len().max(new.len()) {
            walk(old.get(index), new.get(index), &format!("{at}/{index}"), all);
        }
        return;
    }
    for (index, item) in new.iter().enumerate() {
        let before = old.iter().find(|before| id(before) == id(item));
        walk(before, Some(item), &format!("{at}/{index}"), all);
    }
    let is_gone = |item: &&Json| !new.iter().any(|other| id(other) == id(item));
    for (index, item) in old.iter().enumerate().filter(|(_, item)| is_gone(item)) {
        walk(Some(item), None, &format!("{at}/{index}"), all);
    }
    let kept = |from: &[Json], other: &[Json]| {
        let is_kept = |item: &&Json| other.iter().any(|one| id(one) == id(item));
        from.iter().filter(is_kept).map(name).collect::<Vec<_>>().join(", ")
    };
    let order = |from: &[Json], other: &[Json]| {
        let is_kept = |item: &&Json| other.iter().any(|one| id(one) == id(item));
        from.iter().filter(is_kept).filter_map(id).map(str::to_owned).collect::<Vec<_>>()
    };
    if order(old, new) != order(new, old) {
        note(&kept(old, new), &kept(new, old), at, all);
    }
}

/// What people call an item.
fn name(item: &Json) -> String {
    let titled = ["title", "label", "name"].iter().find_map(|member| match item.get(member) {
        Some(Json::Map(languages)) => languages.iter().find_map(|(_, text)| text.as_text()),
        Some(Json::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    titled.or_else(|| id(item)).unwrap_or_default().to_owned()
}

fn said(json: Option<&Json>) -> String {
    match json {
        None => String::new(),
        Some(Json::Text(text)) => text.clone(),
        Some(other) => other.write().trim().to_owned(),
    }
}

fn note(old: &str, new: &str, at: &str, all: &mut Vec<Differing>) {
    if old != new {
        all.push(Differing { at: at.to_owned(), spans: compare(old, new) });
    }
}
