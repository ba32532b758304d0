//! WebAssembly modules beside the core, each with one bundled JavaScript file: loaded by few, and never by a first step.

use std::fs;
use std::path::Path;

use anyhow::Result;
use lotse_tests::place::Place;

use super::{between, bundle, module, order, pack, prune, slim};
use crate::say;
use crate::setup::WASM_TARGET;

/// What counts most when a module is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Bytes, since end users load it.
    Size,
    /// How quickly it is built, for authors.
    Build,
    /// How quickly it runs the first time: the browser compiles each function when it is first called, so larger code costs time too.
    Speed,
}

/// One such module.
pub struct Side {
    /// What is said while it is built.
    pub about: &'static str,
    /// Its package.
    pub package: &'static str,
    /// The feature that makes it what it is, instead of the default ones.
    pub feature: Option<&'static str>,
    /// Its JavaScript, from the root; it imports the glue as `lotse-glue`.
    pub entry: &'static str,
    /// Names that its JavaScript has for files of the repository.
    pub aliases: &'static [(&'static str, &'static str)],
    /// What counts most when it is compiled.
    pub aim: Aim,
    /// Whether what only panics knew is cut and functions are put in order, as the core's are; without a feature only.
    pub is_slim: bool,
    /// Whether its glue stands on our runtime, as the core's does; then what loads it is given a response.
    pub is_on_our_runtime: bool,
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
    let mut cargo =
        if side.is_slim { module::linked(place, side.package) } else { module::cargo(place, side.package) };
    let settings = match side.aim {
        Aim::Size => None,
        Aim::Build => Some(["3", "off", "16"]),
        Aim::Speed => Some(["2", "fat", "1"]),
    };
    if let Some([level, link, units]) = settings {
        cargo = cargo
            .env("CARGO_PROFILE_WASM_OPT_LEVEL", level)
            .env("CARGO_PROFILE_WASM_LTO", link)
            .env("CARGO_PROFILE_WASM_CODEGEN_UNITS", units);
    }
    if let Some(feature) = side.feature {
        cargo = cargo.args(["--no-default-features", "--features", feature]);
    }
    cargo.run().await?;
    let name = side.package.replace('-', "_");
    let glue = between(place).join(side.feature.unwrap_or(side.package));
    if glue.exists() {
        fs::remove_dir_all(&glue)?;
    }
    fs::create_dir_all(&glue)?;
    fs::create_dir_all(folder)?;
    let compiled = place.target().join(WASM_TARGET).join(format!("wasm/{name}.wasm"));
    let bound = glue.join(format!("{name}_bg.wasm"));
    if side.is_slim {
        let pruned = glue.join(format!("{name}.wasm"));
        fs::write(&pruned, prune::prune(fs::read(&compiled)?)?)?;
        module::bind(&pruned, &glue)?;
        slim::cut(&bound)?;
        if side.is_on_our_runtime {
            slim::stand_on_ours(&glue.join(format!("{name}.js")))?;
        }
    } else {
        module::bind(&compiled, &glue)?;
    }
    let passes: &[&str] = if side.aim == Aim::Size { &module::SMALLEST } else { &module::SMALL };
    let result = folder.join(side.wasm);
    module::optimise(place, &bound, &result, passes).await?;
    if side.is_slim {
        order::order(&result)?;
    }
    if side.is_slim && side.is_on_our_runtime {
        fs::write(&result, pack::pack(&fs::read(&result)?)?)?;
    }
    let mut options = vec![
        // The glue names each module of ours once for every file that imports from it, always the same one.
        "--log-override:duplicate-object-key=silent".to_owned(),
        format!("--alias:lotse-glue={}", glue.join(format!("{name}.js")).display()),
    ];
    for (name, file) in side.aliases {
        let mut file = place.root().join(file);
        // A style sheet that is imported as text stays as it is; so it is made small before.
        if file.extension().is_some_and(|ending| ending == "css") {
            let small = glue.join(name);
            bundle::to_file(place, &file, &small, &[]).await?;
            file = small;
        }
        options.push(format!("--alias:{name}={}", file.display()));
    }
    let script = folder.join(side.js);
    bundle::to_file(place, &place.root().join(side.entry), &script, &options).await?;
    if side.is_slim {
        bundle::smaller(place, &script).await?;
    }
    step.done();
    Ok(())
}
