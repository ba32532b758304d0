//! `lotse backup` and `lotse restore`: a server's data, whole and checked.

use std::path::PathBuf;
use std::process::ExitCode;

use super::block_on;
use super::store::StoreArguments;
use crate::language::Language;

/// Writes the data of a server as it is at one moment into a new folder. The server may be running.
///
/// The folder gets the database and the master key that opens the signing keys in it: keep it secret. For PostgreSQL, use
/// pg_dump. Exit codes: 0 written, 2 the folder is there already, or something could not be read or written.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// Folder to make.
    #[arg(value_name = "DIR")]
    pub out: PathBuf,
    /// Where the data lies.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// Puts a backup into a new data folder, and checks all of it: database, ledgers, keys.
///
/// Exit codes: 0 done, 2 the data folder has a database already, or the backup is damaged.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// Folder that `lotse backup` wrote.
    #[arg(value_name = "DIR")]
    pub from: PathBuf,
    /// Data folder to make.
    #[arg(long, value_name = "DIR", default_value = "lotse-data", env = "LOTSE_DATA")]
    pub data: PathBuf,
    /// Folder with the private signing keys, where the server keeps them in one.
    #[arg(long, value_name = "DIR", env = "LOTSE_KEYS")]
    pub keys: Option<PathBuf>,
}

/// Runs `lotse backup`.
#[must_use]
pub fn run(arguments: &Backup, language: Language) -> ExitCode {
    block_on(async {
        let server = arguments.store.open_existing(language).await?;
        let written = server.backup(&arguments.out).await;
        server.close().await;
        written.map_err(|error| error.to_string())?;
        println!("{}", arguments.out.display());
        Ok(ExitCode::SUCCESS)
    })
}

/// Runs `lotse restore`.
#[must_use]
pub fn run_restore(arguments: &Restore, language: Language) -> ExitCode {
    block_on(async {
        lotse_server::operator::restore(&arguments.from, &arguments.data, arguments.keys.as_deref())
            .await
            .map_err(|error| error.to_string())?;
        let done = language.pick("wiederhergestellt und geprüft", "restored and checked");
        println!("{}: {done}", arguments.data.display());
        Ok(ExitCode::SUCCESS)
    })
}
