//! Why something is asked, tried or handed over, as facts; the words for them are in [`crate::words`].

use super::model::{Masses, Model, ProbeNumbers, mended, times, weight};
use super::plan::{State, of};

/// How many times rarer than by chance two answers must be together before they are doubted.
const DOUBTFUL: f64 = 4.0;

/// Why this is the next move. Causes are places in the problem's list; one past its end is "something else".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The technician's fault tree leads here.
    Drawn,
    /// The answer tells these two likely causes apart.
    Separates(usize, usize),
    /// The answer confirms or rules out this cause.
    Settles(usize),
    /// This cause is the likeliest, and the fix mends it.
    Likeliest(usize),
    /// Not the likeliest cause, but soon tried.
    SoonTried(usize),
    /// A person is quicker than what is left to try.
    PersonIsQuicker,
    /// Everything was tried.
    NothingLeft,
    /// Nothing is listed that it could be.
    Unlisted,
}

/// How likely something is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Belief {
    /// Under 5 %.
    Hardly,
    /// Under 25 %.
    Rather,
    /// Under 60 %.
    Possibly,
    /// Under 90 %.
    Probably,
    /// 90 % and more.
    AlmostSurely,
}

/// Two answers that hardly go together: places of the probes. Or answers that fit no listed cause, when both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// One.
    pub one: usize,
    /// The other.
    pub other: usize,
}

/// The word for a share from 0 to 1.
#[must_use]
pub fn belief(share: f64) -> Belief {
    match share {
        share if share >= 0.9 => Belief::AlmostSurely,
        share if share >= 0.6 => Belief::Probably,
        share if share >= 0.25 => Belief::Possibly,
        share if share >= 0.05 => Belief::Rather,
        _ => Belief::Hardly,
    }
}

/// The pair of causes that the probe tells apart best, weighed by how likely both are.
pub(super) fn probe(model: &Model, masses: &Masses, index: usize) -> Reason {
    let Some(probe) = model.probes.get(index) else { return Reason::Drawn };
    let whole = weight(masses);
    let (mut best, mut gain) = ((0, 0), 0.0);
    for (one, mass) in masses.iter().enumerate().take(model.causes) {
        for (other, second) in masses.iter().enumerate().take(model.causes).skip(one + 1) {
            let apart = mass * second * distance(probe, one, other);
            if apart > gain {
                gain = apart;
                best = if mass >= second { (one, other) } else { (other, one) };
            }
        }
    }
    let share = |cause: usize| masses.get(cause).copied().unwrap_or_default() / whole;
    // Against "something else", or a cause that hardly counts, it is about one cause only.
    if best.1 + 1 == model.causes || share(best.1) < 0.05 {
        Reason::Settles(best.0)
    } else if best.0 + 1 == model.causes {
        Reason::Settles(best.1)
    } else {
        Reason::Separates(best.0, best.1)
    }
}

/// How differently a probe comes out for two causes: 0 for alike, 1 for never alike.
fn distance(probe: &ProbeNumbers, one: usize, other: usize) -> f64 {
    let of = |row: &Masses, cause: usize| row.get(cause).copied().unwrap_or_default();
    probe.likely.iter().map(|row| (of(row, one) - of(row, other)).abs()).sum::<f64>() / 2.0
}

pub(super) fn fix(model: &Model, masses: &Masses, index: usize) -> Reason {
    let Some(fix) = model.fixes.get(index) else { return Reason::Drawn };
    let listed = model.causes.saturating_sub(1);
    let most = |list: &mut dyn Iterator<Item = (usize, f64)>| {
        list.fold((0, -1.0), |best, entry| if entry.1 > best.1 { entry } else { best }).0
    };
    let likeliest = most(&mut masses.iter().copied().enumerate().take(listed));
    let aim =
        most(&mut masses.iter().zip(&fix.mends).map(|(mass, mends)| mass * mends).enumerate().take(listed));
    if aim == likeliest { Reason::Likeliest(aim) } else { Reason::SoonTried(aim) }
}

pub(super) fn person(model: &Model, state: &State) -> Reason {
    if model.causes <= 1 {
        return Reason::Unlisted;
    }
    let could_help = of(state.fixes, &model.fixes).any(|(_, fix)| mended(&state.masses, fix) > 0.0);
    if could_help { Reason::PersonIsQuicker } else { Reason::NothingLeft }
}

/// After F. V. Jensen's measure of conflict (1991): evidence that is rarer together than it would be if its parts had nothing to
/// do with each other does not come from one of the causes. The pair where that is worst.
pub(super) fn doubt(model: &Model, observed: &[(usize, usize)]) -> Option<Doubt> {
    let likely = |(probe, outcome): (usize, usize)| model.probes.get(probe)?.likely.get(outcome);
    let alone = |entry| likely(entry).map_or(1.0, |likely| weight(&times(&model.prior, likely)));
    let (mut worst, mut found) = (DOUBTFUL, None);
    for (place, one) in observed.iter().enumerate() {
        for other in observed.iter().skip(place + 1) {
            let (Some(first), Some(second)) = (likely(*one), likely(*other)) else { continue };
            let together = weight(&times(&times(&model.prior, first), second));
            let rarer = alone(*one) * alone(*other) / together;
            if rarer > worst {
                worst = rarer;
                found = Some(Doubt { one: one.0, other: other.0 });
            }
        }
    }
    found
}
