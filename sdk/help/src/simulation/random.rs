//! Numbers by chance out of a seed, and small problems made of them.

use crate::diagnosis::{FixNumbers, Model, ProbeNumbers};
use lotse_model::problem::MAX_CAUSES;

/// A stream of numbers: SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to less than 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to less than `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.part() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// From `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// From `least` to `most`, as often from each magnitude.
    pub fn magnitude(&mut self, least: f64, most: f64) -> f64 {
        least * (most / least).powf(self.part())
    }

    /// A place in a list, as often as its share says.
    pub fn choose(&mut self, shares: &[f64]) -> usize {
        let mut rest = self.part() * shares.iter().sum::<f64>();
        for (index, share) in shares.iter().enumerate() {
            rest -= share;
            if rest < 0.0 {
                return index;
            }
        }
        shares.len().saturating_sub(1)
    }
}

/// From how many to how many of each a made-up problem has.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Causes, without "something else".
    pub causes: (usize, usize),
    /// Probes.
    pub probes: (usize, usize),
    /// Fixes.
    pub fixes: (usize, usize),
}

/// A made-up problem as numbers. Fixes take from 1 to 15 minutes and mend one cause well and sometimes a second one, probes take
/// from 5 s to 2 minutes and have two or three outcomes, a person takes from 20 to 60 minutes.
#[must_use]
pub fn small_model(random: &mut Random, sizes: Sizes) -> Model {
    let causes = random.between(sizes.causes.0, sizes.causes.1);
    let mut prior = [0.0; MAX_CAUSES + 1];
    for slot in prior.iter_mut().take(causes) {
        *slot = random.magnitude(0.03, 1.0);
    }
    let listed: f64 = prior.iter().sum();
    let rest = 0.02 + 0.1 * random.part();
    prior.iter_mut().take(causes).for_each(|slot| *slot *= (1.0 - rest) / listed);
    prior.iter_mut().skip(causes).take(1).for_each(|slot| *slot = rest);
    let probes = (0..random.between(sizes.probes.0, sizes.probes.1)).map(|_| probe(random, causes)).collect();
    let fixes = (0..random.between(sizes.fixes.0, sizes.fixes.1))
        .map(|index| {
            let mut mends = [0.0; MAX_CAUSES + 1];
            let main = if index < causes { index } else { random.below(causes) };
            mends.iter_mut().skip(main).take(1).for_each(|slot| *slot = 0.6 + 0.4 * random.part());
            if random.part() < 0.4 {
                let second = random.below(causes);
                mends
                    .iter_mut()
                    .skip(second)
                    .take(1)
                    .for_each(|slot| *slot = slot.max(0.2 + 0.6 * random.part()));
            }
            FixNumbers::new(random.magnitude(60.0, 900.0), mends)
        })
        .collect();
    Model { causes: causes + 1, prior, probes, fixes, person_s: random.magnitude(1_200.0, 3_600.0) }
}

/// A probe whose outcomes depend on the causes to a varying degree.
fn probe(random: &mut Random, causes: usize) -> ProbeNumbers {
    let count = random.between(2, 3);
    let mut likely = vec![[0.0; MAX_CAUSES + 1]; count];
    let sharpness = random.magnitude(0.05, 1.0);
    for cause in 0..=causes {
        let shares: Vec<f64> =
            (0..count).map(|_| random.magnitude(sharpness.powi(2) * 0.01 + 0.001, 1.0)).collect();
        let sum: f64 = shares.iter().sum();
        for (row, share) in likely.iter_mut().zip(shares) {
            row.iter_mut().skip(cause).take(1).for_each(|slot| *slot = share / sum);
        }
    }
    ProbeNumbers { cost_s: random.magnitude(5.0, 120.0), unsure: 0.0, likely, is_automatic: false }
}
