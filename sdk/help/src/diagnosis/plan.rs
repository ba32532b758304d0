//! What to do next: the action of least expected cost.
//!
//! Decision-theoretic troubleshooting after D. Heckerman, J. S. Breese and K. Rommelse, "Decision-theoretic troubleshooting",
//! Communications of the ACM 38(3), 1995: fixes in the order of p/c (chance to mend it over cost), a person as the last
//! resort who mends everything, questions where their expected value pays. Two additions. Where few states are left, all of
//! them are gone through, which is exact. Otherwise the expected cost of going on by p/c order alone (the *chain*) is put
//! at the end of a look-ahead of bounded depth, in the way of a rollout (Bertsekas and Castañon, 1999): every value met is
//! the cost of a way that exists and looking deeper only lowers it, so that what is done is never dearer than the chain.
//!
//! Invariants: no action is taken twice, so everything ends; the same state gives the same action; ties go to what stands first.

use lotse_model::problem::MAX_FIXES;

use super::model::{Masses, Model, mended, take_mended, times, unmended, weight};

/// Most states that are numbered, to go through them exactly: half a megabyte of costs.
pub const MAX_STATES: usize = 1 << 17;
/// Most states that are weighed up before going through all of them is given up. Many more are ruled out unseen.
pub const MAX_EXACT_STATES: usize = 800;
/// Most beliefs that one look-ahead weighs up, about.
pub const MAX_LOOKS: usize = 4_000;
/// How to look ahead, the best way first: how many of the best actions are looked into beyond the first step, the second, ...,
/// and how many beliefs that takes for each outcome that there is at first.
const WAYS: &[(&[usize], usize)] = &[(&[4, 3, 2], 461), (&[5, 3], 107), (&[3, 2], 46), (&[5], 14), (&[], 1)];
/// The same for any number of steps.
const WIDE: &[usize] = &[5; 8];

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Ask, or have something tried.
    Probe(usize),
    /// Try a fix.
    Fix(usize),
    /// Hand over.
    Person,
}

/// Where a diagnosis stands: the belief, and what is left to do (one bit each).
#[derive(Clone, Debug)]
pub struct State {
    /// The belief.
    pub masses: Masses,
    /// Probes that can still be done.
    pub probes: u32,
    /// Fixes that can still be tried.
    pub fixes: u32,
}

/// How far a plan looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as the number of states allows: through all of them, or as many steps as are bounded.
    Fitting,
    /// So many steps, however few states there are; 0 for p/c order without questions.
    Steps(usize),
}

/// The best action, and what is expected to follow in seconds, for a belief of weight 1.
#[must_use]
pub fn best(model: &Model, state: &State, reach: Reach) -> (Act, f64) {
    let whole = weight(&state.masses);
    if whole <= 0.0 {
        return (Act::Person, model.person_s);
    }
    let (act, cost) = match reach {
        Reach::Fitting => exact(model, state)
            .unwrap_or_else(|| look(model, state, Some(way(model, state)), &known_costs(model))),
        Reach::Steps(steps) => {
            let widths = steps.checked_sub(1).map(|further| WIDE.get(..further).unwrap_or(WIDE));
            look(model, state, widths, &known_costs(model))
        }
    };
    (act, cost / whole)
}

/// Expected cost of the fixes in p/c order, each chosen in the light of those that failed, with a person at the best point:
/// no questions. Times the weight.
#[must_use]
pub fn chain(model: &Model, state: &State) -> f64 {
    chain_from(model, state).1
}

fn chain_from(model: &Model, state: &State) -> (Option<usize>, f64) {
    let mut masses = state.masses;
    let mut left = state.fixes;
    let mut gains = [0.0; MAX_FIXES];
    renew(model, &masses, left, u32::MAX, &mut gains);
    let (mut spent, mut remaining) = (0.0, weight(&masses));
    let (mut first, mut best) = (None, (None, remaining * model.person_s));
    while let Some(index) = most_for_its_cost(model, &gains, left) {
        let (Some(fix), Some(gain)) = (model.fixes.get(index), gains.get(index).copied()) else { break };
        first = first.or(Some(index));
        left &= !(1 << index);
        spent += fix.cost_s * remaining;
        take_mended(&mut masses, fix);
        remaining -= gain;
        renew(model, &masses, left, fix.causes, &mut gains);
        let cost = spent + remaining * model.person_s;
        if cost < best.1 {
            best = (first, cost);
        }
    }
    best
}

/// How much each fix mends, anew for those that mend one of these causes.
fn renew(model: &Model, masses: &Masses, left: u32, causes: u32, gains: &mut [f64; MAX_FIXES]) {
    for (index, fix) in of(left, &model.fixes).filter(|(_, fix)| fix.causes & causes != 0) {
        if let Some(gain) = gains.get_mut(index) {
            *gain = mended(masses, fix);
        }
    }
}

