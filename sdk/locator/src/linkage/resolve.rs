//! Evidence against every candidate of a page: a match with its confidence, or a refusal with its reason.

use lotse_model::json::Json;

use super::alike::{self, Scales};
use super::evidence::Evidence;
use super::hash::Hash;
use super::print::*;
use super::score;
use super::signs::{self, Answer, SIGN};
use super::survey::Survey;
use super::weights::{CLAIM, CONFIDENCE, THRESHOLD};

/// How many candidates are compared in everything: those that fit best in what takes little time to compare.
const SCORED: usize = 512;
/// How many of these get a closer look.
const CLOSE: usize = 12;
/// Among how many of these look-alikes are looked for.
const ORDERED: usize = 160;
/// What the best candidate must have more than another that says all the same.
const LEAST_OVER_DOUBLE: i32 = 2 * score::ONE * UNIT;
/// What a finding that cannot be a match is put down by, in 256ths.
const RULED_OUT: i32 = 16 * UNIT;
/// What a weight of one is.
pub(super) const UNIT: i32 = 256;

/// What a shipped locator decides by.
#[derive(Clone, Debug)]
pub struct Model {
    /// By parameter of [`score`], in 256ths.
    pub weights: Vec<i16>,
    /// By sign of [`SIGNS`], in 256ths.
    pub confidence: Vec<i32>,
    /// What a claim by a look-alike takes away from a candidate, in 256ths of the part by which it is stronger.
    pub claim: i32,
    /// Sum over the signs from which a match is safe enough, in 256ths.
    pub threshold: i32,
}

impl Default for Model {
    fn default() -> Self {
        Model {
            weights: score::shipped().to_vec(),
            confidence: CONFIDENCE.to_vec(),
            claim: CLAIM,
            threshold: THRESHOLD,
        }
    }
}

impl Model {
    /// How sure a finding with these signs is, in 256ths of a natural logarithm of the odds. What is claimed by a look-alike, or
    /// hardly better than another candidate, is never sure.
    #[must_use]
    pub fn certainty(&self, signs: &[i32; SIGN]) -> i32 {
        let sum: i32 =
            signs.iter().zip(&self.confidence).map(|(sign, weight)| sign * weight / score::ONE).sum();
        if Model::is_ruled_out(signs) { sum.min(0) - RULED_OUT } else { sum }
    }

    /// Whether a finding with these signs is never a match, whatever else speaks for it.
    #[must_use]
    pub fn is_ruled_out(signs: &[i32; SIGN]) -> bool {
        signs::is_claimed(signs) || signs::is_ambiguous(signs)
    }

    /// As JSON: lists of numbers.
    #[must_use]
    pub fn write(&self) -> Json {
        let list = |numbers: &mut dyn Iterator<Item = i64>| Json::List(numbers.map(Json::Number).collect());
        Json::Map(vec![
            ("weights".to_owned(), list(&mut self.weights.iter().map(|weight| i64::from(*weight)))),
            ("confidence".to_owned(), list(&mut self.confidence.iter().map(|weight| i64::from(*weight)))),
            ("decision".to_owned(), list(&mut [self.claim, self.threshold].into_iter().map(i64::from))),
        ])
    }

    /// Reads what [`Model::write`] wrote; nothing when it is of another size.
    #[must_use]
    pub fn read(json: &Json) -> Option<Model> {
        let list = |name: &str| match json.get(name) {
            Some(Json::List(items)) => items
                .iter()
                .map(|item| match item {
                    Json::Number(number) => *number as i32,
                    _ => 0,
                })
                .collect(),
            _ => Vec::new(),
        };
        let (weights, confidence, decision) = (list("weights"), list("confidence"), list("decision"));
        let [claim, threshold] = <[i32; 2]>::try_from(decision).ok()?;
        let is_whole = weights.len() == score::PARAMETERS && confidence.len() == SIGN;
        is_whole.then(|| Model {
            weights: weights.into_iter().map(|weight| weight as i16).collect(),
            confidence,
            claim,
            threshold,
        })
    }
}

/// Why there is no match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing on the page can be a target.
    Empty,
    /// Too little agrees.
    Weak,
    /// Another element fits as well.
    Ambiguous,
    /// The best candidate is more likely one of the look-alikes that stood beside the target.
    Claimed,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The best candidate, by index of the survey.
    pub best: Option<usize>,
    /// What speaks for it, by [`SIGNS`].
    pub signs: [i32; SIGN],
    /// Weighted sum of the signs, in 256ths.
    pub certainty: i32,
    /// Whether it is safe enough to point at.
    pub is_match: bool,
}

impl Default for Finding {
    fn default() -> Self {
        Finding { best: None, signs: [0; SIGN], certainty: i32::MIN, is_match: false }
    }
}

