//! Steps: adding, deleting, copying, turning one kind into another.

use lotse_model::basic::{StepId, is_id};
use lotse_model::json::Json;
use lotse_model::wire::Wire as _;

use super::graph::{self, Exit, exits, id_of, index_of, list, reconnect, step_at, steps};
use super::{Point, Refusal, Value};
use crate::draft::edit::Work;
use crate::draft::layout;

/// Members that only an instruction has.
const OF_INSTRUCT: &[&str] =
    &["alternatives", "completion", "entry", "reestablish", "skip_when", "actions", "next"];

pub(super) fn add(work: &mut Work<'_>, index: usize, step: &Json) -> Result<(), Refusal> {
    let id = id_of(step).filter(|id| is_id(id)).ok_or(Refusal::BadValue)?;
    if index_of(work, id).is_ok() {
        return Err(Refusal::IdTaken(id.to_owned()));
    }
    if steps().get(work.root()?).is_none() {
        work.put(&steps(), Json::List(Vec::new()))?;
    }
    work.insert(&steps(), index, step.clone())
}

pub(super) fn insert(work: &mut Work<'_>, after: &StepId, exit: &Exit, step: &Json) -> Result<(), Refusal> {
    let index = index_of(work, after.as_str())? + 1;
    add(work, index, step)?;
    let id = id_of(step).unwrap_or_default();
    let before = reconnect(work, after.as_str(), exit, id)?;
    let (Some(before), Some((_, path, _))) = (before, exits(step).into_iter().next()) else { return Ok(()) };
    work.put(&path.iter().fold(steps().with(index), |at, part| at.with(part)), Json::from(before.as_str()))
}

pub(super) fn delete(work: &mut Work<'_>, step: &StepId) -> Result<(), Refusal> {
    let at = step_at(work, step.as_str())?;
    let mut after: Vec<String> = exits(work.get(&at)?).into_iter().map(|(_, _, to)| to).collect();
    after.retain(|to| to != step.as_str());
    after.dedup();
    work.remove(&at)?;
    let has_twin = list(work.root()?).iter().any(|other| id_of(other) == Some(step.as_str()));
    if let ([next], false) = (after.as_slice(), has_twin) {
        graph::redirect(work, step.as_str(), next)?;
    }
    let canvas = layout::of(step.as_str());
    if has_twin || canvas.get(work.root()?).is_none() { Ok(()) } else { work.remove(&canvas) }
}

pub(super) fn duplicate(work: &mut Work<'_>, step: &StepId, id: &StepId) -> Result<(), Refusal> {
    let index = index_of(work, step.as_str())?;
    let mut copy = work.get(&steps().with(index))?.clone();
    if let Json::Map(members) = &mut copy {
        members.iter_mut().filter(|(name, _)| name == "id").for_each(|(_, value)| *value = id.give());
    }
    add(work, index + 1, &copy)
}

pub(super) fn turn_into_question(
    work: &mut Work<'_>,
    step: &StepId,
    answers: &[Value],
) -> Result<(), Refusal> {
    let at = step_at(work, step.as_str())?;
    let there = work.get(&at)?;
    if there.get("kind").and_then(Json::as_text) != Some("instruct") {
        return Err(Refusal::NoSuchPlace(at.with("next").pointer()));
    }
    let next = there.get("next").cloned();
    let has_surface = there.get("surface").is_some();
    for name in OF_INSTRUCT {
        work.put_or_remove(&at.with(name), None)?;
    }
    work.put(&at.with("kind"), Json::from("question"))?;
    if !has_surface {
        // What is not said means something else for questions.
        work.put(&at.with("surface"), Json::from("tooltip"))?;
    }
    let with_next = |answer: &Value| {
        let mut answer = answer.0.clone();
        if let (Json::Map(members), Some(next)) = (&mut answer, &next)
            && !members.iter().any(|(name, _)| name == "next")
        {
            members.push(("next".to_owned(), next.clone()));
        }
        answer
    };
    work.put(&at.with("answers"), Json::List(answers.iter().map(with_next).collect()))
}

pub(super) fn turn_into_instruct(work: &mut Work<'_>, step: &StepId) -> Result<(), Refusal> {
    let at = step_at(work, step.as_str())?;
    let there = work.get(&at)?;
    if there.get("kind").and_then(Json::as_text) != Some("question") {
        return Err(Refusal::NoSuchPlace(at.with("answers").pointer()));
    }
    let next = exits(there).into_iter().next().map(|(_, _, to)| to);
    let has_surface = there.get("surface").is_some();
    work.put_or_remove(&at.with("answers"), None)?;
    work.put(&at.with("kind"), Json::from("instruct"))?;
    if !has_surface {
        work.put(&at.with("surface"), Json::from("modal"))?;
    }
    next.map_or(Ok(()), |next| work.put(&at.with("next"), Json::from(next.as_str())))
}

pub(super) fn put_on_canvas(work: &mut Work<'_>, step: &StepId, at: Option<&Point>) -> Result<(), Refusal> {
    step_at(work, step.as_str())?;
    if at.is_some() {
        layout::begin(work, &layout::ROOM)?;
    }
    work.put_or_remove(&layout::of(step.as_str()), at.map(Point::give))
}
