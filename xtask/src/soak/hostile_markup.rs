//! Every hostile string through the real SDK, in the three browsers, beside a stock renderer that executes them.

use anyhow::{Context, Result};
use lotse_tests::browser::ALL;
use lotse_tests::payloads::{payloads, run};
use lotse_tests::place::Place;
use lotse_tests::session::Session;

use crate::report::Report;
use crate::{setup, wasm};

/// Shows all of them in one browser after the other.
pub async fn measure(place: &Place) -> Result<Report> {
    let texts = payloads(place, None)?.context("../shared/corpora/hostile-markup is not there")?;
    setup::for_browsers(place).await?;
    wasm::build(place).await?;
    let mut report = Report::default();
    for browser in ALL {
        let session = Session::open(*browser, place).await?;
        let counts = run(session.page(), &texts).await;
        session.close().await;
        let counts = counts.with_context(|| format!("in {browser}"))?;
        let count = |number: usize| number as f64;
        report.figure(format!("{browser}: strings"), count(counts.tried), "count");
        report.figure(format!("{browser}: refused in a text"), count(counts.refused), "count");
        report.figure(format!("{browser}: refused altogether"), count(counts.unused), "count");
        report.figure(format!("{browser}: cards shown"), count(counts.shown), "count");
        report.figure(format!("{browser}: executed by the stock renderer"), count(counts.control), "count");
        report.at_most(
            format!("{browser}: executed, loaded or reachable"),
            count(counts.faults),
            "count",
            0.0,
        );
    }
    Ok(report)
}
