//! Publishing at size: how long 10,000 guides take to compile, what one page downloads of them, and how fast the server saves
//! drafts and answers for manifests under 200 clients. `LOTSE_BENCH_QUICK` measures the program as tests build it; with
//! `LOTSE_BENCH_COMPILE_ONLY` no server is started.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use lotse_api::guides::{AskReview, Lease, NewGuide, Save, Stored, TakeLease, Verdict, Version};
use lotse_api::releases::{Publish, Release};
use lotse_cli::remote::{Method, Remote};
use lotse_model::bundle::Manifest;
use lotse_tests::place::Place;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::command::Command;
use crate::report::Report;
use crate::served::{Build, Kind, Reader, Served};

/// Guides of the large project.
const GUIDES: usize = 10_000;
/// Steps of each, its end included.
const STEPS: usize = 12;
/// Parts of the app that the guides are spread over.
const AREAS: usize = 50;
/// Clients at the same time.
const CLIENTS: usize = 200;
/// How long they go on.
const LASTS: Duration = Duration::from_secs(10);

/// Measures all of it.
pub async fn run(place: &Place) -> Result<Report> {
    let mut report = Report::default();
    download(&compiled(&mut report).await?, &mut report)?;
    if std::env::var_os("LOTSE_BENCH_COMPILE_ONLY").is_some() {
        return Ok(report);
    }
    let is_quick = std::env::var_os("LOTSE_BENCH_QUICK").is_some();
    let build = if is_quick { Build::Quick } else { Build::Optimised };
    for (name, kind) in [("SQLite", Kind::Sqlite), ("PostgreSQL", Kind::Postgres)] {
        match Served::start(place, kind, build).await? {
            Some(mut served) => {
                under_load(&served, name, &mut report).await?;
                served.kill().await?;
            }
            None => eprintln!("{name}: skipped, it is not installed (cargo xtask setup)"),
        }
    }
    Ok(report)
}

/// What `authoring/editor/benches/compile.rs` has found.
#[derive(Deserialize)]
struct Compiled {
    first_s: f64,
    again_s: f64,
    changed_s: f64,
    documents: usize,
    bytes: usize,
    manifest: String,
    shards: BTreeMap<String, String>,
}

/// Compiles the large project in a program of its own, built as it is released.
async fn compiled(report: &mut Report) -> Result<Compiled> {
    let folder = tempfile::tempdir()?;
    let project = json!({ "schema": 0, "id": "large", "default_language": "en", "languages": ["en", "de"] });
    std::fs::write(folder.path().join("project.json"), project.to_string())?;
    for number in 0..GUIDES {
        std::fs::write(folder.path().join(format!("guide-{number}.guide.json")), guide(number))?;
    }
    let bench = Command::cargo().args([
        "bench",
        "--quiet",
        "--locked",
        "-p",
        "lotse-editor",
        "--bench",
        "compile",
        "--",
    ]);
    let said = bench.arg(folder.path()).output().await.context("compiling the large project")?;
    let compiled: Compiled = serde_json::from_str(&said).context("the benchmark has said something else")?;
    report.at_most(format!("compile {GUIDES} guides of {STEPS} steps"), compiled.first_s, "s", 10.0);
    report.figure("the same again, nothing changed", compiled.again_s, "s");
    report.figure("the same again, one changed", compiled.changed_s, "s");
    report.figure("documents", compiled.documents as f64, "count");
    report.figure("bytes of them", compiled.bytes as f64 / 1_048_576.0, "MiB");
    Ok(compiled)
}

/// Manifest and shards of the page that has the most.
fn download(compiled: &Compiled, report: &mut Report) -> Result<()> {
    let manifest: Manifest =
        lotse_model::wire::read(&compiled.manifest).map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    let shards = |area: usize| {
        let page = page(area);
        let found = manifest.index.iter().filter(move |entry| page.starts_with(&entry.prefix));
        found.map(|entry| compiled.shards.get(&entry.shard).context("a shard is missing"))
    };
    // The page that has the most; brotli takes its time with each.
    let mut largest = (0, 0);
    for area in 0..AREAS {
        let bytes: usize = shards(area).map(|text| text.map(String::len)).sum::<Result<_>>()?;
        largest = largest.max((bytes, area));
    }
    let packed = brotli(&compiled.manifest)?;
    let most = shards(largest.1).map(|text| brotli(text?)).sum::<Result<usize>>()? + packed;
    report.figure("manifest, brotli 11", packed as f64 / 1_000.0, "kB");
    report.at_most("manifest and index of one page, brotli 11", most as f64 / 1_000.0, "kB", 30.0);
    Ok(())
}

fn brotli(text: &str) -> Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    writer.write_all(text.as_bytes())?;
    Ok(writer.into_inner().len())
}

fn page(area: usize) -> String {
    format!("/app/area-{area:02}/orders/17")
}

