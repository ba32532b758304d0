//! `lotse push`: guides of a folder to a server, as drafts.

use std::path::PathBuf;
use std::process::ExitCode;

use axum::http::Method;
use lotse_api::FaultKind;
use lotse_api::guides::{Lease, NewGuide, Save, Settings, Stored, TakeLease};
use lotse_editor::compile::Source;

use super::pull::named;
use super::selfhelp::{self, Count, Kind};
use super::{ERRORS_FOUND, block_on};
use crate::guides::{self, Known};
use crate::language::Language;
use crate::remote::{Remote, RemoteArguments, RemoteError};

/// Sends the guides, problems and checklists of a folder to a server, as drafts. Nothing goes live.
///
/// What was changed on the server since the last `lotse pull` is not overwritten unless --force is given. Exit codes: 0 done,
/// 1 something was not taken, 2 the server refuses everything or cannot be reached.
#[derive(Debug, clap::Args)]
pub struct Push {
    /// Folder with project.json, *.guide.json, *.problem.json and *.checklist.json.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The server.
    #[command(flatten)]
    pub remote: RemoteArguments,
    /// Overwrite what was changed on the server, and take over from whoever is editing.
    #[arg(long)]
    pub force: bool,
    /// Send project.json and desk.json as well; needs the role admin.
    #[arg(long)]
    pub settings: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Push, language: Language) -> ExitCode {
    block_on(push(arguments, language))
}

async fn push(arguments: &Push, language: Language) -> Result<ExitCode, String> {
    let remote = arguments.remote.connect(language).map_err(|error| error.to_string())?;
    let found = guides::read(std::slice::from_ref(&arguments.folder)).map_err(|error| error.to_string())?;
    let mut known = Known::read(&arguments.folder).map_err(|error| named(&arguments.folder, &error))?;
    if let (true, Some(project)) = (arguments.settings, &found.project) {
        send_settings(&remote, project).await?;
    }
    let (mut count, mut refused) = (Count::default(), 0);
    for source in found.guides.iter().chain(&found.problems).chain(&found.checklists) {
        let kind = Kind::of(&source.name);
        let sent = match kind {
            Some(kind) => kind.push(&remote, source, &mut known, arguments.force).await,
            None => send(&remote, source, &mut known, arguments.force).await,
        };
        match sent {
            Ok(sent) => *count.of(kind) += usize::from(sent),
            // Without an answer there is none for the others either.
            Err(RemoteError::Unreachable(problem)) => return Err(problem),
            Err(refusal) => {
                refused += 1;
                eprintln!("lotse: {}: {refusal}", source.name);
            }
        }
    }
    // Behind the problems: its notices are about them.
    if let (true, Some(desk)) = (arguments.settings, &found.desk) {
        selfhelp::push_desk(&remote, desk, &mut known, arguments.force).await?;
    }
    known.write(&arguments.folder).map_err(|error| named(&arguments.folder, &error))?;
    let sent = count.in_words(language);
    println!(
        "{}",
        language.pick(
            format!("{sent} gesendet, {refused} nicht angenommen."),
            format!("{sent} sent, {refused} not taken."),
        )
    );
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(ERRORS_FOUND) })
}

/// Sends one guide; says whether that was needed.
async fn send(remote: &Remote, source: &Source, known: &mut Known, force: bool) -> Result<bool, RemoteError> {
    let id = id_of(&source.text).unwrap_or_default();
    let path = format!("/guides/{id}");
    let there: Option<Stored> = match remote.get(&path).await {
        Ok(stored) => Some(stored),
        Err(error) if error.is(FaultKind::NotFound) => None,
        Err(error) => return Err(error),
    };
    let Some(there) = there.filter(|_| !id.is_empty()) else {
        let new = NewGuide { source: source.text.clone() };
        let made: Stored = remote.send(Method::POST, "/guides", &new).await?;
        known.note(&made.summary.guide, made.summary.revision, &source.text);
        return Ok(true);
    };
    let current = there.summary.revision;
    if there.source.as_deref() == Some(source.text.as_str()) {
        known.note(&id, current, &source.text);
        return Ok(false);
    }
    // An older revision is refused by the server, in its words.
    let revision = if force { current } else { known.revision(&id).unwrap_or(0) };
    let take = TakeLease { token: None, take_over: force };
    let lease: Lease = remote.send(Method::POST, &format!("{path}/lease"), &take).await?;
    let save = Save { source: source.text.clone(), revision, lease: lease.token };
    let saved: Result<Stored, RemoteError> = remote.send(Method::PUT, &path, &save).await;
    remote.delete(&format!("{path}/lease")).await?;
    known.note(&id, saved?.summary.revision, &source.text);
    Ok(true)
}

async fn send_settings(remote: &Remote, project: &Source) -> Result<(), String> {
    let mut settings: Settings = remote.get("/settings").await.map_err(|error| error.to_string())?;
    let mut document: serde_json::Value =
        serde_json::from_str(&project.text).map_err(|error| format!("{}: {error}", project.name))?;
    if let Some(members) = document.as_object_mut() {
        members.remove("environment");
    }
    if settings.project == document {
        return Ok(());
    }
    settings.project = document;
    let _: Settings =
        remote.send(Method::PUT, "/settings", &settings).await.map_err(|error| error.to_string())?;
    Ok(())
}

fn id_of(text: &str) -> Option<String> {
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    json.pointer("/guide/id")?.as_str().map(str::to_owned)
}
