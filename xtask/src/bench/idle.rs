//! What it costs to be there while a page changes 1,000 times a second and nothing is to be shown.

use anyhow::{Result, bail};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use serde_json::Value;

use super::ground::{Ground, median, number, prepare};
use super::sampled;
use crate::report::Report;
use crate::say;

/// How long the page changes.
const SECONDS: f64 = 10.0;
/// Measured this often; the median counts.
const ROUNDS: usize = 3;
/// Least changes a second for a round to count: a page that cannot keep up asks less of us.
const LEAST_RATE: f64 = 900.0;

/// Page state, what it is, and the budget for own scripting in milliseconds.
const STATES: &[(&str, &str, f64)] =
    &[("loader", "loader only", 0.0), ("waiting", "a trigger waits for an element that never comes", 30.0)];

pub async fn run(place: &Place) -> Result<Report> {
    prepare(place).await?;
    let mut report = Report::default();
    let ground = Ground::open(Browser::Chromium, place).await?;
    let measured = states(&ground, &mut report).await;
    ground.close().await;
    measured.map(|()| report)
}

async fn states(ground: &Ground, report: &mut Report) -> Result<()> {
    let step = say::step(format!("idle: {ROUNDS} rounds of {SECONDS} s in two states"));
    let mut rounds = vec![Vec::new(); STATES.len()];
    let mut rate = f64::INFINITY;
    for _ in 0..ROUNDS {
        for ((state, ..), own) in STATES.iter().zip(&mut rounds) {
            ground.go(&format!("idle.html?{state}")).await?;
            let settled = ground.ask("bench.settled()").await?;
            if settled.get("hasCore") != Some(&Value::Bool(*state == "waiting")) {
                bail!("{state}: the core is not as it should be: {settled}");
            }
            sampled::begin(ground).await?;
            let seen = ground.ask(&format!("bench.weather({SECONDS})")).await?;
            own.push(sampled::end_ms(ground).await?);
            rate = rate.min(number(&seen, "/changes") / SECONDS);
        }
    }
    for ((_, about, budget), own) in STATES.iter().zip(&rounds) {
        report.at_most(format!("{about}: own scripting in {SECONDS} s"), median(own), "ms", *budget);
    }
    report.figure("slowest round", rate, "changes/s");
    if rate < LEAST_RATE {
        bail!("the page managed only {rate:.0} changes a second; measure on a quieter machine");
    }
    step.done();
    Ok(())
}
