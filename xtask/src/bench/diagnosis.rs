//! `cargo xtask bench diagnosis`: what finding a cause costs, beside other ways of going about it. Simulated, native, no browser.
//!
//! Two questions. On a printer problem with many causes: minutes of the user's time against a technician's fixed tree and
//! against fixes in simple orders, for the same drawn cases. On small made-up problems: expected cost against the least there is,
//! all states gone through.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow};
use lotse_help::diagnosis::{Diagnosis, Finding, Model, Move, Reach, best, known_costs};
use lotse_help::simulation::{
    Case, Order, Outcome, Random, Sizes, draw, followed, least, run as lead, run_in_order, small_model,
};
use lotse_model::problem::{Problem, ProblemSource, TreeNode};
use lotse_tests::place::Place;

use crate::report::Report;

/// Simulated cases of the printer problem.
const CASES: usize = 10_000;
/// Small made-up problems.
const MODELS: usize = 200;
/// Where chance begins. Another number gives other cases; nothing was chosen for this one.
const SEED: u64 = 2_026;
const SMALL: Sizes = Sizes { causes: (3, 7), probes: (2, 5), fixes: (3, 7) };
const LARGE: Sizes = Sizes { causes: (10, 20), probes: (8, 15), fixes: (8, 16) };

/// Measures, natively.
///
/// # Errors
/// When the problem or the tree cannot be read.
pub fn run(place: &Place) -> Result<Report> {
    let mut report = Report::default();
    printer(place, &mut report)?;
    small(&mut report);
    large(&mut report);
    Ok(report)
}

fn read<T: lotse_model::wire::Wire>(place: &Place, file: &str) -> Result<T> {
    let text = std::fs::read_to_string(place.root().join(file)).with_context(|| format!("reading {file}"))?;
    lotse_model::wire::read(&text).map_err(|problems| anyhow!("{file}: {problems:?}"))
}

fn printer(place: &Place, report: &mut Report) -> Result<()> {
    let source: ProblemSource = read(place, "examples/kontor/problems/nothing-printed.problem.json")?;
    let problem = source.problem;
    let tree: Vec<TreeNode> = read(place, "xtask/bench/diagnosis/printer-tree.json")?;
    let drawn = Problem { tree, ..problem.clone() };
    let diagnosis = Diagnosis::new(&problem, &[]);
    let model = diagnosis.model().clone();
    let mut random = Random::new(SEED);
    let cases: Vec<Case> = (0..CASES).map(|_| draw(&model, &mut random)).collect();

    let (ours, times) = led(&problem, &diagnosis, &cases);
    let (fixed, _) = led(&drawn, &Diagnosis::new(&drawn, &[]), &cases);
    let (myopic, _) = led(&problem, &diagnosis.clone().with_reach(Reach::Steps(1)), &cases);
    let ours_s = minutes(report, "printer: Lotse", &ours);
    let fixed_s = minutes(report, "printer: the technician's tree", &fixed);
    minutes(report, "printer: one step ahead", &myopic);
    let mut orders = Vec::new();
    for (name, order) in [
        ("p/c order, no questions", Order::Chain),
        ("likeliest first", Order::Likeliest),
        ("cheapest first", Order::Cheapest),
        ("order by chance", Order::ByChance),
        ("call the desk at once", Order::Person),
    ] {
        let outcomes: Vec<Outcome> = cases.iter().map(|case| run_in_order(&model, order, case)).collect();
        orders.push((name, minutes(report, &format!("printer: {name}"), &outcomes)));
    }
    let known = known_costs(&model);
    let bound: f64 = cases.iter().map(|case| known.get(case.cause).copied().unwrap_or_default()).sum();
    report.figure("printer: if the cause were known", bound / CASES as f64 / 60.0, "min");
    report.at_most("printer: Lotse / technician's tree", ours_s / fixed_s, "x", 0.85);
    for (name, cost) in orders {
        report.at_most(format!("printer: Lotse / {name}"), ours_s / cost, "x", 1.0);
    }
    let asked = mean(ours.iter().map(|outcome| outcome.asked as f64));
    report.figure("printer: questions and tests asked, mean", asked, "");
    let by_person = mean(ours.iter().map(|outcome| f64::from(outcome.by_person)));
    report.figure("printer: handed to a person", by_person * 100.0, "%");
    report.figure("printer: a decision natively, p95", super::part(times.clone(), 0.95), "ms");
    report.figure("printer: a decision natively, longest", super::part(times, 1.0), "ms");
    Ok(())
}

