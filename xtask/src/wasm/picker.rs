//! The recorder as an ES module: a folder with `index.js` and its WebAssembly.

use std::fs;
use std::path::Path;

use anyhow::Result;
use lotse_tests::place::Place;

use super::{between, bundle, module};
use crate::command::Command;
use crate::say;
use crate::setup::{self, WASM_TARGET};

/// The module beside `index.js`.
const WASM: &str = "lotse_picker_bg.wasm";

/// Builds `index.js` and its module into a folder.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build(place: &Place, folder: &Path) -> Result<()> {
    setup::for_building(place).await?;
    let step = say::step("recorder: compiling to WebAssembly, wasm-bindgen, wasm-opt");
    Command::cargo()
        .args([
            "build",
            "--quiet",
            "--locked",
            "-p",
            "lotse-picker",
            "--profile",
            "wasm",
            "--target",
            WASM_TARGET,
        ])
        .in_folder(place.root())
        // Time counts here, not bytes: nobody but an author loads it.
        .env("CARGO_PROFILE_WASM_OPT_LEVEL", "3")
        .run()
        .await?;
    let glue = between(place).join("picker");
    fs::create_dir_all(&glue)?;
    fs::create_dir_all(folder)?;
    module::bind(&place.target().join(WASM_TARGET).join("wasm/lotse_picker.wasm"), &glue)?;
    module::optimise(place, &glue.join(WASM), &folder.join(WASM)).await?;
    let alias = format!("--alias:lotse-glue={}", glue.join("lotse_picker.js").display());
    bundle::to_file(
        place,
        &place.root().join("authoring/picker/src/index.js"),
        &folder.join("index.js"),
        &[alias],
    )
    .await?;
    step.done();
    Ok(())
}
