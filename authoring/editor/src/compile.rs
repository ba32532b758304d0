//! Turns a project and its guides into a bundle: content-addressed chunks, index shards and a manifest.
//!
//! Same input, same bytes: nothing here reads a clock, a file or a random number, and every list is sorted.

mod bundle;
mod catalogue;
mod content;
mod index;
mod read;

use lotse_model::bundle::{Manifest, SCHEMA};
use lotse_model::guide::Guide;
use lotse_model::wire::Wire as _;

pub use bundle::{Bundle, hex};

use crate::finding::{Finding, Severity};
use crate::project::Project;

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
    let mut findings = Vec::new();
    let settings = read::project(project, &mut findings);
    let sources = read::guides(guides, &mut findings);
    let mut compiled = Compiled { project: settings, guides: Vec::new(), findings, bundle: None };
    let Some(settings) = &compiled.project else { return compiled };

    let mut bundle = Bundle::default();
    let mut entries = Vec::new();
    for (file, source) in sources {
        let (guide, texts) = catalogue::resolve(&file, source, settings, &mut compiled.findings);
        entries.push(bundle.add_guide(&file, &guide, texts, &mut compiled.findings));
        compiled.guides.push((file, guide));
    }
    let index = index::build(&entries, &compiled.guides, &mut bundle, &mut compiled.findings);
    if compiled.findings.iter().any(|finding| finding.severity() == Severity::Error) {
        return compiled;
    }
    bundle.manifest = manifest(settings, stamp, index).give().write();
    compiled.bundle = Some(bundle);
    compiled
}

fn manifest(project: &Project, stamp: Stamp, index: Vec<lotse_model::bundle::IndexEntry>) -> Manifest {
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
    }
}
