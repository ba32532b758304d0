//! `lotse export`: what is live as a folder that needs no server, or a whole project as a file.

use std::path::PathBuf;
use std::process::ExitCode;

use super::block_on;
use super::keygen::create;
use super::pull::named;
use super::store::StoreArguments;
use crate::guides;
use crate::language::Language;

/// Writes what is live in an environment into a folder that any web server can serve; or, with --archive, everything of a
/// project into a file for `lotse import`.
///
/// OUT gets manifest.json, manifest.json.sig, chunks/ and bundle.json. Before the days are over, `lotse resign` signs it anew.
/// An archive holds signing keys and hashes of passwords: keep it secret. Exit codes: 0 written, 2 nothing is live there, or
/// something could not be read or written.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// Id of the project.
    #[arg(long, value_name = "ID")]
    pub project: String,
    /// The environment.
    #[arg(long, value_name = "NAME", default_value = "production")]
    pub environment: String,
    /// Folder to write to.
    #[arg(long, value_name = "DIR", required_unless_present = "archive")]
    pub out: Option<PathBuf>,
    /// How long pages that have not seen it yet may accept it, in days.
    #[arg(long, value_name = "DAYS", default_value_t = 400)]
    pub valid_days: u32,
    /// Write the whole project into this file instead. Never over another one.
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub archive: Option<PathBuf>,
    /// Where the data lies.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Export, language: Language) -> ExitCode {
    block_on(export(arguments, language))
}

async fn export(arguments: &Export, language: Language) -> Result<ExitCode, String> {
    let server = arguments.store.open_existing(language).await?;
    let words = |refusal: lotse_server::Refusal| language.pick(refusal.german, refusal.english);
    match (&arguments.archive, &arguments.out) {
        (Some(file), _) => {
            let text = server.archive(&arguments.project).await.map_err(words)?;
            create(file, &text).map_err(|error| error.to_string())?;
            println!("{}", file.display());
        }
        (None, Some(out)) => {
            let (project, environment) = (&arguments.project, &arguments.environment);
            let exported = server.export(project, environment, arguments.valid_days).await.map_err(words)?;
            guides::write(out, &exported.bundle, Some(&exported.signature))
                .map_err(|error| named(out, &error))?;
            let (release, days) = (exported.release, arguments.valid_days);
            println!(
                "{}: {}",
                out.display(),
                language.pick(
                    format!("Release {release}, gültig für {days} Tage"),
                    format!("release {release}, valid for {days} days"),
                )
            );
        }
        (None, None) => {}
    }
    server.close().await;
    Ok(ExitCode::SUCCESS)
}
