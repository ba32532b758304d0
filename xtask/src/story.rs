//! `cargo xtask story NAME`: a whole story in a browser, with a picture of every stage and what it took.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use lotse_tests::place::Place;
use serde_json::Value;
use tokio::time::Instant;

use crate::command::Ending;
use crate::report::Report;
use crate::say;
use crate::test::{LONGEST, Round, browser};

/// What the story may take, in machine time and in actions beyond the fix itself.
const BUDGETS: [(&str, &str, f64); 2] = [("seconds", "s", 60.0), ("actions", "count", 10.0)];

/// The applications that it is played over.
const APPS: [&str; 2] = ["kontor", "django"];

/// What `story` takes.
#[derive(Args)]
pub struct Options {
    /// Which one: `authoring` or `selfservice`
    name: String,
    /// Also write the rows as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Plays the story and reports.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    if options.name == "selfservice" {
        return selfservice(place).await;
    }
    if options.name != "authoring" {
        bail!("there is no story `{}`; there are `authoring` and `selfservice`", options.name);
    }
    browser::build(place).await?;
    let told = |app: &str| place.out().join(format!("story-{app}.json"));
    for app in APPS {
        let _ = fs::remove_file(told(app));
    }
    let (ending, _) =
        browser::play(&Round::until(place, Instant::now() + LONGEST), &["--filter", "story/"]).await?;
    ensure!(matches!(ending, Ending::Success), "the story does not come to its end");
    let mut report = Report::default();
    for app in APPS {
        let Ok(text) = fs::read_to_string(told(app)) else {
            say::note(&format!("{app}: skipped"));
            continue;
        };
        let figures: Value = serde_json::from_str(&text)?;
        for (name, unit, budget) in BUDGETS {
            let figure =
                figures.get(name).and_then(Value::as_f64).with_context(|| format!("{app}: {name}"))?;
            report.at_most(format!("{app}: {name}"), figure, unit, budget);
        }
    }
    say::note(&format!("pictures of every stage: {}", place.out().join("pictures/story").display()));
    report.finish(options.json.as_deref())
}

/// A problem that is solved, one that goes to a person at once, and one that is handed over while the desk cannot be reached.
async fn selfservice(place: &Place) -> Result<ExitCode> {
    browser::build(place).await?;
    let (ending, _) =
        browser::play(&Round::until(place, Instant::now() + LONGEST), &["--filter", "panel/selfservice_"])
            .await?;
    say::note(&format!("pictures of every stage: {}", place.out().join("pictures/selfservice").display()));
    Ok(if matches!(ending, Ending::Success) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
