//! The picker for host apps, and the recorder of the locator benchmark: one crate, built with one feature each.

use std::fs;
use std::path::Path;

use anyhow::Result;
use lotse_tests::place::Place;
use sha2::{Digest, Sha256};

use super::inputs::hex;
use super::{between, bundle, inputs, module};
use crate::command::Command;
use crate::say;
use crate::setup::{self, WASM_TARGET};

/// The picker's entry module, beside the SDK's loader.
pub const PICKER_JS: &str = "lotse-picker.js";
/// Its WebAssembly.
pub const PICKER_WASM: &str = "lotse-picker.wasm";
/// The module beside the benchmark's `index.js`.
const SCENE_WASM: &str = "lotse_picker_bg.wasm";

/// Builds the picker beside the SDK, when anything that it is made of has changed.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build(place: &Place) -> Result<()> {
    setup::for_building(place).await?;
    let folder = place.dist();
    let mut digest = Sha256::new().chain_update(inputs::digest(place).await?);
    for more in ["authoring/picker", "authoring/api"] {
        digest.update(inputs::digest_of(place, more)?);
    }
    let digest = hex(&digest.finalize());
    let stamp = place.out().join("picker.inputs");
    let is_there = [PICKER_JS, PICKER_WASM].iter().all(|name| folder.join(name).is_file());
    if is_there && fs::read_to_string(&stamp).is_ok_and(|built| built == digest) {
        return Ok(());
    }
    let step = say::step("picker: compiling to WebAssembly, wasm-bindgen, wasm-opt");
    let glue = compile(place, "picker", &folder.join(PICKER_WASM)).await?;
    to_file(place, "js/start.js", &glue, &folder.join(PICKER_JS)).await?;
    fs::write(&stamp, digest)?;
    step.done();
    Ok(())
}

/// Builds the benchmark's `index.js` and its module into a folder.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build_scene(place: &Place, folder: &Path) -> Result<()> {
    setup::for_building(place).await?;
    let step = say::step("recorder: compiling to WebAssembly, wasm-bindgen, wasm-opt");
    let glue = compile(place, "scene", &folder.join(SCENE_WASM)).await?;
    to_file(place, "scene/index.js", &glue, &folder.join("index.js")).await?;
    step.done();
    Ok(())
}

/// Builds the crate with one feature; answers with the folder of the glue.
async fn compile(place: &Place, feature: &str, result: &Path) -> Result<std::path::PathBuf> {
    Command::cargo()
        .args(["build", "--quiet", "--locked", "-p", "lotse-picker", "--no-default-features", "--features"])
        .args([feature, "--profile", "wasm", "--target", WASM_TARGET])
        .in_folder(place.root())
        // Time counts here, not bytes: nobody but an author loads it.
        .env("CARGO_PROFILE_WASM_OPT_LEVEL", "3")
        .env("CARGO_PROFILE_WASM_LTO", "off")
        .env("CARGO_PROFILE_WASM_CODEGEN_UNITS", "16")
        .run()
        .await?;
    let glue = between(place).join(feature);
    if glue.exists() {
        fs::remove_dir_all(&glue)?;
    }
    fs::create_dir_all(&glue)?;
    if let Some(folder) = result.parent() {
        fs::create_dir_all(folder)?;
    }
    module::bind(&place.target().join(WASM_TARGET).join("wasm/lotse_picker.wasm"), &glue)?;
    module::optimise(place, &glue.join(SCENE_WASM), result).await?;
    Ok(glue)
}

/// Bundles an entry of the crate.
async fn to_file(place: &Place, entry: &str, glue: &Path, result: &Path) -> Result<()> {
    // The glue names each module of ours once for every file that imports from it, always the same one.
    let aliases = [
        "--log-override:duplicate-object-key=silent".to_owned(),
        format!("--alias:lotse-glue={}", glue.join("lotse_picker.js").display()),
        format!("--alias:lotse-facts={}", place.root().join("sdk/dom/src/js/facts.js").display()),
    ];
    bundle::to_file(place, &place.root().join("authoring/picker/src").join(entry), result, &aliases).await
}
