//! Schemathesis against the server's own description of its API: requests that the description allows and requests that it does not,
//! by an admin's token. No answer may be a fault of the server, or one that is not described; the data is whole afterwards.

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;

use crate::command::{Command, Ending};
use crate::report::Report;
use crate::served::{Build, Kind, Served};
use crate::setup::python;

/// How long it goes on, in seconds.
const LASTS_S: u64 = 180;
/// Requests of each kind for each route.
const EXAMPLES: u64 = 25;
/// What every answer is held against.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// Runs it.
pub async fn measure(place: &Place) -> Result<Report> {
    python::install(place).await?;
    let Some(mut served) = Served::start(place, Kind::Sqlite, Build::Optimised).await? else {
        bail!("SQLite is always there");
    };
    let told = place.out().join("schemathesis.xml");
    // Left from another run, it would be taken for this one's.
    let _ = std::fs::remove_file(&told);
    let program = Command::new(place.out().join("python/bin/schemathesis"));
    let ending = program
        .args(["run", "--no-color", "--seed", "1", "--workers", "2", "--continue-on-failure"])
        .args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--warnings", "off"])
        .args(["--max-examples", &EXAMPLES.to_string(), "--max-time", &LASTS_S.to_string()])
        .args(["--header", &format!("Authorization: Bearer {}", served.token)])
        .args(["--report", "junit", "--report-junit-path"])
        .arg(&told)
        .arg(format!("{}/api/v1/openapi.json", served.origin()))
        .in_folder(&place.out())
        .ending()
        .await?;
    served.kill().await?;
    let server = served.open().await?;
    let faults = server.faults().await?;
    server.close().await;
    let text = std::fs::read_to_string(&told).context("schemathesis has told nothing")?;
    let mut report = Report::default();
    report.at_least("routes asked", count(&text, "tests"), "count", 1.0);
    report.at_most(
        "answers that may not be",
        count(&text, "failures") + count(&text, "errors"),
        "count",
        0.0,
    );
    report.at_most("faults in the data afterwards", faults.len() as f64, "count", 0.0);
    if !matches!(ending, Ending::Success) && count(&text, "failures") + count(&text, "errors") == 0.0 {
        bail!("schemathesis has not come to its end");
    }
    Ok(report)
}

/// An attribute of the first element that has it.
fn count(xml: &str, name: &str) -> f64 {
    let value = xml.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(f64::NAN)
}
