//! `cargo xtask bench NAME`: one file per benchmark, listed in [`BENCHES`].

mod cold;
mod diagnosis;
mod finding;
pub mod ground;
mod idle;
mod leak;
mod locators;
mod panel;
mod peers;
mod publish;
mod sampled;
mod search;
mod step;
mod tracking;
mod waiting;

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
        computes: false,
        run: |place| Box::pin(tracking::run(place)),
    },
    Entry {
        name: "cold",
        about: "script start to first card painted, at three speeds, beside driver.js",
        computes: false,
        run: |place| Box::pin(cold::run(place)),
    },
    Entry {
        name: "step",
        about: "from one step to the next on a page of 50,000 elements",
        computes: false,
        run: |place| Box::pin(step::run(place)),
    },
    Entry {
        name: "finding",
        about: "what searches cost on a page of 50,000 elements, the first, later ones, and for what is where it was",
        computes: false,
        run: |place| Box::pin(finding::run(place)),
    },
    Entry {
        name: "waiting",
        about: "a late element on a page that changes 10,000 times a second, beside other libraries (needs ../shared/bench)",
        computes: false,
        run: |place| Box::pin(waiting::run(place)),
    },
    Entry {
        name: "panel",
        about: "from a key to results in the help panel, with 10,000 entries on a slow processor",
        computes: true,
        run: |place| Box::pin(panel::run(place)),
    },
    Entry {
        name: "idle",
        about: "what it costs to be loaded while a page changes 1,000 times a second",
        computes: false,
        run: |place| Box::pin(idle::run(place)),
    },
    Entry {
        name: "leak",
        about: "what 300 rounds of start and stop leave behind",
        computes: false,
        run: |place| Box::pin(leak::run(place)),
    },
    Entry {
        name: "locators",
        about: "are elements found again, and refused when gone, beside known locators (needs ../shared/locators)",
        computes: false,
        run: |place| Box::pin(locators::with_defaults(place)),
    },
    Entry {
        name: "diagnosis",
        about: "what finding a cause costs, beside a fixed tree, simple orders and the optimum (native, no browser)",
        computes: true,
        run: |place| Box::pin(async move { diagnosis::run(place) }),
    },
    Entry {
        name: "search",
        about: "do people find what they look for, judged queries in German and English, beside MiniSearch (no browser)",
        computes: true,
        run: |place| Box::pin(search::run(place)),
    },
    Entry {
        name: "publish",
        about: "10,000 guides: compiling, what a page downloads, saves and reads of 200 clients on SQLite and PostgreSQL",
        computes: true,
        run: |place| Box::pin(publish::run(place)),
    },
    Entry {
        name: "peers",
        about: "side by side with six other libraries (needs ../shared/bench; about 1.5 h, LOTSE_PEERS for less)",
        computes: false,
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

impl Options {
    /// Whether what it names is computed by us, not by a browser.
    pub fn computes(&self) -> bool {
        registry::computes(BENCHES, self.name.as_deref())
    }
}

/// Runs one benchmark, or lists them.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    if options.name.as_deref() == Some("locators") {
        return locators::run(place, &options.locators).await?.finish(options.json.as_deref());
    }
    registry::run(place, "bench", BENCHES, options.name.as_deref(), options.json.as_deref()).await
}

/// The value below or at which this part of the values lies.
fn part(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = ((values.len() as f64 * share).ceil() as usize).max(1) - 1;
    values.get(place).copied().unwrap_or(f64::NAN)
}

/// Time that this thread has spent computing, in milliseconds: other programs on the machine do not count.
fn own_time_ms() -> f64 {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)
        .map_or(f64::NAN, |time| time.tv_sec() as f64 * 1e3 + time.tv_nsec() as f64 / 1e6)
}
