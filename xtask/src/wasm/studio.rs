//! The studio as the server hands it out: `target/lotse/studio/`, an `index.html` and files whose names hold their digest.
//!
//! `index.html` names the others, which lie in a folder of their own. Whoever serves the studio serves the folder at `/`, and
//! `index.html` for every other address that a page of the studio has.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use lotse_tests::place::Place;
use sha2::{Digest, Sha256};
use wasm_split_cli_support::{Options, transform};

use super::inputs::{self, hex};
use super::{between, bundle, module};
use crate::command::Command;
use crate::say;
use crate::setup::{self, WASM_TARGET};

/// The script that fetches what comes later, beside the glue.
const LINK: &str = "./__wasm_split.js";
/// The folder of the files, in the output and in their addresses.
const FILES: &str = "studio";
/// Digits of a digest in a name; servers take so many for a sign that the file never changes.
const DIGEST_DIGITS: usize = 16;
/// Everything that the studio is made of, for noticing changes.
const SOURCES: [&str; 12] = [
    "Cargo.lock",
    "Cargo.toml",
    "authoring/Cargo.toml",
    "authoring/api",
    "authoring/editor",
    "authoring/markup",
    "authoring/src",
    "sdk/engine",
    "sdk/help",
    "sdk/locator",
    "sdk/model",
    "xtask/src/wasm",
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
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(out.join(FILES))?;
    name_later(&work, &out)?;
    let source = place.root().join("authoring/src");
    let alias = format!("--alias:lotse-studio={}", work.join("lotse-studio.js").display());
    // The glue names the script of the later modules once for every function that it imports from there.
    let options = [alias, "--log-override:duplicate-object-key=silent".to_owned()];
    bundle::to_file(place, &source.join("start/boot.js"), &work.join("boot.js"), &options).await?;
    bundle::to_file(place, &source.join("look/index.css"), &work.join("look.css"), &[]).await?;
    bundle::to_file(place, &source.join("start/preview.js"), &work.join("frame.js"), &[]).await?;
    fs::copy(source.join("start/icon.svg"), work.join("icon.svg"))?;
    assemble(&source, &work, &out)?;
    fs::write(&stamp, digest)?;
    step.done();
    Ok(())
}

async fn compile(place: &Place, profile: Profile, work: &Path) -> Result<()> {
    let (name, folder) = match profile {
        Profile::Quick => ("studio", "studio"),
        Profile::Small => ("studio-delivered", "studio-delivered"),
    };
    Command::cargo()
        .args(["rustc", "--quiet", "--locked", "-p", "lotse-studio", "--bin", "lotse-studio"])
        .args(["--profile", name, "--target", WASM_TARGET])
        // Who refers to what is read from these when the module is cut.
        .args(["--", "-Clink-arg=--emit-relocs"])
        .in_folder(place.root())
        .run()
        .await?;
    let compiled = place.target().join(WASM_TARGET).join(folder).join("lotse-studio.wasm");
    let later = split(&compiled, work)?;
    module::bind_for_later(&work.join("lotse-studio.wasm"), work)?;
    let mut modules = vec![(work.join("lotse-studio_bg.wasm"), work.join("studio.wasm"))];
    modules.extend(later.into_iter().map(|from| (from.clone(), from)));
    for (from, to) in modules {
        match profile {
            Profile::Quick if from == to => {}
            Profile::Quick => fs::rename(from, to)?,
            Profile::Small => module::optimise(place, &from, &to, &module::QUICK).await?,
        }
    }
    Ok(())
}

/// Cuts the module where `lotse-studio` says that code may come later (`later.rs`). Answers the later modules.
fn split(compiled: &Path, work: &Path) -> Result<Vec<PathBuf>> {
    let bytes = fs::read(compiled).with_context(|| format!("reading {}", compiled.display()))?;
    let main = work.join("lotse-studio.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = "./lotse-studio.js";
    let split = transform(options).map_err(|error| anyhow!("splitting the studio: {error:#}"))?;
    Ok(split.split_modules)
}

/// Puts the digest of each later module into its name, and the name into the script that fetches it.
fn name_later(work: &Path, out: &Path) -> Result<()> {
    let link = work.join(LINK);
    let mut script = fs::read_to_string(&link)?;
    for file in fs::read_dir(work)? {
        let file = file?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let address = format!("\"./{name}\"");
        if !name.ends_with(".wasm") || !script.contains(&address) {
            continue;
        }
        let bytes = fs::read(&file)?;
        let named = digested(name.trim_end_matches(".wasm"), "wasm", &bytes);
        fs::write(out.join(FILES).join(&named), &bytes)?;
        script = script.replace(&address, &format!("\"./{named}\""));
    }
    fs::write(&link, script)?;
    Ok(())
}

/// Puts a file among the others and answers its address.
fn put(out: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    let named = digested(name, ending, bytes);
    fs::write(out.join(FILES).join(&named), bytes)?;
    Ok(format!("/{FILES}/{named}"))
}

/// A name that holds what the file holds.
fn digested(name: &str, ending: &str, bytes: &[u8]) -> String {
    let digest: String = hex(&Sha256::digest(bytes)).chars().take(DIGEST_DIGITS).collect();
    format!("{name}-{digest}.{ending}")
}

/// Names the files by their content and tells the page.
fn assemble(source: &Path, work: &Path, out: &Path) -> Result<()> {
    let page = source.join("start/index.html");
    let mut page = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    for (place, name, ending) in [
        ("__WASM__", "studio", "wasm"),
        ("__BOOT__", "boot", "js"),
        ("__CSS__", "look", "css"),
        ("__ICON__", "icon", "svg"),
    ] {
        let address = put(out, name, ending, &fs::read(work.join(format!("{name}.{ending}")))?)?;
        page = page.replace(place, &address);
    }
    // The page of the preview names its script, and the studio's page names it.
    let script = put(out, "frame", "js", &fs::read(work.join("frame.js"))?)?;
    let frame = fs::read_to_string(source.join("start/preview.html"))?.replace("__FRAME__", &script);
    page = page.replace("__PREVIEW__", &put(out, "preview", "html", frame.as_bytes())?);
    if page.contains("__") {
        bail!("start/index.html has a place that nothing is put in");
    }
    fs::write(out.join("index.html"), page)?;
    Ok(())
}
