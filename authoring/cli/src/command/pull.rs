//! `lotse pull`: drafts from a server into a folder, so that guides can live in Git.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lotse_api::guides::{Settings, Stored, Summary};

use super::selfhelp::{self, Count};
use super::{ERRORS_FOUND, block_on};
use crate::guides::{GUIDE_ENDING, Known, PROJECT_FILE, replace};
use crate::language::Language;
use crate::remote::RemoteArguments;

/// Fetches project.json, every draft, problem and checklist of a project into a folder, and desk.json with a token of an admin.
///
/// Files that were changed here stay as they are unless --force is given; those that were changed on both sides are named.
/// Exit codes: 0 done, 1 something was changed on both sides, 2 the server refuses or cannot be reached.
#[derive(Debug, clap::Args)]
pub struct Pull {
    /// Folder to write to; made when it is not there.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The server.
    #[command(flatten)]
    pub remote: RemoteArguments,
    /// Overwrite what was changed here.
    #[arg(long)]
    pub force: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Pull, language: Language) -> ExitCode {
    block_on(pull(arguments, language))
}

async fn pull(arguments: &Pull, language: Language) -> Result<ExitCode, String> {
    let remote = arguments.remote.connect(language).map_err(|error| error.to_string())?;
    let settings: Settings = remote.get("/settings").await.map_err(|error| error.to_string())?;
    let guides: Vec<Summary> = remote.get("/guides").await.map_err(|error| error.to_string())?;
    let folder = &arguments.folder;
    std::fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
    let known = Known::read(folder).map_err(|error| named(folder, &error))?;
    let mut fetching = Fetching { folder, known, force: arguments.force, conflicts: Vec::new() };
    let mut count = Count::default();
    for guide in guides {
        let stored: Stored =
            remote.get(&format!("/guides/{}", guide.guide)).await.map_err(|error| error.to_string())?;
        let source = stored.source.unwrap_or_default();
        let path = folder.join(format!("{}{GUIDE_ENDING}", guide.guide));
        count.guides += usize::from(fetching.take(&guide.guide, &path, &source, stored.summary.revision)?);
    }
    selfhelp::pull(&remote, &mut fetching, &mut count).await?;
    let Fetching { known, conflicts, .. } = fetching;
    let document = format!("{:#}\n", settings.project);
    let path = folder.join(PROJECT_FILE);
    if std::fs::read_to_string(&path).ok().as_ref() != Some(&document) {
        replace(&path, &document).map_err(|error| named(&path, &error))?;
    }
    known.write(folder).map_err(|error| named(folder, &error))?;
    println!(
        "{}",
        language.pick(
            format!("{} geholt.", count.in_words(language)),
            format!("{} fetched.", count.in_words(language)),
        )
    );
    for file in &conflicts {
        eprintln!(
            "lotse: {file}: {}",
            language.pick(
                "hier und auf dem Server geändert; --force nimmt die Fassung des Servers",
                "changed here and on the server; --force takes the server's",
            )
        );
    }
    Ok(if conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(ERRORS_FOUND) })
}

/// A folder while files arrive in it.
pub(super) struct Fetching<'a> {
    pub(super) folder: &'a Path,
    known: Known,
    force: bool,
    /// Changed here and on the server.
    conflicts: Vec<String>,
}

impl Fetching<'_> {
    /// Writes a file as the server has it, unless it was changed here; says whether it was written.
    pub(super) fn take(
        &mut self,
        key: &str,
        path: &Path,
        source: &str,
        revision: i64,
    ) -> Result<bool, String> {
        let here = std::fs::read_to_string(path).ok();
        let is_touched = here.as_ref().is_some_and(|text| !self.known.is_as_left(key, text));
        if here.as_deref() == Some(source) {
            self.known.note(key, revision, source);
        } else if is_touched && !self.force {
            if self.known.revision(key) != Some(revision) {
                self.conflicts.push(key.trim_start_matches('/').to_owned());
            }
        } else {
            replace(path, source).map_err(|error| named(path, &error))?;
            self.known.note(key, revision, source);
            return Ok(true);
        }
        Ok(false)
    }
}

pub(super) fn named(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
