//! How long evidence will last: a copy of the page is changed in the ways that pages change over a year, and every change is
//! searched for the element again.
//!
//! Entry points: [`Outlook`], which works in small parts, and [`survival`], all at once. The page is the technician's own and never leaves the memory that it was read into. Deterministic.
//! For authoring (feature `record`); a look at 27 changed pages, so it takes as long as 27 searches.

mod mutate;
mod outlook;
mod tree;

pub use mutate::{KINDS, Kind, TOGETHER};
pub use outlook::Outlook;

use super::evidence::Evidence;
use super::page::Page;
use super::print::Print;
use super::record::candidate;
use super::resolve::{Model, resolve};
use super::survey::Survey;
#[cfg(test)]
use tree::Tree;

/// What came of one search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The element was found.
    Located,
    /// Nothing was sure enough.
    Refused,
    /// Something else was taken for it.
    Wrong,
}

/// A change, and what became of the element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What has changed; nothing is the page as it is.
    pub kinds: Vec<Kind>,
    /// Whether the element itself was taken out.
    pub is_gone: bool,
    /// What was found.
    pub fate: Fate,
    /// How sure, in 256ths of a natural logarithm of the odds, above what makes a match.
    pub certainty: i32,
}

/// What a developer could add to the element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Name of the attribute.
    pub attribute: &'static str,
    /// The score with it.
    pub score: u8,
}

/// How long evidence will last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survival {
    /// 0 to 100: how sure the element is found again over all changes that leave it there, less those in which something else was
    /// taken for it.
    pub score: u8,
    /// Whether something else was ever taken for it on a page from which it was gone.
    pub is_mistaken_when_gone: bool,
    /// Every change.
    pub trials: Vec<Trial>,
    /// Changes that it does not survive alone: what they change is what carries the evidence.
    pub rests_on: Vec<Kind>,
    /// The attribute that would help most, when it helps by 5 or more.
    pub advice: Option<Advice>,
}

/// Attributes that developers can add, as they would be written.
const ADVISED: [(&str, &str); 3] =
    [("data-testid", "lotse-target"), ("name", "lotse-target"), ("id", "lotse-target")];
/// How much better a score must be for an attribute to be worth asking for.
const WORTH: u8 = 5;

/// Tries a node of a page in one go; none when it cannot be a target.
#[must_use]
pub fn survival(page: &Page<'_>, node: u32, model: &Model) -> Option<Survival> {
    let mut outlook = Outlook::new(page, node);
    while !outlook.step(model) {}
    outlook.survival().cloned()
}

/// The same without advice.
#[must_use]
pub fn unadvised(page: &Page<'_>, node: u32, model: &Model) -> Option<Survival> {
    let mut outlook = Outlook::new(page, node);
    while outlook.survival().is_none() && !outlook.step(model) {}
    outlook.survival().cloned()
}

impl Survival {
    fn of(trials: Vec<Trial>) -> Survival {
        let fails = |trial: &&Trial| trial.fate != Fate::Located && !trial.is_gone;
        let rests_on = trials.iter().filter(fails).filter_map(|trial| match trial.kinds.as_slice() {
            [kind] => Some(*kind),
            _ => None,
        });
        let is_mistaken_when_gone = trials.iter().any(|trial| trial.is_gone && trial.fate == Fate::Wrong);
        Survival {
            score: score(&trials),
            is_mistaken_when_gone,
            rests_on: rests_on.collect(),
            advice: None,
            trials,
        }
    }
}

/// A page in its flat form, copied without a change.
#[cfg(test)]
pub(super) fn copied(page: &Page<'_>) -> String {
    Tree::of(page).write(0).0
}

/// One search. `place` is where the element is; nowhere when it was taken out.
fn judge(survey: &Survey, place: Option<u32>, evidence: &Evidence, kinds: &[Kind], model: &Model) -> Trial {
    let finding = resolve(evidence, survey, model);
    let print = |index: usize| survey.prints.get(index);
    let best = finding.best.and_then(print);
    let wanted = place.and_then(|place| candidate(survey, place)).and_then(print);
    let is_it = best
        .zip(wanted)
        .is_some_and(|(best, wanted): (&Print, &Print)| best.at == wanted.at || best.is_same_thing(wanted));
    let fate = match (finding.is_match, is_it) {
        (true, true) => Fate::Located,
        (true, false) => Fate::Wrong,
        (false, _) => Fate::Refused,
    };
    let certainty =
        if is_it || place.is_none() { finding.certainty.saturating_sub(model.threshold) } else { i32::MIN };
    Trial { kinds: kinds.to_vec(), is_gone: place.is_none(), fate, certainty }
}

/// The mean chance over the changes in which the element is there; each in which something else is taken for it costs as much as
/// one that is surely found brings. Where its texts change, it counts twice: what is lost in real versions is lost there first.
fn score(trials: &[Trial]) -> u8 {
    let (mut sum, mut all) = (0, 0);
    for trial in trials.iter().filter(|trial| !trial.is_gone) {
        let speaks_otherwise = trial.kinds.iter().any(|kind| matches!(kind, Kind::Text | Kind::Translation));
        let weight = 1 + i32::from(speaks_otherwise);
        all += weight;
        sum += weight * if trial.fate == Fate::Wrong { -100 } else { chance(trial.certainty) };
    }
    (sum / all.max(1)).clamp(0, 100) as u8
}

/// Percent for a certainty, by straight lines through the logistic curve.
fn chance(certainty: i32) -> i32 {
    const CURVE: [(i32, i32); 7] =
        [(-1536, 0), (-768, 5), (-256, 27), (0, 50), (256, 73), (768, 95), (1536, 100)];
    let after = CURVE.iter().position(|(at, _)| *at > certainty).unwrap_or(CURVE.len());
    match (after.checked_sub(1).and_then(|at| CURVE.get(at)), CURVE.get(after)) {
        (Some((from, low)), Some((to, high))) => low + (high - low) * (certainty - from) / (to - from),
        (None, _) => 0,
        (_, None) => 100,
    }
}
