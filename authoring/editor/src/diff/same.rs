//! Steps and answers that have another id and are the same all the same.

use std::collections::BTreeMap;

use lotse_model::basic::{AnswerId, GuideId, StepId};
use lotse_model::json::Json;

use super::Change;
use crate::command::Command;
use crate::command::graph::{exits, id_of, list};
use crate::draft::Draft;

/// So much of their words steps must share to be the same, in percent.
const ALIKE_PERCENT: usize = 60;

/// What has another id.
pub(super) struct Renamed {
    steps: Vec<(String, String)>,
    answers: Vec<(String, String, String)>,
}

impl Renamed {
    pub(super) fn of_step(&self, id: &str) -> Vec<Change> {
        let change =
            |what, from: &String, to: &String| Change::Renamed { what, from: from.clone(), to: to.clone() };
        let steps = self.steps.iter().filter(|(_, to)| to == id).map(|(from, to)| change("step", from, to));
        let answers = self.answers.iter().filter(|(step, ..)| step == id);
        steps.chain(answers.map(|(_, from, to)| change("answer", from, to))).collect()
    }
}

/// Gives steps and answers of the old version, and all that names them, the ids that they have in the new one.
pub(super) fn rename(draft: &mut Draft, before: &Json, after: &Json) -> Renamed {
    let mut renamed = Renamed { steps: Vec::new(), answers: Vec::new() };
    let guide = |root: &Json| GuideId::new(root.get("guide")?.get("id")?.as_text()?);
    if let (Some(from), Some(to)) = (guide(before), guide(after))
        && from != to
    {
        // Said of the guide; what names it is not to be said again.
        let _ = draft.apply(&Command::RenameGuide { to }, 0);
    }
    for (from, to) in pairs(list(before), list(after), &|step| words(step, true)) {
        if let (Some(step), Some(to)) = (StepId::new(&from), StepId::new(&to))
            && draft.apply(&Command::RenameStep { step, to: to.clone() }, 0).is_ok()
        {
            renamed.steps.push((from, to.as_str().to_owned()));
        }
    }
    for step in list(after) {
        let there =
            draft.tree().map(list).unwrap_or_default().iter().find(|other| id_of(other) == id_of(step));
        let (Some(id), Some(there)) = (id_of(step), there) else { continue };
        let found = pairs(answers(there), answers(step), &|answer| words(answer, false));
        for (from, to) in found {
            if let (Some(step), Some(answer), Some(to)) =
                (StepId::new(id), AnswerId::new(&from), AnswerId::new(&to))
                && draft.apply(&Command::RenameAnswer { step, answer, to: to.clone() }, 0).is_ok()
            {
                renamed.answers.push((id.to_owned(), from, to.as_str().to_owned()));
            }
        }
    }
    renamed
}

fn answers(step: &Json) -> &[Json] {
    match step.get("answers") {
        Some(Json::List(answers)) => answers,
        _ => &[],
    }
}

/// Pairs of ids, the most alike first, of what has no partner by id.
fn pairs(
    before: &[Json],
    after: &[Json],
    words: &dyn Fn(&Json) -> BTreeMap<String, usize>,
) -> Vec<(String, String)> {
    let alone = |of: &[Json], others: &[Json]| {
        let is_alone =
            |one: &&Json| id_of(one).is_some_and(|id| !others.iter().any(|other| id_of(other) == Some(id)));
        let named = |one: &Json| (id_of(one).unwrap_or_default().to_owned(), words(one));
        of.iter().filter(is_alone).map(named).collect::<Vec<_>>()
    };
    let (mut gone, mut new) = (alone(before, after), alone(after, before));
    let mut pairs = Vec::new();
    let scores = gone.iter().flat_map(|(from, one)| {
        new.iter().map(move |(to, other)| (alike(one, other), from.clone(), to.clone()))
    });
    let mut scores: Vec<_> = scores.filter(|(score, ..)| *score >= ALIKE_PERCENT).collect();
    scores.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    for (_, from, to) in scores {
        if gone.iter().any(|(id, _)| *id == from) && new.iter().any(|(id, _)| *id == to) {
            gone.retain(|(id, _)| *id != from);
            new.retain(|(id, _)| *id != to);
            pairs.push((from, to));
        }
    }
    pairs
}

/// The words of a step without its id and, for steps, without where it leads.
fn words(json: &Json, is_step: bool) -> BTreeMap<String, usize> {
    let mut json = json.clone();
    let leads: Vec<String> = if is_step {
        exits(&json).into_iter().filter_map(|(_, path, _)| path.into_iter().next()).collect()
    } else {
        vec!["next".to_owned()]
    };
    if let Json::Map(members) = &mut json {
        members.retain(|(name, _)| name != "id" && (name == "answers" || !leads.contains(name)));
    }
    let text = json.write();
    let mut counts = BTreeMap::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// Dice's coefficient in percent.
fn alike(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> usize {
    let total: usize = one.values().chain(other.values()).sum();
    let shared: usize =
        one.iter().map(|(word, count)| (*count).min(other.get(word).copied().unwrap_or(0))).sum();
    (shared * 200).checked_div(total).unwrap_or(0)
}
