//! Evidence against every candidate of a page: a match with its confidence, or a refusal with its reason.

use lotse_model::json::Json;

use super::evidence::{Evidence, RIVAL_MASK};
use super::hash::Hash;
use super::print::*;
use super::score;
use super::survey::Survey;
use super::weights::{CLAIM, CONFIDENCE, THRESHOLD};
use crate::weight::bits;

/// How many candidates are compared in everything: those that fit best in what takes little time to compare.
const SCORED: usize = 512;
/// How many of these get a closer look.
const CLOSE: usize = 12;
/// What the confidence is made of, for reports; the first is always [`score::ONE`].
pub const SIGNS: &[&str] = &[
    "always",
    "score",
    "score, part of full",
    "margin",
    "margin, up to 2 bits",
    "margin, up to 8 bits",
    "lead over look-alikes",
    "lead over look-alikes, up to 2 bits",
    "own features that agree",
    "own features that differ",
    "own, part of full",
    "own, up to 4 bits",
    "own, margin",
    "context",
    "context, part of full",
    "context, up to 4 bits",
    "place",
    "kind",
    "texts survived",
    "ids survived",
    "attributes survived",
    "classes survived",
    "links survived",
    "sources that did not survive",
    "rarest own feature that agrees",
    "name agrees",
    "candidates",
    "own features unsaid",
    "tighter of margin and lead, up to 1 bit",
    "tighter of margin and lead, up to 4 bits",
    "tighter of margin and lead, up to 12 bits",
    "claimed by a look-alike, up to 1 bit",
    "claimed by a look-alike, up to 6 bits",
    "context differs",
    "own disagreement, part of full",
    "own and context agree",
    "own agrees, context does not",
    "context agrees, own does not",
];
/// How many signs there are.
pub const SIGN: usize = SIGNS.len();

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
        let [_, _, _, margin, _, _, lead, ..] = *signs;
        if lead < 0 || margin < LEAST_MARGIN { sum.min(0) - RULED_OUT } else { sum }
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
        let [_, _, _, margin, _, _, claim, ..] = self.signs;
        Some(if self.best.is_none() {
            Reason::Empty
        } else if claim < 0 {
            Reason::Claimed
        } else if margin < LEAST_MARGIN {
            Reason::Ambiguous
        } else {
            Reason::Weak
        })
    }
}

/// Looks for the element among the candidates of a page.
#[must_use]
pub fn resolve(evidence: &Evidence, survey: &Survey, model: &Model) -> Finding {
    resolve_among(evidence, survey, model, &|_| true)
}

