//! Where a server's data lies, for the commands that work on it directly.

use std::path::PathBuf;

use lotse_server::{Config, Server};

use crate::language::Language;

/// Where the data is.
#[derive(Clone, Debug, clap::Args)]
pub struct StoreArguments {
    /// Data folder of the server. It may be running.
    #[arg(long, value_name = "DIR", default_value = "lotse-data", env = "LOTSE_DATA")]
    pub data: PathBuf,
    /// The server's PostgreSQL database, where it has one.
    #[arg(long, value_name = "ADDRESS", env = "LOTSE_DATABASE")]
    pub database: Option<String>,
}

impl StoreArguments {
    /// Opens it.
    pub(super) async fn open(&self) -> Result<Server, String> {
        let mut config = Config::in_folder(&self.data);
        config.database = self.database.clone();
        Server::open(config).await.map_err(|error| error.to_string())
    }

    /// Opens it, where there is one: reading commands make nothing.
    pub(super) async fn open_existing(&self, language: Language) -> Result<Server, String> {
        if self.database.is_none() && !self.data.join(Server::database_file()).is_file() {
            let missing = language.pick("keine Daten eines Servers", "no data of a server");
            return Err(format!("{}: {missing}", self.data.display()));
        }
        self.open().await
    }
}
