//! Measurements by name: what `bench` and `soak` list and run.

use std::path::Path;
use std::pin::Pin;
use std::process::ExitCode;

use anyhow::{Result, bail};
use lotse_tests::place::Place;

use crate::report::Report;

/// The answer of a measurement under way.
pub type Measuring<'a> = Pin<Box<dyn Future<Output = Result<Report>> + 'a>>;

/// One measurement. `run` is `|place| Box::pin(my_async_function(place))`.
pub struct Entry {
    /// What a person types.
    pub name: &'static str,
    /// One line for the list.
    pub about: &'static str,
    /// Whether it is us who compute, not a browser: it is run by the optimised program.
    pub computes: bool,
    /// Builds what it needs, measures, reports.
    pub run: for<'a> fn(&'a Place) -> Measuring<'a>,
}

/// Whether the named entry is one that we compute ourselves.
pub fn computes(entries: &[Entry], name: Option<&str>) -> bool {
    entries.iter().any(|entry| entry.computes && Some(entry.name) == name)
}

/// Runs the named entry, or lists all.
///
/// # Errors
/// When there is none of that name or it cannot measure.
pub async fn run(
    place: &Place,
    command: &str,
    entries: &[Entry],
    name: Option<&str>,
    json: Option<&Path>,
) -> Result<ExitCode> {
    let Some(name) = name else {
        for entry in entries {
            println!("{:<12} {}", entry.name, entry.about);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(entry) = entries.iter().find(|entry| entry.name == name) else {
        bail!("there is no `{name}`; `cargo xtask {command}` lists what there is");
    };
    (entry.run)(place).await?.finish(json)
}
