//! One word for one thing: names of types and files keep to the project's words.

use std::path::{Component, Path};

use crate::files::{extension, text, tracked};

/// Words that say nothing, and words that mean something for which the project has another word.
const REFUSED: &[&str] = &[
    "activator",
    "common",
    "controller",
    "data",
    "flow",
    "helper",
    "helpers",
    "hotspot",
    "info",
    "manager",
    "misc",
    "popup",
    "slide",
    "tenant",
    "tour",
    "util",
    "utility",
    "utils",
    "walkthrough",
    "widget",
];

/// Host applications have a language of their own.
const OF_OTHERS: &str = "examples";

#[test]
fn files_keep_to_our_words() {
    let mut refused = Vec::new();
    for file in tracked().iter().filter(|file| !is_of_others(file)) {
        for component in file.components() {
            let Component::Normal(name) = component else { continue };
            let name = name.to_string_lossy().to_lowercase();
            let stem = name.split('.').next().unwrap_or_default();
            if stem.split(['_', '-']).any(|word| REFUSED.contains(&word)) {
                refused.push(file.display().to_string());
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn types_keep_to_our_words() {
    let mut refused = Vec::new();
    for file in tracked().iter().filter(|file| extension(file) == "rs" && !is_of_others(file)) {
        for (number, line) in text(file).unwrap_or_default().lines().enumerate() {
            if let Some(name) = declared(line).filter(|name| words(name).iter().any(|word| is_refused(word)))
            {
                refused.push(format!("{}:{}: {name}", file.display(), number + 1));
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn names_are_taken_apart_at_capitals() {
    assert_eq!(declared("pub(crate) struct PageManager<'a> {"), Some("PageManager"));
    assert_eq!(declared("    pub enum TourState {"), Some("TourState"));
    assert_eq!(declared("let overflow = 1;"), None);
    assert_eq!(words("PageManager"), ["page", "manager"]);
    assert!(words("OverflowDatabase").iter().all(|word| !is_refused(word)));
    assert!(words("TourState").iter().any(|word| is_refused(word)));
}

fn is_refused(word: &str) -> bool {
    REFUSED.contains(&word)
}

fn is_of_others(file: &Path) -> bool {
    file.components().next() == Some(Component::Normal(OF_OTHERS.as_ref()))
}

/// The name of the type or trait that a line of Rust declares.
fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) => rest.trim_start_matches(|character| character != ' ').trim_start(),
        None => line,
    };
    let name =
        ["struct ", "enum ", "trait ", "type ", "union "].iter().find_map(|word| line.strip_prefix(word))?;
    let end =
        name.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(name.len());
    Some(&name[..end])
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for character in name.chars() {
        match words.last_mut() {
            Some(word) if !character.is_uppercase() => word.push(character),
            _ => words.push(character.to_lowercase().to_string()),
        }
    }
    words
}
