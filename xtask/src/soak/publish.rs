//! Publishing under everything that happens to servers: kills, losses of power, a full disk, a database that is gone, and a thousand
//! readers meanwhile. Nothing acknowledged is lost, nothing is there by half, nobody reads a mixture.
//!
//! `LOTSE_SOAK_PUBLISHES` sets how many publishes are to be acknowledged under kills, for each of SQLite and PostgreSQL;
//! `LOTSE_SOAK_PARTS` which parts run (`kills,power,faults,readers`).

mod faults;
mod guide;
mod kills;
mod power;
mod readers;

use anyhow::{Context, Result};
use lotse_tests::place::Place;

use crate::report::Report;
use crate::served::{Build, Kind, Served};

/// Publishes to be acknowledged on each database.
const PUBLISHES: usize = 200;
/// Losses of power.
const LOSSES: u64 = 40;
/// The databases, by the names in the report.
const DATABASES: [(&str, Kind); 2] = [("SQLite", Kind::Sqlite), ("PostgreSQL", Kind::Postgres)];

/// Runs all parts.
pub async fn measure(place: &Place) -> Result<Report> {
    let wanted = match std::env::var("LOTSE_SOAK_PUBLISHES") {
        Ok(text) => text.parse().context("LOTSE_SOAK_PUBLISHES")?,
        Err(_) => PUBLISHES,
    };
    let parts = std::env::var("LOTSE_SOAK_PARTS").ok();
    let runs = |part: &str| parts.as_ref().is_none_or(|parts| parts.split(',').any(|one| one == part));
    let mut report = Report::default();
    if runs("kills") {
        for (name, kind) in DATABASES {
            if let Some(served) = start(place, name, kind).await? {
                kills::run(&mut report, name, served, wanted).await?;
            }
        }
    }
    if runs("power") {
        power::run(place, &mut report, LOSSES).await?;
    }
    if runs("faults") {
        faults::run(place, &mut report).await?;
    }
    if runs("readers") {
        for (name, kind) in DATABASES {
            if let Some(served) = start(place, name, kind).await? {
                readers::run(&mut report, name, served).await?;
            }
        }
    }
    Ok(report)
}

async fn start(place: &Place, name: &str, kind: Kind) -> Result<Option<Served>> {
    let served = Served::start(place, kind, Build::Optimised).await?;
    if served.is_none() {
        eprintln!("{name}: skipped, it is not installed (cargo xtask setup)");
    }
    Ok(served)
}
