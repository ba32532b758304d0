//! `lotse diff`: what has changed between two versions of a guide.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lotse_editor::diff::Diff;
use lotse_editor::draft::Draft;

use super::ended;
use crate::language::Language;

/// Says what has changed between two versions of a guide, step by step and word by word.
///
/// Either may be broken. Exit codes: 0 compared, whether or not they differ; 2 something could not be read.
#[derive(Debug, clap::Args)]
pub struct DiffGuides {
    /// The old version.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The new version.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Write one JSON document instead of text.
    #[arg(long)]
    pub json: bool,
    /// Language of the words; that of the terminal when not given.
    #[arg(long, visible_alias = "lang", value_enum, value_name = "LANGUAGE")]
    pub language: Option<Language>,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &DiffGuides, language: Language) -> ExitCode {
    let language = arguments.language.unwrap_or(language);
    ended(compare(arguments, language))
}

fn compare(arguments: &DiffGuides, language: Language) -> Result<ExitCode, String> {
    let diff = Diff::between(&load(&arguments.old)?, &load(&arguments.new)?);
    let text =
        if arguments.json { diff.to_json().write_pretty() } else { diff.in_words(language.pick("de", "en")) };
    super::check::say(&text);
    Ok(ExitCode::SUCCESS)
}

fn load(path: &Path) -> Result<Draft, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Draft::load(&text))
}
