//! Problems, checklists and the desk between a folder and a server, beside the guides: for `lotse pull` and `lotse push`.

use std::path::{Path, PathBuf};

use axum::http::Method;
use lotse_api::FaultKind;
use lotse_api::checklists::{ChecklistSummary, SaveChecklist, StoredChecklist};
use lotse_api::desk::DeskSettings;
use lotse_api::problems::{ProblemSummary, SaveProblem, StoredProblem};
use lotse_editor::compile::Source;
use serde_json::Value;

use super::pull::{Fetching, named};
use crate::guides::{self, CHECKLIST_ENDING, DESK_FILE, Known, PROBLEM_ENDING};
use crate::language::Language;
use crate::remote::{Remote, RemoteError};

/// What is known of the desk is noted under this name; no guide has it.
const DESK: &str = "/desk";

/// Documents of which a project has many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What users suffer.
    Problem,
    /// Several guides as tasks.
    Checklist,
}

/// How many of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) guides: usize,
    pub(super) problems: usize,
    pub(super) checklists: usize,
}

impl Count {
    /// The number for a kind; without one, of guides.
    pub(super) fn of(&mut self, kind: Option<Kind>) -> &mut usize {
        match kind {
            None => &mut self.guides,
            Some(Kind::Problem) => &mut self.problems,
            Some(Kind::Checklist) => &mut self.checklists,
        }
    }

    /// "8 guides, 4 problems"
    pub(super) fn in_words(self, language: Language) -> String {
        let Count { guides, problems, checklists } = self;
        let mut words = language.pick(format!("{guides} Anleitungen"), format!("{guides} guides"));
        if problems > 0 {
            words += &language.pick(format!(", {problems} Probleme"), format!(", {problems} problems"));
        }
        if checklists > 0 {
            words +=
                &language.pick(format!(", {checklists} Checklisten"), format!(", {checklists} checklists"));
        }
        words
    }
}

impl Kind {
    const ALL: [Kind; 2] = [Kind::Problem, Kind::Checklist];