/// Leads all cases; equal findings are decided once. Also how long each decision took, in milliseconds.
fn led(problem: &Problem, diagnosis: &Diagnosis, cases: &[Case]) -> (Vec<Outcome>, Vec<f64>) {
    let mut known: HashMap<String, Move> = HashMap::new();
    let mut times = Vec::new();
    let mut next = |diagnosis: &Diagnosis| {
        let mut findings: Vec<&Finding> = diagnosis.findings().iter().collect();
        findings.sort_by_key(|finding| format!("{finding:?}"));
        known
            .entry(format!("{findings:?}"))
            .or_insert_with(|| {
                let before = super::own_time_ms();
                let next = diagnosis.next();
                times.push(super::own_time_ms() - before);
                next
            })
            .clone()
    };
    let outcomes = cases.iter().map(|case| lead(problem, diagnosis, case, &mut next)).collect();
    (outcomes, times)
}

fn minutes(report: &mut Report, name: &str, outcomes: &[Outcome]) -> f64 {
    let cost = mean(outcomes.iter().map(|outcome| outcome.cost_s));
    report.figure(name, cost / 60.0, "min");
    cost
}

fn small(report: &mut Report) {
    let mut random = Random::new(SEED + 1);
    let models: Vec<Model> = (0..MODELS).map(|_| small_model(&mut random, SMALL)).collect();
    let optima: Vec<f64> = models.iter().map(least).collect();
    for (name, reach, budget) in [
        ("Lotse", Reach::Fitting, Some((1.005, 1.02))),
        ("three steps ahead", Reach::Steps(3), None),
        ("two steps ahead", Reach::Steps(2), None),
        ("one step ahead", Reach::Steps(1), None),
        ("p/c order, no questions", Reach::Steps(0), None),
    ] {
        let ratios: Vec<f64> = models
            .iter()
            .zip(&optima)
            .map(|(model, least)| followed(model, &mut |state| best(model, state, reach).0) / least)
            .collect();
        let (middle, most) = (mean(ratios.iter().copied()), super::part(ratios, 0.95));
        let (of_mean, of_part) =
            (format!("small: {name} / optimum, mean"), format!("small: {name} / optimum, p95"));
        match budget {
            Some((mean_budget, part_budget)) => {
                report.at_most(of_mean, middle, "x", mean_budget);
                report.at_most(of_part, most, "x", part_budget);
            }
            None => {
                report.figure(of_mean, middle, "x");
                report.figure(of_part, most, "x");
            }
        }
    }
}

/// Problems too large for going through all states: what is promised (and by the theory kept) against the bounds.
fn large(report: &mut Report) {
    let mut random = Random::new(SEED + 2);
    let (mut above_known, mut below_chain, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..MODELS {
        let model = small_model(&mut random, LARGE);
        let state = lotse_help::simulation::start(&model);
        let chain = lotse_help::diagnosis::chain(&model, &state);
        let before = super::own_time_ms();
        let (_, cost) = best(&model, &state, Reach::Fitting);
        times.push(super::own_time_ms() - before);
        let known: f64 = known_costs(&model).iter().zip(&model.prior).map(|(cost, mass)| cost * mass).sum();
        above_known.push(cost / known);
        below_chain.push(cost / chain);
    }
    report.figure("large: Lotse promises / cause known, mean", mean(above_known.iter().copied()), "x");
    report.figure("large: Lotse promises / p/c order, mean", mean(below_chain.iter().copied()), "x");
    report.at_most("large: Lotse promises / p/c order, most", super::part(below_chain, 1.0), "x", 1.000_001);
    report.figure("large: a decision natively, p95", super::part(times.clone(), 0.95), "ms");
    report.figure("large: a decision natively, longest", super::part(times, 1.0), "ms");
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}
