//! Fixes of ids, edges and whole steps.

use lotse_model::basic::StepId;
use lotse_model::diagnostic::Code;
use lotse_model::json::Json;

use crate::command::graph::{exits, id_of, list};
use crate::command::{Command, Value};
use crate::draft::{Draft, Place, item};
use crate::finding::Finding;

pub(super) fn of(draft: &Draft, finding: &Finding) -> Option<Command> {
    let at = finding.problem.pointer.as_str();
    let steps = list(draft.tree()?);
    let place = Place::of_pointer(at)?;
    let index = place.parts().get(2).and_then(|part| item(part));
    let put = |at: &str, to: &str| Some(Command::Put { at: at.to_owned(), value: Value(Json::from(to)) });
    match finding.problem.code {
        Code::DUPLICATE_STEP => put(at, &fresh(&finding.problem.detail, steps)),
        Code::DUPLICATE_ANSWER => {
            let Some(Json::List(answers)) =
                place.first(place.parts().len().checked_sub(2)?).get(draft.tree()?)
            else {
                return None;
            };
            put(at, &fresh(&finding.problem.detail, answers))
        }
        Code::UNKNOWN_STEP | Code::LEADS_TO_ITSELF => {
            let own = steps.get(index?)?;
            let after = steps.iter().skip(index? + 1).chain(steps.iter().take(index?)).filter_map(id_of);
            let next = after.into_iter().find(|id| Some(*id) != id_of(own))?;
            put(at, next)
        }
        Code::UNKNOWN_START => {
            let first = steps.iter().find_map(id_of).and_then(StepId::new)?;
            Some(Command::SetStart { step: first })
        }
        Code::NO_STEPS | Code::NO_END => {
            let start = draft.at("/guide/start").and_then(Json::as_text);
            let wanted =
                if steps.is_empty() { start.filter(|id| lotse_model::basic::is_id(id)) } else { None };
            let id = fresh(wanted.unwrap_or("end"), steps);
            let end = [("kind", "end"), ("id", &id), ("outcome", "solved")];
            let end = end.map(|(name, value)| (name.to_owned(), Json::from(value)));
            let place = u32::try_from(steps.len()).ok()?;
            Some(Command::AddStep { place, step: Value(Json::Map(end.to_vec())) })
        }
        Code::SINGLE_ANSWER => {
            let step = id_of(steps.get(index?)?).and_then(StepId::new)?;
            Some(Command::TurnIntoInstruct { step })
        }
        Code::UNREACHABLE_STEP => {
            let step = steps.get(index?)?;
            let id = id_of(step)?;
            // Others that cannot be reached may lead here; they have findings of their own.
            let is_named = steps.iter().any(|other| exits(other).iter().any(|(_, _, to)| to == id));
            if is_named { Some(Command::Remove { at: place.first(3).pointer() }) } else { delete(id) }
        }
        _ => None,
    }
}

fn delete(id: &str) -> Option<Command> {
    StepId::new(id).map(|step| Command::DeleteStep { step })
}

/// An id like this one that none of these has.
pub(super) fn fresh(wanted: &str, taken: &[Json]) -> String {
    let is_free = |id: &str| !taken.iter().any(|one| id_of(one) == Some(id));
    if is_free(wanted) {
        return wanted.to_owned();
    }
    let short: String = wanted.chars().take(lotse_model::basic::MAX_ID_BYTES - 4).collect();
    (2..=taken.len() + 2).map(|number| format!("{short}-{number}")).find(|id| is_free(id)).unwrap_or(short)
}
