//! `cargo xtask size`: what a visitor downloads, as brotli 11, gzip 9 and raw bytes. The second look is fetched by those
//! alone whose target no longer fits.

mod first_step;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use lotse_tests::place::Place;

use crate::report::Report;
use crate::{demo, setup, wasm};

/// The loader alone, brotli 11.
const LOADER_BUDGET_BYTES: f64 = 4_000.0;
/// The help panel with search, triage and diagnosis, brotli 11.
const PANEL_BUDGET_BYTES: f64 = 45_000.0;
/// Functions that changed since `cargo xtask profile`: each may be in the first part for nothing.
const UNKNOWN_BUDGET: f64 = 40.0;
/// Everything that the studio's first page needs, brotli 11.
const STUDIO_BUDGET_BYTES: f64 = 450_000.0;

/// Builds the SDK and measures it.
pub async fn run(place: &Place, json: Option<&Path>) -> Result<ExitCode> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    let mut report = Report::default();
    let mut panel = 0.0;
    for name in wasm::FILES {
        let file = place.dist().join(name);
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let packed = Packed::of(&bytes)?;
        if name == wasm::LOADER {
            report.at_most(format!("{name}, brotli"), packed.brotli, "bytes", LOADER_BUDGET_BYTES);
        } else {
            report.figure(format!("{name}, brotli"), packed.brotli, "bytes");
        }
        report.figure(format!("{name}, gzip"), packed.gzip, "bytes");
        report.figure(format!("{name}, raw"), packed.raw, "bytes");
        if [wasm::SIGNS_JS, wasm::PANEL_JS, wasm::PANEL_WASM].contains(&name) {
            panel += packed.brotli;
        }
    }
    report.at_most("help panel and everything in it, brotli", panel, "bytes", PANEL_BUDGET_BYTES);
    let known = wasm::split::profile::Profile::read(place)?;
    let unknown = wasm::split::unknown(&fs::read(wasm::whole_core(place))?, &known)?;
    report.at_most(
        "functions of the core that the profile does not know",
        unknown as f64,
        "count",
        UNKNOWN_BUDGET,
    );
    let early = wasm::later::called_early(&fs::read(place.dist().join(wasm::CORE_WASM))?)?;
    report.at_most(
        format!("functions of {} that the first part calls", wasm::REST_JS),
        early.len() as f64,
        "count",
        0.0,
    );
    first_step::measure(place, &mut report).await?;
    studio(place, &mut report).await?;
    report.finish(json)
}

/// What a technician's browser fetches before the studio shows its first page, which is what `index.html` names; and what
/// it fetches later, when a guide or another page is opened.
async fn studio(place: &Place, report: &mut Report) -> Result<()> {
    wasm::studio::build(place, wasm::studio::Profile::Small).await?;
    let folder = wasm::studio::folder(place);
    let index = fs::read_to_string(folder.join("index.html"))?;
    let (mut first, mut later) = (Packed::of(index.as_bytes())?, Packed::default());
    for file in fs::read_dir(folder.join("studio"))? {
        let file = file?.path();
        let packed = Packed::of(&fs::read(&file).with_context(|| format!("reading {}", file.display()))?)?;
        let is_named = file.file_name().is_some_and(|name| index.contains(&*name.to_string_lossy()));
        // The page of the preview is named for later.
        let is_first = is_named && file.extension().is_some_and(|ending| ending != "html");
        if is_first && file.extension().is_some_and(|ending| ending == "wasm") {
            report.figure("studio, WebAssembly of the first load, brotli", packed.brotli, "bytes");
        }
        if is_first { first.add(&packed) } else { later.add(&packed) }
    }
    report.at_most("studio, first load, brotli", first.brotli, "bytes", STUDIO_BUDGET_BYTES);
    report.figure("studio, later modules together, brotli", later.brotli, "bytes");
    Ok(())
}

/// The sizes of one file or of several, in bytes.
#[derive(Default)]
struct Packed {
    brotli: f64,
    gzip: f64,
    raw: f64,
}

impl Packed {
    /// One more file, packed by itself.
    fn add(&mut self, other: &Packed) {
        self.brotli += other.brotli;
        self.gzip += other.gzip;
        self.raw += other.raw;
    }

    fn of(bytes: &[u8]) -> Result<Self> {
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let count = |length: usize| length as f64;
        Ok(Self { brotli: count(brotli.len()), gzip: count(gzip.finish()?.len()), raw: count(bytes.len()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_packs_well() -> Result<()> {
        let packed = Packed::of(&[b'a'; 10_000])?;
        assert_eq!(packed.raw, 10_000.0);
        assert!(packed.gzip < 100.0 && packed.brotli < packed.gzip, "{} {}", packed.gzip, packed.brotli);
        Ok(())
    }
}
