//! Weights of the confidence: a logistic regression over the signs of answers that are right or not.

use lotse_locator::linkage::resolve::SIGN;

/// One answer.
pub struct Answer {
    /// What speaks for it.
    pub signs: [i32; SIGN],
    /// Whether it is right.
    pub is_right: bool,
    /// Whether the target is there at all.
    pub is_there: bool,
    /// How much it counts.
    pub weight: f64,
}

const ROUNDS: usize = 600;
const STEP: f64 = 0.03;
const PULL: f64 = 0.001;

/// Fits the weights, in 256ths.
#[must_use]
pub fn fit(answers: &[Answer]) -> Vec<i32> {
    let count: f64 = answers.iter().map(|answer| answer.weight).sum();
    let mut scale = [0.0; SIGN];
    for answer in answers {
        for (scale, sign) in scale.iter_mut().zip(answer.signs) {
            *scale += answer.weight * f64::from(sign).powi(2) / count;
        }
    }
    let scale = scale.map(|square: f64| square.sqrt().max(1.0));
    let mut weights = [0.0; SIGN];
    let (mut first, mut second) = ([0.0; SIGN], [0.0; SIGN]);
    for round in 1..=ROUNDS {
        let mut slope = [0.0; SIGN];
        for answer in answers {
            let sum: f64 = answer
                .signs
                .iter()
                .zip(&scale)
                .zip(&weights)
                .map(|((sign, scale), weight)| f64::from(*sign) / scale * weight)
                .sum();
            let push =
                answer.weight / count * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(answer.is_right)));
            for ((slope, sign), scale) in slope.iter_mut().zip(answer.signs).zip(&scale) {
                *slope += push * f64::from(sign) / scale;
            }
        }
        for (((weight, slope), first), second) in
            weights.iter_mut().zip(slope).zip(&mut first).zip(&mut second)
        {
            let slope = slope + PULL * *weight;
            *first = 0.9 * *first + 0.1 * slope;
            *second = 0.99 * *second + 0.01 * slope * slope;
            let first = *first / (1.0 - 0.9_f64.powi(round as i32));
            let second = *second / (1.0 - 0.99_f64.powi(round as i32));
            *weight -= STEP * first / (second.sqrt() + 1e-8);
        }
    }
    // Certainty is the sum over signs in sixteenths: in 256ths of a natural logarithm of the odds.
    weights.iter().zip(&scale).map(|(weight, scale)| (weight / scale * 256.0 * 16.0).round() as i32).collect()
}

/// The certainty from which answers are given: most right ones with at most these shares of wrong ones where the target is
/// there and of false ones where it is not.
#[must_use]
pub fn threshold(answers: &[(i32, bool, bool, f64)], most_wrong: f64, most_false: f64) -> i32 {
    let there: f64 = answers.iter().filter(|(_, _, is_there, _)| *is_there).map(|(.., weight)| weight).sum();
    let absent: f64 =
        answers.iter().filter(|(_, _, is_there, _)| !*is_there).map(|(.., weight)| weight).sum();
    let mut sorted = answers.to_vec();
    sorted.sort_by(|one, other| other.0.cmp(&one.0));
    let (mut wrong, mut false_hits) = (0.0, 0.0);
    let mut best = i32::MAX;
    for (certainty, is_right, is_there, weight) in sorted {
        match (is_right, is_there) {
            (true, _) => {}
            (false, true) => wrong += weight,
            (false, false) => false_hits += weight,
        }
        if wrong <= most_wrong * there && false_hits <= most_false * absent {
            best = certainty;
        }
    }
    best
}
