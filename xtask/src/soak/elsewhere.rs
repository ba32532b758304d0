//! Recorded guides in the app's other language, for another user and on older versions: pointing at something else is over budget;
//! how many get to their ends is a figure.

use std::fs;

use anyhow::{Context, Result, ensure};
use lotse_tests::place::Place;
use lotse_tests::report::Outcome;
use serde_json::Value;
use tokio::time::Instant;

use crate::report::Report;
use crate::test::{LONGEST, Round, browser};

/// Plays the whole area and gathers what its tests have told.
pub async fn measure(place: &Place) -> Result<Report> {
    browser::build(place).await?;
    let folder = place.out().join("elsewhere");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let arguments = ["--full", "--filter", "elsewhere/"];
    let (ending, records) = browser::play(&Round::until(place, Instant::now() + LONGEST), &arguments).await?;
    ensure!(!records.is_empty(), "no test has run: {ending:?}");
    let mut files: Vec<_> = fs::read_dir(&folder)?.flatten().map(|file| file.path()).collect();
    files.sort();
    let mut report = Report::default();
    for file in files {
        let told: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let word = |name: &str| told.get(name).and_then(Value::as_str).with_context(|| name.to_owned());
        let number = |name: &str| told.get(name).and_then(Value::as_f64).with_context(|| name.to_owned());
        let what = format!("{}, {}", word("kind")?, word("browser")?);
        report.figure(format!("{what}: guides"), number("guides")?, "count");
        report.figure(format!("{what}: followed to the end"), number("to_the_end")?, "count");
        report.figure(format!("{what}: steps that pointed right"), number("right")?, "count");
        report.figure(format!("{what}: steps that pointed nowhere"), number("nowhere")?, "count");
        report.at_most(format!("{what}: wrong elements"), number("wrong")?, "count", 0.0);
    }
    for record in &records {
        if let Outcome::Skipped { reason } = &record.outcome {
            report.figure(format!("{}, {}: skipped ({reason})", record.test, record.browser), 1.0, "count");
        }
    }
    let broken = records.iter().filter(|record| matches!(record.outcome, Outcome::Failed { .. })).count();
    report.at_most("tests that broke off or pointed wrong", broken as f64, "count", 0.0);
    Ok(report)
}
