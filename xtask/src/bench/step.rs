//! From one step to the next on a page of 50,000 elements: how soon it is painted, and whether anything blocks the page.
//!
//! Every walk takes the same steps. What we do for a step, we do in every walk; what another program on the machine does,
//! it does in some. So a step counts with the shortest of its longest tasks.

use anyhow::{Result, bail};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use serde_json::Value;

use super::ground::{Ground, median, number, prepare};
use crate::report::Report;
use crate::say;

const ELEMENTS: u32 = 50_000;
const WALKS: usize = 5;
/// What browsers call a long task (W3C Long Tasks, section 1).
const LONG_TASK_MS: f64 = 50.0;

pub async fn run(place: &Place) -> Result<Report> {
    prepare(place).await?;
    let mut report = Report::default();
    let ground = Ground::open(Browser::Chromium, place).await?;
    let measured = walks(&ground, &mut report).await;
    ground.close().await;
    measured.map(|()| report)
}

async fn walks(ground: &Ground, report: &mut Report) -> Result<()> {
    let step = say::step(format!("step: {WALKS} walks over a page of {ELEMENTS} elements"));
    let mut painted = Vec::new();
    let mut longest: Vec<f64> = Vec::new();
    for _ in 0..WALKS {
        ground.go(&format!("step.html?{ELEMENTS}")).await?;
        let walk = ground.ask("bench.walk()").await?;
        let Some(steps) = walk.get("steps").and_then(Value::as_array) else { bail!("no walk: {walk}") };
        if let Some(missed) = steps.iter().position(|seen| number(seen, "/painted").is_nan()) {
            bail!("step {missed} was never painted");
        }
        painted.extend(steps.iter().skip(1).map(|seen| number(seen, "/painted")));
        let tasks: Vec<f64> = steps.iter().map(|seen| number(seen, "/longest")).collect();
        if longest.is_empty() {
            longest = tasks;
        } else {
            longest.iter_mut().zip(tasks).for_each(|(least, task)| *least = least.min(task));
        }
    }
    let (first, others) =
        longest.split_first().map_or((f64::NAN, [].as_slice()), |(first, rest)| (*first, rest));
    let worst = others.iter().copied().fold(0.0, f64::max);
    let over = longest.iter().filter(|task| **task >= LONG_TASK_MS).count();
    report.figure("next to painted, median", median(&painted), "ms");
    report.figure("longest task while a guide starts", first, "ms");
    report.figure("longest task of any other step", worst, "ms");
    report.at_most("steps with a long task", over as f64, "count", 0.0);
    step.done();
    Ok(())
}
