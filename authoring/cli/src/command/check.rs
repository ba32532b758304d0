//! `lotse check`: everything that is wrong with guides, problems and the desk, without writing anything.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use lotse_editor::compile::{Compiled, Source, Stamp, assumed_project, compile_all};

use super::{ERRORS_FOUND, ended};
use crate::guides::{self, Counts, Guides, Style};
use crate::language::Language;

/// Checks guides: reading, texts, links, targets, conditions, and that every path ends; problems and the desk as well.
///
/// Settings come from the project.json beside the guides. Exit codes: 0 no errors, 1 errors, 2 something could not be read.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Files, or folders with project.json, *.guide.json, *.problem.json, *.checklist.json and desk.json.
    #[arg(value_name = "FILES|DIR", required = true)]
    pub paths: Vec<PathBuf>,
    /// Write one JSON document instead of text.
    #[arg(long)]
    pub json: bool,
    /// Language of the messages; that of the terminal when not given.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Check, language: Language) -> ExitCode {
    let language = arguments.lang.unwrap_or(language);
    ended(check(arguments, language))
}

fn check(arguments: &Check, language: Language) -> io::Result<ExitCode> {
    let found = guides::read(&arguments.paths)?;
    if found.files().next().is_none() {
        let nothing =
            language.pick("keine Anleitung gefunden (*.guide.json)", "no guide found (*.guide.json)");
        return Err(io::Error::other(nothing));
    }
    let project = found.project.clone().unwrap_or_else(|| assumed(&found, language));
    // Neither is written anywhere.
    let compiled = compile_all(&project, &found.guides, found.help(), Stamp { release: 1, issued_s: 0 });
    let sources: Vec<&Source> = found.files().chain([&project]).collect();
    if arguments.json {
        say(&format!("{:#}\n", guides::document(&compiled, &sources, language)));
    } else {
        print(&compiled, &sources, found.guides.len(), language);
    }
    let has_errors = Counts::of(&compiled.findings).errors > 0;
    Ok(if has_errors { ExitCode::from(ERRORS_FOUND) } else { ExitCode::SUCCESS })
}

/// Prints findings and their number.
pub(super) fn print(compiled: &Compiled, sources: &[&Source], guides: usize, language: Language) {
    let style = Style { language, has_colours: has_colours() };
    let summary = guides::summary(Counts::of(&compiled.findings), guides, language);
    say(&format!("{}{summary}\n", guides::text(&compiled.findings, sources, style)));
}

/// Prints. Whoever closes the pipe (`| head`) has read enough; the exit code still says how it went.
pub(super) fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Colours on a terminal only, and not where the user has said no (<https://no-color.org>).
fn has_colours() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn assumed(found: &Guides, language: Language) -> Source {
    eprintln!(
        "{}",
        language.pick(
            "lotse: ohne project.json geprüft; erlaubte Hosts und Sprachen sind angenommen",
            "lotse: checked without project.json; allowed hosts and languages are assumed",
        )
    );
    let all: Vec<Source> = found.files().cloned().collect();
    assumed_project(&all)
}
