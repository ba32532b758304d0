//! What a diagnosis costs: simulated cases, other ways of going about it to compare with, and the least cost that there is.
//!
//! For the studio's simulator and for benchmarks. Chance is handed in as a seed: the same seed gives the same cases. Every way
//! is given the same cases: what the true cause is, what each probe would show, and which fixes would mend it are drawn
//! before anybody chooses.

mod exhaustive;
mod random;

pub use exhaustive::{followed, least};
pub use random::{Random, Sizes, small_model};

use lotse_model::basic::AnswerId;
use lotse_model::problem::Problem;

use crate::diagnosis::{Act, Diagnosis, Finding, Masses, Model, Move, State, mended, unmended};

/// A case: everything that could come out, decided beforehand.
#[derive(Clone, Debug)]
pub struct Case {
    /// The true cause; the last is "something else".
    pub cause: usize,
    /// By probe, what would come out; nothing where this user cannot say.
    pub outcomes: Vec<Option<usize>>,
    /// By fix, whether it would mend it.
    pub mends: Vec<bool>,
    /// For ways that toss dice: the order of the fixes.
    pub order: Vec<usize>,
}

/// What a case came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Seconds of the user's time.
    pub cost_s: f64,
    /// Questions and tests asked; automatic checks are not counted.
    pub asked: usize,
    /// Fixes tried.
    pub tried: usize,
    /// Whether a person had to take over.
    pub by_person: bool,
}

/// A way of choosing fixes without asking anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// In an order by chance.
    ByChance,
    /// The cheapest first.
    Cheapest,
    /// What mends most of what is believed first.
    Likeliest,
    /// By chance over cost, a person at the best point.
    Chain,
    /// A person at once.
    Person,
}

/// Draws a case.
#[must_use]
pub fn draw(model: &Model, random: &mut Random) -> Case {
    let shares: Vec<f64> = model.prior.iter().copied().take(model.causes).collect();
    let cause = random.choose(&shares);
    draw_of(model, cause, random)
}

/// Draws a case with this cause, as the studio's simulator does.
#[must_use]
pub fn draw_of(model: &Model, cause: usize, random: &mut Random) -> Case {
    let at = |masses: &Masses| masses.get(cause).copied().unwrap_or_default();
    let outcomes = model
        .probes
        .iter()
        .map(|probe| {
            let shares: Vec<f64> = probe.likely.iter().map(at).collect();
            let outcome = random.choose(&shares);
            (random.part() >= probe.unsure).then_some(outcome)
        })
        .collect();
    let mends = model.fixes.iter().map(|fix| random.part() < at(&fix.mends)).collect();
    let mut order: Vec<usize> = (0..model.fixes.len()).collect();
    for end in (1..order.len()).rev() {
        order.swap(end, random.below(end + 1));
    }
    Case { cause, outcomes, mends, order }
}

/// Leads a case through a diagnosis; `next` is asked for each move, so that it can be remembered for equal findings.
#[must_use]
pub fn run(
    problem: &Problem,
    diagnosis: &Diagnosis,
    case: &Case,
    next: &mut dyn FnMut(&Diagnosis) -> Move,
) -> Outcome {
    let mut diagnosis = diagnosis.clone();
    let mut outcome = Outcome::default();
    loop {
        match next(&diagnosis) {
            Move::Check(probes) => {
                probes.iter().for_each(|probe| look(problem, &mut diagnosis, case, *probe))
            }
            Move::Ask(probe, _) => {
                outcome.asked += 1;
                outcome.cost_s += diagnosis.model().probes.get(probe).map_or(0.0, |probe| probe.cost_s);
                look(problem, &mut diagnosis, case, probe);
            }
            Move::Try(index, _) => {
                outcome.tried += 1;
                outcome.cost_s += diagnosis.model().fixes.get(index).map_or(0.0, |fix| fix.cost_s);
                let Some(fix) = problem.fixes.get(index).filter(|_| case.mends.get(index) != Some(&true))
                else {
                    return outcome;
                };
                diagnosis.note(Finding::NotSolved { fix: fix.id.clone() });
            }
            Move::Person(_) => {
                outcome.by_person = true;
                outcome.cost_s += diagnosis.model().person_s;
                return outcome;
            }
        }
    }
}

/// Does a probe.
fn look(problem: &Problem, diagnosis: &mut Diagnosis, case: &Case, index: usize) {
    let Some(probe) = problem.probes.get(index) else { return };
    let outcome = case.outcomes.get(index).copied().flatten();
    let outcome: Option<AnswerId> = outcome.and_then(|outcome| {
        let word = ["yes", "no"].get(outcome).and_then(|word| AnswerId::new(word));
        if probe.outcomes.is_empty() { word } else { Some(probe.outcomes.get(outcome)?.id.clone()) }
    });
    diagnosis.note(Finding::Probe { probe: probe.id.clone(), outcome });
}

/// Where a problem stands before anything is known.
#[must_use]
pub fn start(model: &Model) -> State {
    let bits = |count: usize| (0..count).fold(0, |bits, index| bits | (1 << index));
    State { masses: model.prior, probes: bits(model.probes.len()), fixes: bits(model.fixes.len()) }
}

/// Leads a case through fixes alone.
#[must_use]
pub fn run_in_order(model: &Model, order: Order, case: &Case) -> Outcome {
    let mut outcome = Outcome::default();
    let mut state = State { probes: 0, ..start(model) };
    while let Some(index) = pick(model, order, case, &state) {
        let Some(fix) = model.fixes.get(index) else { break };
        outcome.cost_s += fix.cost_s;
        outcome.tried += 1;
        if case.mends.get(index) == Some(&true) {
            return outcome;
        }
        state = State { masses: unmended(&state.masses, fix), fixes: state.fixes & !(1 << index), ..state };
    }
    Outcome { cost_s: outcome.cost_s + model.person_s, by_person: true, ..outcome }
}

fn pick(model: &Model, order: Order, case: &Case, state: &State) -> Option<usize> {
    let open = |index: &usize| state.fixes & (1 << *index) != 0;
    let least = |worth: &dyn Fn(usize) -> f64| {
        (0..model.fixes.len()).filter(open).min_by(|one, other| worth(*one).total_cmp(&worth(*other)))
    };
    let fix = |index: usize| model.fixes.get(index);
    match order {
        Order::ByChance => case.order.iter().copied().find(open),
        Order::Cheapest => least(&|index| fix(index).map_or(0.0, |fix| fix.cost_s)),
        Order::Likeliest => least(&|index| fix(index).map_or(0.0, |fix| -mended(&state.masses, fix))),
        Order::Chain => match crate::diagnosis::best(model, state, crate::diagnosis::Reach::Steps(0)).0 {
            Act::Fix(index) => Some(index),
            _ => None,
        },
        Order::Person => None,
    }
}
