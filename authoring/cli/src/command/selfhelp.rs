//! Problems and the desk between a folder and a server, beside the guides: for `lotse pull` and `lotse push`.

use std::path::{Path, PathBuf};

use axum::http::Method;
use lotse_api::FaultKind;
use lotse_api::desk::DeskSettings;
use lotse_api::problems::{ProblemSummary, SaveProblem, StoredProblem};
use lotse_editor::compile::Source;
use serde_json::Value;

use super::pull::{Fetching, named};
use crate::guides::{self, DESK_FILE, Known, PROBLEM_ENDING};
use crate::language::Language;
use crate::remote::{Remote, RemoteError};

/// What is known of the desk is noted under this name; no guide has it.
const DESK: &str = "/desk";

fn key(problem: &str) -> String {
    format!("/problem/{problem}")
}

/// What is counted, in words: "8 guides, 4 problems".
pub(super) fn counted(language: Language, guides: usize, problems: usize) -> String {
    let mut words = language.pick(format!("{guides} Anleitungen"), format!("{guides} guides"));
    if problems > 0 {
        words += &language.pick(format!(", {problems} Probleme"), format!(", {problems} problems"));
    }
    words
}

/// Fetches problems, and the desk where the token may see it. Says how many problems were written.
pub(super) async fn pull(remote: &Remote, fetching: &mut Fetching<'_>) -> Result<usize, String> {
    let said = |error: RemoteError| error.to_string();
    let folder = fetching.folder;
    let here = guides::read(&[folder.to_path_buf()]).map_err(|error| named(folder, &error))?;
    let mut written = 0;
    for ProblemSummary { problem, .. } in
        remote.get::<Vec<ProblemSummary>>("/problems").await.map_err(said)?
    {
        let stored: StoredProblem = remote.get(&format!("/problems/{problem}")).await.map_err(said)?;
        let there = here.problems.iter().find(|source| id_of(&source.text).as_ref() == Some(&problem));
        let path = match there {
            Some(source) => PathBuf::from(&source.name),
            None => folder.join(format!("{problem}{PROBLEM_ENDING}")),
        };
        let source = stored.source.unwrap_or_default();
        written += usize::from(fetching.take(&key(&problem), &path, &source, stored.summary.revision)?);
    }
    let desk: DeskSettings = match remote.get("/desk").await {
        Err(error) if error.is(FaultKind::Forbidden) => return Ok(written),
        answer => answer.map_err(said)?,
    };
    if let Some(document) = desk.desk {
        let path = here.desk.map_or_else(|| folder.join(DESK_FILE), |source| PathBuf::from(source.name));
        // How it is laid out is the folder's affair.
        let own = std::fs::read_to_string(&path).ok().filter(|text| is_same(text, &document));
        let text = own.unwrap_or_else(|| format!("{document:#}\n"));
        fetching.take(DESK, &path, &text, desk.revision)?;
    }
    Ok(written)
}

fn is_same(text: &str, document: &Value) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|own| own == *document)
}

/// Sends a problem; says whether that was needed.
pub(super) async fn push(
    remote: &Remote,
    source: &Source,
    known: &mut Known,
    force: bool,
) -> Result<bool, RemoteError> {
    let id = id_of(&source.text).unwrap_or_else(|| name_of(&source.name));
    let path = format!("/problems/{id}");
    let there: Option<StoredProblem> = match remote.get(&path).await {
        Ok(stored) => Some(stored),
        Err(error) if error.is(FaultKind::NotFound) => None,
        Err(error) => return Err(error),
    };
    let current = there.as_ref().map_or(0, |there| there.summary.revision);
    if there.is_some_and(|there| there.source.as_deref() == Some(source.text.as_str())) {
        known.note(&key(&id), current, &source.text);
        return Ok(false);
    }
    // An older revision is refused by the server, in its words.
    let seen = if force || current == 0 { current } else { known.revision(&key(&id)).unwrap_or(0) };
    let save = SaveProblem { source: source.text.clone(), revision: seen };
    let saved: StoredProblem = remote.send(Method::PUT, &path, &save).await?;
    known.note(&key(&id), saved.summary.revision, &source.text);
    Ok(true)
}

/// Sends the desk file. How the desk is reached stays as the server has it.
pub(super) async fn push_desk(
    remote: &Remote,
    source: &Source,
    known: &mut Known,
    force: bool,
) -> Result<(), String> {
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", source.name);
    let document: Value = serde_json::from_str(&source.text).map_err(|error| wrong(&error))?;
    let mut settings: DeskSettings = remote.get("/desk").await.map_err(|error| wrong(&error))?;
    if settings.desk.as_ref() != Some(&document) {
        // Nothing to be overwritten where there is none yet.
        if !force && settings.desk.is_some() {
            settings.revision = known.revision(DESK).unwrap_or(0);
        }
        settings.desk = Some(document);
        settings = remote.send(Method::PUT, "/desk", &settings).await.map_err(|error| wrong(&error))?;
    }
    known.note(DESK, settings.revision, &source.text);
    Ok(())
}

fn id_of(text: &str) -> Option<String> {
    let json: Value = serde_json::from_str(text).ok()?;
    json.pointer("/problem/id")?.as_str().map(str::to_owned)
}

/// The id that the name of a file suggests, for texts that have none: drafts may be broken.
fn name_of(file: &str) -> String {
    let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(PROBLEM_ENDING).unwrap_or(&name).to_owned()
}
