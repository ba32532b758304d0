//! What an operator decides.

use std::path::PathBuf;

use crate::clock::Clock;

/// An OpenID Connect provider.
#[derive(Clone)]
pub struct Oidc {
    /// Name for the button.
    pub name: String,
    /// Its address, as it calls itself: `https://login.example.com/realms/help`.
    pub issuer: String,
    /// What it knows this server as.
    pub client_id: String,
    /// The secret between both; none for a public client.
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Oidc({}, {})", self.issuer, self.client_id)
    }
}

/// A bucket of an S3-compatible store.
#[derive(Clone)]
pub struct BucketConfig {
    /// `s3://bucket`, or with a folder in it: `s3://bucket/lotse`.
    pub address: String,
    /// Address of the store, where it is not Amazon's: `https://s3.example.com`.
    pub endpoint: Option<String>,
    /// Id and secret of an access key; without them, what the environment says (`AWS_ACCESS_KEY_ID` and the others).
    pub credentials: Option<(String, String)>,
}

impl std::fmt::Debug for BucketConfig {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "BucketConfig({}, {:?})", self.address, self.endpoint)
    }
}

/// Settings of a server. The default needs nothing but a folder.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder for the database, the master key and nothing else. Made when it is not there.
    pub data: PathBuf,
    /// A PostgreSQL database instead of SQLite in the folder: `postgres://…`.
    pub database: Option<String>,
    /// A bucket for the bytes of published documents and pictures, instead of the database.
    pub bucket: Option<BucketConfig>,
    /// A folder for private signing keys, instead of the database.
    pub keys: Option<PathBuf>,
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
    /// Hosts inside that cases may be delivered to and that people may sign in by, exactly as they are named: `rt.intra.example` or with a port.
    pub internal_desks: Vec<String>,
    /// An OpenID Connect provider by which people can sign in.
    pub oidc: Option<Oidc>,
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
            bucket: None,
            keys: None,
            public_url: None,
            sdk: None,
            studio: None,
            setup_code: None,
            is_behind_proxy: false,
            internal_desks: Vec::new(),
            oidc: None,
            clock: Clock::default(),
        }
    }
}
