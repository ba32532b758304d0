//! Firefox's driver, which Debian does not ship: built once from crates.io into our part of the target folder.

use anyhow::Result;
use lotse_tests::place::Place;

use crate::command::Command;
use crate::say;

/// Pinned: a newer one is a decision, not an accident.
const VERSION: &str = "0.37.1";

/// Builds the driver unless this version is there.
pub async fn install(place: &Place) -> Result<()> {
    let root = place.out().join("tools");
    let record = root.join(".crates.toml");
    let wanted = format!("\"geckodriver {VERSION} ");
    let recorded = std::fs::read_to_string(record).is_ok_and(|text| text.contains(&wanted));
    if recorded && place.geckodriver().is_file() {
        return Ok(());
    }
    let step = say::step(format!("cargo: building geckodriver {VERSION} (once, about a minute)"));
    Command::cargo()
        // It passes on what others say: a quick build is worth more than a quick driver.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .args(["install", "geckodriver", "--debug", "--locked", "--quiet", "--force", "--version", VERSION])
        .arg("--root")
        .arg(&root)
        .arg("--target-dir")
        .arg(place.out().join("geckodriver"))
        .run()
        .await?;
    // The build's intermediate files are never needed again.
    std::fs::remove_dir_all(place.out().join("geckodriver"))?;
    step.done();
    Ok(())
}
