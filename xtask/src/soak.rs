//! `cargo xtask soak NAME`: tests at full count, of which `test` runs seeded samples. One file per soak, listed in [`SOAKS`].

mod api;
mod delivery;
mod disk;
mod elsewhere;
mod hostile_markup;
mod identity;
mod publish;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use lotse_tests::place::Place;

use crate::registry::{self, Entry};

/// Name, what it shows, and the function. Another soak is one more file and one more line.
const SOAKS: &[Entry] = &[
    Entry {
        name: "api",
        about: "schemathesis against the description of the API, for three minutes: no fault, nothing undescribed",
        computes: false,
        run: |place| Box::pin(api::measure(place)),
    },
    Entry {
        name: "delivery",
        about: "1,000 cases, a receiver that fails 30 % and is away for three days, 50 kills: none lost (LOTSE_SOAK_CASES for fewer)",
        computes: true,
        run: |place| Box::pin(delivery::measure(place)),
    },
    Entry {
        name: "elsewhere",
        about: "recorded guides in the other language, for another user, on older versions: nothing wrong is pointed at",
        computes: false,
        run: |place| Box::pin(elsewhere::measure(place)),
    },
    Entry {
        name: "hostile-markup",
        about: "6,200 hostile strings in guides: nothing executes, nothing is loaded, in three browsers",
        computes: false,
        run: |place| Box::pin(hostile_markup::measure(place)),
    },
    Entry {
        name: "identity",
        about: "the host behaves the same with and without us, on every page, in three browsers",
        computes: false,
        run: |place| Box::pin(identity::measure(place)),
    },
    Entry {
        name: "publish",
        about: "kills, losses of power, full disk, database gone, 1,000 readers during publishes (LOTSE_SOAK_PARTS for some of them)",
        computes: true,
        run: |place| Box::pin(publish::measure(place)),
    },
];

/// What `soak` takes.
#[derive(Args)]
pub struct Options {
    /// Which one; without a name, they are listed
    name: Option<String>,
    /// Also write the rows as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Options {
    /// Whether what it names is computed by us, not by a browser.
    pub fn computes(&self) -> bool {
        registry::computes(SOAKS, self.name.as_deref())
    }
}

/// Runs one soak, or lists them.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    registry::run(place, "soak", SOAKS, options.name.as_deref(), options.json.as_deref()).await
}
