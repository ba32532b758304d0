//! From an element in its page to evidence.

use super::evidence::{Evidence, RIVAL_MASK, SAMPLE_MASK};
use super::hash::Hash;
use super::own::Said;
use super::print::{Group, HINT, LABEL, NAME, ROW, SINGLE, SINGLES, SOURCES, Source, TEXT};
use super::score::{self, FIRST_OTHER, FIRST_SET, PARAMETERS, PER_SET, PER_SINGLE};
use super::survey::Survey;

/// How many look-alikes are kept.
const MOST_RIVALS: usize = 16;
/// How many values of each source are kept as a sample.
const MOST_SAMPLES: usize = 32;
/// How many texts: they also say what was said elsewhere.
const MOST_TEXTS: usize = 128;

/// Evidence for the candidate at an index of the survey; none when there is no such candidate.
#[must_use]
pub fn record(survey: &Survey, index: usize) -> Option<Evidence> {
    let weights = beliefs();
    let (print, said) = (survey.prints.get(index)?, survey.said.get(index)?);
    let mut evidence = Evidence {
        print: print.clone(),
        // What stands in the rows of a table is data: its hash may identify it, its text is not kept.
        said: if print.get(ROW) != 0 && !print.is_operable { Said::default() } else { said.clone() },
        extent: survey.extent,
        language: survey.language,
        ..Evidence::default()
    };
    for (source, (place, stock)) in evidence.samples.iter_mut().zip(&survey.stock).enumerate() {
        let most = if source == Source::Text as usize { MOST_TEXTS } else { MOST_SAMPLES };
        // Hashes are evenly spread, so the lowest are as good a sample as any, and the same on every page that has them.
        *place = stock.iter().take(most).map(|value| value & SAMPLE_MASK).collect();
    }
    let survival = [2 * score::ONE; SOURCES];
    let mut alike: Vec<(i32, usize)> = survey
        .prints
        .iter()
        .enumerate()
        .filter(|(at, other)| *at != index && !other.is_same_thing(print))
        .map(|(at, other)| {
            (-score::of_singles(&print.single, &print.rarity, Hash::MAX, other, &survival, &weights), at)
        })
        .collect();
    alike.sort_unstable();
    alike.truncate(MOST_RIVALS);
    alike.sort_unstable_by_key(|(_, at)| *at);
    evidence.before = Some(alike.partition_point(|(_, at)| *at < index));
    evidence.rivals = alike
        .iter()
        .filter_map(|(_, at)| survey.prints.get(*at))
        .map(|rival| {
            let mut values = [0; SINGLE];
            values.iter_mut().zip(&rival.single).for_each(|(place, value)| *place = value & RIVAL_MASK);
            values
        })
        .collect();
    Some(evidence)
}

/// New evidence for what old evidence has found. It says no text that the old one does not say: what else stands there now may be
/// anybody's.
#[must_use]
pub fn renew(old: &Evidence, survey: &Survey, index: usize) -> Option<Evidence> {
    let mut new = record(survey, index)?;
    let kept = |feature: usize, text: &String| {
        if new.print.get(feature) == old.print.get(feature) { text.clone() } else { String::new() }
    };
    new.said = Said {
        name: kept(NAME, &old.said.name),
        text: kept(TEXT, &old.said.text),
        label: kept(LABEL, &old.said.label),
        hint: kept(HINT, &old.said.hint),
    };
    Some(new)
}

/// Weights before any page was seen, in 256ths: by them look-alikes are chosen, and fitted weights are pulled to them, so that a
/// feature which no application seen so far needs does not lose its say.
#[must_use]
pub fn beliefs() -> Vec<i16> {
    const OWN: [i16; PER_SINGLE] = [77, 0, -64, 0, -26, 0];
    const BUILT: [i16; PER_SINGLE] = [20, 26, -13, -26, -13, 0];
    const AROUND: [i16; PER_SINGLE] = [51, 0, -31, -13, -13, 0];
    const SET: [i16; PER_SET] = [20, 26, -26];
    const OTHER: [i16; PARAMETERS - FIRST_OTHER] =
        [384, 384, 256, 256, 128, -128, -77, -77, -77, -128, -128, 13];
    let of = |parameter: usize| {
        if parameter < FIRST_SET {
            let about = SINGLES.get(parameter / PER_SINGLE)?;
            let table = match (about.group, about.source) {
                (Group::Own, _) => OWN,
                (_, Source::Structure) => BUILT,
                _ => AROUND,
            };
            table.get(parameter % PER_SINGLE).copied()
        } else if parameter < FIRST_OTHER {
            SET.get((parameter - FIRST_SET) % PER_SET).copied()
        } else {
            OTHER.get(parameter - FIRST_OTHER).copied()
        }
    };
    (0..PARAMETERS).map(|parameter| of(parameter).unwrap_or_default()).collect()
}

/// The candidate that a node is, or the control that it is a part of. None for what cannot be seen and for mere containers: what
/// is recorded in their stead would be something else.
#[must_use]
pub fn candidate(survey: &Survey, node: u32) -> Option<usize> {
    let at = survey.prints.partition_point(|print| print.at < node);
    if survey.prints.get(at).is_some_and(|print| print.at == node) {
        return Some(at);
    }
    survey.prints.iter().take(at).rposition(|print| print.end > node && print.control == print.at)
}
