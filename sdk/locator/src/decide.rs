//! Match or refusal.

use lotse_model::gather::Gather as _;
use lotse_model::target::{Evidence, Fact, Target};

use crate::compare::{Fit, compare, speaks};
use crate::facts::Facts;
use crate::weight::{self, Weight, bits};

/// What agreement, lead and lead in bits count towards confidence, and how much makes a match. Fitted by logistic regression
/// over three public applications, each checked with weights of the other two: the lead over the runner-up says most.
const AGREEMENT: i32 = 12;
const LEAD: i32 = 20;
const LEAD_BITS: i32 = 17;
const ENOUGH: i32 = 2500;
/// From here on more bits of lead say nothing more.
const MOST_LEAD: i32 = 160;
/// Confidence, in percent, at which a match begins.
pub const MATCH_PERCENT: u32 = 50;
/// How many elements a page is taken to have at least: what is rare among three candidates need not be rare.
const LEAST_POPULATION: u32 = 64;
/// Likeness, in percent, from which a trait counts for a candidate rather than against it.
const NEUTRAL: i32 = 45;
/// Likeness, in percent, from which two texts are taken for the same, and any trait for borne out.
const SAME_TEXT: u32 = 75;
/// What being out of sight, covered, or in a frame that the target does not name takes away.
const OUT_OF_SIGHT: i32 = 64;
const COVERED: i32 = 56;
const UNNAMED_FRAME: i32 = 56;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One candidate is the element.
    Match {
        /// Which, by index.
        index: usize,
        /// How sure, in percent; [`MATCH_PERCENT`] and more.
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
        /// How sure it would be, in percent.
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

/// What the evidence says of the best candidate, in sixteenths of a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appraisal {
    /// Which, by index.
    pub index: usize,
    /// For it, less what speaks against it.
    pub score: i32,
    /// What a candidate about which everything agrees would have.
    pub perfect: i32,
    /// What it takes to single one element out of the candidates.
    pub population: i32,
    /// Something agrees that tells elements of a kind apart, or the target has nothing of the sort.
    pub is_told: bool,
    /// What it leads its best rival by, places in a row aside where the target has more than these to tell it by.
    pub lead: i32,
}

/// Weighs the evidence over all candidates; nothing when there are none.
#[must_use]
pub fn appraise(target: &Target, languages: &[String], candidates: &[Facts]) -> Option<Appraisal> {
    let population = bits((candidates.len() as u32).max(LEAST_POPULATION));
    let sheet = weigh(target, languages, candidates, population);
    let (index, score, second) = best_two(&sheet.scores, candidates)?;
    let perfect = sheet.perfect.get(index).copied()?;
    let is_told = sheet.told.get(index).copied()?;
    let mut lead = score - second.unwrap_or(0).max(0);
    // Rows grow and shrink: what leads by its place alone may be anything that stands second.
    if sheet.has_telling && second.is_some() {
        let lasting = match best_two(&sheet.lasting, candidates)? {
            (at, score, second) if at == index => score - second.unwrap_or(0),
            _ => 0,
        };
        lead = lead.min(lasting);
    }
    Some(Appraisal { index, score, perfect, population, is_told, lead })
}

