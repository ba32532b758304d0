//! Build tasks: everything a newcomer or CI runs, behind `cargo xtask`.
//!
//! Entry points: one file per command (`demo`, `test`, `size`, `bench`, `corpora`, `fit`, `soak`, `story`, `pictures`, `profile`, `studio`, `setup`), each with a `run`.
//! `wasm` builds what the browser loads; `report` is the table that every measurement prints.
//!
//! Invariants: no command needs another to have run before; nothing is done again whose inputs are the same; every
//! program we start ends with us.

mod bench;
mod command;
mod corpora;
mod demo;
mod fit;
mod pictures;
mod profile;
mod registry;
mod report;
mod say;
mod served;
mod setup;
mod size;
mod soak;
mod story;
mod swift;
mod test;
mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use lotse_tests::place::Place;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Build, test, measure and show Lotse",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and serve the demo on 127.0.0.1
    Demo(demo::Options),
    /// Check and test everything; the last line counts
    Test(test::Options),
    /// What a visitor downloads: brotli 11, gzip 9 and raw bytes
    Size {
        /// Also write the rows as JSON
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Run a benchmark; without a name, list them
    Bench(bench::Options),
    /// Install, start and capture the applications that the locator is tried on besides the public corpora
    Corpora,
    /// Fit weights on recorded pages and say how good they are (`locators`), or how true the survival score is (`survival`)
    Fit(fit::Options),
    /// Run a test at full count; without a name, list them
    Soak(soak::Options),
    /// Play a whole story in a browser: `authoring`
    Story(story::Options),
    /// Make the pictures of README and docs again
    Pictures,
    /// Record which code of the core a first card needs; the rest is fetched later
    Profile {
        /// Beside what is known: what comes first is another thing each time
        #[arg(long)]
        more: bool,
    },
    /// Build the SDK
    Sdk,
    /// Build the studio
    Studio {
        /// As it is delivered; without this, quick to build
        #[arg(long)]
        small: bool,
    },
    /// The server that `soak delivery` kills
    #[command(hide = true)]
    ServeSimulated,
    /// Install what is missing: wasm target, npm packages, browsers, drivers
    Setup,
}

impl Task {
    /// Whether it is us who compute for minutes, or our speed that is measured.
    fn computes(&self) -> bool {
        match self {
            Self::Bench(options) => options.computes(),
            Self::Soak(options) => options.computes(),
            Self::Fit(_) => true,
            _ => false,
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match perform(Arguments::parse().task).await {
        Ok(code) => code,
        Err(error) => {
            say::failure(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn perform(task: Task) -> Result<ExitCode> {
    let place = Place::find()?;
    if task.computes() && !swift::is_here() {
        return swift::again(&place).await;
    }
    match task {
        Task::Demo(options) => demo::run(&place, &options).await,
        Task::Test(options) => test::run(&place, &options).await,
        Task::Size { json } => size::run(&place, json.as_deref()).await,
        Task::Bench(options) => bench::run(&place, &options).await,
        Task::Corpora => corpora::run(&place).await,
        Task::Fit(options) => fit::run(&place, &options).await,
        Task::Soak(options) => soak::run(&place, &options).await,
        Task::Story(options) => story::run(&place, &options).await,
        Task::Pictures => pictures::run(&place).await,
        Task::Profile { more } => profile::run(&place, more).await,
        Task::Sdk => wasm::build(&place).await.map(|()| ExitCode::SUCCESS),
        Task::Studio { small } => {
            let profile = if small { wasm::studio::Profile::Small } else { wasm::studio::Profile::Quick };
            wasm::studio::build(&place, profile).await.map(|()| ExitCode::SUCCESS)
        }
        Task::ServeSimulated => {
            lotse_server::testing::delivery::serve_simulated().await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Setup => setup::everything(&place).await.map(|()| ExitCode::SUCCESS),
    }
}
