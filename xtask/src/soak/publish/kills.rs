//! `kill -9` during publishes under load. Publishers publish versions of one guide in turn, readers load what an end user's page loads,
//! and the server is killed again and again. After every restart, the list of releases is held against what was acknowledged.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Result, bail};
use lotse_api::releases::Release;
use lotse_cli::remote::{Remote, RemoteError};
use lotse_editor::sign::PublicKey;
use tokio::task::LocalSet;
use tokio::time::{Instant, sleep};

use super::guide::{VERSIONS, live, load, prepare, publish, releases};
use crate::report::Report;
use crate::served::{Reader, Served};

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

/// Kills the server again and again, until so many publishes were acknowledged.
pub async fn run(report: &mut Report, name: &str, served: Served, wanted: usize) -> Result<()> {
    let tally = LocalSet::new().run_until(one(served, wanted)).await?;
    tell(report, name, &tally);
    Ok(())
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
    let reader = Reader::new(&served.origin())?;
    for _ in 0..READERS {
        tasks.push(tokio::task::spawn_local(reads(reader.clone(), key.clone(), Rc::clone(&tally))));
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

async fn publishes(remote: Rc<Remote>, tally: Rc<Tally>) {
    let mut turn = 0;
    while !tally.is_over.get() {
        let Ok(there) = releases(&remote).await else {
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        turn += 1;
        let version = turn % VERSIONS + 1;
        match publish(&remote, version, live(&there)).await {
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
    // What is acknowledged while the list is on its way need not be on it.
    let acknowledged = tally.acknowledged.borrow().clone();
    let there = releases(remote).await?;
    let (lost, is_whole) = (missing(&acknowledged, &there), is_whole(&there));
    if lost > 0 || !is_whole {
        eprintln!("acknowledged: {acknowledged:?}\nthere: {:?}", there.iter().take(5).collect::<Vec<_>>());
    }
    for _ in 0..lost {
        add(&tally.lost);
    }
    if !is_whole {
        add(&tally.incomplete);
    }
    Ok(())
}

/// How many acknowledged releases are not there, as far back as the list goes.
pub fn missing(acknowledged: &BTreeMap<i64, i64>, there: &[Release]) -> usize {
    let oldest = there.last().map_or(0, |release| release.release);
    let is_there = |number: i64, version: i64| {
        there.iter().any(|release| release.release == number && release.guides.get("one") == Some(&version))
    };
    acknowledged.range(oldest..).filter(|(number, version)| !is_there(**number, **version)).count()
}

/// Numbers without gaps, and the highest is live.
pub fn is_whole(there: &[Release]) -> bool {
    let is_dense = there.iter().zip(there.iter().skip(1)).all(|(one, next)| one.release == next.release + 1);
    let is_highest_live = there.iter().enumerate().all(|(place, release)| release.is_live == (place == 0));
    is_dense && is_highest_live
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
