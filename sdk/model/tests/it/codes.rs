//! Every code that reading and validating can report is provoked here, at the place that it names.

mod bundles;
mod guides;
mod problems;
mod reading;

use std::collections::BTreeSet;

use lotse_model::diagnostic::catalogue::{finding, findings, ranges};
use lotse_model::diagnostic::{Code, Diagnostic, Severity};
use lotse_model::json::{Json, parse};
use lotse_model::validate::{
    BundleDocument, Project, Settings, check_bundle, check_desk_source, check_problem_source, check_sizes,
    check_source_bytes, check_source_with,
};

use crate::edit::{golden, set};

/// What is checked, and what has to be found in it.
pub struct Case {
    code: Code,
    pointer: String,
    found: Vec<Diagnostic>,
}

/// A golden guide with one change.
pub fn guide(code: Code, pointer: &str, value: &str) -> Case {
    guide_with(code, pointer, &[(pointer, value)])
}

/// A golden guide with several changes; the first of the two pointers is where the finding belongs.
pub fn guide_with(code: Code, pointer: &str, edits: &[(&str, &str)]) -> Case {
    let text = edited("guide", edits).write();
    Case { code, pointer: pointer.to_owned(), found: check_source_with(&text, &settings(None)).1 }
}

/// A golden guide with one change, in a project.
pub fn guide_in(project: &Project, code: Code, pointer: &str, value: &str) -> Case {
    let text = edited("guide", &[(pointer, value)]).write();
    Case { code, pointer: pointer.to_owned(), found: check_source_with(&text, &settings(Some(project))).1 }
}

/// Bytes of a file.
pub fn bytes(code: Code, bytes: &[u8]) -> Case {
    Case { code, pointer: String::new(), found: check_source_bytes(bytes, &settings(None)).1 }
}

/// A golden document of a bundle with one change.
pub fn document(code: Code, kind: BundleDocument, name: &str, pointer: &str, value: &str) -> Case {
    let text = edited(name, &[(pointer, value)]).write();
    Case { code, pointer: pointer.to_owned(), found: check_bundle(kind, &text, None, "en") }
}

/// A document of a bundle as text.
pub fn text(code: Code, kind: BundleDocument, pointer: &str, text: &str, project: Option<&Project>) -> Case {
    Case { code, pointer: pointer.to_owned(), found: check_bundle(kind, text, project, "en") }
}

/// Sizes alone.
pub fn sizes(code: Code, kind: BundleDocument, bytes: usize, wire_bytes: usize) -> Case {
    Case { code, pointer: String::new(), found: check_sizes(kind, bytes, Some(wire_bytes), "en") }
}

/// A golden document with changes; the value `-` takes away.
pub fn edited(name: &str, edits: &[(&str, &str)]) -> Json {
    let mut json = golden(name);
    for (pointer, value) in edits {
        let value =
            (*value != "-").then(|| parse(value).unwrap_or_else(|error| panic!("{value}: {error:?}")));
        set(&mut json, pointer, value);
    }
    json
}

fn settings(project: Option<&Project>) -> Settings<'_> {
    Settings { language: "en", project }
}

#[test]
fn every_code_of_reading_and_validating_is_provoked() {
    let mut provoked = BTreeSet::new();
    for Case { code, pointer, found } in
        reading::cases().into_iter().chain(guides::cases()).chain(bundles::cases()).chain(problems::cases())
    {
        let names: Vec<_> = found.iter().map(|it| (it.code.name(), it.pointer.as_str())).collect();
        let hit = found.iter().find(|diagnostic| {
            diagnostic.code == code
                && (pointer.starts_with(&diagnostic.pointer)
                    || diagnostic.pointer.starts_with(pointer.as_str()))
        });
        let name = finding(code).expect("in the catalogue").name;
        let hit = hit.unwrap_or_else(|| panic!("{name} was not found at {pointer:?}, but {names:?}"));
        assert!(
            !hit.message.contains("{detail}") && !hit.fix.contains("{detail}"),
            "{name}: {}",
            hit.message
        );
        provoked.insert(code);
    }
    let wanted: BTreeSet<Code> =
        findings().map(|finding| finding.code).filter(|code| code.0 < 300 || code.0 >= 600).collect();
    let missing: Vec<&str> =
        wanted.difference(&provoked).filter_map(|code| finding(*code)).map(|it| it.name).collect();
    assert!(missing.is_empty(), "not provoked: {missing:?}");
    println!("{} codes in the catalogue, {} of them provoked here", findings().count(), provoked.len());
}

#[test]
fn golden_documents_are_clean() {
    let text = golden("guide").write();
    let (guide, found) = check_source_with(&text, &settings(None));
    assert!(guide.is_some() && found.is_empty(), "{found:#?}");
    let (problem, found) = check_problem_source(&golden("problem").write(), &settings(None));
    assert!(problem.is_some() && found.is_empty(), "{found:#?}");
    let (desk, found) = check_desk_source(&golden("desk").write(), &settings(None));
    assert!(desk.is_some() && found.is_empty(), "{found:#?}");
    for (kind, name) in [
        (BundleDocument::Manifest, "manifest"),
        (BundleDocument::Shard, "shard"),
        (BundleDocument::Guide, "guide_chunk"),
        (BundleDocument::Text, "text_chunk"),
    ] {
        let found = check_bundle(kind, &golden(name).write(), None, "en");
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn the_catalogue_is_in_order() {
    let mut names = BTreeSet::new();
    let mut last = 0;
    for range in ranges() {
        for finding in range.findings {
            assert!(
                (range.numbers.0..=range.numbers.1).contains(&finding.code.0),
                "{} is out of range",
                finding.name
            );
            assert!(finding.code.0 > last, "{} is not in order", finding.name);
            last = finding.code.0;
            assert!(names.insert(finding.name), "{} is there twice", finding.name);
            for words in [finding.english, finding.german] {
                for text in [words.message, words.fix] {
                    assert!(text.ends_with(['.', '`']) && text.len() < 220, "{}: {text}", finding.name);
                }
            }
            let mentions = |text: &str| text.contains("{detail}");
            assert_eq!(
                mentions(finding.english.message),
                mentions(finding.german.message),
                "{}",
                finding.name
            );
            assert_ne!(finding.english.message, finding.german.message, "{}", finding.name);
        }
    }
    assert!(names.len() >= 40);
}

#[test]
fn words_come_in_german_too() {
    let text = edited("guide", &[("/guide/start", "\"nowhere\"")]).write();
    let (_, found) = check_source_with(&text, &Settings { language: "de-AT", project: None });
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].severity, Severity::Error);
    assert_eq!(found[0].message, "Die Anleitung beginnt mit dem Schritt `nowhere`, den es nicht gibt.");
}
