//! Guides as files: reading, upgrading and validating in one go.

use super::Project;
use super::desk::check_desk;
use super::guide::check_guide;
use super::problem::check_problem;
use crate::desk::DeskSource;
use crate::diagnostic::{Code, Diagnostic, Problem, Severity};
use crate::guide::GuideSource;
use crate::json::{Json, pointer_part};
use crate::problem::ProblemSource;
use crate::source_map::{SourceMap, offset};
use crate::wire::{Reader, Wire};

const SCHEMA: i64 = crate::bundle::SCHEMA as i64;

/// Largest file, in bytes.
pub const MAX_SOURCE_BYTES: usize = 2 * 1024 * 1024;

/// How a file is checked.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// Language of the words: `de` or `en`.
    pub language: &'a str,
    /// The project that the file belongs to, when it is known.
    pub project: Option<&'a Project>,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Settings { language: "en", project: None }
    }
}

/// Reads and checks a guide as people write it. The guide is absent when it cannot be read; everything found is listed in
/// the order of the file, in English.
#[must_use]
pub fn check_source(text: &str) -> (Option<GuideSource>, Vec<Diagnostic>) {
    check_source_with(text, &Settings::default())
}

/// As [`check_source`], for a file that may not be text.
#[must_use]
pub fn check_source_bytes(bytes: &[u8], settings: &Settings) -> (Option<GuideSource>, Vec<Diagnostic>) {
    match core::str::from_utf8(bytes) {
        // Editors on Windows put a byte order mark in front.
        Ok(text) => check_source_with(text.trim_start_matches('\u{FEFF}'), settings),
        Err(error) => {
            let at = error.valid_up_to();
            let problem = Problem { code: Code::NOT_UTF8, pointer: String::new(), detail: at.to_string() };
            (None, vec![Diagnostic { span: Some(at..at + 1), ..Diagnostic::of(problem, settings.language) }])
        }
    }
}

/// As [`check_source`], in a language and for a project.
#[must_use]
pub fn check_source_with(text: &str, settings: &Settings) -> (Option<GuideSource>, Vec<Diagnostic>) {
    let (source, problems) = check(text, settings.project);
    (source, placed(text, problems, settings.language))
}

/// Reads and checks a problem as people write it, as [`check_source_with`] does for a guide.
#[must_use]
pub fn check_problem_source(text: &str, settings: &Settings) -> (Option<ProblemSource>, Vec<Diagnostic>) {
    let (source, problems) = check_other(text, settings.project, check_problem);
    (source, placed(text, problems, settings.language))
}

/// Reads and checks a desk as people write it, as [`check_source_with`] does for a guide.
#[must_use]
pub fn check_desk_source(text: &str, settings: &Settings) -> (Option<DeskSource>, Vec<Diagnostic>) {
    let (source, problems) = check_other(text, settings.project, check_desk);
    (source, placed(text, problems, settings.language))
}

/// Documents that are younger than any upgrade. One that cannot be read is not looked into further.
fn check_other<T: Wire>(
    text: &str,
    project: Option<&Project>,
    check: fn(&T, Option<&Project>) -> (Vec<Problem>, usize),
) -> (Option<T>, Vec<Problem>) {
    let problem = |code, detail: String| Problem { code, pointer: String::new(), detail };
    if text.len() > MAX_SOURCE_BYTES {
        return (None, vec![problem(Code::SOURCE_TOO_LARGE, text.len().to_string())]);
    }
    let json = match crate::json::parse(text) {
        Ok(json) => json,
        Err(error) => return (None, vec![Problem::from(error)]),
    };
    if let Some(Json::Number(schema)) = json.get("schema").filter(|schema| **schema != Json::Number(SCHEMA)) {
        return (
            None,
            vec![Problem {
                pointer: "/schema".to_owned(),
                ..problem(Code::SCHEMA_TOO_NEW, schema.to_string())
            }],
        );
    }
    let mut reader = Reader::authoring();
    let source = T::take(&json, &mut reader);
    let mut problems = reader.problems;
    let (more, dropped) = source.as_ref().map(|source| check(source, project)).unwrap_or_default();
    problems.extend(more);
    let dropped = dropped + reader.dropped;
    problems.extend((dropped > 0).then(|| problem(Code::TOO_MANY_PROBLEMS, dropped.to_string())));
    (source, problems)
}

/// Problems as diagnostics, with their places in the text, in the order of the text.
pub(super) fn placed(text: &str, problems: Vec<Problem>, language: &str) -> Vec<Diagnostic> {
    let map = if text.len() <= MAX_SOURCE_BYTES { SourceMap::new(text) } else { None };
    let mut list: Vec<Diagnostic> = problems
        .into_iter()
        .map(|problem| {
            let span = match (&map, problem.detail.split_once(':')) {
                (Some(map), _) => Some(map.span(&problem.pointer)),
                (None, Some((line, column))) => {
                    let at = line
                        .parse()
                        .ok()
                        .zip(column.parse().ok())
                        .map(|(line, column)| offset(text, line, column));
                    at.map(|at| at.saturating_sub(1)..at)
                }
                (None, None) => None,
            };
            Diagnostic { span, ..Diagnostic::of(problem, language) }
        })
        .collect();
    list.sort_by_key(|diagnostic| {
        let start = diagnostic.span.as_ref().map_or(0, |span| span.start);
        (diagnostic.code == Code::TOO_MANY_PROBLEMS, start, diagnostic.code)
    });
    list
}

