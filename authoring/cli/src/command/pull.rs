//! `lotse pull`: drafts from a server into a folder, so that guides can live in Git.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lotse_api::guides::{Settings, Stored, Summary};

use super::{ERRORS_FOUND, block_on};
use crate::guides::{GUIDE_ENDING, Known, PROJECT_FILE, replace};
use crate::language::Language;
use crate::remote::{Remote, RemoteArguments};

/// Fetches project.json and every draft of a project into a folder.
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
    let trust = super::check_csp::trust(&arguments.remote.ca)?;
    let remote = Remote::new(&arguments.remote, &trust, language).map_err(|error| error.to_string())?;
    let settings: Settings = remote.get("/settings").await.map_err(|error| error.to_string())?;
    let guides: Vec<Summary> = remote.get("/guides").await.map_err(|error| error.to_string())?;
    let folder = &arguments.folder;
    std::fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
    let mut known = Known::read(folder).map_err(|error| named(folder, &error))?;
    let (mut written, mut conflicts) = (0, Vec::new());
    for guide in guides {
        let stored: Stored =
            remote.get(&format!("/guides/{}", guide.guide)).await.map_err(|error| error.to_string())?;
        let source = stored.source.unwrap_or_default();
        let path = folder.join(format!("{}{GUIDE_ENDING}", guide.guide));
        let here = std::fs::read_to_string(&path).ok();
        let is_touched = here.as_ref().is_some_and(|text| !known.is_as_left(&guide.guide, text));
        if here.as_ref() == Some(&source) {
            known.note(&guide.guide, stored.summary.revision, &source);
        } else if is_touched && !arguments.force {
            if known.revision(&guide.guide) != Some(stored.summary.revision) {
                conflicts.push(guide.guide);
            }
        } else {
            replace(&path, &source).map_err(|error| named(&path, &error))?;
            known.note(&guide.guide, stored.summary.revision, &source);
            written += 1;
        }
    }
    let document = format!("{:#}\n", settings.project);
    let path = folder.join(PROJECT_FILE);
    if std::fs::read_to_string(&path).ok().as_ref() != Some(&document) {
        replace(&path, &document).map_err(|error| named(&path, &error))?;
    }
    known.write(folder).map_err(|error| named(folder, &error))?;
    println!(
        "{}",
        language.pick(format!("{written} Anleitungen geholt."), format!("{written} guides fetched."))
    );
    for guide in &conflicts {
        eprintln!(
            "lotse: {guide}: {}",
            language.pick(
                "hier und auf dem Server geändert; --force nimmt die Fassung des Servers",
                "changed here and on the server; --force takes the server's",
            )
        );
    }
    Ok(if conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(ERRORS_FOUND) })
}

pub(super) fn named(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
