//! Random ids from the seed that the shell gives. Same seed and same moments, same ids: every run replays.
//!
//! Source: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). Not for secrets.

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of random bits.
#[derive(Debug, Default)]
pub(crate) struct Random {
    one: u64,
    two: u64,
}

impl Random {
    /// A stream that two instances share only when they have the same seed and began in the same millisecond.
    pub fn new(seed: u64, wall_ms: i64) -> Self {
        Random { one: seed, two: mixed(wall_ms.unsigned_abs() ^ mixed(seed)) }
    }

    /// 64 random bits.
    pub fn next(&mut self) -> u64 {
        self.one = self.one.wrapping_add(GOLDEN);
        mixed(self.one)
    }

    /// A new id: 128 bits as 32 hex digits.
    pub fn id(&mut self) -> String {
        self.two = self.two.wrapping_add(GOLDEN);
        let mut id = String::new();
        for half in [self.next(), mixed(self.two)] {
            for digit in (0..16).rev() {
                id.push(char::from_digit((half >> (digit * 4) & 15) as u32, 16).unwrap_or('0'));
            }
        }
        id
    }
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_between_instances_moments_and_calls() {
        let mut ids: Vec<String> = Vec::new();
        for (seed, wall_ms) in [(1, 1), (1, 2), (2, 1), (0, 0), (u64::MAX, -1)] {
            let mut random = Random::new(seed, wall_ms);
            ids.extend((0..1000).map(|_| random.id()));
        }
        assert!(ids.iter().all(|id| id.len() == 32 && id.bytes().all(|digit| digit.is_ascii_hexdigit())));
        let made = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), made);
    }

    #[test]
    fn the_same_seed_and_moment_replay() {
        assert_eq!(Random::new(7, 9).id(), Random::new(7, 9).id());
    }

    #[test]
    fn the_first_numbers_are_those_of_the_paper() {
        let mut random = Random { one: 1_234_567, two: 0 };
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
