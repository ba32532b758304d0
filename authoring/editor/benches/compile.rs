//! How long a folder of guides takes to compile: from nothing, again, and after one of them has changed. Says it as JSON, for
//! `cargo xtask bench publish`, which writes the folder.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use lotse_editor::compile::{Bundle, Compiled, HelpSources, Kept, Source, Stamp, compile_with};
use lotse_model::bundle::Manifest;
use serde_json::json;

/// Room for everything that is compiled.
const MOST_BYTES: usize = 4 * 1024 * 1024 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds an argument of its own.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    // Called as a test of everything, there is nothing to measure.
    let Some(folder) = folder else { return Ok(()) };
    let (project, mut guides) = read(Path::new(&folder))?;
    let kept = Kept::of_at_most(MOST_BYTES);
    let (first, first_s) = timed(&kept, &project, &guides)?;
    let (again, again_s) = timed(&kept, &project, &guides)?;
    if again != first {
        return Err("compiled again, it is something else".into());
    }
    let middle = guides.len() / 2;
    if let Some(guide) = guides.get_mut(middle) {
        guide.text = guide.text.replacen("Problem", "Trouble", 1);
    }
    let (_, changed_s) = timed(&kept, &project, &guides)?;
    let manifest: Manifest =
        lotse_model::wire::read(&first.manifest).map_err(|problems| format!("{problems:?}"))?;
    let shard = |name: &String| Some((name.clone(), first.chunks.get(name)?.clone()));
    let shards: std::collections::BTreeMap<String, String> =
        manifest.index.iter().filter_map(|entry| shard(&entry.shard)).collect();
    let said = json!({
        "first_s": first_s, "again_s": again_s, "changed_s": changed_s, "documents": first.chunks.len(),
        "bytes": first.chunks.values().map(String::len).sum::<usize>(), "manifest": first.manifest, "shards": shards,
    });
    println!("{said}");
    Ok(())
}

fn timed(kept: &Kept, project: &Source, guides: &[Source]) -> Result<(Bundle, f64), Box<dyn Error>> {
    let started = Instant::now();
    let stamp = Stamp { release: 1, issued_s: 1_800_000_000 };
    let Compiled { bundle, findings, .. } =
        compile_with(kept, project, guides, HelpSources::default(), stamp);
    let took_s = started.elapsed().as_secs_f64();
    eprintln!("{took_s:.2} s, {} findings", findings.len());
    let bundle = bundle.ok_or_else(|| format!("{:?}", findings.iter().take(3).collect::<Vec<_>>()))?;
    Ok((bundle, took_s))
}

fn read(folder: &Path) -> Result<(Source, Vec<Source>), Box<dyn Error>> {
    let (mut project, mut guides) = (None, Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let source = Source { name: path.display().to_string(), text: std::fs::read_to_string(&path)? };
        if path.ends_with("project.json") { project = Some(source) } else { guides.push(source) }
    }
    guides.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((project.ok_or("no project.json")?, guides))
}
