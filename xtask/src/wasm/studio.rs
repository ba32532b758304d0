//! The studio as the server hands it out: `target/lotse/studio/`, an `index.html` and files whose names hold their digest.
//!
//! `index.html` names the others, which lie in a folder of their own. Whoever serves the studio serves the folder at `/`, and
//! `index.html` for every other address that a page of the studio has.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;
use sha2::{Digest, Sha256};

use super::inputs::{self, hex};
use super::{between, bundle, module};
use crate::command::Command;
use crate::say;
use crate::setup::{self, WASM_TARGET};

/// The folder of the files, in the output and in their addresses.
const FILES: &str = "studio";
/// Digits of a digest in a name; servers take so many for a sign that the file never changes.
const DIGEST_DIGITS: usize = 16;
/// Everything that the studio is made of, for noticing changes.
const SOURCES: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "authoring/Cargo.toml",
    "authoring/api",
    "authoring/editor",
    "authoring/markup",
    "authoring/src",
    "sdk/engine",
    "sdk/locator",
    "sdk/model",
];

/// How the studio is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build: for working on it, and for tests.
    Quick,
    /// As it is delivered: small.
    Small,
}

/// Where it lies.
pub fn folder(place: &Place) -> PathBuf {
    place.out().join("studio")
}

/// Builds what has changed.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build(place: &Place, profile: Profile) -> Result<()> {
    setup::for_building(place).await?;
    let inputs = inputs::digest_of_all(place, &SOURCES).await?;
    let stamped = |profile: Profile| format!("{profile:?} {inputs}");
    let digest = stamped(profile);
    let stamp = place.out().join("studio.inputs");
    let out = folder(place);
    // What is delivered serves whoever wants it quickly as well.
    let does = |built: &String| *built == digest || *built == stamped(Profile::Small);
    if out.join("index.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|built| does(&built)) {
        say::note("studio unchanged");
        return Ok(());
    }
    let _ = fs::remove_file(&stamp);
    let step = say::step("studio: compiling to WebAssembly, wasm-bindgen, bundling");
    let work = between(place).join("studio");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    compile(place, profile, &work).await?;
    let source = place.root().join("authoring/src");
    let alias = format!("--alias:lotse-studio={}", work.join("lotse-studio.js").display());
    bundle::to_file(place, &source.join("start/boot.js"), &work.join("boot.js"), &[alias]).await?;
    bundle::to_file(place, &source.join("look/index.css"), &work.join("look.css"), &[]).await?;
    fs::copy(source.join("start/icon.svg"), work.join("icon.svg"))?;
    assemble(&source, &work, &out)?;
    fs::write(&stamp, digest)?;
    step.done();
    Ok(())
}

async fn compile(place: &Place, profile: Profile, work: &Path) -> Result<()> {
    let (name, folder) = match profile {
        Profile::Quick => ("studio", "studio"),
        Profile::Small => ("wasm", "wasm"),
    };
    Command::cargo()
        .args(["build", "--quiet", "--locked", "-p", "lotse-studio", "--profile", name])
        .args(["--target", WASM_TARGET])
        .in_folder(place.root())
        .run()
        .await?;
    let compiled = place.target().join(WASM_TARGET).join(folder).join("lotse-studio.wasm");
    module::bind(&compiled, work)?;
    let bound = work.join("lotse-studio_bg.wasm");
    match profile {
        Profile::Quick => fs::rename(bound, work.join("studio.wasm"))?,
        Profile::Small => module::optimise(place, &bound, &work.join("studio.wasm"), &[]).await?,
    }
    Ok(())
}

/// Names the files by their content and tells the page.
fn assemble(source: &Path, work: &Path, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out.join(FILES))?;
    let page = source.join("start/index.html");
    let mut page = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    for (place, name, ending) in [
        ("__WASM__", "studio", "wasm"),
        ("__BOOT__", "boot", "js"),
        ("__CSS__", "look", "css"),
        ("__ICON__", "icon", "svg"),
    ] {
        let bytes = fs::read(work.join(format!("{name}.{ending}")))?;
        let digest: String = hex(&Sha256::digest(&bytes)).chars().take(DIGEST_DIGITS).collect();
        let named = format!("{name}-{digest}.{ending}");
        fs::write(out.join(FILES).join(&named), &bytes)?;
        page = page.replace(place, &format!("/{FILES}/{named}"));
    }
    if page.contains("__") {
        bail!("start/index.html has a place that nothing is put in");
    }
    fs::write(out.join("index.html"), page)?;
    Ok(())
}
