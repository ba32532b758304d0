//! Weights of the confidence: a logistic regression over the signs of answers that are right or not.

use lotse_locator::linkage::signs::SIGN;

/// One answer.
#[derive(Clone)]
pub struct Answer {
    /// Index of the search.
    pub case: usize,
    /// What speaks for it.
    pub signs: [i32; SIGN],
    /// Whether it is right.
    pub is_right: bool,
    /// Whether the target is there at all.
    pub is_there: bool,
    /// Whether the target was there and was left out.
    pub is_left_out: bool,
    /// How much it counts.
    pub weight: f64,
}

const ROUNDS: usize = 1500;
const STEP: f64 = 0.05;
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
        let cooling = 1.0 - 0.95 * round as f64 / ROUNDS as f64;
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
            *weight -= STEP * cooling * first / (second.sqrt() + 1e-8);
        }
    }
    // Certainty is the sum over signs in sixteenths: in 256ths of a natural logarithm of the odds.
    weights.iter().zip(&scale).map(|(weight, scale)| (weight / scale * 256.0 * 16.0).round() as i32).collect()
}

/// The certainty from which answers are given: the lowest at which at most these shares are wrong where the target is there, and
/// hits where it is not, really absent or left out.
#[must_use]
pub fn threshold(judged: &mut [(i32, Answer)], most_wrong: f64, most_false: f64) -> i32 {
    let mut all = [0.0; 2];
    for (_, answer) in judged.iter() {
        if let Some(sum) = all.get_mut(usize::from(answer.is_there)) {
            *sum += answer.weight;
        }
    }
    judged.sort_by_key(|(certainty, _)| -certainty);
    let [absent, there] = all;
    let (mut wrong, mut false_hits) = (0.0, 0.0);
    let mut best = i32::MAX;
    // Answers of the same certainty are given or refused together.
    for group in judged.chunk_by(|one, other| one.0 == other.0) {
        for (_, answer) in group.iter().filter(|(_, answer)| !answer.is_right) {
            *(if answer.is_there { &mut wrong } else { &mut false_hits }) += answer.weight;
        }
        if wrong <= most_wrong * there && false_hits <= most_false * absent {
            best = group.first().map_or(best, |(certainty, _)| *certainty);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(is_right: bool, is_there: bool) -> Answer {
        Answer { case: 0, signs: [0; SIGN], is_right, is_there, is_left_out: false, weight: 1.0 }
    }

    #[test]
    fn the_threshold_keeps_both_shares() {
        let mut judged: Vec<(i32, Answer)> = (0..100).map(|at| (at, answer(true, true))).collect();
        judged.push((50, answer(false, true)));
        assert_eq!(threshold(&mut judged, 0.02, 0.0), 0);
        assert_eq!(threshold(&mut judged, 0.0, 0.0), 51);
        judged.push((80, answer(false, false)));
        assert_eq!(threshold(&mut judged, 0.02, 0.5), 81);
    }

    #[test]
    fn what_tells_right_from_wrong_gets_the_weight() {
        let mut answers = Vec::new();
        for at in 0..200 {
            let mut made = answer(at % 2 == 0, true);
            made.signs[0] = 16;
            made.signs[3] = if at % 2 == 0 { 40 } else { -40 };
            made.signs[5] = at % 7;
            answers.push(made);
        }
        let weights = fit(&answers);
        assert!(weights[3] > 20 * weights[5].abs(), "{weights:?}");
    }
}
