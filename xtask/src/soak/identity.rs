//! The host behaves identically with and without us: every page that `test` samples in Firefox and WebKit, in all browsers.

use anyhow::{Context, Result};
use lotse_tests::place::Place;
use lotse_tests::report::{Outcome, Record};

use crate::command::Command;
use crate::report::Report;
use crate::{demo, setup};

/// Runs the whole area and counts by browser.
pub async fn measure(place: &Place) -> Result<Report> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    let results = place.out().join("identity.jsonl");
    std::fs::write(&results, "")?;
    let ending = Command::cargo()
        .args(["test", "--quiet", "--locked", "--workspace", "--test", "browser", "--"])
        .args(["--full", "--filter", "identity/", "--results"])
        .arg(&results)
        .in_folder(place.root())
        .ending()
        .await?;
    let mut report = Report::default();
    let text = std::fs::read_to_string(&results)?;
    let records = text.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned()));
    let records = records.collect::<Result<Vec<Record>>>()?;
    anyhow::ensure!(!records.is_empty(), "no test has run: {ending:?}");
    for browser in lotse_tests::browser::ALL {
        let here = || records.iter().filter(|record| record.browser == *browser);
        let differs = here().filter(|record| !matches!(record.outcome, Outcome::Passed)).count();
        report.figure(format!("{browser}: pages"), here().count() as f64, "count");
        report.at_most(format!("{browser}: pages where something differs"), differs as f64, "count", 0.0);
    }
    Ok(report)
}
