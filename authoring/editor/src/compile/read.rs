//! Reads the files: JSON to settings and guides, with everything that is wrong with them.

use lotse_model::diagnostic::Problem;
use lotse_model::guide::GuideSource;
use lotse_model::json;
use lotse_model::wire::{Reader, Wire};

use super::Source;
use crate::finding::Finding;
use crate::project::Project;

pub(super) fn project(source: &Source, findings: &mut Vec<Finding>) -> Option<Project> {
    document(source, findings)
}

pub(super) fn guides(sources: &[Source], findings: &mut Vec<Finding>) -> Vec<(String, GuideSource)> {
    sources
        .iter()
        .filter_map(|source| Some((source.name.clone(), document::<GuideSource>(source, findings)?)))
        .collect()
}

fn document<T: Wire>(source: &Source, findings: &mut Vec<Finding>) -> Option<T> {
    let mut note = |problem: Problem| {
        findings.push(Finding { file: source.name.clone(), problem, part: None });
    };
    let json = json::parse(&source.text).map_err(|error| note(Problem::from(error))).ok()?;
    let mut reader = Reader::authoring();
    let found = T::take(&json, &mut reader);
    reader.problems.into_iter().for_each(note);
    found
}