/// A guide as recorded: every step with a target and a sentence in two languages.
fn guide(number: usize) -> String {
    let target = |step: usize| {
        let name = format!("Field {} of {number}", step * 7 % 23);
        json!({
            "name": { "en": name },
            "evidence": [
                { "kind": "role", "role": "button" }, { "kind": "name", "is": { "en": name } },
                { "kind": "css", "selector": format!("#form-{number} > .row-{step} button") },
            ],
        })
    };
    let steps: Vec<Value> = (1..STEPS)
        .map(|step| {
            let next = if step + 1 == STEPS { "done".to_owned() } else { format!("step-{}", step + 1) };
            json!({
                "kind": "instruct", "id": format!("step-{step}"), "target": target(step), "next": next,
                "completion": [{ "kind": "click" }, { "kind": "next" }],
                "title": { "en": format!("Step {step}"), "de": format!("Schritt {step}") },
                "body": {
                    "en": format!("Click **{{target}}** in form {number}, then look at row {step}."),
                    "de": format!("Klicken Sie in Formular {number} auf **{{target}}**, dann sehen Sie Zeile {step} an."),
                },
            })
        })
        .chain([json!({ "kind": "end", "id": "done", "outcome": "solved" })])
        .collect();
    json!({
        "schema": 0,
        "guide": {
            "id": format!("guide-{number}"),
            "title": { "en": format!("Problem {number}"), "de": format!("Problem {number}") },
            "pages": [format!("/app/area-{:02}/*", number % AREAS)], "start": "step-1", "steps": steps,
        },
    })
    .to_string()
}

async fn under_load(served: &Served, name: &str, report: &mut Report) -> Result<()> {
    let remote = Arc::new(served.remote()?);
    let mut guides = JoinSet::new();
    for client in 0..CLIENTS {
        let remote = Arc::clone(&remote);
        guides.spawn(async move { prepare(&remote, client).await });
    }
    let mut drafts = Vec::new();
    while let Some(draft) = guides.join_next().await {
        drafts.push(draft??);
    }
    first_release(&remote).await?;
    let mut saves = JoinSet::new();
    for draft in drafts {
        let remote = Arc::clone(&remote);
        saves.spawn(async move { save_on(&remote, draft).await });
    }
    tell(report, &format!("{name}: draft save, {CLIENTS} clients"), times(saves).await?);
    let mut loads = JoinSet::new();
    let reader = Reader::new(&served.origin())?;
    for _ in 0..CLIENTS {
        let reader = reader.clone();
        loads.spawn(async move { load_on(&reader).await });
    }
    tell(report, &format!("{name}: manifest read, {CLIENTS} clients"), times(loads).await?);
    Ok(())
}

struct Edited {
    guide: String,
    source: String,
    revision: i64,
    lease: String,
}

async fn prepare(remote: &Remote, client: usize) -> Result<Edited> {
    let source = guide(client);
    let made: Stored = remote.send(Method::POST, "/guides", &NewGuide { source: source.clone() }).await?;
    let guide = made.summary.guide;
    let take = TakeLease { token: None, take_over: false };
    let lease: Lease = remote.send(Method::POST, &format!("/guides/{guide}/lease"), &take).await?;
    Ok(Edited { guide, source, revision: made.summary.revision, lease: lease.token })
}

async fn first_release(remote: &Remote) -> Result<()> {
    let ask = AskReview { note: String::new(), revision: 1 };
    let frozen: Version = remote.send(Method::POST, "/guides/guide-0/review", &ask).await?;
    let verdict = Verdict { approves: true, note: String::new() };
    let path = format!("/guides/guide-0/versions/{}/verdict", frozen.version);
    let _: Version = remote.send(Method::POST, &path, &verdict).await?;
    let guides = [("guide-0".to_owned(), Some(frozen.version))].into();
    let asked = Publish { guides, note: String::new(), after: 0, at_ms: None };
    let _: Release = remote.send(Method::POST, "/environments/production/releases", &asked).await?;
    Ok(())
}

/// Saves again and again, each time with a change; answers how long each took.
async fn save_on(remote: &Remote, mut draft: Edited) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    let started = Instant::now();
    while started.elapsed() < LASTS {
        let text = draft.source.replace("then look", &format!("then {} look", times.len()));
        let save = Save { source: text, revision: draft.revision, lease: draft.lease.clone() };
        let begun = Instant::now();
        let saved: Stored = remote.send(Method::PUT, &format!("/guides/{}", draft.guide), &save).await?;
        times.push(begun.elapsed());
        draft.revision = saved.summary.revision;
    }
    Ok(times)
}

async fn load_on(reader: &Reader) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    let started = Instant::now();
    while started.elapsed() < LASTS {
        let begun = Instant::now();
        reader.get("manifest.json").await.context("no manifest")?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

async fn times(mut clients: JoinSet<Result<Vec<Duration>>>) -> Result<Vec<Duration>> {
    let mut all = Vec::new();
    while let Some(times) = clients.join_next().await {
        all.extend(times??);
    }
    all.sort_unstable();
    Ok(all)
}

fn tell(report: &mut Report, name: &str, times: Vec<Duration>) {
    let at = |share: f64| {
        let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
    };
    report.figure(format!("{name}: answers"), times.len() as f64 / LASTS.as_secs_f64(), "1/s");
    report.figure(format!("{name}: p50"), at(0.5), "ms");
    report.figure(format!("{name}: p99"), at(0.99), "ms");
}
