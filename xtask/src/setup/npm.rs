//! The build's Node programs (esbuild, terser, wasm-opt) and axe-core, exactly as `xtask/tools/package-lock.json` names them.

use std::fs;

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;

use crate::command::{Command, in_path};
use crate::say;

/// Runs `npm ci` unless the installed tree came from the present lock file.
pub async fn install(place: &Place) -> Result<()> {
    let lock =
        fs::read(place.tools().join("package-lock.json")).context("reading xtask/tools/package-lock.json")?;
    let installed = place.npm(".installed-from.json");
    if fs::read(&installed).is_ok_and(|from| from == lock) {
        return Ok(());
    }
    if !in_path("npm") || !in_path("node") {
        bail!("Node and npm are missing. On Debian: apt-get install nodejs npm");
    }
    let step = say::step("npm: esbuild, terser, wasm-opt, axe-core");
    Command::new("npm").args(["ci", "--silent"]).in_folder(&place.tools()).run().await?;
    fs::write(&installed, &lock).with_context(|| format!("writing {}", installed.display()))?;
    step.done();
    Ok(())
}
