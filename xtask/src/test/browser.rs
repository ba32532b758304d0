//! Pages in real browsers: builds what they load, runs `tests/browser` and reads its results.

use std::fs;

use anyhow::{Context, Result};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use lotse_tests::report::{Outcome, Record};

use super::Round;
use super::tally::Tally;
use crate::command::Ending;
use crate::{demo, setup};

/// Runs the browser tests in the named browsers, or in all.
pub async fn run(
    round: &Round<'_>,
    browsers: &[Browser],
    filter: Option<&str>,
    tally: &mut Tally,
) -> Result<()> {
    build(round.place).await?;
    let mut arguments = Vec::new();
    for browser in browsers {
        arguments.extend(["--browser", browser.name()]);
    }
    if let Some(filter) = filter {
        arguments.extend(["--filter", filter]);
    }
    let (ending, records) = play(round, &arguments).await?;

    let mut failed = 0;
    for record in records {
        let name = format!("browser: {} in {}", record.test, record.browser.name());
        if let Some(reason) = &record.at_first {
            tally.unsteady(name.clone(), reason);
        }
        match record.outcome {
            Outcome::Passed => tally.pass(1),
            Outcome::Failed { reason } => {
                tally.fail_with(name, &reason);
                failed += 1;
            }
            Outcome::Skipped { reason } => tally.skip(name, reason),
        }
    }
    match ending {
        Ending::OutOfTime => tally.fail("browser: out of time"),
        Ending::Failure if failed == 0 => tally.fail("browser: does not build or broke off"),
        Ending::Failure | Ending::Success => {}
    }
    Ok(())
}

/// Everything that the pages of the tests load.
pub async fn build(place: &Place) -> Result<()> {
    setup::for_browsers(place).await?;
    demo::build_with_studio(place).await
}

/// Runs the tests with these arguments, and reads what they have noted.
pub async fn play(round: &Round<'_>, arguments: &[&str]) -> Result<(Ending, Vec<Record>)> {
    let results = round.place.out().join("browser.jsonl");
    fs::write(&results, "")?;
    let ending = round
        .cargo()
        .args(["test", "--quiet", "--locked", "--workspace", "--test", "browser", "--", "--results"])
        .arg(&results)
        .args(arguments)
        .ending()
        .await?;
    let text = fs::read_to_string(&results)?;
    let record = |line: &str| serde_json::from_str(line).with_context(|| format!("reading result {line}"));
    Ok((ending, text.lines().map(record).collect::<Result<_>>()?))
}