/// The fix with the greatest p/c.
fn most_for_its_cost(model: &Model, gains: &[f64; MAX_FIXES], left: u32) -> Option<usize> {
    let (mut best, mut best_rate) = (None, 0.0);
    for ((index, fix), gain) in model.fixes.iter().enumerate().zip(gains) {
        let rate = gain * fix.per_s;
        if rate > best_rate && left & (1 << index) != 0 {
            best_rate = rate;
            best = Some(index);
        }
    }
    best
}

/// The entries of a list whose bits are set.
pub(super) fn of<T>(bits: u32, list: &[T]) -> impl Iterator<Item = (usize, &T)> {
    list.iter().enumerate().filter(move |(index, _)| *index < 32 && bits & (1 << index) != 0)
}

/// How many states can still be met, at most [`usize::MAX`].
fn state_count(model: &Model, state: &State) -> usize {
    let probes = of(state.probes, &model.probes)
        .fold(1_usize, |count, (_, probe)| count.saturating_mul(probe.likely.len() + 2));
    of(state.fixes, &model.fixes).fold(probes, |count, _| count.saturating_mul(2))
}

/// What a person who knew the cause would spend, times the weight: nothing can be cheaper.
fn least(masses: &Masses, known: &Masses) -> f64 {
    masses.iter().zip(known).map(|(mass, cost)| mass * cost).sum()
}

/// For each cause, the expected cost when it is known: its fixes by p/c, then a person.
#[must_use]
pub fn known_costs(model: &Model) -> Masses {
    let mut out = [0.0; lotse_model::problem::MAX_CAUSES + 1];
    let fixes = all(model.fixes.len());
    for (cause, slot) in out.iter_mut().enumerate().take(model.causes) {
        let mut masses = [0.0; lotse_model::problem::MAX_CAUSES + 1];
        masses.iter_mut().skip(cause).take(1).for_each(|mass| *mass = 1.0);
        *slot = chain(model, &State { masses, probes: 0, fixes });
    }
    out
}

/// As many bits as there are entries.
pub(super) fn all(count: usize) -> u32 {
    if count >= 32 { u32::MAX } else { (1 << count) - 1 }
}

/// Going through all states.
struct Exact<'a> {
    model: &'a Model,
    known: Masses,
    /// What each state costs, by its number; negative where it has not been met.
    costs: Vec<f32>,
    /// How much a state's number grows: by probe for each outcome, by fix.
    probe_steps: [usize; 32],
    fix_steps: [usize; 32],
    /// How many states may still be weighed up.
    left: usize,
}

/// The best action of all; nothing when there are too many states.
fn exact(model: &Model, state: &State) -> Option<(Act, f64)> {
    let count = state_count(model, state);
    if count > MAX_STATES {
        return None;
    }
    let mut exact = Exact {
        model,
        known: known_costs(model),
        costs: vec![-1.0; count],
        probe_steps: [0; 32],
        fix_steps: [0; 32],
        left: MAX_EXACT_STATES,
    };
    let mut size = 1;
    for (index, probe) in of(state.probes, &model.probes) {
        exact.probe_steps.iter_mut().skip(index).take(1).for_each(|step| *step = size);
        size *= probe.likely.len() + 2;
    }
    for (index, _) in of(state.fixes, &model.fixes) {
        exact.fix_steps.iter_mut().skip(index).take(1).for_each(|step| *step = size);
        size *= 2;
    }
    let best = exact.decide(state, 0);
    (exact.left > 0).then_some(best)
}

