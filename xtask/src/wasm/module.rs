//! From Rust to an optimised `lotse-core.wasm` and wasm-bindgen's glue beside it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lotse_tests::place::Place;
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use super::split::profile::Profile;
use super::{CORE_WASM, REST_WASM, between, order, pack, prune, slim, split, whole_core};
use crate::command::Command;
use crate::setup::WASM_TARGET;
use crate::{say, wasm::inputs::hex};

/// What rustc 1.95 may use for this target, plus what wasm-bindgen adds. wasm-opt refuses what it is not told of.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What is called once only is put in its place when it is short; a function that holds much has many local variables, whose
/// numbers take two bytes. The other passes straighten what that leaves.
pub const SMALLEST: [&str; 5] = ["-Oz", "-ocimfs=15", "--flatten", "--rereloop", "-Oz"];
/// Small enough for those who write guides, and four times quicker to make.
pub const SMALL: [&str; 1] = ["-O1"];
/// For what is quick to run.
pub const QUICK: [&str; 1] = ["-O2"];

/// The glue's entry file.
pub fn glue(place: &Place) -> PathBuf {
    between(place).join("glue/lotse_sdk.js")
}

/// Compiles; binds and optimises only when cargo's result is another one than last time.
pub async fn compile(place: &Place) -> Result<()> {
    let step = say::step("SDK: compiling to WebAssembly");
    linked(place, "lotse-sdk").run().await?;
    step.done();

    let compiled = place.target().join(WASM_TARGET).join("wasm/lotse_sdk.wasm");
    let bytes = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    // What follows depends on these as well.
    let makers = [
        include_str!("module.rs"),
        include_str!("slim.rs"),
        include_str!("later.rs"),
        include_str!("runtime.js"),
        include_str!("splice.js"),
        include_str!("prune.rs"),
        include_str!("order.rs"),
        include_str!("pack.rs"),
        include_str!("pack/step.rs"),
        include_str!("pack/unpack.wat"),
        include_str!("split.rs"),
        include_str!("split/cut.rs"),
        include_str!("split/mark.rs"),
        include_str!("split/unmet.rs"),
        include_str!("split/profile.rs"),
        include_str!("split/spare.rs"),
        include_str!("split/splice.rs"),
    ];
    let digest =
        makers.iter().fold(Sha256::new().chain_update(&bytes), |digest, maker| digest.chain_update(maker));
    let digest = digest.chain_update(fs::read(super::profile(place))?);
    let digest = hex(&digest.finalize());
    let stamp = between(place).join("module.input");
    let result = place.dist().join(CORE_WASM);
    let made = [result.clone(), place.dist().join(REST_WASM), whole_core(place), glue(place)];
    if made.iter().all(|file| file.is_file()) && fs::read_to_string(&stamp).is_ok_and(|from| from == digest) {
        return Ok(());
    }
    let step = say::step("SDK: wasm-bindgen, wasm-opt -Oz");
    let folder = between(place).join("glue");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let pruned = folder.join("lotse_sdk.wasm");
    let data = prune::data(&bytes)?;
    fs::write(&pruned, prune::prune(bytes)?)?;
    bind(&pruned, &folder)?;
    let module = folder.join("lotse_sdk_bg.wasm");
    slim::slim(&module, &glue(place))?;
    let whole = whole_core(place);
    // Names say which functions give memory back; they are in none of the parts.
    optimise_named(place, &module, &whole, &[&SMALLEST[..], &["-g"]].concat()).await?;
    let profile = Profile::read(place)?;
    let module = fs::read(&whole)?;
    split::check_names(&module)?;
    let module = order::order_by(&module, &split::in_first(&module, &profile)?)?;
    let parts = split::split(&module, &profile, &data)?;
    fs::write(&result, pack::pack(&parts.first)?)?;
    fs::write(place.dist().join(REST_WASM), parts.rest)?;
    fs::write(&stamp, digest)?;
    step.done();
    Ok(())
}

/// Cargo's build of a package for the browser.
pub fn cargo(place: &Place, package: &str) -> Command {
    Command::cargo()
        .args(["build", "--quiet", "--locked", "-p", package, "--profile", "wasm", "--target", WASM_TARGET])
        .in_folder(place.root())
}

/// The same, with the linker's account of who refers to what, which `prune.rs` reads.
pub fn linked(place: &Place, package: &str) -> Command {
    let build = ["rustc", "--quiet", "--locked", "-p", package, "--lib", "--profile", "wasm"];
    let link = ["--target", WASM_TARGET, "--", "-C", "link-arg=--emit-relocs"];
    Command::cargo().args(build).args(link).in_folder(place.root())
}

/// Binds a module that is whole.
pub fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    bind_with(compiled, folder, false)
}

/// Binds a module that later ones are linked to: they need its table of functions.
pub fn bind_for_later(compiled: &Path, folder: &Path) -> Result<()> {
    bind_with(compiled, folder, true)
}

fn bind_with(compiled: &Path, folder: &Path, keeps_table: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .web(true)?
        .typescript(false)
        // Names say which functions are panics; wasm-opt strips them.
        .remove_name_section(false)
        .remove_producers_section(true)
        .keep_lld_exports(keeps_table)
        // The loader always says where the module is; without this, the glue would carry a guess.
        .omit_default_module_path(true);
    bindgen.generate(folder)
}

/// Optimises a bound module by these passes.
pub async fn optimise(place: &Place, module: &Path, result: &Path, passes: &[&str]) -> Result<()> {
    optimise_named(place, module, result, &[passes, &["--strip-debug"]].concat()).await
}

async fn optimise_named(place: &Place, module: &Path, result: &Path, passes: &[&str]) -> Result<()> {
    Command::new("node")
        .arg(place.npm("binaryen/bin/wasm-opt"))
        .args(passes)
        .args(["--strip-producers", "--strip-target-features"])
        .args(FEATURES)
        .arg(module)
        .arg("-o")
        .arg(result)
        .run()
        .await
}
