//! What has changed within a guide or a step, ids being the same.

use lotse_model::json::Json;

use super::{Change, words};
use crate::command::graph::{exits, id_of, list};
use crate::draft::Place;
use crate::draft::texts::{languages_at, markdown};

/// Members that are conditions.
const CONDITIONS: &[&str] = &["audience", "entry", "skip_when", "condition"];
/// Members that are edges, or name things.
const NAMES: &[&str] =
    &["next", "if_true", "if_false", "if_unknown", "solved", "stopped", "escalated", "start", "id", "steps"];

/// What has changed in the guide apart from its steps.
pub(super) fn guide(before: &Json, after: &Json) -> Vec<Change> {
    let at = Place::ROOT.with("guide");
    let mut changes = Vec::new();
    let text = |root: &Json, name: &str| at.with(name).get(root).and_then(Json::as_text).map(str::to_owned);
    if let (Some(from), Some(to)) = (text(before, "id"), text(after, "id"))
        && from != to
    {
        changes.push(Change::Renamed { what: "guide", from, to });
    }
    let (from, to) = (text(before, "start"), text(after, "start"));
    if from != to {
        changes.push(Change::Edge { exit: "start".to_owned(), from, to });
    }
    members((before, &at), (after, &at), &["title", "summary"], "", &mut changes);
    changes
}

/// What has changed in a step, given its places in both versions.
pub(super) fn changes(before: &Json, there: usize, after: &Json, here: usize) -> Vec<Change> {
    let steps = Place::ROOT.with("guide").with("steps");
    let (old, new) = (steps.with(there), steps.with(here));
    let mut changes = Vec::new();
    edges(list(before).get(there), list(after).get(here), &mut changes);
    members((before, &old), (after, &new), &["title", "body"], "", &mut changes);
    changes
}

/// Everything in a step that is new.
pub(super) fn content(after: &Json, here: usize) -> Vec<Change> {
    let mut all = changes(&Json::Null, here, after, here);
    // Whether it is a question is seen by its answers.
    all.retain(|change| !matches!(change, Change::Member { member, .. } if member == "kind"));
    all
}

fn edges(before: Option<&Json>, after: Option<&Json>, changes: &mut Vec<Change>) {
    let of = |step: Option<&Json>| -> Vec<(String, String)> {
        let named = |(exit, _, to)| match exit {
            crate::command::Exit::Answer { answer } => (format!("answers/{answer}"), to),
            other => (other.kind().to_owned(), to),
        };
        step.map(exits).unwrap_or_default().into_iter().map(named).collect()
    };
    let (old, new) = (of(before), of(after));
    let target = |edges: &[(String, String)], exit: &str| {
        edges.iter().find(|(name, _)| name == exit).map(|(_, to)| to.clone())
    };
    let gone = old.iter().filter(|(exit, _)| target(&new, exit).is_none());
    for (exit, _) in new.iter().chain(gone) {
        let (from, to) = (target(&old, exit), target(&new, exit));
        if from != to {
            changes.push(Change::Edge { exit: exit.clone(), from, to });
        }
    }
}

type At<'a> = (&'a Json, &'a Place);

/// Compares two objects member by member.
fn members(old: At<'_>, new: At<'_>, texts: &[&str], prefix: &str, changes: &mut Vec<Change>) {
    let names = |(root, at): At<'_>| match at.get(root) {
        Some(Json::Map(members)) => members.iter().map(|(name, _)| name.clone()).collect(),
        _ => Vec::new(),
    };
    let mut all: Vec<String> = names(new);
    all.extend(names(old).into_iter().filter(|name| at(new, name).is_none()));
    for name in all.iter().filter(|name| !NAMES.contains(&name.as_str())) {
        let (from, to) = (at(old, name), at(new, name));
        let member = format!("{prefix}{name}");
        if texts.contains(&name.as_str()) {
            text((old.0, &old.1.with(name)), (new.0, &new.1.with(name)), &member, changes);
        } else if from == to {
        } else if name == "answers" || name == "actions" {
            items((old.0, &old.1.with(name)), (new.0, &new.1.with(name)), &member, changes);
        } else {
            changes.push(member_change(member, name, from.cloned(), to.cloned()));
        }
    }
}

fn at<'a>((root, at): At<'a>, name: &str) -> Option<&'a Json> {
    at.with(name).get(root)
}

fn member_change(member: String, name: &str, from: Option<Json>, to: Option<Json>) -> Change {
    if CONDITIONS.contains(&name) {
        Change::Condition { member, from, to }
    } else {
        Change::Member { member, from, to }
    }
}

/// Compares answers by id and buttons by place: what they say, and the rest.
fn items(old: At<'_>, new: At<'_>, member: &str, changes: &mut Vec<Change>) {
    let of = |(root, at): At<'_>| -> Vec<(String, Place)> {
        let Some(Json::List(items)) = at.get(root) else { return Vec::new() };
        let named = items.iter().enumerate().map(|(index, item)| {
            (id_of(item).map_or_else(|| index.to_string(), str::to_owned), at.with(index))
        });
        named.collect()
    };
    let (before, after) = (of(old), of(new));
    let find = |list: &[(String, Place)], id: &str| {
        list.iter().find(|(other, _)| other == id).map(|(_, at)| at.clone())
    };
    for (id, here) in &after {
        let member = format!("{member}/{id}");
        match find(&before, id) {
            Some(there) => {
                members((old.0, &there), (new.0, here), &["label"], &format!("{member}/"), changes)
            }
            None => changes.push(Change::Member { member, from: None, to: here.get(new.0).cloned() }),
        }
    }
    for (id, there) in before.iter().filter(|(id, _)| find(&after, id).is_none()) {
        let from = there.get(old.0).cloned();
        changes.push(Change::Member { member: format!("{member}/{id}"), from, to: None });
    }
    let kept = |list: &[(String, Place)], other: &[(String, Place)]| -> Vec<String> {
        list.iter().map(|(id, _)| id.clone()).filter(|id| find(other, id).is_some()).collect()
    };
    let (from, to) = (kept(&before, &after), kept(&after, &before));
    if from != to {
        let names = |ids: &[String]| Some(Json::List(ids.iter().map(|id| Json::from(id.as_str())).collect()));
        changes.push(Change::Member { member: member.to_owned(), from: names(&from), to: names(&to) });
    }
}

fn text(old: At<'_>, new: At<'_>, member: &str, changes: &mut Vec<Change>) {
    let mut languages = languages_at(new.0, new.1);
    let before = languages_at(old.0, old.1);
    languages.extend(before.into_iter().filter(|one| markdown(new.0, new.1, one).is_none()));
    languages.dedup();
    for language in languages {
        let from = markdown(old.0, old.1, &language).unwrap_or_default();
        let to = markdown(new.0, new.1, &language).unwrap_or_default();
        if from != to {
            let spans = words::compare(from, to);
            changes.push(Change::Text { member: member.to_owned(), language, spans });
        }
    }
}
