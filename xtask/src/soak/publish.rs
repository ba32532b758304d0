//! `kill -9` during publishes under load: nothing acknowledged is lost, nothing is there by half, nobody reads a mixture.
//!
//! Publishers publish versions of one guide in turn, readers load what an end user's page loads, and the server is killed again
//! and again. After every restart, the list of releases is held against what was acknowledged. `LOTSE_SOAK_PUBLISHES` sets
//! how many publishes are to be acknowledged, for each of SQLite and PostgreSQL.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lotse_api::guides::{AskReview, NewGuide, Save, Settings, Stored, TakeLease, Verdict, Version};
use lotse_api::releases::{Publish, Release};
use lotse_cli::remote::Method;
use lotse_cli::remote::{Remote, RemoteError};
use lotse_editor::sign::PublicKey;
use lotse_tests::place::Place;
use serde_json::{Value, json};
use tokio::task::LocalSet;
use tokio::time::{Instant, sleep};

use crate::report::Report;
use crate::served::{Build, Kind, Reader, Served};

/// Publishes to be acknowledged on each database.
const PUBLISHES: usize = 200;
/// Versions of the guide that are published in turn.
const VERSIONS: i64 = 6;
/// Readers at the same time.
const READERS: usize = 20;
/// Publishers at the same time: of two at once, one is told.
const PUBLISHERS: usize = 2;
/// How long the server lives: between these, from the number of the round.
const LIFE_MS: (u64, u64) = (150, 900);
/// Longest that one database may take.
const LONGEST: Duration = Duration::from_secs(20 * 60);

/// What has happened so far.
#[derive(Default)]
struct Tally {
    /// Version by release, as the server has acknowledged it.
    acknowledged: RefCell<BTreeMap<i64, i64>>,
    conflicts: Cell<usize>,
    unanswered: Cell<usize>,
    kills: Cell<usize>,
    loads: Cell<usize>,
    /// Manifest and signature of two releases, fetched around a publish: the SDK refuses and asks again.
    crossed: Cell<usize>,
    lost: Cell<usize>,
    mixed: Cell<usize>,
    incomplete: Cell<usize>,
    is_over: Cell<bool>,
}

fn add(cell: &Cell<usize>) {
    cell.set(cell.get() + 1);
}

/// Runs both.
pub async fn measure(place: &Place) -> Result<Report> {
    let wanted = match std::env::var("LOTSE_SOAK_PUBLISHES") {
        Ok(text) => text.parse().context("LOTSE_SOAK_PUBLISHES")?,
        Err(_) => PUBLISHES,
    };
    let mut report = Report::default();
    for (name, kind) in [("SQLite", Kind::Sqlite), ("PostgreSQL", Kind::Postgres)] {
        match Served::start(place, kind, Build::Quick).await? {
            Some(served) => {
                let tally = LocalSet::new().run_until(one(served, wanted)).await?;
                tell(&mut report, name, &tally);
            }
            None => eprintln!("{name}: skipped, it is not installed (cargo xtask setup)"),
        }
    }
    Ok(report)
}

fn tell(report: &mut Report, name: &str, tally: &Tally) {
    let count = |number: usize| number as f64;
    let mut figure =
        |what: &str, number: usize| report.figure(format!("{name}: {what}"), count(number), "count");
    figure("publishes acknowledged", tally.acknowledged.borrow().len());
    figure("publishes told that another was faster", tally.conflicts.get());
    figure("publishes without an answer", tally.unanswered.get());
    figure("kill -9", tally.kills.get());
    figure("loads by readers", tally.loads.get());
    figure("loads between two releases, asked again", tally.crossed.get());
    for (what, cell) in [
        ("acknowledged and lost", &tally.lost),
        ("mixtures of two releases", &tally.mixed),
        ("releases by half", &tally.incomplete),
    ] {
        report.at_most(format!("{name}: {what}"), count(cell.get()), "count", 0.0);
    }
}

async fn one(mut served: Served, wanted: usize) -> Result<Rc<Tally>> {
    let remote = Rc::new(served.remote()?);
    let key = prepare(&remote).await?;
    let tally = Rc::new(Tally::default());
    let mut tasks = Vec::new();
    for _ in 0..PUBLISHERS {
        tasks.push(tokio::task::spawn_local(publishes(Rc::clone(&remote), Rc::clone(&tally))));
    }
    for _ in 0..READERS {
        let reader = Reader::new(&served.origin())?;
        tasks.push(tokio::task::spawn_local(reads(reader, key.clone(), Rc::clone(&tally))));
    }
    let started = Instant::now();
    while tally.acknowledged.borrow().len() < wanted {
        if started.elapsed() > LONGEST {
            bail!("only {} publishes were acknowledged in time", tally.acknowledged.borrow().len());
        }
        sleep(Duration::from_millis(life_ms(tally.kills.get()))).await;
        served.kill().await?;
        add(&tally.kills);
        served.serve().await?;
        compare(&remote, &tally).await?;
    }
    tally.is_over.set(true);
    for task in tasks {
        task.await?;
    }
    compare(&remote, &tally).await?;
    served.kill().await?;
    let server = served.open().await?;
    let faults = server.faults().await?;
    server.close().await;
    if !faults.is_empty() {
        bail!("{faults:?}");
    }
    Ok(tally)
}

/// Lives of many lengths, the same in every run.
fn life_ms(round: usize) -> u64 {
    let (least, most) = LIFE_MS;
    least + (round as u64).wrapping_mul(2_654_435_761) % (most - least)
}

