//! Losses of power, with unsynced writes dropped, during publishes on SQLite; and a control: on a disk that only says that it syncs,
//! something has to get lost, or this sees nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use lotse_cli::remote::Remote;
use lotse_tests::place::Place;
use tokio::task::LocalSet;
use tokio::time::sleep;

use super::guide::{VERSIONS, live, load, prepare, publish, releases};
use super::kills::{is_whole, missing};
use crate::report::Report;
use crate::served::{Build, Kind, Reader, Served};
use crate::soak::disk::Disk;

/// Version by release, as the server has acknowledged it.
type Acknowledged = Rc<RefCell<BTreeMap<i64, i64>>>;

/// Loses power so many times; then once more on a disk that lies.
pub async fn run(place: &Place, report: &mut Report, losses: u64) -> Result<()> {
    let Some(disk) = Disk::mount()? else {
        eprintln!("losses of power: skipped, no file system can be mounted here");
        return Ok(());
    };
    let Some(served) = Served::start_in(place, Kind::Sqlite, Build::Quick, disk.path()).await? else {
        bail!("SQLite is always there");
    };
    LocalSet::new().run_until(rounds(report, disk, served, losses)).await
}

async fn rounds(report: &mut Report, mut disk: Disk, mut served: Served, losses: u64) -> Result<()> {
    let remote = Rc::new(served.remote()?);
    let key = prepare(&remote).await?;
    let acknowledged = Acknowledged::default();
    let (mut lost, mut incomplete) = (0, 0);
    for round in 0..losses {
        let life = Duration::from_millis(150 + round * 7_919 % 500);
        one(&mut disk, &mut served, &remote, &acknowledged, (life, round)).await?;
        let there = releases(&remote).await?;
        lost += missing(&acknowledged.borrow(), &there);
        let reader = Reader::new(&served.origin())?;
        let manifest = reader.get("manifest.json").await.unwrap_or_default();
        let signature = reader.get("manifest.json.sig").await.unwrap_or_default();
        let is_readable = there.is_empty()
            || (key.verifies(&manifest, &signature) && load(&reader, &manifest).await.is_some());
        if !is_readable || !is_whole(&there) {
            incomplete += 1;
        }
    }
    served.kill().await?;
    let server = served.open().await?;
    let faults = server.faults().await?;
    server.close().await;
    ensure!(faults.is_empty(), "{faults:?}");
    let told = acknowledged.borrow().len();
    report.figure("losses of power", losses as f64, "count");
    report.at_least("losses of power: publishes acknowledged", told as f64, "count", losses as f64 / 2.0);
    report.at_most("losses of power: acknowledged and lost", lost as f64, "count", 0.0);
    report.at_most("losses of power: releases by half", f64::from(incomplete), "count", 0.0);

    served.serve().await?;
    disk.lie();
    one(&mut disk, &mut served, &remote, &acknowledged, (Duration::from_secs(1), 0)).await?;
    let there = releases(&remote).await?;
    let gone = missing(&acknowledged.borrow(), &there);
    report.at_least("control: lost on a disk that lies", gone as f64, "count", 1.0);
    served.kill().await
}

/// Publishes for a while, loses power in between, starts again on what has survived.
async fn one(
    disk: &mut Disk,
    served: &mut Served,
    remote: &Rc<Remote>,
    acknowledged: &Acknowledged,
    (life, round): (Duration, u64),
) -> Result<()> {
    let publishes = tokio::task::spawn_local(publishes(Rc::clone(remote), Rc::clone(acknowledged)));
    sleep(life).await;
    disk.cut_power();
    served.kill().await?;
    publishes.abort();
    // Whatever was acknowledged in the last moment has been written down by now.
    let _ = publishes.await;
    disk.restore_power(round)?;
    served.serve().await
}

async fn publishes(remote: Rc<Remote>, acknowledged: Acknowledged) {
    let mut turn = 0;
    loop {
        let Ok(there) = releases(&remote).await else {
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        turn += 1;
        let version = turn % VERSIONS + 1;
        if let Ok(made) = publish(&remote, version, live(&there)).await {
            acknowledged.borrow_mut().insert(made.release, version);
        }
    }
}
