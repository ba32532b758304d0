//! `cargo xtask test`: every check and test, area by area, ending with one line that counts.

pub mod browser;
mod checks;
mod loader;
mod native;
mod tally;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout_at};

use crate::command::Command;
use crate::{say, setup, wasm};
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
    /// Unit, property and documentation tests of every crate
    Unit,
    /// Behaviour tests that are folders of data
    Suite,
    /// Golden bundles and payloads
    Contract,
    /// The loader in Node, and the types of its package
    Loader,
    /// Pages in Chromium, Firefox and WebKit
    Browser,
}

/// Runs what was asked for.
///
/// # Errors
/// When something that the tests need cannot be had; a failing test is no error but an exit code.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    let areas = Area::value_variants().iter().copied();
    let areas: Vec<Area> =
        areas.filter(|area| options.only.is_empty() || options.only.contains(area)).collect();
    let (early, late): (Vec<Area>, Vec<Area>) = areas.iter().partition(|area| !area.wants_the_sdk());
    // Checked while it is compiled for the tests: on its own, clippy would go through every dependency once more.
    let lints = early.contains(&Area::Clippy) && early.contains(&Area::Unit);
    let round = Round { place, deadline: Instant::now() + LONGEST, lints };
    let wants_browsers = areas.contains(&Area::Browser);
    let run = Run { round, options, wants_browsers, browsers: OnceCell::new() };
    let mut tally = Tally::default();
    if early.is_empty() || late.is_empty() {
        run.all(&areas, &mut tally).await;
    } else {
        // Both need it, and neither may find it half done.
        setup::for_building(place).await?;
        // What browsers load is linked and optimised by one processor; the other is not to wait for that, nor for browsers.
        let (built, ()) = tokio::join!(run.build(), run.all(&early, &mut tally));
        if let Err(error) = built {
            // The area that needs it tries again, and says what is wrong where it counts.
            say::failure(&format!("{error:#}"));
        }
        run.all(&late, &mut tally).await;
    }
    tally.print();
    Ok(if tally.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Where tests run, until when, and how they are compiled.
pub struct Round<'a> {
    place: &'a Place,
    deadline: Instant,
    /// Compiling the workspace is clippy's.
    lints: bool,
}

impl<'a> Round<'a> {
    /// Tests alone, ended at this moment.
    pub fn until(place: &'a Place, deadline: Instant) -> Self {
        Self { place, deadline, lints: false }
    }

    /// cargo, for whatever has to do with the tests' programs: called in two ways, it would compile them twice.
    fn cargo(&self) -> Command {
        let cargo = Command::cargo().in_folder(self.place.root()).until(self.deadline);
        if self.lints { cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver") } else { cargo }
    }
}

/// One call of `cargo xtask test`.
struct Run<'a> {
    round: Round<'a>,
    options: &'a Options,
    wants_browsers: bool,
    browsers: OnceCell<()>,
}

impl Run<'_> {
    /// What browsers load, and they themselves.
    async fn build(&self) -> Result<()> {
        let built = async {
            self.browsers().await;
            let place = self.round.place;
            if self.wants_browsers { browser::build(place).await } else { wasm::build(place).await }
        };
        timeout_at(self.round.deadline, built).await.context("out of time")?
    }

    /// Waits until browsers are there, when this run is to have some.
    async fn browsers(&self) {
        let install = async {
            if self.wants_browsers
                && let Err(error) = setup::for_browsers(self.round.place).await
            {
                say::failure(&format!("{error:#}"));
            }
        };
        self.browsers.get_or_init(|| install).await;
    }

    /// Runs these areas in this order.
    async fn all(&self, areas: &[Area], tally: &mut Tally) {
        for area in areas {
            let name = area.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            say::heading(&name);
            let begun = Instant::now();
            if let Err(error) = self.one(*area, tally).await {
                say::failure(&format!("{error:#}"));
                tally.fail(format!("{name}: {error:#}"));
            }
            say::note(&format!("{name}: {:.1} s", begun.elapsed().as_secs_f64()));
        }
    }

    async fn one(&self, area: Area, tally: &mut Tally) -> Result<()> {
        let Self { round, options, .. } = self;
        let filter = options.filter.as_deref();
        match area {
            Area::Fmt => checks::fmt(round, tally).await,
            Area::Clippy => checks::clippy(round, tally).await,
            Area::Arch => native::own(round, "arch", filter, tally).await,
            Area::Unit => {
                // Some of these look for a browser.
                self.browsers().await;
                native::unit(round, filter, tally).await
            }
            Area::Suite => native::suite(round, filter, tally).await,
            Area::Contract => native::own(round, "contract", filter, tally).await,
            Area::Loader => loader::run(round, tally).await,
            Area::Browser => browser::run(round, &options.browser, filter, tally).await,
        }
    }
}

impl Area {
    /// Whether it is about what browsers load.
    fn wants_the_sdk(self) -> bool {
        matches!(self, Self::Loader | Self::Browser)
    }
}
