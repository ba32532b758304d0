//! Where a server's data lies, for the commands that work on it directly.

use std::path::PathBuf;

use lotse_server::config::BucketConfig;
use lotse_server::{Config, Server};

use crate::language::Language;

/// Where the data is.
#[derive(Clone, Debug, clap::Args)]
pub struct StoreArguments {
    /// Folder for the database and the master key. Made when it is not there.
    #[arg(long, value_name = "DIR", default_value = "lotse-data", env = "LOTSE_DATA")]
    pub data: PathBuf,
    /// The server's PostgreSQL database, where it has one.
    #[arg(long, value_name = "ADDRESS", env = "LOTSE_DATABASE")]
    pub database: Option<String>,
    /// A bucket of an S3-compatible store for published documents and pictures: s3://bucket/folder. Region and access key come from
    /// AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long, value_name = "ADDRESS", env = "LOTSE_BUCKET")]
    pub bucket: Option<String>,
    /// Address of the store, where it is not Amazon's: https://s3.example.com.
    #[arg(long, value_name = "ADDRESS", env = "LOTSE_BUCKET_ENDPOINT", requires = "bucket")]
    pub bucket_endpoint: Option<String>,
    /// Folder for private signing keys, instead of the database.
    #[arg(long, value_name = "DIR", env = "LOTSE_KEYS")]
    pub keys: Option<PathBuf>,
}

impl StoreArguments {
    /// As a server's settings, everything else as it comes.
    pub(super) fn config(&self) -> Config {
        let mut config = Config::in_folder(&self.data);
        config.database = self.database.clone();
        let bucket = |address: &String| BucketConfig {
            address: address.clone(),
            endpoint: self.bucket_endpoint.clone(),
            credentials: None,
        };
        config.bucket = self.bucket.as_ref().map(bucket);
        config.keys = self.keys.clone();
        config
    }

    /// Opens it.
    pub(super) async fn open(&self) -> Result<Server, String> {
        Server::open(self.config()).await.map_err(|error| error.to_string())
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
