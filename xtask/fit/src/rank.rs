//! Weights of the score: a conditional logit over the candidates of each search, with the sign that each parameter must have.
//!
//! Source: McFadden, "Conditional logit analysis of qualitative choice behavior", 1974; Kingma and Ba, Adam, 2015.

use lotse_locator::linkage::print::{SET, SINGLE, SOURCES};
use lotse_locator::linkage::score::{self, FIRST_OTHER, FIRST_SET, OTHERS, PARAMETERS, PER_SET, PER_SINGLE};
use lotse_locator::linkage::{self, Evidence, Model};

use crate::corpus::{Case, Corpus};
use crate::parallel;

/// How many candidates of a search are learned from.
const CLOSE: usize = 24;
const ROUNDS: usize = 160;
const STEP: f64 = 0.03;
const PULL: f64 = 0.004;

/// One candidate: its parameters, and whether it is right.
struct Candidate {
    values: Vec<(u16, i16)>,
    is_right: bool,
}

/// One search to learn from.
pub struct Lesson {
    candidates: Vec<Candidate>,
    weight: f64,
}

/// The lesson of a search whose target is there and among the candidates.
pub fn lesson(
    corpus: &Corpus,
    case: &Case,
    evidence: &Evidence,
    model: &Model,
    weight: f64,
) -> Option<Lesson> {
    let truth = case.truth?;
    let sheet = corpus.sheets.get(case.to)?;
    let survey = &sheet.survey;
    let survival = score::survival(evidence, survey);
    let mut scored: Vec<(i32, usize)> = survey
        .prints
        .iter()
        .zip(&survey.said)
        .enumerate()
        .map(|(index, (print, said))| {
            let own = score::of_singles(
                &evidence.print.single,
                &evidence.print.rarity,
                u32::MAX,
                print,
                &survival,
                &model.weights,
            );
            (-(own + score::of_others(evidence, survey, print, said, &survival, &model.weights)), index)
        })
        .collect();
    scored.sort_unstable();
    let mut candidates = Vec::new();
    for (place, (_, index)) in scored.iter().enumerate() {
        let (print, said) = (survey.prints.get(*index)?, survey.said.get(*index)?);
        let is_right = sheet.is_right(truth, print.at);
        if place < CLOSE || is_right {
            candidates.push(Candidate { values: values(evidence, survey, print, said, &survival), is_right });
        }
    }
    let is_taught = candidates.iter().any(|candidate| candidate.is_right);
    is_taught.then_some(Lesson { candidates, weight })
}

fn values(
    evidence: &Evidence,
    survey: &lotse_locator::linkage::Survey,
    print: &lotse_locator::linkage::print::Print,
    said: &lotse_locator::linkage::own::Said,
    survival: &[i32; SOURCES],
) -> Vec<(u16, i16)> {
    let mut out = Vec::new();
    let mut tell = |parameter: usize, value: i32| out.push((parameter as u16, value as i16));
    score::singles(&evidence.print.single, &evidence.print.rarity, u32::MAX, print, survival, &mut tell);
    score::others(evidence, survey, print, said, survival, &mut tell);
    out
}

/// The sign that a parameter must have: 1, -1, or 0 for either.
fn sign(parameter: usize) -> f64 {
    if parameter < FIRST_SET {
        [1.0, 1.0, -1.0, -1.0, -1.0, -1.0].get(parameter % PER_SINGLE).copied().unwrap_or_default()
    } else if parameter < FIRST_OTHER {
        [1.0, 1.0, -1.0].get((parameter - FIRST_SET) % PER_SET).copied().unwrap_or_default()
    } else {
        let names = [1.0, 1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, 1.0];
        names.get(parameter - FIRST_OTHER).copied().unwrap_or_default()
    }
}

