//! WebAssembly modules beside the core, each with one bundled JavaScript file: loaded by few, and never by a first step.

use std::path::Path;

use anyhow::Result;
use lotse_tests::place::Place;

use super::{between, bundle, module};
use crate::say;
use crate::setup::WASM_TARGET;

/// One such module.
pub struct Side {
    /// What is said while it is built.
    pub about: &'static str,
    /// Its package.
    pub package: &'static str,
    /// Its JavaScript, from the root; it imports the glue as `lotse-glue`.
    pub entry: &'static str,
    /// What rustc optimises for: `z` for bytes, `3` for time.
    pub level: &'static str,
    /// Name of the bundled JavaScript.
    pub js: &'static str,
    /// Name of the WebAssembly beside it.
    pub wasm: &'static str,
}

/// Builds both files into a folder.
///
/// # Errors
/// When the code does not build.
pub async fn build(place: &Place, side: &Side, folder: &Path) -> Result<()> {
    let step = say::step(format!("{}: compiling to WebAssembly, wasm-bindgen, wasm-opt", side.about));
    module::cargo(place, side.package).env("CARGO_PROFILE_WASM_OPT_LEVEL", side.level).run().await?;
    let name = side.package.replace('-', "_");
    let glue = between(place).join(side.package);
    std::fs::create_dir_all(&glue)?;
    std::fs::create_dir_all(folder)?;
    module::bind(&place.target().join(WASM_TARGET).join(format!("wasm/{name}.wasm")), &glue)?;
    module::optimise(place, &glue.join(format!("{name}_bg.wasm")), &folder.join(side.wasm)).await?;
    let alias = format!("--alias:lotse-glue={}", glue.join(format!("{name}.js")).display());
    bundle::to_file(place, &place.root().join(side.entry), &folder.join(side.js), &[alias]).await?;
    step.done();
    Ok(())
}
