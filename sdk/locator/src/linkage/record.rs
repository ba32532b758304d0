//! From an element in its page to evidence.

use super::evidence::{Evidence, RIVAL_MASK, SAMPLE_MASK};
use super::hash::Hash;
use super::print::SINGLE;
use super::score;
use super::survey::Survey;

/// How many look-alikes are kept.
const MOST_RIVALS: usize = 16;
/// How many values of each source are kept as a sample.
const MOST_SAMPLES: usize = 32;

/// Evidence for the candidate at an index of the survey; none when there is no such candidate.
#[must_use]
pub fn record(survey: &Survey, index: usize, weights: &[i16]) -> Option<Evidence> {
    let (print, said) = (survey.prints.get(index)?, survey.said.get(index)?);
    let mut evidence = Evidence {
        print: print.clone(),
        said: said.clone(),
        extent: survey.extent,
        language: survey.language,
        ..Evidence::default()
    };
    for (place, stock) in evidence.samples.iter_mut().zip(&survey.stock) {
        // Hashes are evenly spread, so the lowest are as good a sample as any, and the same on every page that has them.
        *place = stock.iter().take(MOST_SAMPLES).map(|value| value & SAMPLE_MASK).collect();
    }
    let survival = [2 * score::ONE; super::print::SOURCES];
    let mut alike: Vec<(i32, usize)> = survey
        .prints
        .iter()
        .enumerate()
        .filter(|(at, other)| *at != index && !other.is_same_thing(print))
        .map(|(at, other)| {
            (-score::of_singles(&print.single, &print.rarity, Hash::MAX, other, &survival, weights), at)
        })
        .collect();
    alike.sort_unstable();
    evidence.rivals = alike
        .iter()
        .take(MOST_RIVALS)
        .filter_map(|(_, at)| survey.prints.get(*at))
        .map(|rival| {
            let mut values = [0; SINGLE];
            values.iter_mut().zip(&rival.single).for_each(|(place, value)| *place = value & RIVAL_MASK);
            values
        })
        .collect();
    Some(evidence)
}

/// The candidate that a node is, or that it is the same thing as: what is around it before what is in it.
#[must_use]
pub fn candidate(survey: &Survey, node: u32) -> Option<usize> {
    let at = survey.prints.partition_point(|print| print.at < node);
    if survey.prints.get(at).is_some_and(|print| print.at == node) {
        return Some(at);
    }
    let above =
        survey.prints.iter().take(at).rposition(|print| print.end > node && print.control != u32::MAX);
    above.or_else(|| survey.prints.get(at).map(|_| at))
}
