//! rustfmt and clippy: each run counts as one.

use anyhow::Result;

use super::Round;
use super::tally::Tally;
use crate::command::{Command, Ending};
use crate::setup::{self, WASM_TARGET};

/// What stands in the line in which cargo tells how often a package was warned of, whoever compiled it.
const WARNED: &str = " generated ";

/// `cargo fmt --check` over the workspace.
pub async fn fmt(round: &Round<'_>, tally: &mut Tally) -> Result<()> {
    let command = round.cargo().args(["fmt", "--all", "--check"]);
    tally_up("fmt", command.ending().await?, tally);
    Ok(())
}

/// clippy over everything for the host, and over the SDK for the target it ships to.
pub async fn clippy(round: &Round<'_>, tally: &mut Tally) -> Result<()> {
    setup::for_building(round.place).await?;
    let host = if round.lints {
        building(round).await?
    } else {
        checking(round, &["--workspace", "--all-targets"]).await?
    };
    tally_up("clippy (host)", host, tally);
    let wasm = checking(round, &["-p", "lotse-sdk", "--target", WASM_TARGET]).await?;
    tally_up("clippy (wasm)", wasm, tally);
    Ok(())
}

/// clippy as its own program.
async fn checking(round: &Round<'_>, what: &[&str]) -> Result<Ending> {
    let command = Command::cargo().args(["clippy", "--quiet", "--locked"]).args(what);
    command.args(["--", "-D", "warnings"]).in_folder(round.place.root()).until(round.deadline).ending().await
}

/// clippy in the compiler's place. It may only warn, as what is compiled is to be run: a warning fails all the same.
async fn building(round: &Round<'_>) -> Result<Ending> {
    let command = round.cargo().args(["build", "--locked", "--workspace", "--all-targets"]);
    let mut is_warned = false;
    let ending = command
        .env("CARGO_TERM_COLOR", "never")
        .lines(|line| {
            is_warned |= line.starts_with("warning: ") && line.contains(WARNED);
            eprintln!("{line}");
        })
        .await?;
    Ok(if is_warned && ending == Ending::Success { Ending::Failure } else { ending })
}

fn tally_up(name: &str, ending: Ending, tally: &mut Tally) {
    match ending {
        Ending::Success => tally.pass(1),
        Ending::Failure => tally.fail(name),
        Ending::OutOfTime => tally.fail(format!("{name}: out of time")),
    }
}
