//! Match or refusal.

use lotse_model::target::{Evidence, Fact, Target};

use crate::compare::{Fit, compare, speaks};
use crate::facts::Facts;
use crate::weight::{self, Weight, bits};

/// How far ahead of the runner-up a match must be when the target does not say, in percent of a perfect score.
pub const DEFAULT_MARGIN_PERCENT: u32 = 7;
/// Least share of a perfect score, in percent.
const LEAST_PERCENT: i32 = 50;
/// How many elements a page is taken to have at least: what is rare among three candidates need not be rare.
const LEAST_POPULATION: u32 = 64;
/// Likeness, in percent, from which a trait counts for a candidate rather than against it.
const NEUTRAL: i32 = 45;
/// What being out of sight, covered, or in a frame that the target does not name takes away.
const OUT_OF_SIGHT: i32 = 64;
const COVERED: i32 = 32;
const UNNAMED_FRAME: i32 = 24;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One candidate is the element.
    Match {
        /// Which, by index.
        index: usize,
        /// Share of a perfect score, in percent.
        confidence: u32,
        /// Distance to the runner-up, in percent of a perfect score.
        margin: u32,
    },
    /// None is, or it cannot be told which.
    Refusal {
        /// Why.
        reason: Reason,
        /// The best guess all the same, for people who want to know.
        nearest: Option<usize>,
        /// Share of a perfect score that it has, in percent.
        confidence: u32,
    },
}

/// Why there is no match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing like it in the page.
    Absent,
    /// Something like it, but too little agrees.
    Weak,
    /// Several fit equally well.
    Ambiguous,
}

/// How well an element fits by what was read of it so far, alone: to choose candidates for a closer look. Only comparable
/// between elements of one search.
#[must_use]
pub fn rough(target: &Target, languages: &[String], candidate: &Facts) -> i32 {
    let mut css = 0;
    let mut sum = 0;
    for fact in facts_of(target) {
        let weight = weight::of(fact, speaks(fact, languages));
        sum += match compare(fact, candidate, &mut css) {
            Fit::Unread => 0,
            Fit::Missing => -weight.missing,
            Fit::Alike(likeness) => graded(weight, likeness, weight.most),
        };
    }
    sum
}

/// Decides which candidate is the element, if any.
#[must_use]
pub fn decide(target: &Target, languages: &[String], candidates: &[Facts]) -> Verdict {
    let (scores, perfect) = scores(target, languages, candidates);
    let ranked = best_two(&scores, candidates);
    let Some((index, best, second)) = ranked.filter(|(_, best, _)| *best > 0 && perfect > 0) else {
        return Verdict::Refusal { reason: Reason::Absent, nearest: ranked.map(|(index, ..)| index), confidence: 0 };
    };
    let percent = |part: i32| (part.max(0) * 100 / perfect.max(1)).min(100) as u32;
    let confidence = percent(best);
    let margin = percent(best - second.unwrap_or(0));
    let wanted = target.margin_percent.unwrap_or(DEFAULT_MARGIN_PERCENT);
    let refusal = |reason| Verdict::Refusal { reason, nearest: Some(index), confidence };
    if best * 100 < perfect * LEAST_PERCENT {
        refusal(if confidence < 25 { Reason::Absent } else { Reason::Weak })
    } else if margin < wanted {
        refusal(Reason::Ambiguous)
    } else {
        Verdict::Match { index, confidence, margin }
    }
}

fn facts_of(target: &Target) -> impl Iterator<Item = &Fact> {
    target.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Known(fact) => Some(fact),
        Evidence::Unsupported => None,
    })
}

/// The score of every candidate, and what an element would have about which everything agrees.
fn scores(target: &Target, languages: &[String], candidates: &[Facts]) -> (Vec<i32>, i32) {
    let population = bits((candidates.len() as u32).max(LEAST_POPULATION));
    let mut scores: Vec<i32> = candidates.iter().map(handicap).collect();
    let mut perfect = 0;
    let mut css = 0;
    for fact in facts_of(target) {
        let weight = weight::of(fact, speaks(fact, languages));
        let place = css;
        let fits: Vec<Fit> = candidates
            .iter()
            .map(|candidate| {
                css = place;
                compare(fact, candidate, &mut css)
            })
            .collect();
        // What no element of the page has at all was taken from all of them (attributes stripped, a new framework).
        let is_known = fits.iter().any(|fit| matches!(fit, Fit::Alike(_)));
        let mut most_gained = 0;
        for (fit, score) in fits.iter().zip(scores.iter_mut()) {
            *score += match fit {
                Fit::Unread => 0,
                Fit::Missing => -weight.missing,
                Fit::Alike(likeness) => {
                    let alike = fits.iter().filter(|other| matches!(other, Fit::Alike(more) if more >= likeness));
                    let rarity = population - bits(alike.count() as u32);
                    let gained = graded(weight, *likeness, weight.most.min(rarity));
                    most_gained = most_gained.max(gained);
                    gained
                }
            };
        }
        let full = weight.most.min(population);
        perfect += if is_known && speaks(fact, languages) { full.max(most_gained) } else { most_gained.max(full / 4) };
    }
    (scores, perfect)
}

/// From the full penalty at no likeness, over nothing at [`NEUTRAL`], to the full gain.
fn graded(weight: Weight, likeness: u32, gain: i32) -> i32 {
    let likeness = likeness as i32;
    if likeness >= NEUTRAL {
        gain * (likeness - NEUTRAL) / (100 - NEUTRAL)
    } else {
        -weight.differs * (NEUTRAL - likeness) / NEUTRAL
    }
}

fn handicap(candidate: &Facts) -> i32 {
    let of = |applies: bool, cost: i32| if candidate.is_complete && applies { -cost } else { 0 };
    of(!candidate.is_visible, OUT_OF_SIGHT) + of(candidate.is_covered, COVERED) + of(candidate.is_framed, UNNAMED_FRAME)
}

/// The best candidate with its score, and the best score among its rivals. What contains it or is contained in it is no
/// rival: a button and the mark inside it are the same thing to a person.
fn best_two(scores: &[i32], candidates: &[Facts]) -> Option<(usize, i32, Option<i32>)> {
    let (index, best) = scores.iter().copied().enumerate().max_by_key(|(index, score)| (*score, core::cmp::Reverse(*index)))?;
    let second = scores
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index && !holds(candidates, *other, index) && !holds(candidates, index, *other))
        .map(|(_, score)| *score)
        .max();
    Some((index, best, second))
}

fn holds(candidates: &[Facts], outer: usize, inner: usize) -> bool {
    let mut at = inner;
    // Bounded, because the chain comes from a page.
    for _ in 0..candidates.len() {
        match candidates.get(at).and_then(|facts| facts.holder) {
            Some(holder) if holder == outer => return true,
            Some(holder) => at = holder,
            None => return false,
        }
    }
    false
}
