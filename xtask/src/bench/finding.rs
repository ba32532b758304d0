//! What finding costs on a page of 50,000 elements: the first search, a search after the page has drawn the target anew, and
//! the look at a target that is still where it was. With what drawing the card takes, so searches alone are less.

use anyhow::{Result, bail, ensure};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use serde_json::Value;

use super::ground::{Ground, median, number, prepare};
use super::sampled::{self, Own};
use crate::report::Report;
use crate::say;

const ELEMENTS: u32 = 50_000;
/// Measured this often, each time on a new page; the median counts, for slices the least of the longest.
const ROUNDS: usize = 3;
/// How often the page draws the target anew, and changes it, in a round.
const TIMES: u32 = 10;
/// Budgets in milliseconds of own scripting.
const FIRST_MS: f64 = 150.0;
const LATER_MS: f64 = 10.0;
const STAYS_MS: f64 = 1.0;
const SLICE_MS: f64 = 8.0;

/// Guide, and by what its target is known.
const KINDS: [(&str, &str); 2] =
    [("by-attribute", "by attribute, role and name"), ("by-name", "by role and name alone")];

pub async fn run(place: &Place) -> Result<Report> {
    prepare(place).await?;
    let mut report = Report::default();
    let ground = Ground::open(Browser::Chromium, place).await?;
    let measured = kinds(&ground, &mut report).await;
    ground.close().await;
    measured.map(|()| report)
}

async fn kinds(ground: &Ground, report: &mut Report) -> Result<()> {
    for (guide, about) in KINDS {
        let step = say::step(format!("finding: {about}, {ROUNDS} rounds among {ELEMENTS} elements"));
        let (mut first, mut slices, mut anew, mut stays) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut steps = Vec::new();
        for _ in 0..ROUNDS {
            ground.go(&format!("finding.html?{guide}&{ELEMENTS}")).await?;
            ground.ask("bench.ready()").await?;
            let (seen, own) = sampled_while(ground, "bench.first()").await?;
            ensure!(!number(&seen, "/painted").is_nan(), "{about}: the target was never found");
            first.push(own.sum_ms);
            slices.push(own.longest_ms);
            for (call, each, times) in
                [("anew", &mut anew, TIMES), ("touched", &mut stays, TIMES), ("steps", &mut steps, TIMES / 2)]
            {
                let (seen, own) = sampled_while(ground, &format!("bench.{call}({times})")).await?;
                if let Some(at) = seen.get("lost").and_then(Value::as_u64) {
                    bail!("{about}: {call} {at}: the card is not at its target any more");
                }
                each.push(own.sum_ms / f64::from(TIMES));
            }
        }
        report.at_most(format!("{about}: first search"), median(&first), "ms", FIRST_MS);
        let slice = slices.iter().copied().fold(f64::INFINITY, f64::min);
        report.at_most(format!("{about}: longest slice of it"), slice, "ms", SLICE_MS);
        report.at_most(format!("{about}: drawn anew by the page"), median(&anew), "ms", LATER_MS);
        report.at_most(format!("{about}: for another step"), median(&steps), "ms", LATER_MS);
        report.at_most(format!("{about}: still where it was"), median(&stays), "ms", STAYS_MS);
        step.done();
    }
    Ok(())
}

async fn sampled_while(ground: &Ground, expression: &str) -> Result<(Value, Own)> {
    sampled::begin(ground).await?;
    let seen = ground.ask(expression).await;
    let own = sampled::end(ground).await?;
    Ok((seen?, own))
}