/// Looks for it among those candidates that are counted in: as if the others were not there.
#[must_use]
pub fn resolve_among(
    evidence: &Evidence,
    survey: &Survey,
    model: &Model,
    is_counted: &dyn Fn(&Print) -> bool,
) -> Finding {
    // Evidence that says nothing fits everything.
    if evidence.print.get(ROLE) == 0 {
        return Finding::default();
    }
    let survival = score::survival(evidence, survey);
    let total =
        |index: usize| by_group(evidence, survey, index, &survival, model).iter().flatten().sum::<i32>();
    let counted = survey.prints.iter().enumerate().filter(|(_, print)| is_counted(print));
    let (wanted, rarity) = (&evidence.print.single, &evidence.print.rarity);
    let mut rough: Vec<(i32, usize)> = counted
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
    scored.truncate(CLOSE);
    let leads = leads(evidence, survey, &scored, &survival, model);
    let mut close: Vec<(i32, usize, i32)> = scored
        .iter()
        .zip(leads)
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
    let best = by_group(evidence, survey, index, &survival, model);
    let rival = second.map(|(_, index, _)| by_group(evidence, survey, *index, &survival, model));
    let own = |sums: &[[i32; 2]; GROUPS]| sums.first().map_or(0, |own| own.iter().sum::<i32>());
    let own_margin = own(&best) - rival.as_ref().map_or(0, own);
    finding.signs = signs(evidence, survey, print, &survival, model, &best, [margin, own_margin, lead]);
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

/// How much more each close candidate is the target than any look-alike that fits none of the others better.
fn leads(
    evidence: &Evidence,
    survey: &Survey,
    close: &[(i32, usize)],
    survival: &[i32; SOURCES],
    model: &Model,
) -> Vec<i32> {
    let prints: Vec<&Print> = close.iter().filter_map(|(_, index)| survey.prints.get(*index)).collect();
    let claims = |single: &[Hash; SINGLE]| -> Vec<i32> {
        prints.iter().map(|print| score::claim(single, print, survival, &model.weights)).collect()
    };
    let own = claims(&cut(&evidence.print.single));
    let mut most = vec![i32::MIN / 2; prints.len()];
    for rival in &evidence.rivals {
        let claims = claims(rival);
        let Some((_, best)) = claims.iter().zip(&prints).max_by_key(|(claim, _)| **claim) else { continue };
        for ((most, claim), print) in most.iter_mut().zip(&claims).zip(&prints) {
            if best.is_same_thing(print) {
                *most = (*most).max(*claim);
            }
        }
    }
    own.iter().zip(most).map(|(own, most)| (own - most).min(64 * score::ONE * UNIT)).collect()
}

fn cut(single: &[Hash; SINGLE]) -> [Hash; SINGLE] {
    let mut out = *single;
    out.iter_mut().for_each(|value| *value &= RIVAL_MASK);
    out
}

/// Half the margin, in sixteenths of a bit, below which a finding is never a match.
const LEAST_MARGIN: i32 = score::ONE;
/// What a finding that cannot be a match is put down by, in 256ths.
const RULED_OUT: i32 = 16 * UNIT;
/// What a weight of one is.
const UNIT: i32 = 256;

fn signs(
    evidence: &Evidence,
    survey: &Survey,
    print: &Print,
    survival: &[i32; SOURCES],
    model: &Model,
    best: &[[i32; 2]; GROUPS],
    [margin, own_margin, lead]: [i32; 3],
) -> [i32; SIGN] {
    let bits_of = |sum: i32| sum / UNIT;
    let [own_for, own_against] = best.first().map_or([0; 2], |own| own.map(bits_of));
    let group = |group: Group| best.get(group as usize).map_or(0, |sums| bits_of(sums.iter().sum()));
    let (own, kind, context, place) =
        (group(Group::Own), group(Group::Kind), group(Group::Context), group(Group::Place));
    let score = own + kind + context + place;
    let (margin, own_margin, lead) = (bits_of(margin), bits_of(own_margin), bits_of(lead));
    // What it would be if everything agreed.
    let mut full = [0; GROUPS];
    let ideal = Print { rarity: [u8::MAX; SINGLE], ..evidence.print.clone() };
    let (wanted, recorded) = (&evidence.print.single, &evidence.print.rarity);
    let mut tell = |parameter: usize, value: i32| {
        let part = score::part(&model.weights, parameter, value);
        if let Some(place) = full.get_mut(score::group(parameter) as usize) {
            *place += part / UNIT;
        }
    };
    score::singles(wanted, recorded, Hash::MAX, &ideal, survival, &mut tell);
    score::others(evidence, survey, &ideal, &evidence.said, survival, &mut tell);
    let [full_own, _, full_context, _] = full;
    let part = |part: i32, full: i32| (part * 64 / full.max(score::ONE)).clamp(-80, 80);
    let context_against = best.get(Group::Context as usize).map_or(0, |sums| bits_of(sums[1]));
    let (own_part, context_part) = (part(own, full_own), part(context, full_context));
    let tight = margin.min(lead);
    let up_to = |value: i32, bits: i32| value.clamp(-bits * score::ONE, bits * score::ONE);
    let (mut rarest, mut unsaid) = (0, 0);
    let own_features =
        (0..SINGLE).filter(|feature| SINGLES.get(*feature).is_some_and(|about| about.group == Group::Own));
    for feature in own_features {
        let wanted = evidence.print.get(feature);
        unsaid += i32::from(wanted == 0);
        if wanted != 0 && wanted == print.get(feature) {
            let rarity = |print: &Print| print.rarity.get(feature).map_or(0, |rarity| i32::from(*rarity));
            rarest = rarest.max(rarity(print).min(rarity(&evidence.print)));
        }
    }
    let is_named = evidence.print.get(NAME) != 0 && evidence.print.get(NAME) == print.get(NAME);
    let [_, texts, ids, attributes, classes, links] = *survival;
    let dead = [texts, ids, links].iter().filter(|source| **source < score::ONE).count() as i32;
    [
        score::ONE,
        score.clamp(-1000, 1000) / 4,
        part(score, full.iter().sum()),
        margin.clamp(0, 400) / 2,
        up_to(margin, 2) * 2,
        up_to(margin, 8),
        lead.clamp(-200, 200).div_euclid(2),
        up_to(lead, 2) * 2,
        own_for.min(600) / 4,
        own_against.max(-600) / 4,
        part(own, full_own),
        up_to(own, 4),
        own_margin.clamp(-200, 200) / 2,
        context.clamp(-600, 600) / 4,
        part(context, full_context),
        up_to(context, 4),
        place.clamp(-200, 200) / 2,
        kind.clamp(-200, 200) / 2,
        texts,
        ids,
        attributes,
        classes,
        links,
        dead * score::ONE,
        rarest / 2,
        i32::from(is_named) * score::ONE,
        bits(survey.prints.len() as u32) / 2,
        unsaid * 4,
        up_to(tight, 1) * 4,
        up_to(tight, 4),
        up_to(tight, 12) / 2,
        up_to(lead.min(0), 1) * 4,
        up_to(lead.min(0), 6),
        context_against.max(-400) / 4,
        part(own_against, full_own),
        own_part.min(context_part).max(0),
        (own_part - context_part).max(0),
        (context_part - own_part).max(0),
    ]
}