/// Freezes and approves the versions; answers the key that signs.
async fn prepare(remote: &Remote) -> Result<PublicKey> {
    let made: Stored = remote.send(Method::POST, "/guides", &NewGuide { source: source(1) }).await?;
    let take = TakeLease { token: None, take_over: false };
    let lease: lotse_api::guides::Lease = remote.send(Method::POST, "/guides/one/lease", &take).await?;
    let mut revision = made.summary.revision;
    for version in 1..=VERSIONS {
        if version > 1 {
            let save = Save { source: source(version), revision, lease: lease.token.clone() };
            let saved: Stored = remote.send(Method::PUT, "/guides/one", &save).await?;
            revision = saved.summary.revision;
        }
        let ask = AskReview { note: String::new(), revision };
        let frozen: Version = remote.send(Method::POST, "/guides/one/review", &ask).await?;
        let verdict = Verdict { approves: true, note: String::new() };
        let path = format!("/guides/one/versions/{}/verdict", frozen.version);
        let _: Version = remote.send(Method::POST, &path, &verdict).await?;
    }
    let settings: Settings = remote.get("/settings").await?;
    let keys = settings.environments.into_iter().next().map(|first| first.keys).unwrap_or_default();
    Ok(PublicKey::from_text(keys.first().context("no key")?)?)
}

/// A guide whose text says which version it is.
fn source(version: i64) -> String {
    json!({
        "schema": 0,
        "guide": {
            "id": "one", "title": { "en": "Measured" }, "pages": ["/*"], "start": "first",
            "steps": [
                {
                    "kind": "instruct", "id": "first", "surface": "modal", "title": { "en": "First" },
                    "body": { "en": format!("This is version {version}.") }, "next": "done",
                },
                { "kind": "end", "id": "done", "outcome": "solved" },
            ],
        },
    })
    .to_string()
}

async fn publishes(remote: Rc<Remote>, tally: Rc<Tally>) {
    let path = "/environments/production/releases";
    let mut turn = 0;
    while !tally.is_over.get() {
        let live = match remote.get::<Vec<Release>>(path).await {
            Ok(releases) => releases.iter().find(|release| release.is_live).map_or(0, |live| live.release),
            Err(_) => {
                sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        turn += 1;
        let version = turn % VERSIONS + 1;
        let guides = BTreeMap::from([("one".to_owned(), Some(version))]);
        let asked = Publish { guides, note: format!("version {version}"), after: live, at_ms: None };
        match remote.send::<Release>(Method::POST, path, &asked).await {
            Ok(made) => {
                tally.acknowledged.borrow_mut().insert(made.release, version);
            }
            Err(RemoteError::Refused(_)) => add(&tally.conflicts),
            Err(RemoteError::Unreachable(_)) => add(&tally.unanswered),
        }
    }
}

/// Holds what is there against what was acknowledged.
async fn compare(remote: &Remote, tally: &Tally) -> Result<()> {
    let acknowledged = tally.acknowledged.borrow().clone();
    let there: Vec<Release> = remote.get("/environments/production/releases").await?;
    let oldest = there.last().map_or(i64::MAX, |release| release.release);
    for (number, version) in acknowledged.range(oldest..) {
        let is_there = there
            .iter()
            .any(|release| release.release == *number && release.guides.get("one") == Some(version));
        if !is_there {
            add(&tally.lost);
        }
    }
    // Numbers without gaps, and the highest is live.
    let is_whole = there.iter().zip(there.iter().skip(1)).all(|(one, next)| one.release == next.release + 1);
    let is_highest_live = there.iter().enumerate().all(|(place, release)| release.is_live == (place == 0));
    if !is_whole || !is_highest_live {
        add(&tally.incomplete);
    }
    Ok(())
}

async fn reads(reader: Reader, key: PublicKey, tally: Rc<Tally>) {
    let mut newest = 0;
    while !tally.is_over.get() {
        let manifest = reader.get("manifest.json").await;
        let signature = reader.get("manifest.json.sig").await;
        let (Some(manifest), Some(signature)) = (manifest, signature) else {
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        if !key.verifies(&manifest, &signature) {
            add(&tally.crossed);
            continue;
        }
        let Some((release, version)) = load(&reader, &manifest).await else {
            // Either the server was just killed, or something is missing that will not come.
            sleep(Duration::from_millis(1_500)).await;
            if load(&reader, &manifest).await.is_none() && reader.get("manifest.json").await.is_some() {
                let again = load(&reader, &manifest).await;
                if again.is_none() {
                    add(&tally.incomplete);
                }
            }
            continue;
        };
        add(&tally.loads);
        let said = tally.acknowledged.borrow().get(&release).copied();
        if release < newest || said.is_some_and(|said| said != version) {
            add(&tally.mixed);
        }
        newest = release;
    }
}

/// Release and version of what a page gets that begins with this manifest.
async fn load(reader: &Reader, manifest: &str) -> Option<(i64, i64)> {
    let manifest: Value = serde_json::from_str(manifest).ok()?;
    let shard = chunk(reader, manifest.pointer("/index/0/shard")?).await?;
    chunk(reader, shard.pointer("/guides/0/chunk")?).await?;
    let texts = chunk(reader, shard.pointer("/guides/0/texts/en")?).await?.to_string();
    let number = texts.split("This is version ").nth(1)?.split('.').next()?;
    Some((manifest.get("release")?.as_i64()?, number.parse().ok()?))
}

async fn chunk(reader: &Reader, name: &Value) -> Option<Value> {
    let text = reader.get(&format!("chunks/{}.json", name.as_str()?)).await?;
    serde_json::from_str(&text).ok()
}
