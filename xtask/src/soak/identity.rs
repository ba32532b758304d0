//! The host behaves identically with and without us: every page that `test` samples in Firefox and WebKit, in all browsers.

use anyhow::{Result, ensure};
use lotse_tests::place::Place;
use lotse_tests::report::Outcome;
use tokio::time::Instant;

use crate::report::Report;
use crate::test::{LONGEST, Round, browser};
use crate::{demo, setup};

/// Runs the whole area and counts by browser.
pub async fn measure(place: &Place) -> Result<Report> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    let arguments = ["--full", "--filter", "identity/"];
    let (ending, records) = browser::play(&Round::until(place, Instant::now() + LONGEST), &arguments).await?;
    let mut report = Report::default();
    ensure!(!records.is_empty(), "no test has run: {ending:?}");
    for browser in lotse_tests::browser::ALL {
        let here = || records.iter().filter(|record| record.browser == *browser);
        let differs = here().filter(|record| !matches!(record.outcome, Outcome::Passed)).count();
        report.figure(format!("{browser}: pages"), here().count() as f64, "count");
        report.at_most(format!("{browser}: pages where something differs"), differs as f64, "count", 0.0);
    }
    Ok(report)
}
