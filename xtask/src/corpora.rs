//! `cargo xtask corpora`: applications that the locator learns from and is tried on besides the public corpora. Installed from PyPI and
//! npm in pinned releases, started, and captured page by page with the benchmark's own snapshot; everything goes to the cache folder,
//! nothing of it to us.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lotse_tests::place::Place;

use crate::bench::locator_benchmark;
use crate::command::{Command, in_path};
use crate::say;

/// Recipes, and the applications that each captures. Those of one recipe are of one kind, and count as one.
pub const RECIPES: [(&str, &[&str]); 3] = [
    ("wagtail", &["wagtail"]),
    ("octoprint", &["octoprint"]),
    ("templates", &["gentelella", "material_dashboard", "sb_admin", "sb_admin_2", "tabler"]),
];
/// Those that are judged and never learned from.
pub const WITNESSES: [&str; 1] = ["wagtail"];

/// A release of Wagtail: what states call it, and what is installed.
struct Release {
    name: &'static str,
    packages: [&'static str; 2],
}

const WAGTAIL: [Release; 4] = [
    Release { name: "216", packages: ["wagtail==2.16.3", "Django==3.2.25"] },
    Release { name: "41", packages: ["wagtail==4.1.9", "Django==4.1.13"] },
    Release { name: "52", packages: ["wagtail==5.2.8", "Django==4.2.27"] },
    Release { name: "74", packages: ["wagtail==7.4.4", "Django==5.2.8"] },
];
/// The older releases ask for `pkg_resources`, which newer ones of setuptools dropped.
const SETUPTOOLS: &str = "setuptools<80";
/// Data sets: few of everything, and more of it with other names.
const DATA: [&str; 2] = ["A", "B"];

/// What they are called.
pub fn names() -> Vec<&'static str> {
    RECIPES.iter().flat_map(|(_, apps)| *apps).copied().collect()
}

/// Where snapshots and installed applications are, and the module that tells the benchmark about them.
pub struct Corpora {
    /// One folder for each application.
    pub snapshots: PathBuf,
    /// For `bench.mjs --corpora`.
    pub module: PathBuf,
}

impl Corpora {
    /// Where they are, captured or not.
    pub fn of(place: &Place) -> Result<Corpora> {
        let module = place.root().join("xtask/corpora/corpora.mjs");
        Ok(Corpora { snapshots: cache()?.join("further"), module })
    }

    /// Tells a program of the benchmark where to look.
    pub fn tell(&self, command: Command) -> Command {
        command.env("LOTSE_CORPORA", &self.module).env("LOTSE_CORPORA_FOLDER", &self.snapshots)
    }
}

/// Captures what is missing, and says where it is.
pub async fn run(place: &Place) -> Result<ExitCode> {
    let Some(bench) = locator_benchmark(place) else {
        say::note("1 skipped: there is no ../shared/locators");
        return Ok(ExitCode::SUCCESS);
    };
    let corpora = capture(place, &bench).await?;
    say::note(&format!("snapshots: {}", corpora.snapshots.display()));
    Ok(ExitCode::SUCCESS)
}

/// Captures what is missing. `bench` is the folder of the locator benchmark, set up here.
pub async fn capture(place: &Place, bench: &Path) -> Result<Corpora> {
    let corpora = Corpora::of(place)?;
    Command::new("sh").arg(bench.join("setup.sh")).run().await?;
    for (name, apps) in RECIPES {
        let recipe = place.root().join("xtask/corpora").join(name);
        let work = cache()?.join("work").join(name);
        std::fs::create_dir_all(&work)?;
        let folders: Vec<PathBuf> = apps.iter().map(|app| corpora.snapshots.join(app)).collect();
        let packages: String = WAGTAIL.iter().map(|release| release.packages.join(" ") + "\n").collect();
        let wanted = written(&recipe, if name == "wagtail" { &packages } else { "" })?;
        let captured = work.join("captured.txt");
        let is_there = folders.iter().all(|folder| folder.is_dir());
        if is_there && std::fs::read_to_string(&captured).is_ok_and(|from| from == wanted) {
            continue;
        }
        begin(&work, &folders, &wanted)?;
        // The others install and fill what they capture themselves.
        if name == "wagtail" {
            for release in &WAGTAIL {
                install(&work, release).await?;
                for data in DATA {
                    seed(&recipe, &work, release, data).await?;
                }
            }
        }
        let step = say::step(format!("capturing {name} in Chromium"));
        // A recipe of several applications makes a folder for each of them.
        let out = if let [one] = &folders[..] { one } else { &corpora.snapshots };
        Command::new("node").arg(recipe.join("capture.mjs")).args([bench, &work, out]).run().await?;
        step.done();
        std::fs::write(captured, wanted)?;
    }
    Ok(corpora)
}

