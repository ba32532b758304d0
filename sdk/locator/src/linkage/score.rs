//! How well a candidate fits: evidence and candidate to a list of parameters with values, and their weighted sum.
//!
//! Source: Fellegi and Sunter, "A theory for record linkage", 1969: what agrees adds by how rare it is on the page, what differs
//! takes away by how well its source has survived on this very page.

use super::evidence::{Evidence, RIVAL_MASK, SAMPLE_MASK};
use super::hash::Hash;
use super::own::Said;
use super::print::*;
use super::survey::Survey;
use super::weights::WEIGHTS;
use crate::weight::bits;

/// Parameters of a single feature: agrees by rarity, agrees, differs by survival, differs, gone by survival, new.
pub const PER_SINGLE: usize = 6;
/// Parameters of a set: shared by rarity, share that is kept, share that is lost by survival.
pub const PER_SET: usize = 3;
/// First parameter of the sets.
pub const FIRST_SET: usize = SINGLE * PER_SINGLE;
/// First of the others.
pub const FIRST_OTHER: usize = FIRST_SET + SET * PER_SET;
/// Likeness of names, of texts, of labels, of hints; any text in any place; place across and down, size; operated or not, both
/// ways.
pub const OTHERS: &[&str] = &[
    "names alike",
    "texts alike",
    "labels alike",
    "hints alike",
    "text in another place",
    "across",
    "down",
    "width",
    "height",
    "operated no more",
    "operated now",
    "text in another place by rarity",
];
/// How many parameters there are.
pub const PARAMETERS: usize = FIRST_OTHER + OTHERS.len();
/// What 1 is, as a value.
pub const ONE: i32 = 16;

/// How well each source has survived, in sixteenths of a bit: what disagreement in it is worth.
#[must_use]
pub fn survival(evidence: &Evidence, survey: &Survey) -> [i32; SOURCES] {
    let mut out = [2 * ONE; SOURCES];
    for ((place, sample), stock) in out.iter_mut().zip(&evidence.samples).zip(&survey.stock).skip(1) {
        let is_there = |value: &&Hash| stock.iter().any(|other| other & SAMPLE_MASK == **value);
        let kept = sample.iter().filter(is_there).count() as u32;
        let all = sample.len() as u32;
        *place = bits(all + 2) - bits(all - kept + 1);
    }
    out
}

/// Says for every parameter that is not 0 what it is, of single features alone.
pub fn singles(
    target: &[Hash; SINGLE],
    recorded: &[u8; SINGLE],
    mask: Hash,
    candidate: &Print,
    survival: &[i32; SOURCES],
    mut tell: impl FnMut(usize, i32),
) {
    for (feature, (((wanted, found), rarity), recorded)) in
        target.iter().zip(&candidate.single).zip(&candidate.rarity).zip(recorded).enumerate()
    {
        let first = feature * PER_SINGLE;
        let source = SINGLES.get(feature).map_or(0, |single| single.source as usize);
        let survived = survival.get(source).copied().unwrap_or_default();
        match (*wanted != 0, *found != 0) {
            (true, true) if wanted & mask == found & mask => {
                // What was common there or is common here tells little.
                tell(first, i32::from(*rarity.min(recorded)));
                tell(first + 1, ONE);
            }
            (true, true) => {
                tell(first + 2, survived);
                tell(first + 3, ONE);
            }
            (true, false) => tell(first + 4, survived),
            (false, true) => tell(first + 5, ONE),
            (false, false) => {}
        }
    }
}

