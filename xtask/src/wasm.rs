//! The SDK as a page loads it: `target/lotse/dist/`.
//!
//! cargo → what nothing reaches is cut → wasm-bindgen (as a library) → wasm-opt → split into what a first card needs and the
//! rest → esbuild and terser. The loader is bundled last, because it carries the names and digests of what it will fetch. Nothing runs
//! again while its inputs are the same.

mod bundle;
mod inputs;
pub mod later;
mod module;
mod order;
pub mod pack;
mod picker;
mod prune;
mod side;
mod slim;
pub mod split;
pub mod studio;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lotse_tests::place::Place;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::{say, setup};

pub use picker::{build as build_picker, build_scene};

/// The entry module that the embed snippet names.
pub const LOADER: &str = "lotse.js";
/// wasm-bindgen's glue with our natives.
pub const CORE_JS: &str = "lotse-core.js";
/// The WebAssembly module, as far as a first card needs it.
pub const CORE_WASM: &str = "lotse-core.wasm";
/// What makes the whole module of it, fetched when a first card has been seen.
pub const REST_WASM: &str = "lotse-rest.wasm";
/// The JavaScript that goes with that.
pub const REST_JS: &str = "lotse-rest.js";
/// The second look: loaded only when a target no longer fits.
const RETRACE: side::Side = side::Side {
    about: "SDK, second look",
    package: "lotse-retrace",
    feature: None,
    entry: "sdk/retrace/src/index.js",
    aliases: &[],
    aim: side::Aim::Size,
    is_slim: true,
    is_on_our_runtime: false,
    js: RETRACE_JS,
    wasm: RETRACE_WASM,
};
/// Its JavaScript.
pub const RETRACE_JS: &str = "lotse-retrace.js";
/// Its WebAssembly.
pub const RETRACE_WASM: &str = "lotse-retrace.wasm";
/// The help panel: loaded when help is opened or needed.
const PANEL: side::Side = side::Side {
    about: "SDK, help panel",
    package: "lotse-panel",
    feature: None,
    entry: "sdk/panel/src/js/index.js",
    aliases: &[("lotse-panel.css", "sdk/panel/src/js/panel.css")],
    aim: side::Aim::Size,
    is_slim: true,
    is_on_our_runtime: true,
    js: PANEL_JS,
    wasm: PANEL_WASM,
};
/// Its JavaScript.
pub const PANEL_JS: &str = "lotse-panel.js";
/// Its WebAssembly.
pub const PANEL_WASM: &str = "lotse-panel.wasm";
/// What waits in the panel's place where signs of problems are published.
pub const SIGNS_JS: &str = "lotse-signs.js";
/// Everything that is fetched, in the order of wanting.
pub const FILES: [&str; 10] = [
    LOADER,
    CORE_JS,
    CORE_WASM,
    REST_JS,
    REST_WASM,
    RETRACE_JS,
    RETRACE_WASM,
    SIGNS_JS,
    PANEL_JS,
    PANEL_WASM,
];
/// The public API's types.
pub const TYPES: &str = "lotse.d.ts";
/// `{file name: "sha256-…"}` of the others.
pub const INTEGRITY: &str = "integrity.json";

/// Builds what has changed.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build(place: &Place) -> Result<()> {
    setup::for_building(place).await?;
    let begun = Instant::now();
    let digest = inputs::digest(place).await?;
    let stamp = place.out().join("dist.inputs");
    let complete = FILES.iter().chain(&[TYPES, INTEGRITY]).all(|name| place.dist().join(name).is_file());
    if complete && fs::read_to_string(&stamp).is_ok_and(|built| built == digest) {
        say::note(&format!("SDK unchanged ({:.1} s)", begun.elapsed().as_secs_f64()));
        return Ok(());
    }
    // Without the stamp, a build that breaks off half-way is never mistaken for a whole one.
    let _ = fs::remove_file(&stamp);
    fs::create_dir_all(place.dist())?;

    module::compile(place).await?;
    bundle::core(place).await?;
    side::build(place, &RETRACE, &place.dist()).await?;
    side::build(place, &PANEL, &place.dist()).await?;
    bundle::signs(place).await?;
    let core_wasm = integrity(place, CORE_WASM)?;
    let rest = [integrity(place, REST_JS)?, integrity(place, REST_WASM)?];
    bundle::loader(place, &core_wasm, &rest).await?;
    bundle::types(place)?;
    let mut digests = Map::new();
    for name in FILES {
        digests.insert(name.to_owned(), Value::String(integrity(place, name)?));
    }
    fs::write(place.dist().join(INTEGRITY), serde_json::to_string_pretty(&digests)? + "\n")?;
    assemble(place)?;
    fs::write(&stamp, digest)?;
    Ok(())
}

/// The core before it was split; [`split::profile`] is about its functions.
pub fn whole_core(place: &Place) -> PathBuf {
    between(place).join("glue/whole.wasm")
}

/// The profile that the core is split by.
pub fn profile(place: &Place) -> PathBuf {
    place.root().join("sdk/first-card.profile")
}

/// The npm package as it would be published.
pub fn package(place: &Place) -> PathBuf {
    place.out().join("package")
}

fn assemble(place: &Place) -> Result<()> {
    let package = package(place);
    fs::create_dir_all(package.join("dist"))?;
    for name in ["package.json", "README.md"] {
        fs::copy(place.root().join("sdk/loader").join(name), package.join(name))
            .with_context(|| name.to_owned())?;
    }
    fs::copy(place.dist().join(TYPES), package.join(TYPES))?;
    for name in FILES.into_iter().chain([INTEGRITY]) {
        fs::copy(place.dist().join(name), package.join("dist").join(name))?;
    }
    Ok(())
}

/// The `integrity` value of a built file.
fn integrity(place: &Place, name: &str) -> Result<String> {
    let file = place.dist().join(name);
    Ok(integrity_of(&fs::read(&file).with_context(|| format!("reading {}", file.display()))?))
}

/// The `integrity` value of bytes.
pub fn integrity_of(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// Where the steps between cargo and `dist` leave their results.
fn between(place: &Place) -> PathBuf {
    place.out().join("between")
}
