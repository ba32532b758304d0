//! `cargo xtask test`: every check and test, area by area, ending with one line that counts.

pub mod browser;
mod checks;
mod loader;
mod native;
mod tally;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, ValueEnum};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use tokio::time::Instant;

use crate::say;
use tally::Tally;

/// What is still running then is ended and counts as failed. A run is meant to take 45 minutes at most; a slow machine takes longer.
pub const LONGEST: Duration = Duration::from_secs(75 * 60);

/// What `test` takes.
#[derive(Args)]
pub struct Options {
    /// Only this area (may be given more than once)
    #[arg(long, value_enum, value_name = "AREA")]
    only: Vec<Area>,
    /// Browser tests only in this browser (may be given more than once)
    #[arg(long, value_name = "NAME")]
    browser: Vec<Browser>,
    /// Only tests whose name contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

/// A part of the tests that can be run alone, in the order in which they run: what fails fast comes first.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Area {
    /// rustfmt
    Fmt,
    /// clippy for the host and for WebAssembly
    Clippy,
    /// Dependency ranks, file sizes, banned calls and words
    Arch,
    /// The loader in Node, and the types of its package
    Loader,
    /// Unit, property and documentation tests of every crate
    Unit,
    /// Behaviour tests that are folders of data
    Suite,
    /// Golden bundles and payloads
    Contract,
    /// Pages in Chromium, Firefox and WebKit
    Browser,
}

/// Runs what was asked for.
///
/// # Errors
/// When something that the tests need cannot be had; a failing test is no error but an exit code.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    let deadline = Instant::now() + LONGEST;
    let mut tally = Tally::default();
    for area in Area::value_variants() {
        if !options.only.is_empty() && !options.only.contains(area) {
            continue;
        }
        let name = area.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        say::heading(&name);
        let begun = Instant::now();
        let filter = options.filter.as_deref();
        let outcome = match area {
            Area::Fmt => checks::fmt(place, deadline, &mut tally).await,
            Area::Clippy => checks::clippy(place, deadline, &mut tally).await,
            Area::Arch => native::own(place, "arch", filter, deadline, &mut tally).await,
            Area::Loader => loader::run(place, deadline, &mut tally).await,
            Area::Unit => native::unit(place, filter, deadline, &mut tally).await,
            Area::Suite => native::suite(place, filter, deadline, &mut tally).await,
            Area::Contract => native::own(place, "contract", filter, deadline, &mut tally).await,
            Area::Browser => browser::run(place, &options.browser, filter, deadline, &mut tally).await,
        };
        if let Err(error) = outcome {
            say::failure(&format!("{error:#}"));
            tally.fail(format!("{name}: {error:#}"));
        }
        say::note(&format!("{name}: {:.1} s", begun.elapsed().as_secs_f64()));
    }
    tally.print();
    Ok(if tally.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
