//! JavaScript and types: esbuild bundles the core's glue and the loader, and terser makes small what a page loads.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;

use super::{CORE_JS, CORE_WASM, LOADER, PANEL_JS, REST_JS, REST_WASM, SIGNS_JS, TYPES, later, module};
use crate::command::Command;
use crate::say;

/// The first browsers with popover, constructed style sheets and shadow roots.
const FLOOR: &str = "--target=chrome114,firefox125,safari17";

/// The core: `sdk/loader/src/core.js`, which imports the glue as `lotse-glue`, and before that what is fetched with the rest: it
/// is given what it has in common with the core, and the core is told what that is, as `lotse-shared`.
pub async fn core(place: &Place) -> Result<()> {
    let step = say::step("SDK: bundling the core's JavaScript");
    let Some(entry) = source(place, "core") else { bail!("sdk/loader/src/core.js or core.ts is missing") };
    let glue = module::glue(place);
    let folder = glue.parent().context("the glue lies in no folder")?;
    let bundled = folder.join("rest.js");
    let files = later::files(folder)?;
    to_file(place, &folder.join(later::GLUE), &bundled, &later::externals(&files)).await?;
    let given = later::given(&fs::read_to_string(&bundled)?, &files)?;
    fs::write(place.dist().join(REST_JS), given.script)?;
    let shared = folder.join("shared.js");
    fs::write(&shared, given.shared)?;
    let alias = |name: &str, file: &Path| format!("--alias:{name}={}", file.display());
    let aliases = [alias("lotse-glue", &glue), alias("lotse-shared", &shared)];
    to_file(place, &entry, &place.dist().join(CORE_JS), &aliases).await?;
    for name in [CORE_JS, REST_JS] {
        smaller(place, &place.dist().join(name)).await?;
    }
    step.done();
    Ok(())
}

/// The loader, told what it will fetch and which digests to expect.
pub async fn loader(place: &Place, core_wasm: &str, [rest_js, rest_wasm]: &[String; 2]) -> Result<()> {
    let Some(entry) = source(place, "index") else { bail!("sdk/loader/src/index.js or index.ts is missing") };
    let step = say::step("SDK: bundling the loader");
    let define = |name: &str, value: &str| format!("--define:{name}={}", serde_json::Value::from(value));
    let defines = [
        define("__LOTSE_CORE_JS__", CORE_JS),
        define("__LOTSE_CORE_WASM__", CORE_WASM),
        define("__LOTSE_REST_JS__", REST_JS),
        define("__LOTSE_REST_WASM__", REST_WASM),
        define("__LOTSE_PANEL_JS__", PANEL_JS),
        define("__LOTSE_SIGNS_JS__", SIGNS_JS),
        define("__LOTSE_CORE_WASM_INTEGRITY__", core_wasm),
        define("__LOTSE_REST_JS_INTEGRITY__", rest_js),
        define("__LOTSE_REST_WASM_INTEGRITY__", rest_wasm),
    ];
    let result = place.dist().join(LOADER);
    to_file(place, &entry, &result, &defines).await?;
    smaller(place, &result).await?;
    step.done();
    Ok(())
}

/// What waits for a published sign: it needs no WebAssembly.
pub async fn signs(place: &Place) -> Result<()> {
    let entry = place.root().join("sdk/panel/src/js/watcher.js");
    let result = place.dist().join(SIGNS_JS);
    to_file(place, &entry, &result, &[]).await?;
    smaller(place, &result).await
}

/// The public API's types, written by hand beside the loader.
pub fn types(place: &Place) -> Result<()> {
    let folder = place.root().join("sdk/loader");
    let Some(types) =
        [folder.join("lotse.d.ts"), folder.join("src/lotse.d.ts")].into_iter().find(|file| file.is_file())
    else {
        bail!("sdk/loader/lotse.d.ts is missing");
    };
    fs::copy(types, place.dist().join(TYPES))?;
    Ok(())
}

fn source(place: &Place, stem: &str) -> Option<PathBuf> {
    let folder = place.root().join("sdk/loader/src");
    ["ts", "js"]
        .iter()
        .map(|extension| folder.join(format!("{stem}.{extension}")))
        .find(|file| file.is_file())
}

/// npm installs the program for this machine alone; its JavaScript front would only start it and bury its messages.
fn esbuild(place: &Place) -> Result<PathBuf> {
    let machines = fs::read_dir(place.npm("@esbuild")).context("esbuild is not installed")?;
    let programs = machines.flatten().map(|machine| machine.path().join("bin/esbuild"));
    programs.into_iter().find(|program| program.is_file()).context("esbuild has no program for this machine")
}

/// Bundles one entry into one file.
pub async fn to_file(place: &Place, entry: &Path, result: &Path, more: &[String]) -> Result<()> {
    // A style sheet that a script imports is its text; one that is the entry is bundled itself.
    let loader = entry.extension().is_none_or(|ending| ending != "css").then_some("--loader:.css=text");
    Command::new(esbuild(place)?)
        .arg(entry)
        .args(["--bundle", "--format=esm", "--minify", "--charset=utf8", "--legal-comments=none"])
        .args(["--log-level=warning", FLOOR])
        .args(loader)
        .args(more)
        .arg(format!("--outfile={}", result.display()))
        .run()
        .await
}

/// Makes a module smaller than esbuild does: by what compression makes of it some 5 %, for a second of building. Functions that
/// know no `this` become arrows; nothing of ours is called with `new` by its own function.
pub async fn smaller(place: &Place, file: &Path) -> Result<()> {
    Command::new("node")
        .arg(place.npm("terser/bin/terser"))
        .arg(file)
        .args(["--module", "--ecma", "2020", "--comments", "false", "--mangle"])
        .args(["--compress", "passes=4,inline=1,sequences=false,unsafe_arrows=true"])
        .arg("--output")
        .arg(file)
        .run()
        .await
}
