//! `lotse publish`: drafts through review to a release, for pipelines.

use std::collections::BTreeMap;
use std::process::ExitCode;

use axum::http::Method;
use lotse_api::guides::{AskReview, State, Stored, Summary, Verdict, Version};
use lotse_api::releases::{Checklist, Publish as NewRelease, Release};

use super::selfhelp::Count;
use super::{ERRORS_FOUND, block_on};
use crate::language::Language;
use crate::remote::{Remote, RemoteArguments, RemoteError};

/// Freezes drafts that have changed, approves them where one person may, and publishes what is approved, with all problems and checklists as they
/// are.
///
/// Guides that need a second person are left waiting for one, and named. Exit codes: 0 everything is live, 1 something waits
/// or has errors, 2 the server refuses or cannot be reached.
#[derive(Debug, clap::Args)]
pub struct Publish {
    /// Ids of guides; every guide that has changed when none is given.
    #[arg(value_name = "GUIDES")]
    pub guides: Vec<String>,
    /// The server.
    #[command(flatten)]
    pub remote: RemoteArguments,
    /// Where to publish to.
    #[arg(long, value_name = "NAME", default_value = "production")]
    pub environment: String,
    /// What is new, in a sentence.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Publish, language: Language) -> ExitCode {
    block_on(async { publish(arguments, language).await.map_err(|error| error.to_string()) })
}

async fn publish(arguments: &Publish, language: Language) -> Result<ExitCode, RemoteError> {
    let remote = arguments.remote.connect(language)?;
    let environment = format!("/environments/{}", arguments.environment);
    // First of all: whoever publishes meanwhile is noticed.
    let after = remote.get::<Checklist>(&format!("{environment}/checklist")).await?.live;
    let all: Vec<Summary> = remote.get("/guides").await?;
    let is_meant = |guide: &Summary| arguments.guides.is_empty() || arguments.guides.contains(&guide.guide);
    for wanted in &arguments.guides {
        if all.iter().all(|guide| guide.guide != *wanted) {
            return Err(RemoteError::Unreachable(format!(
                "{wanted}: {}",
                language.pick("gibt es nicht", "there is none")
            )));
        }
    }
    let (mut guides, mut waiting) = (BTreeMap::new(), 0);
    for guide in all.into_iter().filter(is_meant) {
        match approved(&remote, &guide, &arguments.note).await {
            Ok(version) if guide.live.get(&arguments.environment) == Some(&version) => {}
            Ok(version) => {
                guides.insert(guide.guide, Some(version));
            }
            Err(RemoteError::Unreachable(problem)) => return Err(RemoteError::Unreachable(problem)),
            Err(refusal) => {
                waiting += 1;
                eprintln!("lotse: {}: {refusal}", guide.guide);
            }
        }
    }
    // Once more: what was approved meanwhile may be what problems were waiting for.
    let checklist: Checklist = remote.get(&format!("{environment}/checklist")).await?;
    let count = Count {
        guides: guides.len(),
        problems: checklist.problems.len(),
        checklists: checklist.checklists.len(),
    };
    if count != Count::default() || checklist.is_desk_new {
        let new = NewRelease { guides, note: arguments.note.clone(), after, at_ms: None };
        let made: Release = remote.send(Method::POST, &format!("{environment}/releases"), &new).await?;
        let (release, what) = (made.release, count.in_words(language));
        println!(
            "{}",
            language.pick(
                format!("Release {release}: {what} veröffentlicht."),
                format!("Release {release}: {what} published."),
            )
        );
    } else {
        println!("{}", language.pick("Nichts zu veröffentlichen.", "Nothing to publish."));
    }
    for held in &checklist.held_back {
        waiting += 1;
        let about = format!("{held}: ");
        for found in checklist.findings.iter().filter(|found| found.message.starts_with(&about)) {
            eprintln!("lotse: {} {}", found.message, found.fix);
        }
    }
    Ok(if waiting == 0 { ExitCode::SUCCESS } else { ExitCode::from(ERRORS_FOUND) })
}

/// The approved version of what the draft says now.
async fn approved(remote: &Remote, guide: &Summary, note: &str) -> Result<i64, RemoteError> {
    if let (State::Published, Some(newest)) = (guide.state, guide.live.values().max()) {
        return Ok(*newest);
    }
    let path = format!("/guides/{}", guide.guide);
    let versions: Vec<Version> = remote.get(&format!("{path}/versions")).await?;
    let newest = versions.first();
    let draft: Stored = remote.get(&path).await?;
    let frozen: Option<Version> = match newest {
        Some(newest) => Some(remote.get(&format!("{path}/versions/{}", newest.version)).await?),
        None => None,
    };
    let is_rejected = |version: &Version| version.verdict.as_ref().is_some_and(|verdict| !verdict.approves);
    let fits = |version: &Version| version.source == draft.source && !is_rejected(version);
    let version = match frozen.filter(fits) {
        Some(version) => version,
        None => {
            let ask = AskReview { note: note.to_owned(), revision: draft.summary.revision };
            remote.send(Method::POST, &format!("{path}/review"), &ask).await?
        }
    };
    if !version.verdict.as_ref().is_some_and(|verdict| verdict.approves) {
        let verdict = Verdict { approves: true, note: note.to_owned() };
        let path = format!("{path}/versions/{}/verdict", version.version);
        let _: Version = remote.send(Method::POST, &path, &verdict).await?;
    }
    Ok(version.version)
}
