//! Side by side with six other libraries, by the benchmark in `../shared/bench`; the tables go to `docs/benchmarks.md`.
//!
//! `LOTSE_PEERS` holds further arguments for it, such as `--quick -s S1,S2 -l driver,floor,ours`. Scenarios that are not
//! measured this time stay in the tables as they were.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;
use serde_json::Value;
use tokio::time::Instant;

use super::ground::{number, prepare};
use crate::command::Command;
use crate::report::Report;
use crate::{say, wasm};

/// Longest that the whole benchmark may take.
const LIMIT: Duration = Duration::from_secs(4 * 3600);
/// Libraries that are yardsticks, not peers.
const YARDSTICKS: &[&str] = &["floor", "none", "naivejs", "ours", "react"];
/// What a page that uses us has in its head, so that nothing waits for the loader to be run.
const HEAD: &str = "<link rel=modulepreload href=/ours/lotse/lotse.js>\
     <link rel=modulepreload href=/ours/lotse/lotse-core.js>\
     <link rel=preload href=/ours/lotse/lotse-core.wasm as=fetch crossorigin>\
     <link rel=preload href=/ours/bundle.json as=fetch crossorigin>";
/// Where the tables begin and end in the document.
const MARKS: [&str; 2] = ["<!-- tables: begin -->", "<!-- tables: end -->"];

pub async fn run(place: &Place) -> Result<Report> {
    let mut report = Report::default();
    let further = std::env::var("LOTSE_PEERS").unwrap_or_default();
    let results = place.out().join("bench/peers.json");
    let Some(measured) = measure(place, &results, &further).await? else { return Ok(report) };
    compare(&measured, &mut report);
    // A smoke run is no result.
    if further.contains("--quick") {
        say::note("a quick run: docs/benchmarks.md stays as it is");
    } else {
        keep_tables(&place.root().join("docs/benchmarks.md"), &results.with_extension("md"))?;
    }
    Ok(report)
}

/// Runs it with further arguments into a file, beside what is there already; nothing where there is no benchmark.
pub async fn measure(place: &Place, results: &Path, further: &str) -> Result<Option<Value>> {
    let Some(bench) = place.shared().map(|shared| shared.join("bench")).filter(|folder| folder.is_dir())
    else {
        say::note("skipped: there is no ../shared/bench");
        return Ok(None);
    };
    prepare(place).await?;
    let ours = lay_out(place)?;
    Command::new("bash")
        .arg(bench.join("run.sh"))
        .arg("--merge")
        .args(["--out".as_ref(), results.as_os_str()])
        .args(["--ours-module".as_ref(), ours.join("bench-shim.mjs").as_os_str()])
        .args(["--ours-bundle".as_ref(), ours.join("bundle.json").as_os_str()])
        .args(["--ours-dir".as_ref(), ours.as_os_str(), "--ours-head".as_ref(), HEAD.as_ref()])
        .args(further.split_whitespace())
        .env("BENCH_HOME", place.out().join("bench/peers"))
        .until(Instant::now() + LIMIT)
        .run()
        .await?;
    let text = fs::read_to_string(results).with_context(|| format!("reading {}", results.display()))?;
    Ok(Some(serde_json::from_str(&text)?))
}

/// One folder with all that the benchmark serves of us.
fn lay_out(place: &Place) -> Result<PathBuf> {
    let folder = place.out().join("bench/ours");
    fs::create_dir_all(folder.join("lotse"))?;
    for name in wasm::FILES {
        copy(&place.dist().join(name), &folder.join("lotse").join(name))?;
    }
    copy(&place.out().join("bench/guides/walk/bundle.json"), &folder.join("bundle.json"))?;
    copy(&place.root().join("xtask/bench/bench-shim.mjs"), &folder.join("bench-shim.mjs"))?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    Ok(())
}

/// For every figure that can be compared: ours in parts of the best peer's.
fn compare(results: &Value, report: &mut Report) {
    let scenarios = results.get("scenarios").and_then(Value::as_object).into_iter().flatten();
    for (scenario, measured) in scenarios {
        for metric in measured.get("metrics").and_then(Value::as_array).into_iter().flatten() {
            if let Some(parts) = in_parts_of_best(metric, measured) {
                let label = metric.get("label").and_then(Value::as_str).unwrap_or_default();
                report.figure(format!("{scenario} {label}"), parts, "× best peer");
            }
        }
    }
}

pub fn in_parts_of_best(metric: &Value, scenario: &Value) -> Option<f64> {
    if metric.get("ratio") == Some(&Value::Bool(false)) || metric.get("hide") == Some(&Value::Bool(true)) {
        return None;
    }
    let values = metric.get("values")?.as_object()?;
    let ours = values.get("ours")?.get("value")?.as_f64()?;
    let peers = values
        .iter()
        .filter(|(name, _)| !YARDSTICKS.contains(&name.as_str()) && does_it(metric, scenario, name));
    let best = peers.filter_map(|(_, value)| value.get("value")?.as_f64()).min_by(f64::total_cmp)?;
    (best > 0.0).then(|| ours / best)
}

/// A cost counts only where the job is done: when at most a tenth of what a metric names goes wrong.
fn does_it(metric: &Value, scenario: &Value, library: &str) -> bool {
    let Some(among) = metric.get("among").and_then(Value::as_str) else { return true };
    let errors = scenario.get("metrics").and_then(Value::as_array).into_iter().flatten();
    let error = errors.clone().find(|other| other.get("key").and_then(Value::as_str) == Some(among));
    error.is_some_and(|error| number(error, &format!("/values/{library}/value")) <= 10.0)
}

/// Puts the tables between their marks.
fn keep_tables(document: &Path, tables: &Path) -> Result<()> {
    let text = fs::read_to_string(document).with_context(|| format!("reading {}", document.display()))?;
    let tables = fs::read_to_string(tables).with_context(|| format!("reading {}", tables.display()))?;
    let [begin, end] = MARKS;
    let Some(((before, _), after)) = text.split_once(begin).zip(text.split_once(end).map(|(_, after)| after))
    else {
        bail!("{} has no marks for the tables", document.display());
    };
    let tables = tables.trim_start_matches("# Benchmark results").trim();
    fs::write(document, format!("{before}{begin}\n\n{tables}\n\n{end}{after}"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ours_is_held_against_the_best_peer_that_does_the_job() {
        let metric = json!({
            "key": "cost", "label": "cost", "among": "error",
            "values": { "ours": { "value": 3 }, "driver": { "value": 1 }, "intro": { "value": 6 }, "floor": { "value": 1 } },
        });
        let error =
            json!({ "key": "error", "values": { "driver": { "value": 90 }, "intro": { "value": 0 } } });
        let scenario = json!({ "metrics": [metric, error] });
        assert_eq!(in_parts_of_best(&metric, &scenario), Some(0.5));
    }

    #[test]
    fn tables_stand_between_their_marks() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("lotse-tables-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let (document, tables) = (folder.join("a.md"), folder.join("b.md"));
        fs::write(&document, format!("Before\n{}\nold\n{}\nAfter\n", MARKS[0], MARKS[1]))?;
        fs::write(&tables, "# Benchmark results\n\nnew\n")?;
        keep_tables(&document, &tables)?;
        let text = fs::read_to_string(&document)?;
        fs::remove_dir_all(&folder)?;
        assert_eq!(text, format!("Before\n{}\n\nnew\n\n{}\nAfter\n", MARKS[0], MARKS[1]));
        Ok(())
    }
}
