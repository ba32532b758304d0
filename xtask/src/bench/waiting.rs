//! Waiting for an element that comes late, while a page changes 10,000 times a second: from its insertion to the card painted, beside
//! the best peer, and our own work while nothing is there yet. Scenario S5 of the benchmark in `../shared/bench`.

use anyhow::{Result, bail};
use lotse_tests::place::Place;
use serde_json::Value;

use super::ground::number;
use super::peers;
use crate::report::Report;

/// The scenario and the libraries in it: those that show a late element at all, ours, and the storm alone.
const ARGUMENTS: &str = "-s S5 -l driver,shepherd,joyride,reactour,none,ours";
/// Elements of the pages.
const SIZES: [u32; 2] = [2_000, 20_000];
/// Own work in half a second, in milliseconds.
const MOST_WORK_MS: f64 = 2.0;

pub async fn run(place: &Place) -> Result<Report> {
    let mut report = Report::default();
    let results = place.out().join("bench/waiting.json");
    let Some(measured) = peers::measure(place, &results, ARGUMENTS).await? else { return Ok(report) };
    let Some(scenario) = measured.pointer("/scenarios/S5") else { bail!("no scenario S5") };
    let metrics = scenario.get("metrics").and_then(Value::as_array).into_iter().flatten();
    let metric = |key: String| {
        metrics.clone().find(|metric| metric.get("key").and_then(Value::as_str) == Some(key.as_str()))
    };
    for size in SIZES {
        for (key, what) in [("delay", "insertion to card painted"), ("delay95", "the same, p95")] {
            let Some(delay) = metric(format!("{key}-{size}")) else { bail!("no {key} at {size}") };
            report.figure(format!("{size} elements: {what}"), number(delay, "/values/ours/value"), "ms");
            let parts = peers::in_parts_of_best(delay, scenario).unwrap_or(f64::NAN);
            let label = format!("{size} elements: {what}, in parts of the best peer's");
            if key == "delay" {
                report.at_most(label, parts, "×", 1.0)
            } else {
                report.figure(label, parts, "×")
            }
        }
        let Some(work) = metric(format!("lib-{size}")) else { bail!("no work at {size}") };
        let own = number(work, "/values/ours/value");
        report.at_most(format!("{size} elements: own work in 500 ms of waiting"), own, "ms", MOST_WORK_MS);
    }
    Ok(report)
}
