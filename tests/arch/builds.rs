//! What is compiled once serves all: `cargo xtask`, and every test that it runs.

use std::collections::BTreeSet;
use std::process::Command;

use cargo_metadata::MetadataCommand;

use crate::files::root;

/// Crates with the features that cargo turns on in them where these packages are built.
fn crates(packages: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--prefix", "none", "--no-dedupe", "--format", "{p} with {f}"])
        .args(packages)
        .current_dir(root())
        .output()
        .expect("cargo tree");
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("names in UTF-8").lines().map(str::to_owned).collect()
}

/// Otherwise that crate and all that stands on it, which soon is nearly everything, is compiled a second time. xtask's own
/// manifest is where the features that are missing belong.
#[test]
fn xtask_wants_the_features_that_tests_want() {
    let tests = crates(&["--workspace"]);
    let xtask = crates(&["--package", "xtask", "--edges", "normal,build"]);
    assert!(tests.len() > 100 && xtask.len() > 100, "{} and {} crates", tests.len(), xtask.len());
    let name = |one: &str| one.split(" with ").next().unwrap_or_default().to_owned();
    let different: Vec<_> = xtask
        .difference(&tests)
        .map(|ours| (ours, tests.iter().filter(|theirs| name(theirs) == name(ours)).collect::<Vec<_>>()))
        .collect();
    assert!(different.is_empty(), "(in xtask, in tests): {different:#?}");
}

/// `cargo xtask test` names them to cargo where there is no nextest.
#[test]
fn integration_tests_have_one_name() {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec().expect("cargo metadata");
    let others = metadata.packages.iter().filter(|package| package.name.as_str() != "lotse-tests");
    let targets = others.flat_map(|package| package.targets.iter().map(move |target| (package, target)));
    let tests: Vec<_> = targets.filter(|(_, target)| target.is_test()).collect();
    assert!(!tests.is_empty());
    let called_otherwise: Vec<_> = tests
        .iter()
        .filter(|(_, target)| target.name != "it")
        .map(|(package, target)| format!("{}: {}", package.name, target.name))
        .collect();
    assert!(called_otherwise.is_empty(), "{called_otherwise:?}");
}
