//! `cargo xtask bench NAME`: one file per benchmark, listed in [`BENCHES`].

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use lotse_tests::place::Place;

use crate::registry::{self, Entry};

/// Name, what it answers, and the function. Another benchmark is one more file and one more line.
const BENCHES: &[Entry] = &[];

/// What `bench` takes.
#[derive(Args)]
pub struct Options {
    /// Which one; without a name, they are listed
    name: Option<String>,
    /// Also write the rows as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Runs one benchmark, or lists them.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    registry::run(place, "bench", BENCHES, options.name.as_deref(), options.json.as_deref()).await
}
