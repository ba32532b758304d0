//! `cargo xtask bench NAME`: one file per benchmark, listed in [`BENCHES`].

mod cold;
mod ground;
mod idle;
mod leak;
mod locators;
mod peers;
mod publish;
mod sampled;
mod step;
mod tracking;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use lotse_tests::place::Place;

use crate::registry::{self, Entry};

pub use locators::folder as locator_benchmark;

/// Name, what it answers, and the function. Another benchmark is one more file and one more line.
const BENCHES: &[Entry] = &[
    Entry {
        name: "tracking",
        about: "does the overlay stay on a target that moves, and at what cost a frame",
        run: |place| Box::pin(tracking::run(place)),
    },
    Entry {
        name: "cold",
        about: "script start to first card painted, at three speeds, beside driver.js",
        run: |place| Box::pin(cold::run(place)),
    },
    Entry {
        name: "step",
        about: "from one step to the next on a page of 50,000 elements",
        run: |place| Box::pin(step::run(place)),
    },
    Entry {
        name: "idle",
        about: "what it costs to be loaded while a page changes 1,000 times a second",
        run: |place| Box::pin(idle::run(place)),
    },
    Entry {
        name: "leak",
        about: "what 300 rounds of start and stop leave behind",
        run: |place| Box::pin(leak::run(place)),
    },
    Entry {
        name: "locators",
        about: "are elements found again, and refused when gone, beside known locators (needs ../shared/locators)",
        run: |place| Box::pin(locators::with_defaults(place)),
    },
    Entry {
        name: "publish",
        about: "10,000 guides: compiling, what a page downloads, saves and reads of 200 clients on SQLite and PostgreSQL",
        run: |place| Box::pin(publish::run(place)),
    },
    Entry {
        name: "peers",
        about: "side by side with six other libraries (needs ../shared/bench; about 1.5 h, LOTSE_PEERS for less)",
        run: |place| Box::pin(peers::run(place)),
    },
];

/// What `bench` takes.
#[derive(Args)]
pub struct Options {
    /// Which one; without a name, they are listed
    name: Option<String>,
    /// Also write the rows as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    #[command(flatten)]
    locators: locators::Options,
}

/// Runs one benchmark, or lists them.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    if options.name.as_deref() == Some("locators") {
        return locators::run(place, &options.locators).await?.finish(options.json.as_deref());
    }
    registry::run(place, "bench", BENCHES, options.name.as_deref(), options.json.as_deref()).await
}
