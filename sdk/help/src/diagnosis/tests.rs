//! Diagnosis held against tables worked out by hand, and against going through every way there is.

mod cases;
mod optimum;

use lotse_model::basic::{CauseId, FixId, GuideId, ProbeId};
use lotse_model::problem::{Cause, Fix, Given, Means, Mend, Probe, Problem};
use lotse_model::text::Text;
use proptest::prelude::*;

use super::{Act, Finding};

/// A problem out of numbers: shares of causes; probes as cost, unsure, and the share of "yes" by cause; fixes as cost and the
/// share mended by cause.
pub fn problem(
    causes: &[u32],
    probes: &[(u32, u32, Vec<u32>)],
    fixes: &[(u32, Vec<u32>)],
    person_s: u32,
) -> Problem {
    let text = || Text::Inline(Default::default());
    let cause = |index: usize| CauseId::new(&format!("c{index}")).expect("an id");
    let mut problem: Problem =
        lotse_model::wire::read(r#"{"id": "p", "title": {"en": "P"}}"#).expect("the smallest problem");
    problem.person_s = person_s;
    problem.causes = causes
        .iter()
        .enumerate()
        .map(|(index, permille)| Cause { id: cause(index), title: text(), permille: *permille })
        .collect();
    let of = |yes: &u32| vec![*yes, 1_000 - *yes];
    problem.probes = probes
        .iter()
        .enumerate()
        .map(|(index, (cost_s, unsure_permille, yes))| Probe {
            id: probe(index),
            by: Means::Question { title: text(), body: None },
            cost_s: *cost_s,
            outcomes: Vec::new(),
            unsure_permille: *unsure_permille,
            given: yes
                .iter()
                .take(causes.len())
                .enumerate()
                .map(|(index, yes)| Given { cause: cause(index), permille: of(yes) })
                .collect(),
            otherwise: yes.get(causes.len()).map(of).unwrap_or_default(),
        })
        .collect();
    problem.fixes = fixes
        .iter()
        .enumerate()
        .map(|(index, (cost_s, mends))| Fix {
            id: fix(index),
            guide: GuideId::new("g").expect("an id"),
            cost_s: *cost_s,
            mends: mends
                .iter()
                .enumerate()
                .map(|(index, permille)| Mend { cause: cause(index), permille: *permille })
                .collect(),
            verified_by: None,
        })
        .collect();
    problem
}

pub fn probe(index: usize) -> ProbeId {
    ProbeId::new(&format!("q{index}")).expect("an id")
}

pub fn fix(index: usize) -> FixId {
    FixId::new(&format!("f{index}")).expect("an id")
}

pub fn answered(index: usize, outcome: Option<&str>) -> Finding {
    let outcome = outcome.and_then(lotse_model::basic::AnswerId::new);
    Finding::Probe { probe: probe(index), outcome }
}

pub fn failed(index: usize) -> Finding {
    Finding::NotSolved { fix: fix(index) }
}

/// Small problems of every shape; so many causes, probes and fixes at the most.
pub fn problems(causes: usize, probes: usize, fixes: usize) -> impl Strategy<Value = Problem> {
    let shares = proptest::collection::vec(1_u32..100, 1..=causes);
    shares.prop_flat_map(move |shares| {
        let count = shares.len();
        let sum: u32 = shares.iter().sum();
        let shares: Vec<u32> = shares.iter().map(|share| share * 950 / sum).collect();
        let probe = (
            1_u32..200,
            prop_oneof![Just(0_u32), 0_u32..400],
            proptest::collection::vec(0_u32..=1_000, count),
        );
        let mends = proptest::collection::vec(prop_oneof![2 => Just(0_u32), 1 => 0_u32..=1_000], count);
        let probes = proptest::collection::vec(probe, 0..=probes);
        let fixes = proptest::collection::vec((10_u32..1_500, mends), 0..=fixes);
        (Just(shares), probes, fixes, 100_u32..4_000)
            .prop_map(|(shares, probes, fixes, person_s)| problem(&shares, &probes, &fixes, person_s))
    })
}

/// What an act is noted as, for an outcome.
pub fn finding(act: Act, outcome: Option<&str>) -> Finding {
    match act {
        Act::Probe(index) => answered(index, outcome),
        Act::Fix(index) => failed(index),
        Act::Person => unreachable!("nothing comes after a person"),
    }
}
