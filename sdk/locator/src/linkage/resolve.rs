//! Evidence against every candidate of a page: a match with its confidence, or a refusal with its reason.

use lotse_model::json::Json;

use super::evidence::{Evidence, RIVAL_MASK};
use super::hash::Hash;
use super::print::*;
use super::score;
use super::survey::Survey;
use super::weights::{CLAIM, CONFIDENCE, THRESHOLD};
use crate::weight::bits;

/// How many candidates get a closer look.
const CLOSE: usize = 12;
/// What the confidence is made of, for reports; the first is always [`score::ONE`].
pub const SIGNS: &[&str] = &[
    "always",
    "score",
    "part of perfect",
    "margin",
    "margin, little",
    "claim",
    "claim, little",
    "agreeing identity",
    "differing identity",
    "best identity",
    "texts survived",
    "ids survived",
    "attributes survived",
    "classes survived",
    "links survived",
    "candidates",
    "unsaid",
    "named exactly",
    "dead sources",
    "structure agrees",
];
/// How many signs there are.
pub const SIGN: usize = SIGNS.len();
/// Features that say which element this is rather than where or of what kind.
const IDENTITY: [usize; 15] =
    [NAME, TEXT, LABEL, HINT, ID, STEM, FOR, FIELD, LINK, TAIL, ICON, OPTIONS, VALUE, CONTROL, HOLDER];
/// Features that say where it is and of what kind.
const PLACE: [usize; 13] =
    [ROLE, TAG, TYPE, SHAPE, LANDMARKS, PATH, KIND_BEFORE, KIND_AFTER, FIRST, LAST, FIRST_ALL, INNER, KIN];

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
    /// As JSON: four lists of numbers.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

impl Finding {
    /// Why it is not a match.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        if self.is_match {
            return None;
        }
        let [_, _, _, margin, _, claim, ..] = self.signs;
        Some(if self.best.is_none() {
            Reason::Empty
        } else if claim < 0 {
            Reason::Claimed
        } else if margin < 2 * score::ONE {
            Reason::Ambiguous
        } else {
            Reason::Weak
        })
    }
}

/// Looks for the element among the candidates of a page.
#[must_use]
pub fn resolve(evidence: &Evidence, survey: &Survey, model: &Model) -> Finding {
    let survival = score::survival(evidence, survey);
    let mut scored: Vec<(i32, usize)> = survey
        .prints
        .iter()
        .zip(&survey.said)
        .enumerate()
        .map(|(index, (print, said))| {
            let own = score::of_singles(&evidence.print.single, Hash::MAX, print, &survival, &model.weights);
            (-(own + score::of_others(evidence, survey, print, said, &survival, &model.weights)), index)
        })
        .collect();
    lotse_model::order::sort(&mut scored);
    scored.truncate(CLOSE);
    let mut close: Vec<(i32, usize, i32)> = scored
        .iter()
        .filter_map(|(score, index)| {
            let print = survey.prints.get(*index)?;
            let own = score::claim(&cut(&evidence.print.single), print, &survival, &model.weights);
            let most = evidence
                .rivals
                .iter()
                .map(|rival| score::claim(rival, print, &survival, &model.weights))
                .max();
            // How much more the candidate is the target than any look-alike of it.
            let lead = most.map_or(64 * score::ONE * 16, |most| own - most);
            let taken = (lead.min(0) as i64 * i64::from(model.claim) / 256) as i32;
            Some((score - taken, *index, lead))
        })
        .collect();
    lotse_model::order::sort(&mut close);
    let mut finding = Finding::default();
    let Some((negative, index, lead)) = close.first().copied() else { return finding };
    finding.best = Some(index);
    let Some(print) = survey.prints.get(index) else { return finding };
    let is_other = |other: &&(i32, usize, i32)| {
        survey.prints.get(other.1).is_some_and(|other| !other.is_same_thing(print))
    };
    let second = close.iter().skip(1).find(is_other).map_or(-negative - 64 * 256, |(score, ..)| -score);
    finding.signs = signs(evidence, survey, print, &survival, [-negative, second, lead]);
    finding.certainty =
        finding.signs.iter().zip(&model.confidence).map(|(sign, weight)| sign * weight / score::ONE).sum();
    finding.is_match = finding.certainty >= model.threshold;
    finding
}

fn cut(single: &[Hash; SINGLE]) -> [Hash; SINGLE] {
    let mut out = *single;
    out.iter_mut().for_each(|value| *value &= RIVAL_MASK);
    out
}

fn signs(
    evidence: &Evidence,
    survey: &Survey,
    print: &Print,
    survival: &[i32; SOURCES],
    [score, second, lead]: [i32; 3],
) -> [i32; SIGN] {
    const LITTLE: i32 = 2 * score::ONE;
    // Scores are in 256ths of sixteenths of a bit.
    let score = score / 256;
    let margin = score - second / 256;
    let lead = lead / 256;
    let (mut agree, mut differ, mut most, mut place, mut unsaid) = (0, 0, 0, 0, 0);
    for feature in IDENTITY {
        let wanted = evidence.print.get(feature);
        let source = SINGLES.get(feature).map_or(0, |single| single.source as usize);
        if wanted == 0 {
            unsaid += 1;
        } else if wanted == print.get(feature) {
            let rarity = print.rarity.get(feature).map_or(0, |rarity| i32::from(*rarity));
            agree += rarity;
            most = most.max(rarity);
        } else {
            differ += survival.get(source).copied().unwrap_or_default();
        }
    }
    for feature in PLACE {
        place += i32::from(evidence.print.get(feature) == print.get(feature)) * score::ONE;
    }
    let perfect: i32 = agree.max(16) + differ;
    let is_named = evidence.print.get(NAME) != 0 && evidence.print.get(NAME) == print.get(NAME);
    let [_, texts, ids, attributes, classes, links] = *survival;
    [
        score::ONE,
        score.clamp(-1000, 1000) / 4,
        agree * score::ONE * 4 / perfect,
        margin.clamp(0, 400) / 2,
        margin.clamp(0, LITTLE) * 2,
        lead.clamp(-200, 200) / 2,
        lead.clamp(-LITTLE, LITTLE) * 2,
        agree.min(600) / 4,
        differ.min(400) / 4,
        most / 2,
        texts,
        ids,
        attributes,
        classes,
        links,
        bits(survey.prints.len() as u32) / 2,
        unsaid * 4,
        i32::from(is_named) * score::ONE,
        [texts, ids, links].iter().map(|source| i32::from(*source < score::ONE) * score::ONE).sum(),
        place / 4,
    ]
}
