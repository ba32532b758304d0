//! Reads the files: JSON to settings and guides, with everything that is wrong with them.

use lotse_model::condition::Platform;
use lotse_model::diagnostic::{Code, Problem};
use lotse_model::guide::GuideSource;
use lotse_model::json;
use lotse_model::text::platform_form;
use lotse_model::upgrade::upgrade;
use lotse_model::validate::{
    self, BundleDocument, Settings, check_bundle, check_source_with, is_language_tag,
};
use lotse_model::wire::{Reader, Wire as _};

use super::{Source, Stamp, manifest};
use crate::finding::Finding;
use crate::project::{MAX_LANGUAGES, Project};

/// Reads the settings.
pub(super) fn project(source: &Source, findings: &mut Vec<Finding>) -> Option<Project> {
    let mut note = |problem: Problem| findings.push(Finding::of_problem(&source.name, problem));
    let json =
        json::parse(&source.text).map_err(Problem::from).and_then(upgrade).map_err(&mut note).ok()?.json;
    let mut reader = Reader::authoring();
    let found = Project::take(&json, &mut reader);
    reader.problems.into_iter().for_each(&mut note);
    found.iter().flat_map(faults).for_each(&mut note);
    found
}

/// What is wrong with settings that can be read. What goes into the manifest is judged there: the members have the same
/// names in both.
fn faults(project: &Project) -> Vec<Problem> {
    let problem = |code, pointer: String, detail: String| Problem { code, pointer, detail };
    let stamp = Stamp { release: 1, issued_s: 0 };
    let manifest = manifest(project, stamp, Vec::new()).give().write();
    let mut faults: Vec<Problem> = check_bundle(BundleDocument::Manifest, &manifest, None, "en")
        .into_iter()
        .map(|found| problem(found.code, found.pointer.replace("/expires_s", "/expires_days"), found.detail))
        .collect();
    if project.languages.len() > MAX_LANGUAGES {
        let count = project.languages.len().to_string();
        faults.push(problem(Code::TOO_MANY_LANGUAGES, "/languages".to_owned(), count));
    }
    let is_language = |tag: &str| {
        let platform = platform_form(tag).map(|(_, platform)| platform);
        is_language_tag(tag) && platform.is_none_or(|platform| Platform::from_word(platform).is_some())
    };
    for (place, language) in project.languages.iter().enumerate().filter(|(_, tag)| !is_language(tag)) {
        faults.push(problem(Code::BAD_LANGUAGE_TAG, format!("/languages/{place}"), language.clone()));
    }
    faults
}

/// Reads and validates the guides.
pub(super) fn guides(
    sources: &[Source],
    project: Option<&Project>,
    findings: &mut Vec<Finding>,
) -> Vec<(String, GuideSource)> {
    let known = project.map(known);
    let guides = sources
        .iter()
        .filter_map(|source| Some((source.name.clone(), one(source, known.as_ref(), findings)?)));
    guides.collect()
}

/// Reads and validates one guide.
pub(super) fn guide(source: &Source, project: &Project, findings: &mut Vec<Finding>) -> Option<GuideSource> {
    one(source, Some(&known(project)), findings)
}

fn one(
    source: &Source,
    known: Option<&validate::Project>,
    findings: &mut Vec<Finding>,
) -> Option<GuideSource> {
    let (guide, found) = check_source_with(&source.text, &Settings { language: "en", project: known });
    findings.extend(found.into_iter().map(|found| Finding::of_model(&source.name, found)));
    guide
}

/// What validation needs to know of the project.
pub(super) fn known(project: &Project) -> validate::Project {
    validate::Project {
        default_language: project.default_language.clone(),
        http_hosts: project.http_hosts.clone(),
        image_hosts: project.image_hosts.clone(),
        navigate_origins: project.navigate_origins.clone(),
    }
}
