//! A problem as numbers: what a belief is made of, and how it changes.
//!
//! One fault is at work: one of the listed causes, or something else, which is the last place of every list here. Given the
//! cause, what comes out of different probes is independent, and so is whether a fix mends it. A belief is kept without
//! dividing by its sum (its *weight*), so that expected costs add up over branches.

use lotse_model::gather::Gather as _;
use lotse_model::problem::{MAX_CAUSES, Problem, WHOLE};

/// The least share of "something else": nobody can list every cause. Out of 1,000.
pub const LEAST_REST: u32 = 5;
/// What a share of 0 counts as, out of 1,000: people slip, and no answer alone may rule a cause out for ever.
pub const LEAST_SHARE: u32 = 1;

/// How likely each cause is, times the weight of the belief. What lies behind the causes of the model is 0.
pub type Masses = [f64; MAX_CAUSES + 1];

/// A probe as numbers.
#[derive(Clone, Debug)]
pub struct ProbeNumbers {
    /// What it costs, in seconds; 0 where it is automatic.
    pub cost_s: f64,
    /// The part of users who cannot say.
    pub unsure: f64,
    /// By outcome, how likely it is given each cause.
    pub likely: Vec<Masses>,
    /// Whether it runs silently.
    pub is_automatic: bool,
}

/// A fix as numbers.
#[derive(Clone, Debug)]
pub struct FixNumbers {
    /// What it costs, in seconds.
    pub cost_s: f64,
    /// How likely it mends each cause.
    pub mends: Masses,
    /// The causes that it can mend, with how likely that is: few of all.
    aims: Vec<(usize, f64)>,
    /// The same causes, one bit each.
    pub(super) causes: u32,
    /// One over the cost.
    pub(super) per_s: f64,
}

impl FixNumbers {
    /// A fix that costs so many seconds and mends each cause so likely.
    #[must_use]
    pub fn new(cost_s: f64, mends: Masses) -> Self {
        let aims: Vec<(usize, f64)> =
            mends.iter().copied().enumerate().filter(|(_, mends)| *mends > 0.0).gather();
        let causes = aims.iter().fold(0, |bits, (cause, _)| bits | (1 << cause));
        FixNumbers { cost_s, mends, aims, causes, per_s: 1.0 / cost_s }
    }
}

/// A problem as numbers.
#[derive(Clone, Debug)]
pub struct Model {
    /// How many causes there are, with "something else".
    pub causes: usize,
    /// How likely each is before anything is known; adds up to 1.
    pub prior: Masses,
    /// The probes, in the order of the problem.
    pub probes: Vec<ProbeNumbers>,
    /// The fixes, in the order of the problem.
    pub fixes: Vec<FixNumbers>,
    /// What a person costs, in seconds.
    pub person_s: f64,
}

impl Model {
    /// The numbers of a problem. What refers to nothing is passed over; validation has reported it.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let causes = problem.causes.len().min(MAX_CAUSES);
        let place = |id: &str| problem.causes.iter().take(causes).position(|cause| cause.id.as_str() == id);
        let shares: Vec<u32> = problem.causes.iter().take(causes).map(|cause| cause.permille).gather();
        let listed: u32 = shares.iter().sum();
        let rest = WHOLE.saturating_sub(listed).max(LEAST_REST);
        let whole = f64::from(listed + rest);
        let mut prior = [0.0; MAX_CAUSES + 1];
        for (slot, share) in prior.iter_mut().zip(shares.iter().chain([&rest])) {
            *slot = f64::from(*share) / whole;
        }
        let probes = problem.probes.iter().map(|probe| {
            let count = probe.outcome_count();
            let mut likely = vec![[0.0; MAX_CAUSES + 1]; count];
            for cause in 0..=causes {
                set_column(&mut likely, cause, &probe.otherwise);
            }
            for given in &probe.given {
                if let Some(cause) = place(given.cause.as_str()) {
                    set_column(&mut likely, cause, &given.permille);
                }
            }
            let is_automatic = probe.is_automatic();
            ProbeNumbers {
                cost_s: if is_automatic { 0.0 } else { f64::from(probe.cost_s) },
                unsure: f64::from(probe.unsure_permille.min(WHOLE)) / f64::from(WHOLE),
                likely,
                is_automatic,
            }
        });
        let fixes = problem.fixes.iter().map(|fix| {
            let mut mends = [0.0; MAX_CAUSES + 1];
            for mend in &fix.mends {
                if let Some(slot) = place(mend.cause.as_str()).and_then(|cause| mends.get_mut(cause)) {
                    *slot = f64::from(mend.permille.min(WHOLE)) / f64::from(WHOLE);
                }
            }
            FixNumbers::new(f64::from(fix.cost_s.max(1)), mends)
        });
        Model {
            causes: causes + 1,
            prior,
            probes: probes.gather(),
            fixes: fixes.gather(),
            person_s: f64::from(problem.person_s.max(1)),
        }
    }
}

/// Sets how likely the outcomes are given one cause; equal shares where none are given.
fn set_column(likely: &mut [Masses], cause: usize, shares: &[u32]) {
    let count = likely.len();
    let share = |outcome: usize| match shares.get(outcome) {
        Some(share) if shares.len() == count => f64::from((*share).max(LEAST_SHARE)),
        _ => 1.0,
    };
    let sum: f64 = (0..count).map(share).sum();
    for (outcome, row) in likely.iter_mut().enumerate() {
        if let Some(slot) = row.get_mut(cause) {
            *slot = share(outcome) / sum;
        }
    }
}

/// The weight of a belief.
#[must_use]
pub fn weight(masses: &Masses) -> f64 {
    masses.iter().sum()
}

/// A belief after something whose likelihood by cause is known.
#[must_use]
pub fn times(masses: &Masses, likely: &Masses) -> Masses {
    let mut out = *masses;
    for (slot, likely) in out.iter_mut().zip(likely) {
        *slot *= likely;
    }
    out
}

/// A belief after a fix that did not mend it.
#[must_use]
pub fn unmended(masses: &Masses, fix: &FixNumbers) -> Masses {
    let mut out = *masses;
    take_mended(&mut out, fix);
    out
}

/// Takes the part that a fix mends out of a belief.
pub(super) fn take_mended(masses: &mut Masses, fix: &FixNumbers) {
    for (cause, mends) in &fix.aims {
        if let Some(slot) = masses.get_mut(*cause) {
            *slot *= 1.0 - mends;
        }
    }
}

/// The part of a belief that a fix mends.
#[must_use]
pub fn mended(masses: &Masses, fix: &FixNumbers) -> f64 {
    fix.aims.iter().map(|(cause, mends)| masses.get(*cause).map_or(0.0, |mass| mass * mends)).sum()
}