impl Finding {
    /// Why it is not a match.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        if self.is_match {
            return None;
        }
        Some(if self.best.is_none() {
            Reason::Empty
        } else if signs::is_claimed(&self.signs) {
            Reason::Claimed
        } else if signs::is_ambiguous(&self.signs) {
            Reason::Ambiguous
        } else {
            Reason::Weak
        })
    }
}

/// Looks for the element among the candidates of a page.
#[must_use]
pub fn resolve(evidence: &Evidence, survey: &Survey, model: &Model) -> Finding {
    // Evidence that says nothing fits everything.
    if evidence.print.get(ROLE) == 0 {
        return Finding::default();
    }
    let survival = score::survival(evidence, survey);
    let total =
        |index: usize| by_group(evidence, survey, index, &survival, model).iter().flatten().sum::<i32>();
    let (wanted, rarity) = (&evidence.print.single, &evidence.print.rarity);
    let mut rough: Vec<(i32, usize)> = survey
        .prints
        .iter()
        .enumerate()
        .map(|(index, print)| {
            (-score::of_singles(wanted, rarity, Hash::MAX, print, &survival, &model.weights), index)
        })
        .collect();
    if rough.len() > SCORED {
        rough.select_nth_unstable(SCORED);
        rough.truncate(SCORED);
    }
    let mut scored: Vec<(i32, usize)> = rough.into_iter().map(|(_, index)| (-total(index), index)).collect();
    scored.sort_unstable();
    let among: Vec<usize> = scored.iter().take(ORDERED).map(|(_, index)| *index).collect();
    scored.truncate(CLOSE);
    let scales = Scales { evidence, survey, survival: &survival, model };
    let whereabouts = alike::whereabouts(scales, &among);
    let mut close: Vec<(i32, usize, i32)> = scored
        .iter()
        .zip(alike::leads(scales, &scored, &whereabouts))
        .map(|((score, index), lead)| {
            let taken = (i64::from(lead.min(0)) * i64::from(model.claim) / 256) as i32;
            (score - taken, *index, lead)
        })
        .collect();
    close.sort_unstable();
    let mut finding = Finding::default();
    let Some((negative, index, lead)) = close.first().copied() else { return finding };
    finding.best = Some(index);
    let Some(print) = survey.prints.get(index) else { return finding };
    let is_other = |other: &&(i32, usize, i32)| {
        survey.prints.get(other.1).is_some_and(|other| !other.is_same_thing(print))
    };
    let second = close.iter().skip(1).find(is_other);
    let margin = second.map_or(64 * score::ONE * UNIT, |(score, ..)| score - negative);
    // Of two that say all the same, place and surroundings must tell which more clearly.
    let is_double = second.and_then(|(_, index, _)| survey.prints.get(*index)).is_some_and(|other| {
        let mut own = SINGLES.iter().enumerate().filter(|(_, about)| about.group == Group::Own);
        own.all(|(feature, _)| other.get(feature) == print.get(feature))
    });
    let margin = if is_double && margin < LEAST_OVER_DOUBLE { 0 } else { margin };
    let sums = by_group(evidence, survey, index, &survival, model);
    finding.signs = signs::of(scales, &Answer { index, sums, margin, lead, whereabouts: &whereabouts });
    finding.certainty = model.certainty(&finding.signs);
    // What it is may not have been read: then only what says all that it said is taken for it.
    if print.is_among_unread && !says_the_same(evidence, print) {
        finding.certainty = finding.certainty.min(0) - RULED_OUT;
    }
    finding.is_match = finding.certainty >= model.threshold;
    finding
}

/// Whether a candidate says everything by which entries of a list differ, as far as it was recorded.
fn says_the_same(evidence: &Evidence, print: &Print) -> bool {
    let said = [NAME, TEXT, LABEL, ID, FIELD, LINK, VALUE, ROW]
        .map(|feature| (evidence.print.get(feature), print.get(feature)));
    let recorded = said.iter().filter(|(wanted, _)| *wanted != 0);
    recorded.clone().count() > 0 && recorded.clone().all(|(wanted, found)| wanted == found)
}

/// What speaks for a candidate and what against it, by what it is about.
fn by_group(
    evidence: &Evidence,
    survey: &Survey,
    index: usize,
    survival: &[i32; SOURCES],
    model: &Model,
) -> [[i32; 2]; GROUPS] {
    let mut sums = [[0; 2]; GROUPS];
    let (Some(print), Some(said)) = (survey.prints.get(index), survey.said.get(index)) else { return sums };
    let mut tell = |parameter: usize, value: i32| {
        let part = score::part(&model.weights, parameter, value);
        let group = sums.get_mut(score::group(parameter) as usize);
        if let Some(place) = group.and_then(|group| group.get_mut(usize::from(part < 0))) {
            *place += part;
        }
    };
    score::singles(&evidence.print.single, &evidence.print.rarity, Hash::MAX, print, survival, &mut tell);
    score::others(evidence, survey, print, said, survival, &mut tell);
    sums
}
