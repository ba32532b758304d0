//! rustfmt and clippy: each run counts as one.

use anyhow::Result;
use lotse_tests::place::Place;
use tokio::time::Instant;

use super::tally::Tally;
use crate::command::{Command, Ending};
use crate::setup::{self, WASM_TARGET};

/// `cargo fmt --check` over the workspace.
pub async fn fmt(place: &Place, deadline: Instant, tally: &mut Tally) -> Result<()> {
    check(place, "fmt", &["fmt", "--all", "--check"], deadline, tally).await
}

/// clippy over everything for the host, and over the SDK for the target it ships to.
pub async fn clippy(place: &Place, deadline: Instant, tally: &mut Tally) -> Result<()> {
    setup::for_building(place).await?;
    let host = ["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    check(place, "clippy (host)", &host, deadline, tally).await?;
    let wasm =
        ["clippy", "--quiet", "--locked", "-p", "lotse-sdk", "--target", WASM_TARGET, "--", "-D", "warnings"];
    check(place, "clippy (wasm)", &wasm, deadline, tally).await
}

async fn check(
    place: &Place,
    name: &str,
    arguments: &[&str],
    deadline: Instant,
    tally: &mut Tally,
) -> Result<()> {
    match Command::cargo().args(arguments).in_folder(place.root()).until(deadline).ending().await? {
        Ending::Success => tally.pass(1),
        Ending::Failure => tally.fail(name),
        Ending::OutOfTime => tally.fail(format!("{name}: out of time")),
    }
    Ok(())
}
