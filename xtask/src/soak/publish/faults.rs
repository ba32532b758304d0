//! A disk that is full, and a database that is gone: a clear refusal, nothing changed, and on it goes afterwards.

use anyhow::{Context, Result, bail, ensure};
use lotse_api::FaultKind;
use lotse_api::releases::Release;
use lotse_cli::remote::{Remote, RemoteError};
use lotse_tests::place::Place;

use super::guide::{VERSIONS, live, prepare, publish, releases};
use crate::report::Report;
use crate::served::{Build, Kind, Served};
use crate::soak::disk::Disk;

/// Publishes that a full disk may still find room for, in space that it has given before.
const MOST: i64 = 200;

/// Runs both.
pub async fn run(place: &Place, report: &mut Report) -> Result<()> {
    match Disk::mount()? {
        Some(disk) => full(place, report, &disk).await.context("full disk")?,
        None => eprintln!("full disk: skipped, no file system can be mounted here"),
    }
    match Served::start(place, Kind::Postgres, Build::Quick).await? {
        Some(served) => gone(report, served).await.context("PostgreSQL gone"),
        None => {
            eprintln!("PostgreSQL gone: skipped, it is not installed (cargo xtask setup)");
            Ok(())
        }
    }
}

async fn full(place: &Place, report: &mut Report, disk: &Disk) -> Result<()> {
    let Some(mut served) = Served::start_in(place, Kind::Sqlite, Build::Quick, disk.path()).await? else {
        bail!("SQLite is always there");
    };
    let remote = served.remote()?;
    prepare(&remote).await?;
    publish(&remote, 1, 0).await?;
    disk.set_full(true);
    let mut refused = None;
    let mut there = releases(&remote).await?;
    for turn in 0..MOST {
        match publish(&remote, turn % VERSIONS + 1, live(&there)).await {
            Ok(_) => there = releases(&remote).await?,
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    refused_clearly(&refused.context("a full disk refuses nothing")?)?;
    ensure!(is_same(&there, &releases(&remote).await?), "a refused publish has changed something");
    disk.set_full(false);
    publish(&remote, 2, live(&there)).await.context("with room again")?;
    report.figure("full disk: refused, nothing changed, goes on", 1.0, "count");
    served.kill().await
}

async fn gone(report: &mut Report, mut served: Served) -> Result<()> {
    let remote = served.remote()?;
    prepare(&remote).await?;
    publish(&remote, 1, 0).await?;
    let there = releases(&remote).await?;
    served.stop_database()?;
    match publish(&remote, 2, 1).await {
        Ok(_) => bail!("published into nothing"),
        Err(error) => refused_clearly(&error)?,
    }
    served.start_database()?;
    let again = patient(&remote).await?;
    ensure!(is_same(&there, &again), "a refused publish has changed something");
    publish(&remote, 2, live(&again)).await.context("with the database again")?;
    report.figure("database gone: refused, nothing changed, goes on", 1.0, "count");
    served.kill().await
}

/// Connections that broke are found out one by one.
async fn patient(remote: &Remote) -> Result<Vec<Release>> {
    for _ in 0..50 {
        if let Ok(there) = releases(remote).await {
            return Ok(there);
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    releases(remote).await.context("the database is there again, and the server does not see it")
}

fn refused_clearly(error: &RemoteError) -> Result<()> {
    ensure!(error.is(FaultKind::Unavailable), "{error}");
    Ok(())
}

fn is_same(one: &[Release], other: &[Release]) -> bool {
    let told = |all: &[Release]| all.iter().map(|one| (one.release, one.guides.clone())).collect::<Vec<_>>();
    told(one) == told(other)
}
