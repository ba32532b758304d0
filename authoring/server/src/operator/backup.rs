//! Backup of a server with SQLite while it runs, and back again.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::seal::MASTER_FILE;
use crate::server::Server;
use crate::store::{DATABASE_FILE, rows, statement};

/// Why there is no backup, or nothing was restored.
#[derive(Debug)]
pub struct BackupError(String);

impl fmt::Display for BackupError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for BackupError {}

impl Server {
    /// Writes the database as it is at one moment, and the master key, into a new folder. The server may go on running.
    ///
    /// # Errors
    /// When the folder is there already or cannot be written, or the database is PostgreSQL, which has its own tools.
    pub async fn backup(&self, out: &Path) -> Result<(), BackupError> {
        if self.app.config.database.is_some() {
            return Err(BackupError(
                "PostgreSQL is backed up with pg_dump; keep a copy of master.key beside it".to_owned(),
            ));
        }
        let named = |error: &dyn fmt::Display| BackupError(format!("{}: {error}", out.display()));
        crate::server::new_private_folder(out).map_err(|error| named(&error))?;
        let file = out.join(DATABASE_FILE);
        let written =
            statement("vacuum into $1").bind(file.display().to_string()).execute(self.app.store.pool()).await;
        written.map_err(|error| named(&error))?;
        let key = self.app.config.data.join(MASTER_FILE);
        if key.is_file() {
            copy(&key, &out.join(MASTER_FILE)).map_err(|error| named(&error))?;
        }
        std::fs::File::open(&file).and_then(|file| file.sync_all()).map_err(|error| named(&error))
    }

    /// What is wrong with the database and the keys, checked from end to end; empty when nothing is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn faults(&self) -> Result<Vec<String>, crate::Refusal> {
        let mut faults = Vec::new();
        if self.app.config.database.is_none() {
            let found: Vec<(String,)> =
                rows("pragma integrity_check").fetch_all(self.app.store.pool()).await?;
            faults.extend(found.into_iter().map(|(line,)| line).filter(|line| line != "ok"));
        }
        for project in self.projects().await? {
            if let Some(number) = self.ledger_fault(&project).await? {
                faults.push(format!(
                    "{project}: line {number} of the ledger does not follow from the one before"
                ));
            }
            let scope = self.as_operator(&project).await?;
            for environment in crate::guides::environments::read(&scope).await? {
                if crate::guides::environments::signing_key(&scope, &environment.name).await.is_err() {
                    faults.push(format!("{project}/{}: the signing key cannot be opened", environment.name));
                }
            }
        }
        Ok(faults)
    }
}

/// Puts a backup into a new data folder, and opens it to see that everything is right.
///
/// # Errors
/// When the folder has a database already, the backup is incomplete, or what was restored is damaged.
pub async fn restore(from: &Path, data: &Path, keys: Option<&Path>) -> Result<(), BackupError> {
    let named = |path: PathBuf, error: &dyn fmt::Display| BackupError(format!("{}: {error}", path.display()));
    if data.join(DATABASE_FILE).exists() {
        return Err(named(data.join(DATABASE_FILE), &"is there already; restore into a new folder"));
    }
    crate::server::private_folder(data).map_err(|error| named(data.to_owned(), &error))?;
    for name in [MASTER_FILE, DATABASE_FILE] {
        let source = from.join(name);
        // The key can come from the environment instead.
        if name == MASTER_FILE && !source.is_file() {
            continue;
        }
        copy(&source, &data.join(name)).map_err(|error| named(source, &error))?;
    }
    let mut config = Config::in_folder(data);
    config.keys = keys.map(Path::to_owned);
    let server = Server::open(config).await.map_err(|error| BackupError(error.to_string()))?;
    let faults = server.faults().await.map_err(|error| BackupError(error.english))?;
    server.close().await;
    if faults.is_empty() { Ok(()) } else { Err(BackupError(faults.join("\n"))) }
}

/// Copies a file so that only its owner can read it, and never over another one.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = std::fs::File::open(from)?;
    let mut target = crate::seal::private_file(to)?;
    io::copy(&mut source, &mut target)?;
    target.sync_all()
}
