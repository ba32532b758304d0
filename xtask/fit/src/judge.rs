//! Every application judged by a model of the others.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lotse_locator::linkage::Model;

use crate::confidence::Answer;
use crate::study::Study;

/// Outcomes of searches.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// Targets that are there.
    pub there: u32,
    /// Of these, found.
    pub located: u32,
    /// Of these, something else was given.
    pub wrong: u32,
    /// Of these, the best guess was right.
    pub top: u32,
    /// Targets that are not there.
    pub absent: u32,
    /// Of these, something was given.
    pub false_hits: u32,
    /// Targets that were taken out.
    pub left_out: u32,
    /// Of these, something was given.
    pub left_out_hits: u32,
}

/// Every application by a model of the others.
pub struct Judgement {
    /// By corpus, and by corpus and kind of drift.
    pub tallies: BTreeMap<String, Tally>,
    /// The model that each was judged by.
    pub models: Vec<(String, Model)>,
    /// Every answer, a line each.
    pub lines: String,
}

/// Judges every application by what is learned from the others among `learned`; those that are `apart` are not pooled.
pub fn judge(study: &mut Study, learned: &[String], apart: &[&str]) -> Judgement {
    let mut judgement = Judgement { tallies: BTreeMap::new(), models: Vec::new(), lines: String::new() };
    for held_out in study.apps() {
        let others: Vec<String> = learned.iter().filter(|app| **app != held_out).cloned().collect();
        let model = study.learn(&others);
        for answer in study.answers(&others, &held_out).iter() {
            let certainty = model.certainty(&answer.signs) - model.threshold;
            let Some(case) = study.corpus.cases.get(answer.case) else { continue };
            let is_synthetic = case.kind.starts_with("syn:");
            let corpus = if is_synthetic { "synthetic" } else { case.app.as_str() };
            let mut names = vec![corpus.to_owned(), format!("{corpus} {}", case.kind)];
            let is_pooled = !is_synthetic && !apart.contains(&case.app.as_str());
            names.extend(is_pooled.then(|| "pooled".to_owned()));
            for name in names {
                count(judgement.tallies.entry(name).or_default(), answer, certainty >= 0);
            }
            let Answer { is_there, is_right, is_left_out, .. } = answer;
            if !is_left_out {
                let _ = writeln!(
                    judgement.lines,
                    "{}\t{}\t{}\t{}\t{}\t{is_there}\t{is_right}\t{}\t{certainty}\t{:?}",
                    case.app,
                    case.kind,
                    case.from,
                    case.to,
                    case.key,
                    certainty >= 0,
                    answer.signs
                );
            }
        }
        judgement.models.push((held_out, model));
    }
    judgement
}

fn count(tally: &mut Tally, answer: &Answer, is_given: bool) {
    let hit = u32::from(is_given);
    if answer.is_left_out {
        tally.left_out += 1;
        tally.left_out_hits += hit;
    } else if answer.is_there {
        tally.there += 1;
        tally.top += u32::from(answer.is_right);
        tally.located += u32::from(answer.is_right) * hit;
        tally.wrong += u32::from(!answer.is_right) * hit;
    } else {
        tally.absent += 1;
        tally.false_hits += hit;
    }
}
