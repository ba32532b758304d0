//! Are elements found again: ours beside known locators, on pairs of pages with ground truth, by the benchmark in
//! `../shared/locators`.
//!
//! With `--held-out`, each application is judged by weights that `cargo xtask fit locators` fitted on the others.

mod budget;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use lotse_tests::place::Place;
use serde_json::Value;

use crate::command::Command;
use crate::report::Report;
use crate::{corpora, say, wasm};

/// Ours, in the results.
const OURS: &str = "lotse";

/// What `bench locators` takes besides.
#[derive(Args, Clone, Debug)]
#[group(id = "locators")]
pub struct Options {
    /// locators: at most so many targets of a page
    #[arg(long, value_name = "N", default_value_t = 8)]
    max_keys: u32,
    /// locators: corpora, parted by commas; all public ones without
    #[arg(long, value_name = "NAMES", default_value = "django_admin,adminlte,nodered")]
    apps: String,
    /// locators: baselines to run beside ours, parted by commas
    #[arg(long, value_name = "NAMES", default_value = "similo-opt")]
    baselines: String,
    /// locators: a module with further corpora, named in --apps; those of `cargo xtask corpora` need none
    #[arg(long, value_name = "FILE")]
    corpora: Option<PathBuf>,
    /// locators: made-up instead of real drift
    #[arg(long)]
    synthetic: bool,
    /// locators: kinds of drift, by their beginnings, parted by commas
    #[arg(long, value_name = "KINDS")]
    kinds: Option<String>,
    /// locators: weights that never saw the application that is judged
    #[arg(long)]
    held_out: bool,
}

/// With what is the default on the command line.
pub async fn with_defaults(place: &Place) -> Result<Report> {
    let options = Options {
        max_keys: 8,
        apps: "django_admin,adminlte,nodered".to_owned(),
        baselines: "similo-opt".to_owned(),
        corpora: None,
        synthetic: false,
        kinds: None,
        held_out: false,
    };
    run(place, &options).await
}

/// Builds, runs, reports.
pub async fn run(place: &Place, options: &Options) -> Result<Report> {
    let mut report = Report::default();
    let Some(bench) = folder(place) else {
        say::note("1 skipped: there is no ../shared/locators");
        return Ok(report);
    };
    let ours = place.target().join("locator-bench");
    wasm::build_scene(place, &ours).await?;
    Command::new("sh").arg(bench.join("setup.sh")).run().await?;
    let results = place.out().join("bench/locators");
    fs::create_dir_all(&results)?;
    let mut files = Vec::new();
    for app in options.apps.split(',') {
        let model = place.target().join(format!("locator-fit/without-{app}.json"));
        let model = if options.held_out {
            Some(
                fs::read_to_string(&model)
                    .with_context(|| format!("{}: run `cargo xtask fit locators` first", model.display()))?,
            )
        } else {
            None
        };
        fs::write(ours.join("model.json"), model.unwrap_or_else(|| "null".to_owned()))?;
        let file = results.join(format!("{app}{}.jsonl", if options.synthetic { "-synthetic" } else { "" }));
        let further =
            if corpora::names().contains(&app) { Some(corpora::capture(place, &bench).await?) } else { None };
        compare(&bench, options, further.as_ref(), app, &ours, &file).await?;
        files.push(file);
    }
    let summary =
        Command::new("node").arg(bench.join("report.mjs")).args(&files).arg("--json").output().await?;
    let summary: Value = serde_json::from_str(&summary).context("the report of the benchmark")?;
    budget::hold(&summary, &options.baselines, &mut report);
    Ok(report)
}

/// The benchmark, when it is there.
pub fn folder(place: &Place) -> Option<PathBuf> {
    place.shared().map(|shared| shared.join("locators")).filter(|folder| folder.is_dir())
}

async fn compare(
    bench: &Path,
    options: &Options,
    further: Option<&corpora::Corpora>,
    app: &str,
    ours: &Path,
    file: &Path,
) -> Result<()> {
    let mut command = Command::new("node")
        .arg(bench.join("bench.mjs"))
        .args(["--out".as_ref(), file.as_os_str()])
        .args(["--apps", app, "--max-keys", &options.max_keys.to_string()])
        .args(["--algos", &format!("{},{OURS}={}", options.baselines, ours.display())]);
    if options.synthetic {
        command = command.args(["--synthetic", "--max-pages", "4"]);
    }
    if let Some(kinds) = &options.kinds {
        command = command.args(["--kinds", kinds]);
    }
    let module = options.corpora.as_deref().or(further.map(|further| further.module.as_path()));
    if let Some(module) = module {
        command = command.args(["--corpora".as_ref(), module.as_os_str()]);
    }
    if let Some(further) = further {
        command = further.tell(command);
    }
    command.run().await
}
