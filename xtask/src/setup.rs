//! `cargo xtask setup`: everything a fresh machine lacks. Each part is looked for first and installed only if missing.
//!
//! A machine needs rustup's toolchain, a C linker and Node; the rest comes from here. Every other command calls the
//! part that it needs, so nobody has to run this one.

mod debian;
mod geckodriver;
mod npm;
pub mod python;

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;

use crate::command::Command;
use crate::say;

/// The target that the SDK is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// All of it.
///
/// # Errors
/// When something is missing that cannot be installed from here; the message says what to do.
pub async fn everything(place: &Place) -> Result<()> {
    for_building(place).await?;
    for_browsers(place).await?;
    debian::database().await?;
    debian::desk().await?;
    python::install(place).await
}

/// What building the SDK takes.
///
/// # Errors
/// As [`everything`].
pub async fn for_building(place: &Place) -> Result<()> {
    wasm_target().await?;
    npm::install(place).await
}

/// What running browser tests takes.
///
/// # Errors
/// As [`everything`].
pub async fn for_browsers(place: &Place) -> Result<()> {
    npm::install(place).await?;
    debian::browsers().await?;
    geckodriver::install(place).await
}

async fn wasm_target() -> Result<()> {
    let rustc = || Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let sysroot = rustc().args(["--print", "sysroot"]).output().await?;
    let installed =
        || std::path::Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir();
    if installed() {
        return Ok(());
    }
    let step = say::step(format!("rustup: adding {WASM_TARGET}"));
    Command::new("rustup")
        .args(["target", "add", WASM_TARGET])
        .run()
        .await
        .with_context(|| format!("the Rust target {WASM_TARGET} is missing and rustup could not add it"))?;
    if !installed() {
        bail!("rustup added {WASM_TARGET} to another toolchain than the one in use ({})", sysroot.trim());
    }
    step.done();
    Ok(())
}
