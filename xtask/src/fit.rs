//! `cargo xtask fit locators`: every page of the comparisons is read once in a browser, then weights are fitted natively, each
//! application judged by weights that never saw it.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use lotse_tests::place::Place;

use crate::bench::locator_benchmark;
use crate::command::Command;
use crate::say;

/// What `fit` takes.
#[derive(Args)]
pub struct Options {
    /// Which: `locators`
    name: String,
    /// At most so many targets of a page
    #[arg(long, value_name = "N", default_value_t = 8)]
    max_keys: u32,
    /// Read all pages again
    #[arg(long)]
    again: bool,
    /// Write the weights into the source, and the report into docs
    #[arg(long)]
    keep: bool,
}

/// Reads pages that are missing, fits, prints, keeps.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    if options.name != "locators" {
        bail!("only `locators` can be fitted");
    }
    let Some(bench) = locator_benchmark(place) else {
        say::note("1 skipped: there is no ../shared/locators");
        return Ok(ExitCode::SUCCESS);
    };
    let folder: PathBuf = place.target().join("locator-fit");
    if options.again && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Command::new("sh").arg(bench.join("setup.sh")).run().await?;
    let keys = options.max_keys.to_string();
    for (name, more) in [("real.json", &[][..]), ("synthetic.json", &["--synthetic", "--max-pages", "4"])] {
        // The benchmark ends before a pipe has taken everything; a file has.
        Command::new("sh")
            .args(["-c", "exec node \"$0\" \"$@\" > \"$LIST\""])
            .arg(bench.join("bench.mjs"))
            .args(["--list", "--max-keys", &keys])
            .args(more)
            .env("LIST", folder.join(name))
            .run()
            .await?;
    }
    let step = say::step("reading pages in Chromium");
    Command::new("node")
        .arg(place.root().join("xtask/bench/locators/dump.mjs"))
        .arg(&bench)
        .arg(&folder)
        .args([folder.join("real.json"), folder.join("synthetic.json")])
        .run()
        .await?;
    step.done();
    let fitted = lotse_fit::run(&folder)?;
    print!("{}", fitted.table);
    if options.keep {
        fs::write(place.root().join("sdk/locator/src/linkage/weights.rs"), &fitted.source)?;
        fs::write(place.root().join("docs/locator-weights.md"), &fitted.document)?;
    }
    Ok(ExitCode::SUCCESS)
}
