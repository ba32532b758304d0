//! What the recorded look-alikes say: which of them a candidate may be instead, and whether they stand around it as they stood around
//! the target.

use super::evidence::{Evidence, RIVAL_MASK};
use super::hash::Hash;
use super::print::{Print, SINGLE, SOURCES};
use super::resolve::{Model, UNIT};
use super::score;
use super::survey::Survey;

/// Most that a lead counts.
const MOST_LEAD: i32 = 64 * score::ONE * UNIT;

/// Evidence beside a page, and by what they are compared.
#[derive(Clone, Copy)]
pub struct Scales<'a> {
    /// What was recorded.
    pub evidence: &'a Evidence,
    /// What is there.
    pub survey: &'a Survey,
    /// What survived of each source.
    pub survival: &'a [i32; SOURCES],
    /// Weights.
    pub model: &'a Model,
}

impl Scales<'_> {
    fn claim(&self, single: &[Hash; SINGLE], print: &Print) -> i32 {
        score::claim(single, print, self.survival, &self.model.weights)
    }

    fn print(&self, index: usize) -> Option<&Print> {
        self.survey.prints.get(index)
    }
}

/// For each look-alike, the candidate that it fits best, with its claim.
pub fn whereabouts(scales: Scales<'_>, among: &[usize]) -> Vec<Option<(i32, usize)>> {
    let claims = |rival: &[Hash; SINGLE]| {
        let claims =
            among.iter().filter_map(|index| Some((scales.claim(rival, scales.print(*index)?), *index)));
        claims.max()
    };
    scales.evidence.rivals.iter().map(claims).collect()
}

/// How much more each close candidate is the target than any look-alike that fits no other candidate better.
pub fn leads(scales: Scales<'_>, close: &[(i32, usize)], found: &[Option<(i32, usize)>]) -> Vec<i32> {
    let own = cut(&scales.evidence.print.single);
    let lead = |(_, index): &(i32, usize)| {
        let Some(print) = scales.print(*index) else { return MOST_LEAD };
        let is_here = |best: &Option<(i32, usize)>| {
            best.and_then(|(_, index)| scales.print(index)).is_some_and(|best| best.is_same_thing(print))
        };
        let rivals = scales.evidence.rivals.iter().zip(found).filter(|(_, best)| is_here(best));
        let most = rivals.map(|(rival, _)| scales.claim(rival, print)).max();
        most.map_or(MOST_LEAD, |most| (scales.claim(&own, print) - most).min(MOST_LEAD))
    };
    close.iter().map(lead).collect()
}

/// How much more a candidate is the target than any look-alike, wherever that is now.
pub fn lead_over_any(scales: Scales<'_>, print: &Print) -> i32 {
    let own = scales.claim(&cut(&scales.evidence.print.single), print);
    let most = scales.evidence.rivals.iter().map(|rival| scales.claim(rival, print)).max();
    most.map_or(MOST_LEAD, |most| (own - most).min(MOST_LEAD))
}

/// How look-alikes that are found again stand to a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// How many stand on the side on which they stood.
    pub kept: i32,
    /// How many stand on the other one.
    pub changed: i32,
    /// Whether the nearest before or after it is on the other side.
    pub is_passed: bool,
}

/// The order of the candidate and the look-alikes, each of which is looked for among the same candidates. It counts as found where
/// nothing else that was recorded fits better.
pub fn order(scales: Scales<'_>, whereabouts: &[Option<(i32, usize)>], best: usize) -> Order {
    let mut order = Order::default();
    let (Some(before), Some(print)) = (scales.evidence.before, scales.print(best)) else { return order };
    let own = cut(&scales.evidence.print.single);
    let (mut last_before, mut first_after) = (None, None);
    for (place, at) in whereabouts.iter().enumerate() {
        let Some((claim, index)) = *at else { continue };
        let Some(found) = scales.print(index).filter(|found| !found.is_same_thing(print)) else { continue };
        let is_outdone = |other: &[Hash; SINGLE]| scales.claim(other, found) > claim;
        if is_outdone(&own) || scales.evidence.rivals.iter().any(is_outdone) {
            continue;
        }
        let was_before = place < before;
        let count = if was_before == (index < best) { &mut order.kept } else { &mut order.changed };
        *count += 1;
        if was_before {
            last_before = Some(index);
        } else if first_after.is_none() {
            first_after = Some(index);
        }
    }
    order.is_passed =
        last_before.is_some_and(|index| index > best) || first_after.is_some_and(|index| index < best);
    order
}

fn cut(single: &[Hash; SINGLE]) -> [Hash; SINGLE] {
    let mut out = *single;
    out.iter_mut().for_each(|value| *value &= RIVAL_MASK);
    out
}
