//! A bucket of an S3-compatible store for the bytes of published documents and pictures, where the operator names one.
//!
//! What lies there is named by the hash of its content and never changes, and it is there before the transaction that names it: the row
//! stays in the database, with an empty body. Whatever goes wrong in between leaves bytes that nothing leads to, and no half release.

mod recent;

use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt as _, RetryConfig};
use tokio::task::JoinSet;

use self::recent::Recent;
use crate::config::BucketConfig;
use crate::refusal::Refusal;

/// Uploads at the same time.
const UPLOADS: usize = 16;
/// Room for what was read last.
const RECENT_BYTES: usize = 32 * 1024 * 1024;
/// How long one request may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
/// How often a request is tried again.
const RETRIES: usize = 2;

/// The bucket.
#[derive(Clone, Debug)]
pub(crate) struct Bucket {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    /// What was read last: it never changes there.
    recent: Arc<Recent>,
}

impl Bucket {
    /// Reads the settings; nothing is sent yet.
    pub(crate) fn open(config: &BucketConfig) -> Result<Self, String> {
        let address = config.address.strip_prefix("s3://").unwrap_or_default();
        let (name, prefix) = address.split_once('/').unwrap_or((address, ""));
        if name.is_empty() {
            return Err(format!("{}: has to be like s3://bucket or s3://bucket/folder", config.address));
        }
        // The provider for TLS of the whole program; where one is set already, that one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Credentials and region come as everywhere: AWS_ACCESS_KEY_ID and the others, or the machine's role.
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(name);
        if let Some(endpoint) = &config.endpoint {
            let is_plain = endpoint.starts_with("http:");
            builder = builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(is_plain);
        }
        if let Some((id, secret)) = &config.credentials {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        let options = ClientOptions::new().with_timeout(PATIENCE).with_allow_http(
            config.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http:")),
        );
        let retry = RetryConfig { max_retries: RETRIES, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let store = builder.with_client_options(options).with_retry(retry).build();
        let store = Arc::new(store.map_err(|error| format!("{}: {error}", config.address))?);
        Ok(Bucket { store, prefix: Path::from(prefix), recent: Arc::new(Recent::of_at_most(RECENT_BYTES)) })
    }

    /// Puts all of these there; succeeds when the last one is.
    pub(crate) async fn put_all(&self, items: Vec<(String, Vec<u8>)>) -> Result<(), Refusal> {
        let mut under_way = JoinSet::new();
        for (name, bytes) in items {
            if under_way.len() >= UPLOADS {
                joined(under_way.join_next().await)?;
            }
            let (store, path) = (Arc::clone(&self.store), self.path(&name));
            under_way.spawn(async move { store.put(&path, bytes.into()).await.map(drop) });
        }
        while let Some(done) = under_way.join_next().await {
            joined(Some(done))?;
        }
        Ok(())
    }

    /// What lies under a name.
    pub(crate) async fn get(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        if let Some(known) = self.recent.find(name) {
            return Ok(known.to_vec());
        }
        let found = self.store.get(&self.path(name)).await.map_err(|error| fault(&error))?;
        let bytes: Vec<u8> = found.bytes().await.map_err(|error| fault(&error))?.into();
        self.recent.keep(name, &bytes);
        Ok(bytes)
    }

    fn path(&self, name: &str) -> Path {
        name.split('/').fold(self.prefix.clone(), |path, part| path.join(part))
    }
}

type Put = Result<object_store::Result<()>, tokio::task::JoinError>;

fn joined(done: Option<Put>) -> Result<(), Refusal> {
    match done {
        Some(Ok(put)) => put.map_err(|error| fault(&error)),
        Some(Err(error)) => Err(Refusal::internal(&error)),
        None => Ok(()),
    }
}

/// What is missing there is a fault of ours or of whoever cleans up the bucket; everything else is the store's.
fn fault(error: &object_store::Error) -> Refusal {
    match error {
        object_store::Error::NotFound { .. } => Refusal::internal(error),
        _ => Refusal::unavailable(error),
    }
}