impl Exact<'_> {
    fn cost(&mut self, state: &State, number: usize) -> f64 {
        if let Some(cost) = self.costs.get(number).filter(|cost| **cost >= 0.0) {
            return f64::from(*cost);
        }
        let cost = self.decide(state, number).1;
        if let Some(slot) = self.costs.get_mut(number) {
            *slot = cost as f32;
        }
        cost
    }

    fn decide(&mut self, state: &State, number: usize) -> (Act, f64) {
        let model = self.model;
        let whole = weight(&state.masses);
        let (first, cost) = chain_from(model, state);
        let mut best = (first.map_or(Act::Person, Act::Fix), cost);
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return best;
        }
        let floor = least(&state.masses, &self.known);
        for (index, fix) in of(state.fixes, &model.fixes) {
            let now = fix.cost_s * whole;
            if mended(&state.masses, fix) <= 0.0 {
                continue;
            }
            let masses = unmended(&state.masses, fix);
            if now + least(&masses, &self.known) < best.1 {
                let next = State { masses, fixes: state.fixes & !(1 << index), ..*state };
                let step = self.fix_steps.get(index).copied().unwrap_or_default();
                let cost = now + self.cost(&next, number + step);
                if cost < best.1 {
                    best = (Act::Fix(index), cost);
                }
            }
        }
        for (index, probe) in of(state.probes, &model.probes) {
            let now = probe.cost_s * whole;
            if now + floor >= best.1 {
                continue;
            }
            let step = self.probe_steps.get(index).copied().unwrap_or_default();
            let probes = state.probes & !(1 << index);
            let mut cost = now;
            for (outcome, likely) in probe.likely.iter().enumerate() {
                let mut masses = times(&state.masses, likely);
                masses.iter_mut().for_each(|mass| *mass *= 1.0 - probe.unsure);
                cost += self.cost(&State { masses, probes, ..*state }, number + step * (outcome + 1));
                if cost >= best.1 {
                    break;
                }
            }
            if probe.unsure > 0.0 && cost < best.1 {
                let mut masses = state.masses;
                masses.iter_mut().for_each(|mass| *mass *= probe.unsure);
                let number = number + step * (probe.likely.len() + 1);
                cost += self.cost(&State { masses, probes, ..*state }, number);
            }
            if cost < best.1 {
                best = (Act::Probe(index), cost);
            }
        }
        best
    }
}

/// How far to look: further where less is left to do, never less far after a step.
fn way(model: &Model, state: &State) -> &'static [usize] {
    let outcomes = of(state.probes, &model.probes).fold(0, |sum, (_, probe)| sum + probe.likely.len() + 1);
    let first = outcomes + state.fixes.count_ones() as usize;
    let fitting = WAYS.iter().find(|(_, looks)| first * looks <= MAX_LOOKS);
    fitting.map_or(&[], |(widths, _)| widths)
}

/// The best action when the next step and one more for each of `widths` are looked at, and the rest goes by p/c order; `None` for
/// p/c order alone. Times the weight.
fn look(model: &Model, state: &State, widths: Option<&[usize]>, known: &Masses) -> (Act, f64) {
    let (first, cost) = chain_from(model, state);
    let mut best = (first.map_or(Act::Person, Act::Fix), cost);
    let Some(widths) = widths else { return best };
    let whole = weight(&state.masses);
    let floor = least(&state.masses, known);
    let mut candidates: Vec<(f64, Act)> = Vec::new();
    for (index, fix) in of(state.fixes, &model.fixes) {
        if fix.cost_s * whole < best.1 && mended(&state.masses, fix) > 0.0 {
            let act = Act::Fix(index);
            candidates.push((after(model, state, act, None, known, f64::INFINITY), act));
        }
    }
    for (index, probe) in of(state.probes, &model.probes) {
        if probe.cost_s * whole + floor < best.1 {
            let act = Act::Probe(index);
            candidates.push((after(model, state, act, None, known, f64::INFINITY), act));
        }
    }
    lotse_model::order::sort_short_by(&mut candidates, |one, other| one.0 < other.0);
    for (rank, (shallow, act)) in candidates.iter().enumerate() {
        let cost = match widths {
            [width, further @ ..] if rank < *width => after(model, state, *act, Some(further), known, best.1),
            _ => *shallow,
        };
        if cost < best.1 {
            best = (*act, cost);
        }
    }
    best
}

/// The cost of an action with what follows, looked at as in [`look`]; anything from `most` on when it is dearer.
fn after(model: &Model, state: &State, act: Act, widths: Option<&[usize]>, known: &Masses, most: f64) -> f64 {
    let whole = weight(&state.masses);
    let next = |state: &State| look(model, state, widths, known).1;
    match act {
        Act::Person => whole * model.person_s,
        Act::Fix(index) => model.fixes.get(index).map_or(f64::INFINITY, |fix| {
            let masses = unmended(&state.masses, fix);
            fix.cost_s * whole + next(&State { masses, fixes: state.fixes & !(1 << index), ..*state })
        }),
        Act::Probe(index) => model.probes.get(index).map_or(f64::INFINITY, |probe| {
            let probes = state.probes & !(1 << index);
            let mut cost = probe.cost_s * whole;
            for likely in &probe.likely {
                if cost >= most {
                    break;
                }
                let mut masses = times(&state.masses, likely);
                masses.iter_mut().for_each(|mass| *mass *= 1.0 - probe.unsure);
                cost += next(&State { masses, probes, ..*state });
            }
            if probe.unsure > 0.0 && cost < most {
                let mut masses = state.masses;
                masses.iter_mut().for_each(|mass| *mass *= probe.unsure);
                cost += next(&State { masses, probes, ..*state });
            }
            cost
        }),
    }
}
