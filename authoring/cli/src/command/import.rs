//! `lotse import`: a whole project from another server.

use std::path::PathBuf;
use std::process::ExitCode;

use super::block_on;
use super::pull::named;
use super::store::StoreArguments;
use crate::language::Language;

/// Takes in a project that `lotse export --archive` wrote: drafts, versions, releases, pictures, members, ledger, keys.
///
/// Exit codes: 0 done, 2 the file is no archive, the project is there already, or the database cannot be opened; then nothing
/// of it was taken in.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The archive.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the data lies.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Import, language: Language) -> ExitCode {
    block_on(import(arguments, language))
}

async fn import(arguments: &Import, language: Language) -> Result<ExitCode, String> {
    let text = std::fs::read_to_string(&arguments.file).map_err(|error| named(&arguments.file, &error))?;
    let server = arguments.store.open().await?;
    let taken = server.import(&text).await;
    server.close().await;
    let project = taken.map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    println!("{project}: {}", language.pick("übernommen", "taken in"));
    Ok(ExitCode::SUCCESS)
}
