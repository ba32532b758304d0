//! The picker for host apps, and the recorder of the locator benchmark: one crate, built with one feature each.

use std::fs;
use std::path::Path;

use anyhow::Result;
use lotse_tests::place::Place;

use super::inputs;
use super::side::{self, Aim, Side};
use crate::setup;

/// The picker's entry module, beside the SDK's loader.
pub const PICKER_JS: &str = "lotse-picker.js";
/// Its WebAssembly.
pub const PICKER_WASM: &str = "lotse-picker.wasm";
const PICKER: Side = Side {
    about: "picker",
    package: "lotse-picker",
    feature: Some("picker"),
    entry: "authoring/picker/src/js/start.js",
    aliases: &[("lotse-facts", "sdk/dom/src/js/facts.js"), ("lotse-page", "sdk/retrace/src/page.js")],
    aim: Aim::Build,
    is_slim: false,
    is_on_our_runtime: false,
    js: PICKER_JS,
    wasm: PICKER_WASM,
};
const RECORDER: Side = Side {
    about: "recorder",
    package: "lotse-picker",
    feature: Some("scene"),
    entry: "authoring/picker/src/scene/index.js",
    aliases: &[],
    aim: Aim::Speed,
    is_slim: false,
    is_on_our_runtime: false,
    js: "index.js",
    wasm: "lotse_picker_bg.wasm",
};

/// Builds the picker beside the SDK, when anything that it is made of has changed.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build(place: &Place) -> Result<()> {
    setup::for_building(place).await?;
    let folder = place.dist();
    let sources = [&inputs::SOURCES[..], &["authoring/picker", "authoring/api"]].concat();
    let digest = inputs::digest_of_all(place, &sources).await?;
    let stamp = place.out().join("picker.inputs");
    let is_there = [PICKER_JS, PICKER_WASM].iter().all(|name| folder.join(name).is_file());
    if is_there && fs::read_to_string(&stamp).is_ok_and(|built| built == digest) {
        return Ok(());
    }
    // Without the stamp, a build that breaks off half-way is never mistaken for a whole one.
    let _ = fs::remove_file(&stamp);
    side::build(place, &PICKER, &folder).await?;
    fs::write(&stamp, digest)?;
    Ok(())
}

/// Builds the benchmark's `index.js` and its module into a folder.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build_scene(place: &Place, folder: &Path) -> Result<()> {
    setup::for_building(place).await?;
    side::build(place, &RECORDER, folder).await
}