/// All that snapshots depend on, as one text: what is told of them, and the files of the recipe.
fn written(recipe: &Path, told: &str) -> Result<String> {
    let mut folders = vec![recipe.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("corpus.mjs") {
                // What is compared with what changes no snapshot.
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    let mut text = told.to_owned();
    for file in files {
        text.push_str(
            &std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?,
        );
    }
    Ok(text)
}

/// What another recipe left is taken away; what this one left when it was interrupted is gone on with.
fn begin(work: &Path, folders: &[PathBuf], wanted: &str) -> Result<()> {
    let begun = work.join("begun.txt");
    if std::fs::read_to_string(&begun).is_ok_and(|from| from == wanted) {
        return Ok(());
    }
    for entry in std::fs::read_dir(work)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "seeded") {
            std::fs::remove_file(path)?;
        }
    }
    for folder in folders.iter().filter(|folder| folder.exists()) {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::write(begun, wanted)?;
    Ok(())
}

/// The benchmark's cache folder.
fn cache() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("LOCATOR_BENCH_CACHE") {
        return Ok(own.into());
    }
    let home = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    Ok(home.context("neither XDG_CACHE_HOME nor HOME is set")?.join("lotse-locator-bench"))
}

async fn install(work: &Path, release: &Release) -> Result<()> {
    let folder = work.join(release.name);
    let (installed, wanted) = (folder.join("installed.txt"), release.packages.join("\n"));
    if std::fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    if !in_path("python3") {
        bail!("Python is missing. On Debian: apt-get install python3-venv");
    }
    let step = say::step(format!("pip: {}", release.packages.join(", ")));
    Command::new("python3").args(["-m", "venv"]).arg(&folder).run().await.context("python3 -m venv")?;
    let pip =
        Command::new(folder.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check"]);
    pip.args(release.packages).arg(SETUPTOOLS).run().await?;
    std::fs::write(&installed, wanted)?;
    step.done();
    Ok(())
}

/// Builds a database. It gets its name when it is whole.
async fn seed(recipe: &Path, work: &Path, release: &Release, data: &str) -> Result<()> {
    let name = format!("{}-{data}", release.name);
    let whole = work.join(format!("{name}.seeded"));
    if whole.exists() {
        return Ok(());
    }
    let database = work.join(format!("{name}.sqlite"));
    for part in ["", ".migrations", ".media"] {
        let there = work.join(format!("{name}.sqlite{part}"));
        if there.is_dir() {
            std::fs::remove_dir_all(&there)?;
        } else if there.exists() {
            std::fs::remove_file(&there)?;
        }
    }
    Command::new(work.join(release.name).join("bin/python"))
        .args(["-W", "ignore", "seed.py", data])
        .in_folder(recipe)
        .env("CORPUS_DATABASE", &database)
        .env("DJANGO_SETTINGS_MODULE", "settings")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .run()
        .await?;
    std::fs::write(&whole, "")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_captured_is_what_is_installed() {
        let recipe = include_str!("../corpora/wagtail/capture.mjs");
        let states = recipe.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
        let parts: Vec<Vec<&str>> = states.map(|state| state.split('-').collect()).collect();
        assert!(parts.iter().all(|parts| parts.len() == 4), "{parts:?}");
        let of = |at: usize| parts.iter().filter_map(|parts| parts.get(at).copied()).collect::<BTreeSet<_>>();
        assert_eq!(of(0), WAGTAIL.iter().map(|release| release.name).collect());
        assert_eq!(of(1), DATA.into_iter().collect());
    }
}
