//! One step of a guide as a small project of its own, for showing it by the SDK beside a wireframe of its page; and a checklist, for
//! showing it in the help panel.
//!
//! Nothing of it leads anywhere: its ways out end, its buttons do nothing, and what would complete it by itself does not happen
//! there. Its conditions become guides that never run; asking the SDK about them tells how they hold.

use std::collections::BTreeMap;

use lotse_model::bundle::SCHEMA;
use lotse_model::json::{self, Json};

use crate::compile::Source;

/// The guide of the step.
pub const GUIDE: &str = "preview";
/// The attribute of the wireframe's element that the step points at.
pub const MARK: &str = "data-lotse-preview";
/// Its value.
pub const TARGET: &str = "target";
/// How long a missing target is looked for, in milliseconds: nobody wants to wait for a picture.
const PATIENCE_MS: i64 = 300;
/// Members of a step that are shown.
const SHOWN: [&str; 8] =
    ["kind", "title", "body", "surface", "placement", "spotlight", "outcome", "asks_feedback"];

/// A condition that holds or does not, by the guide that stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// Id of the guide.
    pub guide: String,
    /// The condition.
    pub condition: Json,
}

/// The files of the project for a step whose texts stand in place; nothing where no card is shown. With the conditions of step
/// and guide, each named by its member, for asking about them.
#[must_use]
pub fn sources(step: &Json, audience: Option<&Json>) -> Option<(Vec<Source>, Vec<Traced>)> {
    let kind = step.get("kind").and_then(Json::as_text)?;
    if !matches!(kind, "instruct" | "question" | "end") {
        return None;
    }
    let rest = (kind != "end").then(|| end("end"));
    let own = file(GUIDE, None, core::iter::once(shown(step, kind)).chain(rest).collect());
    let conditions =
        [("audience", audience), ("skip_when", step.get("skip_when")), ("entry", step.get("entry"))];
    let traced: Vec<Traced> = conditions
        .into_iter()
        .filter_map(|(name, condition)| {
            Some(Traced { guide: name.replace('_', "-"), condition: condition?.clone() })
        })
        .collect();
    let others = traced.iter().map(|one| file(&one.guide, Some(&one.condition), vec![end("end")]));
    Some((core::iter::once(own).chain(others).collect(), traced))
}

/// The files of a project for showing a checklist: its own, and its guides with a title and nothing else.
#[must_use]
pub fn sources_of_checklist(
    source: &str,
    titles: &BTreeMap<String, BTreeMap<String, String>>,
) -> Vec<Source> {
    let read = json::parse(source).unwrap_or_default();
    let tasks = match read.get("checklist").and_then(|checklist| checklist.get("tasks")) {
        Some(Json::List(tasks)) => tasks.as_slice(),
        _ => &[],
    };
    let guide = |task: &Json| {
        let id = task.get("guide")?.as_text()?;
        let title = titles.get(id)?.iter();
        let title = title.map(|(language, text)| (language.clone(), Json::Text(text.clone()))).collect();
        Some(titled(id, Json::Map(title), None, vec![end("end")]))
    };
    let own = Source { name: "preview.checklist.json".to_owned(), text: source.to_owned() };
    tasks.iter().filter_map(guide).chain([own]).collect()
}

fn map(members: Vec<(&str, Json)>) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn file(id: &str, audience: Option<&Json>, steps: Vec<Json>) -> Source {
    titled(id, map(vec![("en", Json::from(id)), ("de", Json::from(id))]), audience, steps)
}

fn titled(id: &str, title: Json, audience: Option<&Json>, steps: Vec<Json>) -> Source {
    let start = steps.first().and_then(|step| step.get("id")).cloned().unwrap_or_default();
    let mut guide = vec![("id", Json::from(id)), ("title", title)];
    guide.extend(audience.map(|audience| ("audience", audience.clone())));
    guide.extend([("progress", Json::from("hidden")), ("start", start), ("steps", Json::List(steps))]);
    let text = map(vec![("schema", Json::Number(i64::from(SCHEMA))), ("guide", map(guide))]).write();
    Source { name: format!("{id}.guide.json"), text }
}

fn end(id: &str) -> Json {
    map(vec![("kind", Json::from("end")), ("id", Json::from(id)), ("outcome", Json::from("solved"))])
}

fn shown(step: &Json, kind: &str) -> Json {
    let mut members: Vec<(&str, Json)> = vec![("id", Json::from("shown"))];
    members.extend(SHOWN.into_iter().filter_map(|name| Some((name, step.get(name)?.clone()))));
    if let Some(target) = step.get("target") {
        members.push(("target", pointed(target)));
        let mut missing = vec![("after_ms", Json::Number(PATIENCE_MS))];
        let then = step.get("missing").and_then(|missing| missing.get("then"));
        missing.extend(then.map(|then| ("then", then.clone())));
        members.push(("missing", map(missing)));
    }
    match kind {
        "instruct" => {
            members.push(("next", Json::from("end")));
            members.extend(completion(step));
            members.extend(step.get("actions").map(|actions| ("actions", harmless(actions))));
        }
        "question" => members.extend(step.get("answers").map(|answers| ("answers", ending(answers)))),
        _ => {}
    }
    map(members)
}

/// The wireframe's element, by the name that the target has in the guide.
fn pointed(target: &Json) -> Json {
    let attribute = map(vec![
        ("kind", Json::from("attribute")),
        ("name", Json::from(MARK)),
        ("value", Json::from(TARGET)),
    ]);
    let role = map(vec![("kind", Json::from("role")), ("role", Json::from("button"))]);
    let css = format!("[{MARK}={TARGET}]");
    let css = map(vec![("kind", Json::from("css")), ("selector", Json::from(css.as_str()))]);
    let mut members = vec![("evidence", Json::List(vec![attribute, role, css]))];
    members.extend(target.get("name").map(|name| ("name", name.clone())));
    map(members)
}

/// Whether there is a button to go on is kept; nothing else completes the step.
fn completion(step: &Json) -> Option<(&'static str, Json)> {
    let Some(Json::List(ways)) = step.get("completion") else { return None };
    let is_next = |way: &&Json| way.get("kind").and_then(Json::as_text) == Some("next");
    let never = map(vec![("kind", Json::from("host_event")), ("name", Json::from(GUIDE))]);
    let next: Vec<Json> = ways.iter().filter(is_next).cloned().collect();
    Some(("completion", Json::List(if next.is_empty() { vec![never] } else { next })))
}

fn harmless(actions: &Json) -> Json {
    let nothing = map(vec![("kind", Json::from("host_callback")), ("name", Json::from(GUIDE))]);
    each(actions, |label| vec![("label", label), ("action", nothing.clone())])
}

fn ending(answers: &Json) -> Json {
    let mut number = 0;
    each(answers, |label| {
        number += 1;
        let id = Json::from(format!("answer-{number}").as_str());
        vec![("id", id), ("label", label), ("next", Json::from("end"))]
    })
}

fn each(list: &Json, mut of_label: impl FnMut(Json) -> Vec<(&'static str, Json)>) -> Json {
    match list {
        Json::List(items) => {
            let label = |item: &Json| item.get("label").cloned().unwrap_or_default();
            Json::List(items.iter().map(|item| map(of_label(label(item)))).collect())
        }
        _ => Json::List(Vec::new()),
    }
}
