//! Turns a project and its guides into a bundle: content-addressed chunks, index shards and a manifest.
//!
//! Same input, same bytes: nothing here reads a clock, a file or a random number, and every list is sorted.

mod assume;
mod bundle;
mod catalogue;
mod checklist;
mod content;
mod help;
mod index;
mod lint;
mod one;
mod part;
mod read;
mod selfhelp;

use lotse_model::bundle::{IndexEntry, Manifest, SCHEMA};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::validate::{BundleDocument, check_bundle};
use lotse_model::wire::Wire as _;

pub use assume::assumed_project;
pub use bundle::{Bundle, hex, name_of};
pub use checklist::check_tasks;
pub use help::check_help;
pub use one::{Checked, Surroundings};
pub use part::Kept;
pub use selfhelp::{HelpSources, check_checklist};

use crate::finding::{self, Finding, Severity};
use crate::project::Project;
use crate::proof::prove;

/// Least SDK version that can use what is written today, as `major * 1_000_000 + minor * 1_000 + patch`.
pub const MIN_SDK: i64 = 1_000;
/// Seconds of a day.
const DAY_S: i64 = 86_400;

/// A file as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name, for findings.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What distinguishes one release from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Release number; rises with every publish.
    pub release: i64,
    /// When it is issued, in seconds since 1970-01-01 UTC.
    pub issued_s: i64,
}

/// What compiling has shown.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The settings, when they could be read.
    pub project: Option<Project>,
    /// The guides that could be read, each with the name of its file.
    pub guides: Vec<(String, Guide)>,
    /// Everything found, file by file.
    pub findings: Vec<Finding>,
    /// The bundle, when there is no error.
    pub bundle: Option<Bundle>,
}

/// Checks a project and its guides, and writes the bundle when nothing stands against it.
#[must_use]
pub fn compile(project: &Source, guides: &[Source], stamp: Stamp) -> Compiled {
    compile_all(project, guides, HelpSources::default(), stamp)
}

/// As [`compile`], with problems, desk and checklists.
#[must_use]
pub fn compile_all(project: &Source, guides: &[Source], help: HelpSources<'_>, stamp: Stamp) -> Compiled {
    compile_with(&Kept::default(), project, guides, help, stamp)
}

/// As [`compile_all`]; guides that are kept are not compiled again. The same bytes, whatever is kept.
#[must_use]
pub fn compile_with(
    kept: &Kept,
    project: &Source,
    guides: &[Source],
    help: HelpSources<'_>,
    stamp: Stamp,
) -> Compiled {
    let mut findings = Vec::new();
    let settings = read::project(project, &mut findings);
    let mut compiled = Compiled { project: settings, guides: Vec::new(), findings, bundle: None };
    match &compiled.project {
        Some(settings) => {
            let mut bundle = Bundle::default();
            let (mut entries, mut spoken) = (Vec::new(), Vec::new());
            for (source, (part, guide)) in guides.iter().zip(part::all(guides, settings, kept)) {
                compiled.findings.extend(part.findings.iter().cloned());
                let Some(made) = &part.made else { continue };
                let Some(guide) = guide.or_else(|| made.guide()) else { continue };
                made.add_to(&mut bundle);
                entries.push(made.entry.clone());
                spoken.push(if help.is_empty() { Vec::new() } else { made.spoken.clone() });
                compiled.guides.push((source.name.clone(), guide));
            }
            let all_read = compiled.guides.len() == guides.len();
            let default = settings.default_language.as_str();
            if !entries.is_empty() && entries.iter().all(|entry| entry.texts.get(default).is_none()) {
                let pointer = "/default_language";
                compiled.findings.push(Finding::new(
                    &project.name,
                    Code::NO_DEFAULT_LANGUAGE,
                    pointer,
                    default,
                ));
            }
            lint::lint(&compiled.guides, all_read, &mut compiled.findings);
            compiled.findings.extend(prove(&compiled.guides));
            let index = index::build(entries, &compiled.guides, &mut bundle, &mut compiled.findings);
            let found = &mut compiled.findings;
            let pointers = selfhelp::build(settings, &compiled.guides, &spoken, help, &mut bundle, found);
            let ids = compiled.guides.iter().map(|(_, guide)| guide.id.clone()).collect();
            let known = (all_read && !guides.is_empty()).then_some(&ids);
            found.extend(check_help(Some(settings), help.problems, help.desk, known));
            let mut manifest = manifest(settings, stamp, index);
            (manifest.help, manifest.signs) = (pointers.help, pointers.signs);
            bundle.manifest = manifest.give().write();
            check_manifest(project, &bundle.manifest, &mut compiled.findings);
            compiled.bundle = Some(bundle);
        }
        None => {
            read::guides(guides, None, &mut compiled.findings);
        }
    }
    finding::place_all(guides.iter().chain([project]).chain(help.all()), &mut compiled.findings);
    sort(&mut compiled.findings);
    if compiled.findings.iter().any(|finding| finding.severity() == Severity::Error) {
        compiled.bundle = None;
    }
    compiled
}

/// The finished manifest is judged like one that came from elsewhere; settings have been judged before.
fn check_manifest(project: &Source, manifest: &str, findings: &mut Vec<Finding>) {
    for found in check_bundle(BundleDocument::Manifest, manifest, None, "en") {
        let is_new = ["/release", "/index"].iter().any(|member| found.pointer.starts_with(member));
        if is_new || found.code == Code::MANIFEST_TOO_LARGE {
            findings.push(Finding::new(&project.name, found.code, "", found.detail));
        }
    }
}

/// By file, then by place; the same finding is kept once (two languages can share a text).
fn sort(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| finding.span.as_ref().map_or(0, |span| span.start);
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| (place(finding), finding.problem.code);
        one.file.cmp(&other.file).then_with(|| key(one).cmp(&key(other)))
    });
    findings.dedup();
}

fn manifest(project: &Project, stamp: Stamp, index: Vec<IndexEntry>) -> Manifest {
    Manifest {
        schema: SCHEMA,
        project: project.id.clone(),
        environment: project.environment.clone(),
        release: stamp.release,
        issued_s: stamp.issued_s,
        expires_s: stamp.issued_s.saturating_add(i64::from(project.expires_days) * DAY_S),
        min_sdk: MIN_SDK,
        default_language: project.default_language.clone(),
        http_hosts: project.http_hosts.clone(),
        image_hosts: project.image_hosts.clone(),
        navigate_origins: project.navigate_origins.clone(),
        theme: project.theme.clone(),
        index,
        help: None,
        signs: Vec::new(),
    }
}