fn check(text: &str, project: Option<&Project>) -> (Option<GuideSource>, Vec<Problem>) {
    let problem = |code, detail: String| Problem { code, pointer: String::new(), detail };
    if text.len() > MAX_SOURCE_BYTES {
        return (None, vec![problem(Code::SOURCE_TOO_LARGE, text.len().to_string())]);
    }
    match crate::json::parse(text) {
        Ok(json) => check_source_tree(&json, project),
        Err(error) => (None, vec![Problem::from(error)]),
    }
}

/// As [`check_source_with`], for a document that has been parsed already. What was found comes without places in a text, in
/// the order in which it was found.
#[must_use]
pub fn check_source_tree(json: &Json, project: Option<&Project>) -> (Option<GuideSource>, Vec<Problem>) {
    let problem = |code, detail: String| Problem { code, pointer: String::new(), detail };
    let is_present = json.get("schema") == Some(&Json::Number(i64::from(crate::bundle::SCHEMA)));
    let upgraded = if is_present { None } else { Some(crate::upgrade::upgrade(json.clone())) };
    let (json, from) = match &upgraded {
        None => (json, None),
        Some(Ok(upgraded)) => (&upgraded.json, upgraded.from),
        Some(Err(problem)) => return (None, vec![problem.clone()]),
    };
    let mut reader = Reader::authoring();
    let source = GuideSource::take(json, &mut reader);
    let mut problems = reader.problems;
    let (more, dropped) = match &source {
        Some(source) => check_guide(source, project),
        None => check_rest(json.clone(), &problems, project),
    };
    problems.extend(more);
    problems.extend(from.map(|version| problem(Code::UPGRADED, version.to_string())));
    let dropped = dropped + reader.dropped;
    problems.extend((dropped > 0).then(|| problem(Code::TOO_MANY_PROBLEMS, dropped.to_string())));
    (source, problems)
}

/// Validates what can be read of a guide that cannot be read as a whole, so that one slip does not hide everything else:
/// steps with faults are replaced by ends of the same id, other members with faults are left out. What is found within
/// what was replaced is not reported.
fn check_rest(mut json: Json, problems: &[Problem], project: Option<&Project>) -> (Vec<Problem>, usize) {
    let mut replaced: Vec<String> = Vec::new();
    for problem in problems.iter().filter(|problem| problem.code.severity() == Severity::Error) {
        let parts: Vec<&str> = problem.pointer.split('/').skip(1).collect();
        let depth = match parts.as_slice() {
            ["guide", "steps", _, ..] => 3,
            ["guide" | "texts", _, ..] => 2,
            _ => return (Vec::new(), 0),
        };
        let place = parts.get(..depth).map(|parts| format!("/{}", parts.join("/"))).unwrap_or_default();
        if !replaced.contains(&place) {
            replace(&mut json, parts.get(..depth).unwrap_or_default());
            replaced.push(place);
        }
    }
    let Some(source) = GuideSource::take(&json, &mut Reader::default()) else { return (Vec::new(), 0) };
    let (found, dropped) = check_guide(&source, project);
    let is_inside = |pointer: &str| {
        replaced.iter().any(|place| {
            pointer.strip_prefix(place.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    // Without the steps that were replaced nobody knows whether there is an end.
    let steps_are_whole = !replaced.iter().any(|place| place.starts_with("/guide/steps"));
    let is_certain = |problem: &Problem| {
        !is_inside(&problem.pointer) && (steps_are_whole || !matches!(problem.code, Code::NOT_A_QUESTION))
    };
    (found.into_iter().filter(is_certain).collect(), dropped)
}

fn replace(json: &mut Json, path: &[&str]) {
    let [first, rest @ ..] = path else { return };
    match json {
        Json::Map(members) if rest.is_empty() => members.retain(|(name, _)| pointer_part(name) != *first),
        Json::Map(members) => {
            let inner = members.iter_mut().find(|(name, _)| pointer_part(name) == *first);
            inner.into_iter().for_each(|(_, value)| replace(value, rest));
        }
        Json::List(items) => {
            let item = first.parse::<usize>().ok().and_then(|index| items.get_mut(index));
            item.into_iter().for_each(|item| *item = stand_in(item, first));
        }
        _ => {}
    }
}

fn stand_in(step: &Json, index: &str) -> Json {
    let id = step.get("id").and_then(Json::as_text).filter(|id| crate::basic::is_id(id));
    let id = id.map_or_else(|| format!("unreadable.{index}"), str::to_owned);
    let member = |name: &str, value: &str| (name.to_owned(), Json::from(value));
    Json::Map(vec![member("kind", "end"), member("id", &id), member("outcome", "stopped")])
}
