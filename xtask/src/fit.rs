//! `cargo xtask fit locators`: every page of the comparisons, of the public corpora and of our own, is read once in a browser, then
//! weights are fitted natively, each application judged by weights that never saw it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use lotse_fit::Parts;
use lotse_tests::place::Place;

use crate::bench::locator_benchmark;
use crate::command::Command;
use crate::report::Report;
use crate::{corpora, say};

/// What `fit` takes.
#[derive(Args)]
pub struct Options {
    /// Which: `locators`, or `survival` to judge the survival score
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
    /// Learn from the witnesses too, instead of only judging them
    #[arg(long)]
    learn_from_all: bool,
}

/// Reads pages that are missing, fits, prints, keeps.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    if !["locators", "survival"].contains(&options.name.as_str()) {
        bail!("`locators` can be fitted, and `survival` judged");
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
    let judges_survival = options.name == "survival";
    let ours = if judges_survival {
        Command::new("sh").arg(bench.join("setup.sh")).run().await?;
        corpora::Corpora::of(place)?
    } else {
        corpora::capture(place, &bench).await?
    };
    let (keys, further) = (options.max_keys.to_string(), corpora::names().join(","));
    let lists: [(&str, &[&str]); 3] = [
        ("real.json", &[]),
        ("further.json", &["--apps", &further]),
        ("synthetic.json", &["--synthetic", "--max-pages", "4"]),
    ];
    // The survival score is judged on the public corpora.
    let (public, _) = lists.split_at(1);
    let lists = if judges_survival { public } else { &lists };
    for (name, more) in lists {
        // The benchmark ends before a pipe has taken everything; a file has.
        let list = Command::new("sh")
            .args(["-c", "exec node \"$0\" \"$@\" > \"$LIST\""])
            .arg(bench.join("bench.mjs"))
            .args(["--list", "--max-keys", &keys])
            .args(["--corpora".as_ref(), ours.module.as_os_str()])
            .args(*more)
            .env("LIST", folder.join(name));
        ours.tell(list).run().await?;
    }
    let step = say::step("reading pages in Chromium");
    let reading = Command::new("node")
        .arg(place.root().join("xtask/bench/locators/dump.mjs"))
        .arg(&bench)
        .arg(&folder)
        .args(lists.iter().map(|(name, _)| folder.join(name)));
    ours.tell(reading).run().await?;
    step.done();
    if judges_survival {
        return judge_survival(place, &folder, options.keep);
    }
    let witnesses: &[&str] = if options.learn_from_all { &[] } else { &corpora::WITNESSES };
    let parts = Parts { further: &corpora::names(), witnesses, families: &corpora::RECIPES };
    let fitted = lotse_fit::run(&folder, &parts)?;
    print!("{}", fitted.table);
    if options.keep {
        fs::write(place.root().join("sdk/locator/src/linkage/weights.rs"), &fitted.source)?;
        fs::write(place.root().join("docs/locator-weights.md"), &fitted.document)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Targets of each application that are scored.
const SCORED: usize = 250;
/// What the score must show: how many of the top half are located, and how well it separates.
const LEAST_TOP_HALF: f64 = 99.0;
const LEAST_AUC: f64 = 0.8;

fn judge_survival(place: &Place, folder: &Path, keeps: bool) -> Result<ExitCode> {
    let judgement = lotse_fit::survival::run(folder, SCORED)?;
    print!("{}", judgement.table);
    if keeps {
        fs::write(place.root().join("docs/locator-survival.md"), &judgement.document)?;
    }
    let mut report = Report::default();
    report.at_least("located in the top half", judgement.top_half, "percent", LEAST_TOP_HALF);
    report.at_least("AUC, located against not", judgement.auc, "", LEAST_AUC);
    report.finish(None)
}
