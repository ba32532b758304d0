//! What speaks for an answer and what against it: few facts, each of which means the same on every page. The confidence is their
//! weighted sum.

use super::alike::{self, Scales};
use super::evidence::{RIVAL_MASK, SAMPLE_MASK};
use super::hash::Hash;
use super::print::*;
use super::resolve::UNIT;
use super::score::{self, ONE};

/// What the confidence is made of, for reports; the first is always [`score::ONE`].
pub const SIGNS: &[&str] = &[
    "always",
    "score, part of full",
    "margin",
    "tighter of margin and lead, up to 12 bits",
    "own features that differ",
    "context agrees, own does not",
    "lead over any look-alike, up to 2 bits",
    "look-alikes on the other side",
    "nearest look-alike on the other side",
    "says nothing any more",
    "place in its container, from both ends",
    "place in its container, from one end",
    "another link, by survival",
    "says what was said elsewhere",
    "stands beside what was said elsewhere",
    "texts survived",
    "inner structure kept",
    "neighbours that are nowhere now",
];
/// How many signs there are.
pub const SIGN: usize = SIGNS.len();
/// Where the margin is.
const MARGIN: usize = 2;
/// Where the tighter of margin and lead is.
const TIGHT: usize = 3;
/// Half the margin, in sixteenths of a bit, below which a finding is never a match.
const LEAST_MARGIN: i32 = ONE / 2;

/// Whether a look-alike claims what was found.
#[must_use]
pub fn is_claimed(signs: &[i32; SIGN]) -> bool {
    signs.get(TIGHT).is_some_and(|tight| *tight < 0)
}

/// Whether another element fits hardly worse.
#[must_use]
pub fn is_ambiguous(signs: &[i32; SIGN]) -> bool {
    signs.get(MARGIN).is_some_and(|margin| *margin < LEAST_MARGIN)
}

/// What is known of an answer before its signs are read.
pub struct Answer<'a> {
    /// The candidate, by index of the survey.
    pub index: usize,
    /// What speaks for it and against it, by group, in 256ths of sixteenths of a bit.
    pub sums: [[i32; 2]; GROUPS],
    /// What it has more than the runner-up.
    pub margin: i32,
    /// What it has more than the look-alikes that fit it best.
    pub lead: i32,
    /// Where the look-alikes are.
    pub whereabouts: &'a [Option<(i32, usize)>],
}

/// The signs of an answer, in sixteenths.
pub fn of(scales: Scales<'_>, answer: &Answer<'_>) -> [i32; SIGN] {
    let Some(print) = scales.survey.prints.get(answer.index) else { return [0; SIGN] };
    let bits_of = |sum: i32| sum / UNIT;
    let group = |group: Group| answer.sums.get(group as usize).map_or(0, |sums| bits_of(sums.iter().sum()));
    let (own, context) = (group(Group::Own), group(Group::Context));
    let score = own + context + group(Group::Kind) + group(Group::Place);
    let own_against = answer.sums.first().map_or(0, |[_, against]| bits_of(*against));
    let (margin, lead) = (bits_of(answer.margin), bits_of(answer.lead));
    let full = full(scales);
    let [full_own, _, full_context, _] = full;
    let part = |part: i32, full: i32| (part * 64 / full.max(ONE)).clamp(-80, 80);
    let up_to = |value: i32, bits: i32| value.clamp(-bits * ONE, bits * ONE);
    let order = alike::order(scales, answer.whereabouts, answer.index);
    let truth = |holds: bool| i32::from(holds) * ONE;
    let [_, texts, _, _, _, links] = *scales.survival;
    let print_of = &scales.evidence.print;
    let differs = |feature: usize| {
        let (wanted, found) = (print_of.get(feature), print.get(feature));
        wanted != 0 && found != 0 && wanted != found
    };
    let is_kept = |feature: usize| print_of.get(feature) == print.get(feature);
    let says_elsewhere = |features: &[usize]| -> i32 {
        let said = |feature: &usize| !is_kept(*feature) && was_said_elsewhere(scales, print.get(*feature));
        features.iter().map(|feature| truth(said(feature))).sum()
    };
    [
        ONE,
        part(score, full.iter().sum()),
        margin.clamp(0, 400) / 2,
        up_to(margin.min(lead), 12).div_euclid(2),
        own_against.max(-400),
        (part(context, full_context) - part(own, full_own)).max(0),
        up_to(bits_of(alike::lead_over_any(scales, print)), 2),
        order.changed * 4 * ONE / (order.kept + order.changed + 1),
        truth(order.is_passed),
        truth(says_nothing(scales, print)),
        truth(is_kept(FIRST) && is_kept(LAST)),
        truth(is_kept(FIRST) || is_kept(LAST)),
        if differs(LINK) { links } else { 0 },
        says_elsewhere(&[NAME, TEXT]).min(ONE),
        says_elsewhere(&[BEFORE, AFTER]),
        texts,
        truth(is_kept(INNER)),
        [BEFORE, AFTER].map(|feature| truth(is_nowhere(scales, print, feature))).iter().sum(),
    ]
}

/// What an element would have in which everything agrees, by group.
fn full(scales: Scales<'_>) -> [i32; GROUPS] {
    let Scales { evidence, survey, survival, model } = scales;
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
    full
}

/// Whether a text that stood beside the target stands neither beside the candidate nor anywhere else.
fn is_nowhere(scales: Scales<'_>, print: &Print, feature: usize) -> bool {
    let wanted = scales.evidence.print.get(feature);
    let texts = scales.survey.stock.get(Source::Text as usize);
    wanted != 0
        && wanted != print.get(feature)
        && texts.is_none_or(|texts| texts.binary_search(&wanted).is_err())
        && scales.survey.frequency(feature, wanted) == 0
}

/// Whether the target said something, and the candidate does not.
fn says_nothing(scales: Scales<'_>, print: &Print) -> bool {
    let wanted = &scales.evidence.print;
    let is_gone = |feature: usize| wanted.get(feature) != 0 && print.get(feature) == 0;
    let has_text = wanted.get(TEXT) != 0 && wanted.get(TEXT) == print.get(TEXT);
    is_gone(TEXT) || is_gone(NAME) && !has_text
}

/// Whether a text stood on the recorded page, but not in the target.
fn was_said_elsewhere(scales: Scales<'_>, text: Hash) -> bool {
    let evidence = scales.evidence;
    let own = [NAME, TEXT, LABEL, HINT].map(|feature| evidence.print.get(feature));
    if text == 0 || own.contains(&text) {
        return false;
    }
    let around = [BEFORE, AFTER, HEADING].map(|feature| evidence.print.get(feature));
    let sample = evidence.samples.get(Source::Text as usize);
    let said = |rival: &[Hash; SINGLE]| {
        [NAME, TEXT].iter().any(|feature| rival.get(*feature) == Some(&(text & RIVAL_MASK)))
    };
    around.contains(&text)
        || evidence.print.set(NEAR_WORDS).contains(&text)
        || sample.is_some_and(|sample| sample.contains(&(text & SAMPLE_MASK)))
        || evidence.rivals.iter().any(said)
}
