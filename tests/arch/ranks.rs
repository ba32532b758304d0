//! The table of ranks: edges point strictly down, `sdk/` never names `authoring/`, and `web-sys` stays in the shells.

use std::collections::BTreeMap;
use std::path::Path;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Crate, rank, and what it may use of ours; `None` is anything of lower rank.
const TABLE: &[(&str, u8, Option<&[&str]>)] = &[
    ("lotse-model", 0, None),
    ("lotse-api", 0, None),
    ("lotse-locator", 1, Some(&["lotse-model"])),
    ("lotse-markup", 1, Some(&["lotse-model"])),
    ("lotse-desk", 1, Some(&["lotse-api", "lotse-model"])),
    ("lotse-help", 1, Some(&["lotse-model"])),
    ("lotse-retrace", 2, Some(&["lotse-locator", "lotse-model"])),
    ("lotse-panel", 2, Some(&["lotse-help", "lotse-model"])),
    ("lotse-engine", 2, Some(&["lotse-locator", "lotse-model"])),
    ("lotse-dom", 3, Some(&["lotse-engine", "lotse-locator", "lotse-model"])),
    (
        "lotse-editor",
        3,
        Some(&["lotse-api", "lotse-engine", "lotse-help", "lotse-locator", "lotse-markup", "lotse-model"]),
    ),
    ("lotse-sdk", 4, None),
    ("lotse-picker", 4, None),
    ("lotse-studio", 4, None),
    ("lotse-server", 4, None),
    ("lotse-cli", 5, None),
    ("lotse-banned-calls", 6, None),
    ("lotse-fit", 6, Some(&["lotse-locator", "lotse-model"])),
    ("lotse-tests", 6, None),
    ("xtask", 7, None),
];

/// Who may speak to the browser directly. The sample of what clippy refuses is never built into anything.
const SHELLS: &[&str] = &["lotse-dom", "lotse-sdk", "lotse-picker", "lotse-studio", "lotse-banned-calls"];

#[test]
fn every_crate_has_a_rank() {
    for package in &workspace().packages {
        assert!(
            rank(&package.name).is_some(),
            "{} has no rank; it must earn its place in the table",
            package.name
        );
    }
}

#[test]
fn edges_point_strictly_down() {
    let mut refused = Vec::new();
    for_each_own_edge(|from, to| {
        let allowed = allowance(from);
        let down = rank(to).zip(rank(from)).is_some_and(|(to, from)| to < from);
        if !down || allowed.is_some_and(|allowed| !allowed.contains(&to)) {
            refused.push(format!("{from} -> {to}"));
        }
    });
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn the_sdk_never_names_authoring() {
    let metadata = workspace();
    let folder: BTreeMap<&str, &str> = metadata
        .packages
        .iter()
        .map(|package| (package.name.as_str(), top_folder(&metadata, package)))
        .collect();
    let mut refused = Vec::new();
    for_each_own_edge(|from, to| {
        if folder.get(from) == Some(&"sdk") && folder.get(to) == Some(&"authoring") {
            refused.push(format!("{from} -> {to}"));
        }
    });
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn only_shells_speak_to_the_browser() {
    for package in &workspace().packages {
        let uses = package.dependencies.iter().any(|dependency| dependency.name == "web-sys");
        assert!(!uses || SHELLS.contains(&package.name.as_str()), "{} must not use web-sys", package.name);
    }
}

#[test]
fn the_engine_knows_no_outside() {
    for package in &workspace().packages {
        if package.name == "lotse-engine" {
            let outside: Vec<&str> = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind == DependencyKind::Normal && dependency.path.is_none())
                .map(|dependency| dependency.name.as_str())
                .collect();
            assert!(outside.is_empty(), "{outside:?}");
        }
    }
}

/// A crate that depends on itself, to switch its own features on for tests, is no edge.
fn for_each_own_edge(mut visit: impl FnMut(&str, &str)) {
    for package in &workspace().packages {
        for dependency in package.dependencies.iter().filter(|dependency| dependency.path.is_some()) {
            if dependency.name != package.name.as_str() {
                visit(&package.name, &dependency.name);
            }
        }
    }
}

fn rank(name: &str) -> Option<u8> {
    TABLE.iter().find(|(known, ..)| *known == name).map(|(_, rank, _)| *rank)
}

fn allowance(name: &str) -> Option<&'static [&'static str]> {
    TABLE.iter().find(|(known, ..)| *known == name).and_then(|(.., allowed)| *allowed)
}

fn workspace() -> Metadata {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo metadata")
}

fn top_folder<'a>(metadata: &Metadata, package: &'a Package) -> &'a str {
    package
        .manifest_path
        .strip_prefix(&metadata.workspace_root)
        .ok()
        .and_then(|path| path.components().next())
        .map(|component| component.as_str())
        .unwrap_or_default()
}
