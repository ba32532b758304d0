//! Every way there is, gone through in another manner than the product does: normalised beliefs, no bounds, no numbers of states.

use std::collections::HashMap;

use proptest::prelude::*;

use super::problems;
use crate::diagnosis::{Act, Model, Reach, State, best, chain, known_costs};

/// Evidence so far: by probe and fix, 0 for nothing, otherwise what came out and 1.
type Evidence = Vec<usize>;

fn posterior(model: &Model, evidence: &Evidence) -> Vec<f64> {
    let mut belief: Vec<f64> = model.prior[..model.causes].to_vec();
    for (probe, numbers) in model.probes.iter().enumerate() {
        if (1..=numbers.likely.len()).contains(&evidence[probe]) {
            belief
                .iter_mut()
                .zip(&numbers.likely[evidence[probe] - 1])
                .for_each(|(mass, likely)| *mass *= likely);
        }
    }
    for (fix, numbers) in model.fixes.iter().enumerate() {
        if evidence[model.probes.len() + fix] > 0 {
            belief.iter_mut().zip(&numbers.mends).for_each(|(mass, mends)| *mass *= 1.0 - mends);
        }
    }
    let sum: f64 = belief.iter().sum();
    belief.iter().map(|mass| mass / sum).collect()
}

type Costs = HashMap<Evidence, f64>;
type Choose<'a> = dyn Fn(&Evidence, &dyn Fn(Act, &mut Costs) -> f64, &mut Costs) -> f64 + 'a;

/// Expected seconds under a policy; the policy chooses among what each act would cost.
fn expected(model: &Model, evidence: &Evidence, known: &mut Costs, choose: &Choose<'_>) -> f64 {
    if let Some(cost) = known.get(evidence) {
        return *cost;
    }
    let belief = posterior(model, evidence);
    let of = |act: Act, known: &mut Costs| match act {
        Act::Person => model.person_s,
        Act::Fix(index) => {
            let fix = &model.fixes[index];
            let fails: f64 = belief.iter().zip(&fix.mends).map(|(mass, mends)| mass * (1.0 - mends)).sum();
            let mut next = evidence.clone();
            next[model.probes.len() + index] = 1;
            let rest = if fails > 0.0 { fails * expected(model, &next, known, choose) } else { 0.0 };
            fix.cost_s + rest
        }
        Act::Probe(index) => {
            let probe = &model.probes[index];
            let mut cost = probe.cost_s;
            for (outcome, likely) in probe.likely.iter().enumerate() {
                let chance: f64 = belief.iter().zip(likely).map(|(mass, likely)| mass * likely).sum();
                let mut next = evidence.clone();
                next[index] = outcome + 1;
                cost += (1.0 - probe.unsure) * chance * expected(model, &next, known, choose);
            }
            if probe.unsure > 0.0 {
                let mut next = evidence.clone();
                next[index] = probe.likely.len() + 1;
                cost += probe.unsure * expected(model, &next, known, choose);
            }
            cost
        }
    };
    let cost = choose(evidence, &of, known);
    known.insert(evidence.clone(), cost);
    cost
}

fn open_acts(model: &Model, evidence: &Evidence) -> Vec<Act> {
    let probes = (0..model.probes.len()).filter(|index| evidence[*index] == 0).map(Act::Probe);
    let fixes =
        (0..model.fixes.len()).filter(|index| evidence[model.probes.len() + index] == 0).map(Act::Fix);
    probes.chain(fixes).chain([Act::Person]).collect()
}

fn nothing_known(model: &Model) -> Evidence {
    vec![0; model.probes.len() + model.fixes.len()]
}

/// The least expected cost that there is.
pub fn optimum(model: &Model) -> f64 {
    expected(model, &nothing_known(model), &mut HashMap::new(), &|evidence, of, known| {
        open_acts(model, evidence).into_iter().map(|act| of(act, known)).fold(f64::INFINITY, f64::min)
    })
}

/// What following the product's choices really costs.
pub fn followed(model: &Model, reach: Reach) -> f64 {
    expected(model, &nothing_known(model), &mut HashMap::new(), &|evidence, of, known| {
        of(best(model, &state(model, evidence), reach).0, known)
    })
}

fn state(model: &Model, evidence: &Evidence) -> State {
    let mut state = State { masses: model.prior, probes: 0, fixes: 0 };
    let belief = posterior(model, evidence);
    state.masses[..model.causes].copy_from_slice(&belief);
    for act in open_acts(model, evidence) {
        match act {
            Act::Probe(index) => state.probes |= 1 << index,
            Act::Fix(index) => state.fixes |= 1 << index,
            Act::Person => {}
        }
    }
    state
}

fn start(model: &Model) -> State {
    state(model, &nothing_known(model))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_problems_are_solved_exactly(problem in problems(5, 3, 4)) {
        let model = Model::of(&problem);
        let (least, (_, promised)) = (optimum(&model), best(&model, &start(&model), Reach::Fitting));
        prop_assert!((promised - least).abs() <= least * 1e-5, "{promised} instead of {least}");
        let paid = followed(&model, Reach::Fitting);
        prop_assert!((paid - least).abs() <= least * 1e-5, "costs {paid}, could cost {least}");
    }

    /// The theory's promise: each fix mends one cause, no two the same, nothing to ask.
    #[test]
    fn the_order_of_chance_over_cost_is_the_best_where_each_fix_mends_a_cause_of_its_own(
        shares in proptest::collection::vec((1_u32..150, 10_u32..2_000, 0_u32..=1_000), 1..7),
        person_s in 100_u32..5_000,
    ) {
        let causes: Vec<u32> = shares.iter().map(|(share, ..)| *share).collect();
        let fixes: Vec<(u32, Vec<u32>)> = shares.iter().enumerate().map(|(index, (_, cost_s, mends))| {
            let mut by_cause = vec![0; shares.len()];
            by_cause[index] = *mends;
            (*cost_s, by_cause)
        }).collect();
        let model = Model::of(&super::problem(&causes, &[], &fixes, person_s));
        let (least, greedy) = (optimum(&model), chain(&model, &start(&model)));
        prop_assert!((greedy - least).abs() <= least * 1e-9, "{greedy} instead of {least}");
    }

    #[test]
    fn looking_ahead_is_never_dearer_than_no_questions_and_never_cheaper_than_knowing_the_cause(
        problem in problems(6, 3, 4), steps in 1_usize..4,
    ) {
        let model = Model::of(&problem);
        let start = start(&model);
        let (paid, promised) = (followed(&model, Reach::Steps(steps)), best(&model, &start, Reach::Steps(steps)).1);
        prop_assert!(paid <= promised * (1.0 + 1e-9), "costs {paid}, promised {promised}");
        prop_assert!(promised <= chain(&model, &start) * (1.0 + 1e-9));
        let known: f64 = known_costs(&model).iter().zip(&model.prior).map(|(cost, mass)| cost * mass).sum();
        prop_assert!(known <= optimum(&model) * (1.0 + 1e-9), "{known} is no bound");
    }
}
