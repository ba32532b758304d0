//! The recorder as an ES module: a folder with `index.js` and its WebAssembly.

use std::path::Path;

use anyhow::Result;
use lotse_tests::place::Place;

use super::side::{self, Side};
use crate::setup;

const RECORDER: Side = Side {
    about: "recorder",
    package: "lotse-picker",
    entry: "authoring/picker/src/index.js",
    // Time counts here, not bytes: nobody but an author loads it.
    level: "3",
    js: "index.js",
    wasm: "lotse_picker_bg.wasm",
};

/// Builds `index.js` and its module into a folder.
///
/// # Errors
/// When a prerequisite is missing or the code does not build.
pub async fn build(place: &Place, folder: &Path) -> Result<()> {
    setup::for_building(place).await?;
    side::build(place, &RECORDER, folder).await
}