/// What a parameter is called.
#[must_use]
pub fn name(parameter: usize) -> String {
    use lotse_locator::linkage::print::{SETS, SINGLES};
    let singles =
        ["agrees, by rarity", "agrees", "differs, by survival", "differs", "gone, by survival", "new"];
    let sets = ["shared, by rarity", "kept", "lost, by survival"];
    if parameter < FIRST_SET {
        let feature = SINGLES.get(parameter / PER_SINGLE).map_or("", |single| single.name);
        format!("{feature}: {}", singles.get(parameter % PER_SINGLE).unwrap_or(&""))
    } else if parameter < FIRST_OTHER {
        let at = parameter - FIRST_SET;
        let feature = SETS.get(at / PER_SET).map_or("", |set| set.name);
        format!("{feature}: {}", sets.get(at % PER_SET).unwrap_or(&""))
    } else {
        OTHERS.get(parameter - FIRST_OTHER).unwrap_or(&"").to_string()
    }
}

const _: () = assert!(PARAMETERS > SINGLE + SET);

/// Fits the weights, in 256ths.
#[must_use]
pub fn fit(lessons: &[&Lesson]) -> Vec<i16> {
    let beliefs: Vec<f64> = linkage::beliefs().iter().map(|weight| f64::from(*weight) / 256.0).collect();
    let mut weights = beliefs.clone();
    let mut first = vec![0.0; PARAMETERS];
    let mut second = vec![0.0; PARAMETERS];
    let total: f64 = lessons.iter().map(|lesson| lesson.weight).sum();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<&[&Lesson]> = lessons.chunks(lessons.len().div_ceil(threads).max(1)).collect();
    for round in 1..=ROUNDS {
        let cooling = 1.0 - 0.9 * round as f64 / ROUNDS as f64;
        let gradients = parallel::map(&parts, |part| slope(part, &weights));
        for (parameter, weight) in weights.iter_mut().enumerate() {
            let sum: f64 = gradients.iter().filter_map(|gradient| gradient.get(parameter)).sum();
            let gradient =
                sum / total + PULL * (*weight - beliefs.get(parameter).copied().unwrap_or_default());
            if let (Some(first), Some(second)) = (first.get_mut(parameter), second.get_mut(parameter)) {
                *first = 0.9 * *first + 0.1 * gradient;
                *second = 0.99 * *second + 0.01 * gradient * gradient;
                let first = *first / (1.0 - 0.9_f64.powi(round as i32));
                let second = *second / (1.0 - 0.99_f64.powi(round as i32));
                *weight -= STEP * cooling * first / (second.sqrt() + 1e-8);
            }
            let sign = sign(parameter);
            if *weight * sign < 0.0 {
                *weight = 0.0;
            }
        }
    }
    weights.iter().map(|weight| (weight * 256.0).round().clamp(-32_000.0, 32_000.0) as i16).collect()
}

fn slope(lessons: &[&Lesson], weights: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; PARAMETERS];
    for lesson in lessons {
        let scores: Vec<f64> =
            lesson.candidates.iter().map(|candidate| dot(&candidate.values, weights)).collect();
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
        let all: f64 = odds.iter().sum();
        let right: f64 = odds
            .iter()
            .zip(&lesson.candidates)
            .filter(|(_, candidate)| candidate.is_right)
            .map(|(odds, _)| odds)
            .sum();
        for (candidate, odds) in lesson.candidates.iter().zip(&odds) {
            let push = odds / all - if candidate.is_right { odds / right.max(1e-12) } else { 0.0 };
            for (parameter, value) in &candidate.values {
                if let Some(place) = out.get_mut(usize::from(*parameter)) {
                    *place += lesson.weight * push * f64::from(*value) / 16.0;
                }
            }
        }
    }
    out
}

fn dot(values: &[(u16, i16)], weights: &[f64]) -> f64 {
    values
        .iter()
        .map(|(parameter, value)| {
            weights.get(usize::from(*parameter)).copied().unwrap_or_default() * f64::from(*value) / 16.0
        })
        .sum()
}
