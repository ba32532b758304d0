//! `cargo xtask` once more, optimised, for what it computes itself: in daily work nobody waits for that build.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use lotse_tests::place::Place;
use tokio::time::Instant;

use crate::command::{Command, Ending};
use crate::say;

/// How it is built, in `Cargo.toml`.
const PROFILE: &str = "swift";
/// Longest that the build and what was asked for may take.
const LIMIT: Duration = Duration::from_secs(5 * 3600);

/// Whether this program is the optimised one.
pub fn is_here() -> bool {
    !cfg!(debug_assertions)
}

/// Has the optimised program do what this one was asked for.
///
/// # Errors
/// When it cannot be started.
pub async fn again(place: &Place) -> Result<ExitCode> {
    say::note("optimised for what it computes (the first time takes minutes)");
    let command =
        Command::cargo().args(["run", "--quiet", "--locked", "--profile", PROFILE, "-p", "xtask", "--"]);
    let command = command.args(std::env::args_os().skip(1)).in_folder(place.root());
    Ok(match command.until(Instant::now() + LIMIT).ending().await? {
        Ending::Success => ExitCode::SUCCESS,
        Ending::Failure | Ending::OutOfTime => ExitCode::FAILURE,
    })
}