    /// What a file is by its name; none for a guide.
    pub(super) fn of(file: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| file.ends_with(kind.ending()))
    }

    fn ending(self) -> &'static str {
        match self {
            Kind::Problem => PROBLEM_ENDING,
            Kind::Checklist => CHECKLIST_ENDING,
        }
    }

    /// Where the server has it.
    fn path(self, id: &str) -> String {
        match self {
            Kind::Problem => format!("/problems/{id}"),
            Kind::Checklist => format!("/checklists/{id}"),
        }
    }

    /// What is known of it is noted under this name; no guide has it.
    fn key(self, id: &str) -> String {
        match self {
            Kind::Problem => format!("/problem/{id}"),
            Kind::Checklist => format!("/checklist/{id}"),
        }
    }

    fn id_of(self, text: &str) -> Option<String> {
        let json: Value = serde_json::from_str(text).ok()?;
        let pointer = match self {
            Kind::Problem => "/problem/id",
            Kind::Checklist => "/checklist/id",
        };
        json.pointer(pointer)?.as_str().map(str::to_owned)
    }

    /// The id that the name of a file suggests, for texts that have none: drafts may be broken.
    fn name_of(self, file: &str) -> String {
        let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
        name.strip_suffix(self.ending()).unwrap_or(&name).to_owned()
    }

    async fn ids(self, remote: &Remote) -> Result<Vec<String>, RemoteError> {
        Ok(match self {
            Kind::Problem => {
                let all: Vec<ProblemSummary> = remote.get("/problems").await?;
                all.into_iter().map(|one| one.problem).collect()
            }
            Kind::Checklist => {
                let all: Vec<ChecklistSummary> = remote.get("/checklists").await?;
                all.into_iter().map(|one| one.checklist).collect()
            }
        })
    }

    /// The text on the server and its revision.
    async fn there(self, remote: &Remote, id: &str) -> Result<(String, i64), RemoteError> {
        let (source, revision) = match self {
            Kind::Problem => {
                let StoredProblem { source, summary } = remote.get(&self.path(id)).await?;
                (source, summary.revision)
            }
            Kind::Checklist => {
                let StoredChecklist { source, summary } = remote.get(&self.path(id)).await?;
                (source, summary.revision)
            }
        };
        Ok((source.unwrap_or_default(), revision))
    }

    /// Saves over a revision; says the new one.
    async fn save(
        self,
        remote: &Remote,
        id: &str,
        source: String,
        revision: i64,
    ) -> Result<i64, RemoteError> {
        let path = self.path(id);
        Ok(match self {
            Kind::Problem => {
                let save = SaveProblem { source, revision };
                remote.send::<StoredProblem>(Method::PUT, &path, &save).await?.summary.revision
            }
            Kind::Checklist => {
                let save = SaveChecklist { source, revision };
                remote.send::<StoredChecklist>(Method::PUT, &path, &save).await?.summary.revision
            }
        })
    }

    /// Sends a document; says whether that was needed.
    pub(super) async fn push(
        self,
        remote: &Remote,
        source: &Source,
        known: &mut Known,
        force: bool,
    ) -> Result<bool, RemoteError> {
        let id = self.id_of(&source.text).unwrap_or_else(|| self.name_of(&source.name));
        let there = match self.there(remote, &id).await {
            Ok(there) => Some(there),
            Err(error) if error.is(FaultKind::NotFound) => None,
            Err(error) => return Err(error),
        };
        let current = there.as_ref().map_or(0, |(_, revision)| *revision);
        let key = self.key(&id);
        if there.is_some_and(|(text, _)| text == source.text) {
            known.note(&key, current, &source.text);
            return Ok(false);
        }
        // An older revision is refused by the server, in its words.
        let seen = if force || current == 0 { current } else { known.revision(&key).unwrap_or(0) };
        let revision = self.save(remote, &id, source.text.clone(), seen).await?;
        known.note(&key, revision, &source.text);
        Ok(true)
    }
}

/// Fetches problems and checklists, and the desk where the token may see it. Counts what was written.
pub(super) async fn pull(
    remote: &Remote,
    fetching: &mut Fetching<'_>,
    count: &mut Count,
) -> Result<(), String> {
    let said = |error: RemoteError| error.to_string();
    let folder = fetching.folder;
    let here = guides::read(&[folder.to_path_buf()]).map_err(|error| named(folder, &error))?;
    for kind in Kind::ALL {
        for id in kind.ids(remote).await.map_err(said)? {
            let (source, revision) = kind.there(remote, &id).await.map_err(said)?;
            let own = here.problems.iter().chain(&here.checklists);
            let mut own = own.filter(|source| Kind::of(&source.name) == Some(kind));
            let path = match own.find(|source| kind.id_of(&source.text).as_ref() == Some(&id)) {
                Some(source) => PathBuf::from(&source.name),
                None => folder.join(format!("{id}{}", kind.ending())),
            };
            *count.of(Some(kind)) += usize::from(fetching.take(&kind.key(&id), &path, &source, revision)?);
        }
    }
    let desk: DeskSettings = match remote.get("/desk").await {
        Err(error) if error.is(FaultKind::Forbidden) => return Ok(()),
        answer => answer.map_err(said)?,
    };
    if let Some(document) = desk.desk {
        let path = here.desk.map_or_else(|| folder.join(DESK_FILE), |source| PathBuf::from(source.name));
        // How it is laid out is the folder's affair.
        let own = std::fs::read_to_string(&path).ok().filter(|text| is_same(text, &document));
        let text = own.unwrap_or_else(|| format!("{document:#}\n"));
        fetching.take(DESK, &path, &text, desk.revision)?;
    }
    Ok(())
}

fn is_same(text: &str, document: &Value) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|own| own == *document)
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
