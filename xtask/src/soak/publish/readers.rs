//! A thousand readers while releases follow each other: each sees an old one or a new one, never a mixture, and never an older one than
//! before.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Result;
use lotse_cli::remote::Remote;
use lotse_editor::sign::PublicKey;
use tokio::task::LocalSet;
use tokio::time::sleep;

use super::guide::{VERSIONS, load, prepare, publish};
use crate::report::Report;
use crate::served::{Reader, Served};

/// Readers at the same time.
const READERS: usize = 1_000;
/// Releases that follow each other.
const PUBLISHES: i64 = 50;
/// What lies between two releases.
const PAUSE: Duration = Duration::from_millis(300);
/// What lies between two loads of a reader, who begins at some moment within it.
const READ_EVERY: Duration = Duration::from_secs(8);

#[derive(Default)]
struct Seen {
    loads: Cell<usize>,
    crossed: Cell<usize>,
    failed: Cell<usize>,
    mixed: Cell<usize>,
    is_over: Cell<bool>,
}

/// Runs it.
pub async fn run(report: &mut Report, name: &str, mut served: Served) -> Result<()> {
    let seen = LocalSet::new().run_until(all(&served)).await?;
    let mut figure = |what: &str, number: &Cell<usize>| {
        report.figure(format!("{name}, {READERS} readers: {what}"), number.get() as f64, "count");
    };
    figure("loads", &seen.loads);
    figure("loads between two releases, asked again", &seen.crossed);
    report.at_most(format!("{name}, {READERS} readers: mixtures"), seen.mixed.get() as f64, "count", 0.0);
    report.at_most(
        format!("{name}, {READERS} readers: without an answer"),
        seen.failed.get() as f64,
        "count",
        0.0,
    );
    served.kill().await
}

async fn all(served: &Served) -> Result<Rc<Seen>> {
    let remote: Remote = served.remote()?;
    let key = prepare(&remote).await?;
    publish(&remote, 2, 0).await?;
    let seen = Rc::new(Seen::default());
    let mut tasks = Vec::new();
    let reader = Reader::new(&served.origin())?;
    for place in 0..READERS {
        let begins = READ_EVERY * place as u32 / READERS as u32;
        tasks.push(tokio::task::spawn_local(reads(reader.clone(), key.clone(), Rc::clone(&seen), begins)));
    }
    for release in 2..=PUBLISHES + 1 {
        sleep(PAUSE).await;
        // So that a reader can tell which version a release has to be of.
        publish(&remote, version_of(release), release - 1).await?;
    }
    seen.is_over.set(true);
    for task in tasks {
        task.await?;
    }
    Ok(seen)
}

fn version_of(release: i64) -> i64 {
    release % VERSIONS + 1
}

async fn reads(reader: Reader, key: PublicKey, seen: Rc<Seen>, begins: Duration) {
    let add = |cell: &Cell<usize>| cell.set(cell.get() + 1);
    let mut newest = 0;
    sleep(begins).await;
    while !seen.is_over.get() {
        let manifest = reader.get("manifest.json").await;
        let signature = reader.get("manifest.json.sig").await;
        let (Some(manifest), Some(signature)) = (manifest, signature) else {
            add(&seen.failed);
            continue;
        };
        if !key.verifies(&manifest, &signature) {
            add(&seen.crossed);
            continue;
        }
        match load(&reader, &manifest).await {
            Some((release, version)) => {
                add(&seen.loads);
                if release < newest || version != version_of(release) {
                    add(&seen.mixed);
                }
                newest = release;
            }
            None => add(&seen.failed),
        }
        sleep(READ_EVERY).await;
    }
}
