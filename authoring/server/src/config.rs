//! What an operator decides.

use std::path::PathBuf;

use crate::clock::Clock;

/// Settings of a server. The default needs nothing but a folder.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder for the database, the master key and nothing else. Made when it is not there.
    pub data: PathBuf,
    /// A PostgreSQL database instead of SQLite in the folder: `postgres://…`.
    pub database: Option<String>,
    /// Where people reach the server, without a path: `https://lotse.example.com`. Needed beyond this machine: it decides the name of
    /// the cookie and which host names are answered.
    pub public_url: Option<String>,
    /// Folder of the SDK (`lotse.js` and its modules), served at `/sdk/`.
    pub sdk: Option<PathBuf>,
    /// Folder of the studio (`index.html` and its files), served at `/`.
    pub studio: Option<PathBuf>,
    /// The one-time code of the first account; drawn when absent.
    pub setup_code: Option<String>,
    /// A proxy of ours is in front: `X-Forwarded-For` says who asks.
    pub is_behind_proxy: bool,
    /// Hosts inside that cases may be delivered to, exactly as connectors name them: `rt.intra.example` or with a port.
    pub internal_desks: Vec<String>,
    /// Where time comes from.
    pub clock: Clock,
}

impl Config {
    /// Everything as it comes, in this folder.
    #[must_use]
    pub fn in_folder(data: impl Into<PathBuf>) -> Self {
        Config {
            data: data.into(),
            database: None,
            public_url: None,
            sdk: None,
            studio: None,
            setup_code: None,
            is_behind_proxy: false,
            internal_desks: Vec::new(),
            clock: Clock::default(),
        }
    }
}