/// Says for every other parameter that is not 0 what it is.
pub fn others(
    evidence: &Evidence,
    survey: &Survey,
    candidate: &Print,
    said: &Said,
    survival: &[i32; SOURCES],
    mut tell: impl FnMut(usize, i32),
) {
    for (feature, about) in SETS.iter().enumerate() {
        let (wanted, found) = (evidence.print.set(feature), candidate.set(feature));
        if wanted.is_empty() {
            continue;
        }
        let mut shared = 0;
        let mut count = 0;
        for value in wanted.iter().filter(|value| found.binary_search(value).is_ok()) {
            shared += survey.set_rarity(feature, *value);
            count += 1;
        }
        let all = (wanted.len() + found.len() - count) as i32;
        let share = count as i32 * ONE / all.max(1);
        let first = FIRST_SET + feature * PER_SET;
        let survived = survival.get(about.source as usize).copied().unwrap_or_default();
        tell(first, shared.min(256));
        tell(first + 1, share);
        tell(first + 2, (ONE - share) * survived / ONE);
    }
    let mut next = FIRST_OTHER;
    let mut other = |value: i32| {
        if value != 0 {
            tell(next, value);
        }
        next += 1;
    };
    let wanted = &evidence.said;
    for (feature, wanted, found) in [
        (NAME, &wanted.name, &said.name),
        (TEXT, &wanted.text, &said.text),
        (LABEL, &wanted.label, &said.label),
        (HINT, &wanted.hint, &said.hint),
    ] {
        let is_open = evidence.print.get(feature) != candidate.get(feature);
        other(if is_open { crate::text::alike(wanted, found) as i32 * ONE / 100 } else { 0 });
    }
    const PLACES: [usize; 4] = [NAME, TEXT, LABEL, HINT];
    let mut moved = 0;
    for wanted in PLACES {
        let value = evidence.print.get(wanted);
        if value != 0
            && candidate.get(wanted) != value
            && PLACES.iter().any(|place| candidate.get(*place) == value)
        {
            moved = moved.max(bits(survey.prints.len() as u32));
        }
    }
    other(moved.min(ONE));
    let ([x, y, width, height], [left, top, across, down]) = (evidence.print.area, candidate.area);
    let ([page_width, _], [new_width, _]) = (evidence.extent, survey.extent);
    let middle = |start: i32, length: i32, whole: i32| (start + length / 2) * 1000 / whole.max(1);
    other((middle(x, width, page_width) - middle(left, across, new_width)).abs().min(500) * ONE / 500);
    other((y + height / 2 - top - down / 2).abs().min(800) * ONE / 800);
    let unlike =
        |one: i32, other: i32| (bits(one.max(1) as u32) - bits(other.max(1) as u32)).abs().min(64) / 4;
    other(unlike(width, across));
    other(unlike(height, down));
    other(i32::from(evidence.print.is_operable && !candidate.is_operable) * ONE);
    other(i32::from(!evidence.print.is_operable && candidate.is_operable) * ONE);
    other(moved);
}

/// What a parameter with this value adds, in 256ths.
#[must_use]
pub fn part(weights: &[i16], parameter: usize, value: i32) -> i32 {
    i32::from(weights.get(parameter).copied().unwrap_or_default()) * value
}

/// The weighted sum over single features: of the target, or of a look-alike with its mask.
#[must_use]
pub fn of_singles(
    target: &[Hash; SINGLE],
    recorded: &[u8; SINGLE],
    mask: Hash,
    candidate: &Print,
    survival: &[i32; SOURCES],
    weights: &[i16],
) -> i32 {
    let mut sum = 0;
    singles(target, recorded, mask, candidate, survival, |parameter, value| {
        sum += part(weights, parameter, value);
    });
    sum
}

/// The weighted sum over everything else.
#[must_use]
pub fn of_others(
    evidence: &Evidence,
    survey: &Survey,
    candidate: &Print,
    said: &Said,
    survival: &[i32; SOURCES],
    weights: &[i16],
) -> i32 {
    let mut sum = 0;
    others(evidence, survey, candidate, said, survival, |parameter, value| {
        sum += part(weights, parameter, value);
    });
    sum
}

/// A look-alike's claim to a candidate.
#[must_use]
pub fn claim(rival: &[Hash; SINGLE], candidate: &Print, survival: &[i32; SOURCES], weights: &[i16]) -> i32 {
    of_singles(rival, &[u8::MAX; SINGLE], RIVAL_MASK, candidate, survival, weights)
}

/// What a parameter is about.
#[must_use]
pub fn group(parameter: usize) -> Group {
    if parameter < FIRST_SET {
        SINGLES.get(parameter / PER_SINGLE).map_or(Group::Own, |single| single.group)
    } else if parameter < FIRST_OTHER {
        SETS.get((parameter - FIRST_SET) / PER_SET).map_or(Group::Own, |set| set.group)
    } else {
        match parameter - FIRST_OTHER {
            5..9 => Group::Place,
            9 | 10 => Group::Kind,
            _ => Group::Own,
        }
    }
}

/// The weights that are shipped.
#[must_use]
pub fn shipped() -> &'static [i16] {
    &WEIGHTS
}