/// Decides which candidate is the element, if any.
#[must_use]
pub fn decide(target: &Target, languages: &[String], candidates: &[Facts]) -> Verdict {
    let Some(Appraisal { index, score, perfect, is_told, lead, .. }) =
        appraise(target, languages, candidates)
    else {
        return Verdict::Refusal { reason: Reason::Absent, nearest: None, confidence: 0 };
    };
    let percent = |part: i32| (part.max(0) * 100 / perfect.max(1)).min(100);
    let agreement = percent(score);
    let margin = percent(lead) as u32;
    let sum = AGREEMENT * agreement + LEAD * percent(lead) + LEAD_BITS * lead.clamp(0, MOST_LEAD);
    let confidence = (sum * MATCH_PERCENT as i32 / ENOUGH).min(100) as u32;
    let refusal = |reason| Verdict::Refusal { reason, nearest: Some(index), confidence };
    if score <= 0 || agreement < 25 {
        refusal(Reason::Absent)
    } else if margin < target.margin_percent.unwrap_or(0) || (confidence < MATCH_PERCENT && agreement >= 60) {
        refusal(Reason::Ambiguous)
    } else if confidence < MATCH_PERCENT || !is_told {
        // A list alone on its page is not the list that is meant because it is one.
        refusal(Reason::Weak)
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

/// The score of every candidate, what it would have if everything agreed, and whether something agrees that tells elements of a
/// kind apart.
struct Sheet {
    scores: Vec<i32>,
    /// The scores without what places in a row add.
    lasting: Vec<i32>,
    /// The target has something that tells elements of a kind apart.
    has_telling: bool,
    perfect: Vec<i32>,
    told: Vec<bool>,
}

fn weigh(target: &Target, languages: &[String], candidates: &[Facts], population: i32) -> Sheet {
    let mut css = 0;
    let table: Vec<(&Fact, Vec<Fit>)> = facts_of(target)
        .map(|fact| {
            let place = css;
            let fits = candidates.iter().map(|candidate| {
                css = place;
                compare(fact, candidate, &mut css)
            });
            (fact, fits.gather())
        })
        .gather();
    let is_translated = has_lost_its_texts(&table);
    let speaks = |fact: &Fact| speaks(fact, languages) && !(is_translated && is_text(fact));
    let has_telling = table.iter().any(|(fact, _)| is_telling(fact) && speaks(fact));
    let mut sheet = Sheet {
        scores: vec![0; candidates.len()],
        lasting: vec![0; candidates.len()],
        has_telling,
        perfect: vec![0; candidates.len()],
        told: vec![!has_telling; candidates.len()],
    };
    for (fact, fits) in &table {
        let speaks = speaks(fact);
        let gains = sheet.enter(weight::of(fact, speaks), fits, population, speaks);
        if !matches!(fact, Fact::Position { .. }) {
            sheet.lasting.iter_mut().zip(gains).for_each(|(score, gain)| *score += gain);
        }
        if is_telling(fact) {
            let least = match fact {
                // Much of a page has most of its path in common.
                Fact::Ancestry { .. } => 100,
                _ if is_text(fact) => SAME_TEXT,
                _ => NEUTRAL as u32,
            };
            for (told, fit) in sheet.told.iter_mut().zip(fits) {
                *told |= matches!(fit, Fit::Alike(likeness) if *likeness >= least);
            }
        }
    }
    sheet
}

impl Sheet {
    /// Enters what one trait says of every candidate, and tells it.
    fn enter(&mut self, weight: Weight, fits: &[Fit], population: i32, speaks: bool) -> Vec<i32> {
        let rarity = |least: u32| {
            let alike =
                fits.iter().filter(|fit| matches!(fit, Fit::Alike(likeness) if *likeness >= least)).count();
            weight.most.min(population - bits(alike as u32))
        };
        let gain = |fit: &Fit| match fit {
            Fit::Unread => 0,
            Fit::Missing => -weight.missing,
            Fit::Alike(likeness) => graded(weight, *likeness, rarity(*likeness)),
        };
        let gains: Vec<i32> = fits.iter().map(gain).gather();
        // The measure is an element that agrees as well as any candidate does. What none bears out (attributes stripped, a
        // redesign) weighs as much as its loss. In another language nobody is expected to agree.
        let is_known = fits.iter().any(|fit| matches!(fit, Fit::Alike(_)));
        let most = gains.iter().copied().max().unwrap_or_default().max(if is_known {
            weight.differs
        } else {
            weight.missing
        });
        for ((score, perfect), gain) in self.scores.iter_mut().zip(self.perfect.iter_mut()).zip(&gains) {
            *score += gain;
            *perfect += if speaks { most } else { *gain.max(&weight.differs) };
        }
        gains
    }
}

/// Whether it says more of an element than of what kind it is, how it looks, and where in a row.
fn is_telling(fact: &Fact) -> bool {
    match fact {
        Fact::Role { .. } | Fact::Tag { .. } | Fact::Position { .. } | Fact::Linkage { .. } => false,
        Fact::Attribute { name, .. } => !matches!(name.as_str(), "type" | "class"),
        _ => true,
    }
}

fn is_text(fact: &Fact) -> bool {
    matches!(fact, Fact::Name { .. } | Fact::Text { .. } | Fact::Label { .. } | Fact::Heading { .. })
}

/// Whether the page seems to be in another language than it says, or says none: of several recorded texts not one is found
/// anywhere among the candidates.
fn has_lost_its_texts(table: &[(&Fact, Vec<Fit>)]) -> bool {
    let mut texts = table.iter().filter(|(fact, fits)| is_text(fact) && !fits.contains(&Fit::Unread));
    let is_lost =
        |(_, fits): &(&Fact, Vec<Fit>)| fits.iter().all(|fit| !matches!(fit, Fit::Alike(SAME_TEXT..)));
    texts.clone().count() > 1 && texts.all(is_lost)
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
    of(!candidate.is_visible, OUT_OF_SIGHT)
        + of(candidate.is_covered, COVERED)
        + of(candidate.is_framed, UNNAMED_FRAME)
}

/// The best candidate with its score, and how far its best rival is behind. What contains it or is contained in it is no
/// rival: a button and the mark inside it are the same thing to a person. Being seen decides between rivals, not whether
/// the evidence suffices.
fn best_two(scores: &[i32], candidates: &[Facts]) -> Option<(usize, i32, Option<i32>)> {
    let ranked: Vec<i32> =
        scores.iter().zip(candidates).map(|(score, facts)| score + handicap(facts)).gather();
    // Of equals the one that can be seen, whose score is the lower for it.
    let order = |index: usize| {
        (ranked.get(index).copied(), scores.get(index).map(|score| -score), core::cmp::Reverse(index))
    };
    let index = (0..ranked.len()).max_by_key(|index| order(*index))?;
    let best = ranked.get(index).copied()?;
    let rivals = ranked.iter().enumerate().filter(|(other, _)| {
        *other != index && !holds(candidates, *other, index) && !holds(candidates, index, *other)
    });
    let score = scores.get(index).copied()?;
    // Out of sight, it still leads by as much as the evidence says.
    let second = rivals
        .map(|(other, rank)| (rank - best + score).min(scores.get(other).copied().unwrap_or(score)))
        .max();
    Some((index, score, second))
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
