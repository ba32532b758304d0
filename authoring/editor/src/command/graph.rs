//! Steps and edges in a document that may be broken: found by name, whatever else is wrong.

use lotse_model::basic::AnswerId;
use lotse_model::json::Json;

use super::Refusal;
use crate::draft::Place;
use crate::draft::edit::Work;

lotse_model::wire! {
    /// An edge out of a step.
    strict enum Exit {
        /// Of an instruction.
        Next = "next" {},
        /// Of a question.
        Answer = "answer" {
            /// The answer.
            answer: AnswerId,
        },
        /// Of a check that holds.
        IfTrue = "if_true" {},
        /// Of a check that does not hold.
        IfFalse = "if_false" {},
        /// Of a check of which that cannot be known.
        IfUnknown = "if_unknown" {},
        /// Of a sub-guide that ended solved.
        Solved = "solved" {},
        /// Of a sub-guide that was stopped.
        Stopped = "stopped" {},
        /// Of a sub-guide that was escalated.
        Escalated = "escalated" {},
    }
}

/// A member of the guide.
pub(super) fn guide(name: &str) -> Place {
    Place::ROOT.with("guide").with(name)
}

/// The list of steps.
pub(super) fn steps() -> Place {
    guide("steps")
}

/// The steps as they stand there.
pub(crate) fn list(root: &Json) -> &[Json] {
    match steps().get(root) {
        Some(Json::List(steps)) => steps,
        _ => &[],
    }
}

pub(crate) fn id_of(step: &Json) -> Option<&str> {
    step.get("id")?.as_text()
}

pub(super) fn index_of(work: &Work<'_>, id: &str) -> Result<usize, Refusal> {
    let index = list(work.root()?).iter().position(|step| id_of(step) == Some(id));
    index.ok_or_else(|| Refusal::NoSuchStep(id.to_owned()))
}

/// The place of a step.
pub(super) fn step_at(work: &Work<'_>, id: &str) -> Result<Place, Refusal> {
    index_of(work, id).map(|index| steps().with(index))
}

/// Edges out of a step in the order of the model, each with where it stands in the step and where it leads.
pub(crate) fn exits(step: &Json) -> Vec<(Exit, Vec<String>, String)> {
    let names = match step.get("kind").and_then(Json::as_text) {
        Some("instruct") => &["next"][..],
        Some("check") => &["if_true", "if_false", "if_unknown"],
        Some("sub_guide") => &["solved", "stopped", "escalated"],
        Some("question") => return answers(step),
        _ => &[],
    };
    let exit = |name: &&str| {
        let to = step.get(name)?.as_text()?.to_owned();
        Some((named(name)?, vec![(*name).to_owned()], to))
    };
    names.iter().filter_map(exit).collect()
}

fn answers(step: &Json) -> Vec<(Exit, Vec<String>, String)> {
    let Some(Json::List(answers)) = step.get("answers") else { return Vec::new() };
    let exit = |(index, answer): (usize, &Json)| {
        let to = answer.get("next")?.as_text()?.to_owned();
        let id = AnswerId::new(answer.get("id")?.as_text()?)?;
        Some((
            Exit::Answer { answer: id },
            vec!["answers".to_owned(), index.to_string(), "next".to_owned()],
            to,
        ))
    };
    answers.iter().enumerate().filter_map(exit).collect()
}

fn named(name: &str) -> Option<Exit> {
    Some(match name {
        "next" => Exit::Next {},
        "if_true" => Exit::IfTrue {},
        "if_false" => Exit::IfFalse {},
        "if_unknown" => Exit::IfUnknown {},
        "solved" => Exit::Solved {},
        "stopped" => Exit::Stopped {},
        "escalated" => Exit::Escalated {},
        _ => return None,
    })
}

/// Where an edge of a step of this kind stands within it.
fn place_of(step: &Json, exit: &Exit) -> Option<Vec<String>> {
    let kind = step.get("kind").and_then(Json::as_text)?;
    let fits = match exit {
        Exit::Next {} => kind == "instruct",
        Exit::Answer { .. } => kind == "question",
        Exit::IfTrue {} | Exit::IfFalse {} | Exit::IfUnknown {} => kind == "check",
        Exit::Solved {} | Exit::Stopped {} | Exit::Escalated {} => kind == "sub_guide",
    };
    match exit {
        _ if !fits => None,
        Exit::Answer { answer } => {
            let Some(Json::List(answers)) = step.get("answers") else { return None };
            let index = answers.iter().position(|one| id_of(one) == Some(answer.as_str()))?;
            Some(vec!["answers".to_owned(), index.to_string(), "next".to_owned()])
        }
        other => Some(vec![other.kind().to_owned()]),
    }
}

/// Lets an edge lead to a step, and returns where it led.
pub(super) fn reconnect(
    work: &mut Work<'_>,
    step: &str,
    exit: &Exit,
    to: &str,
) -> Result<Option<String>, Refusal> {
    let at = step_at(work, step)?;
    let path = place_of(work.get(&at)?, exit).ok_or_else(|| Refusal::NoSuchExit(step.to_owned()))?;
    let at = path.iter().fold(at, |at, part| at.with(part));
    let before = at.get(work.root()?).and_then(Json::as_text).map(str::to_owned);
    work.put(&at, Json::from(to))?;
    Ok(before)
}

pub(super) fn connect(work: &mut Work<'_>, step: &str, exit: &Exit, to: &str) -> Result<(), Refusal> {
    index_of(work, to)?;
    reconnect(work, step, exit, to).map(|_| ())
}

/// Lets every edge that leads to `from`, and the beginning of the guide, lead to `to`.
pub(super) fn redirect(work: &mut Work<'_>, from: &str, to: &str) -> Result<(), Refusal> {
    let mut places = Vec::new();
    for (index, step) in list(work.root()?).iter().enumerate() {
        for (_, path, _) in exits(step).into_iter().filter(|(_, _, target)| target == from) {
            places.push(path.iter().fold(steps().with(index), |at, part| at.with(part)));
        }
    }
    let start = guide("start");
    if start.get(work.root()?).and_then(Json::as_text) == Some(from) {
        places.push(start);
    }
    places.iter().try_for_each(|at| work.put(at, Json::from(to)))
}
