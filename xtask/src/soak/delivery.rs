//! Cases on their way to a receiver that fails and is away, from a server that is killed again and again: none is lost, and what
//! arrives twice does so under the same key. On SQLite and PostgreSQL.

use std::process::Command;

use anyhow::{Context, Result};
use lotse_server::testing::Postgres;
use lotse_server::testing::delivery::{Outcome, Soak};
use lotse_tests::place::Place;

use crate::report::Report;

/// Cases handed over.
const CASES: usize = 1_000;
/// Kills for so many cases.
const KILLS: usize = 50;

/// Simulated milliseconds in a real one.
const SPEED: i64 = 12_960;

/// Runs both.
pub async fn measure(_: &Place) -> Result<Report> {
    let cases = match std::env::var("LOTSE_SOAK_CASES") {
        Ok(text) => text.parse().context("LOTSE_SOAK_CASES")?,
        Err(_) => CASES,
    };
    let kills = (KILLS * cases).div_ceil(CASES);
    let mut report = Report::default();
    tell(&mut report, "SQLite", &soak(cases, kills, None).await?);
    match Postgres::start_durable()? {
        Some(postgres) => {
            let outcome = soak(cases, kills, Some(postgres.address("postgres"))).await?;
            tell(&mut report, "PostgreSQL", &outcome);
        }
        None => eprintln!("PostgreSQL: skipped, it is not installed (cargo xtask setup)"),
    }
    Ok(report)
}

async fn soak(cases: usize, kills: usize, database: Option<String>) -> Result<Outcome> {
    let own = std::env::current_exe()?;
    let program = || {
        let mut command = Command::new(&own);
        command.arg("serve-simulated");
        command
    };
    Ok(Soak { cases, kills, speed: SPEED, database }.run(program).await?)
}

fn tell(report: &mut Report, name: &str, outcome: &Outcome) {
    let count = |number: usize| number as f64;
    let mut figure =
        |what: &str, number: usize| report.figure(format!("{name}: {what}"), count(number), "count");
    figure("cases acknowledged", outcome.acknowledged);
    figure("kill -9", outcome.kills);
    figure("requests that failed", outcome.failed);
    figure("sent once more under the same key", outcome.repeated);
    figure("simulated days", usize::try_from(outcome.days).unwrap_or(0));
    for (what, number) in [
        ("lost", outcome.lost),
        ("arrived and not told so", outcome.untold),
        ("left to people after seven days", outcome.left),
        ("under two keys", outcome.doubled),
    ] {
        report.at_most(format!("{name}: {what}"), count(number), "count", 0.0);
    }
}
