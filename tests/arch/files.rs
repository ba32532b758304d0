//! What is in the tree: how long files are, what they must not contain.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// No file of code is longer.
const LONGEST_LINES: usize = 500;
/// Nine of ten Rust files are no longer.
const MOST_LINES: usize = 350;
/// What counts as code.
const CODE: &[&str] = &["css", "html", "js", "mjs", "py", "rs", "sh", "ts"];

/// Every file that belongs to the project, below its root.
pub fn tracked() -> Vec<PathBuf> {
    let output =
        Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git ls-files");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("file names in UTF-8");
    // A file that is deleted and not yet committed is no longer there to be read.
    let files = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from);
    files.filter(|file| root().join(file).is_file()).collect()
}

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of a file, if it is text.
pub fn text(file: &Path) -> Option<String> {
    String::from_utf8(fs::read(root().join(file)).expect("a tracked file")).ok()
}

pub fn extension(file: &Path) -> &str {
    file.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

#[test]
fn no_file_is_too_long() {
    let mut long = Vec::new();
    for file in tracked().iter().filter(|file| CODE.contains(&extension(file))) {
        let lines = text(file).map_or(0, |text| text.lines().count());
        if lines > LONGEST_LINES {
            long.push(format!("{} has {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn most_files_are_short() {
    let mut lengths: Vec<usize> = tracked()
        .iter()
        .filter(|file| extension(file) == "rs")
        .map(|file| text(file).map_or(0, |text| text.lines().count()))
        .collect();
    lengths.sort_unstable();
    let nine_of_ten = lengths[lengths.len() * 9 / 10];
    assert!(nine_of_ten <= MOST_LINES, "nine of ten Rust files have up to {nine_of_ten} lines");
}

#[test]
fn doors_are_no_rooms() {
    for file in tracked().iter().filter(|file| file.ends_with("lib.rs")) {
        let text = text(file).unwrap_or_default();
        assert!(text.starts_with("//! "), "{} opens without saying what it is for", file.display());
        assert!(text.lines().count() <= 150, "{} is a room, not a door", file.display());
    }
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    // What `tests.rs` is for, its name and its parent say.
    let silent: Vec<PathBuf> = tracked()
        .into_iter()
        .filter(|file| extension(file) == "rs" && !file.ends_with("tests.rs"))
        .filter(|file| !text(file).is_some_and(|text| text.starts_with("//! ")))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn the_project_speaks_of_itself_alone() {
    // Written in halves, so that this file does not hold what it looks for.
    let folders = ["main", "shared", "target"].map(|folder| format!("/work{}{folder}", "/"));
    let hosts = ["registry.npmjs", "registry.yarnpkg", "index.crates"].map(|host| format!("{host}{}", "."));
    let mut found = Vec::new();
    for file in tracked() {
        let Some(text) = text(&file) else { continue };
        for word in folders.iter().chain(&hosts) {
            if text.contains(word.as_str()) {
                found.push(format!("{} names {word}", file.display()));
            }
        }
        if file.ends_with("package-lock.json") && text.contains("\"resolved\"") {
            found.push(format!("{} names where packages were fetched", file.display()));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn rustup_is_not_made_to_fetch_a_toolchain() {
    let pinned: Vec<PathBuf> = tracked()
        .into_iter()
        .filter(|file| file.ends_with("rust-toolchain.toml") || file.ends_with("rust-toolchain"))
        .collect();
    assert!(pinned.is_empty(), "{pinned:?}");
}

#[test]
fn no_test_is_switched_off() {
    // Written in halves, so that this file does not hold what it looks for.
    let mark = format!("#[{}", "ignore");
    let off: Vec<PathBuf> = tracked()
        .into_iter()
        .filter(|file| extension(file) == "rs" && text(file).is_some_and(|text| text.contains(&mark)))
        .collect();
    assert!(off.is_empty(), "what cannot run here says so when it runs (lotse_tests::skip): {off:#?}");
}
