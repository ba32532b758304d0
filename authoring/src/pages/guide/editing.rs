//! Commands for what technicians do in one go.

use lotse_editor::command::{Command, Exit, Value};
use lotse_editor::draft::Draft;
use lotse_editor::draft::edges::Edge;
use lotse_model::basic::{AnswerId, StepId};
use lotse_model::json::Json;

use super::scene::{items, map, word};

/// The steps of a draft as they stand in the file.
pub fn steps(draft: &Draft) -> &[Json] {
    match draft.at("/guide/steps") {
        Some(Json::List(steps)) => steps,
        _ => &[],
    }
}

/// An id with this beginning that is not taken yet.
pub fn free_id(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut numbered = (1_u32..).map(|number| format!("{stem}-{number}"));
    numbered.find(|id| !is_taken(id)).unwrap_or_else(|| stem.to_owned())
}

/// An id for a new step that no other has.
pub fn fresh_id(draft: &Draft) -> String {
    free_id("step", |id| steps(draft).iter().any(|step| word(step, "id") == Some(id)))
}

/// Adds a step of a kind after another, in the way that leads on from there. Says its id as well.
pub fn add_step(
    draft: &Draft,
    kind: &str,
    after: Option<&str>,
    languages: &[String],
) -> Option<(Command, String)> {
    let id = fresh_id(draft);
    let all = steps(draft);
    let last = u32::try_from(all.len()).ok()?;
    let edges = draft.edges();
    let edge = edge_after(&edges, after, all);
    let next = edge.map_or("end", |edge| edge.to.as_str());
    let step = new_step(kind, &id, next, languages);
    let command = match edge {
        Some(edge) if kind != "end" => Command::InsertStep {
            after: StepId::new(&edge.from)?,
            exit: edge.exit.clone(),
            step: Value(step),
        },
        _ => Command::AddStep { place: last, step: Value(step) },
    };
    let command = if all.is_empty() {
        let start = Command::SetStart { step: StepId::new(&id)? };
        Command::All { of: vec![command, start] }
    } else {
        command
    };
    Some((command, id))
}

/// The way out of a step; before an end, the way that leads to it.
fn edge_after<'a>(edges: &'a [Edge], after: Option<&str>, all: &[Json]) -> Option<&'a Edge> {
    let last =
        all.iter().rev().find(|step| word(step, "kind") != Some("end")).and_then(|step| word(step, "id"));
    let after = after.or(last)?;
    edges.iter().find(|edge| edge.from == after).or_else(|| edges.iter().find(|edge| edge.to == after))
}

fn new_step(kind: &str, id: &str, next: &str, languages: &[String]) -> Json {
    let text = Json::from;
    let own = [("kind", text(kind)), ("id", text(id))];
    let more = match kind {
        "question" => vec![("answers", Json::List(yes_and_no(next, languages)))],
        "check" => vec![
            ("condition", map([("kind", text("url")), ("is", Json::List(vec![text("*")]))])),
            ("if_true", text(next)),
            ("if_false", text(next)),
        ],
        "sub_guide" => vec![("guide", text("")), ("solved", text(next)), ("stopped", text(next))],
        "end" => vec![("outcome", text("solved"))],
        _ => vec![("surface", text("modal")), ("next", text(next))],
    };
    map(own.into_iter().chain(more))
}

/// Two answers to begin with.
pub fn yes_and_no(next: &str, languages: &[String]) -> Vec<Json> {
    let answer = |id: &str, german: &str, english: &str| {
        let label = |language: &String| {
            let is_german = language.split('-').next() == Some("de");
            (language.clone(), Json::from(if is_german { german } else { english }))
        };
        let label = Json::Map(languages.iter().map(label).collect());
        map([("id", Json::from(id)), ("label", label), ("next", Json::from(next))])
    };
    vec![answer("yes", "Ja", "Yes"), answer("no", "Nein", "No")]
}

/// One more answer of a question: leads where its last one leads.
pub fn another_answer(question: &Json) -> Json {
    let answers = items(question, "answers");
    let id = free_id("answer", |id| answers.iter().any(|answer| word(answer, "id") == Some(id)));
    let next = answers.last().and_then(|answer| word(answer, "next")).unwrap_or("end");
    map([("id", Json::from(id.as_str())), ("label", Json::Map(Vec::new())), ("next", Json::from(next))])
}

/// Writes a text. An empty one is taken away, with its member when it was the last.
pub fn write_text(there: Option<&Json>, at: &str, language: &str, text: &str) -> Command {
    if text.is_empty() {
        let is_last = matches!(there, Some(Json::Map(all)) if all.iter().all(|(name, _)| name == language));
        if is_last {
            return Command::Remove { at: at.to_owned() };
        }
        return Command::SetText { at: at.to_owned(), language: language.to_owned(), markdown: None };
    }
    Command::SetText { at: at.to_owned(), language: language.to_owned(), markdown: Some(text.to_owned()) }
}

/// Lets an edge lead elsewhere.
pub fn connect(step: &str, exit: Exit, to: &str) -> Option<Command> {
    Some(Command::Connect { step: StepId::new(step)?, exit, to: StepId::new(to)? })
}

/// The edge of an answer.
pub fn answer_exit(answer: &str) -> Option<Exit> {
    Some(Exit::Answer { answer: AnswerId::new(answer)? })
}
