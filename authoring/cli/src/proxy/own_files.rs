//! What the proxy itself serves, under one prefix: the SDK and the guides.

use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::tag::{BUNDLE_ADDRESS, Content, SCRIPT_ADDRESS};
use crate::serve::{FileRequest, respond};

/// Every address of ours begins with this.
pub(crate) const OWN_PREFIX: &str = "/__lotse/";
/// Below it, the folder of guides.
const GUIDES_PREFIX: &str = "/__lotse/guides/";
/// What such a folder begins with.
const MANIFEST: &str = "manifest.json";

/// Whether a manifest names problems; not where it cannot be read, which the loader will tell of.
async fn has_help(manifest: &Path) -> bool {
    let Ok(text) = tokio::fs::read(manifest).await else { return false };
    serde_json::from_slice::<serde_json::Value>(&text)
        .is_ok_and(|manifest| manifest.get("help").is_some_and(serde_json::Value::is_string))
}

/// The guides to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guides {
    /// None: the SDK alone.
    None,
    /// A bundle in a single file.
    Bundle(PathBuf),
    /// A folder with a manifest and what it names.
    Folder(PathBuf),
}

/// The SDK's folder and the guides, read anew for each request, so that a change shows after a reload.
#[derive(Debug)]
pub struct OwnFiles {
    sdk: PathBuf,
    guides: Guides,
}

impl OwnFiles {
    /// Files of the SDK in `sdk`, and `guides`; both with links resolved, so relative paths keep their meaning.
    ///
    /// # Errors
    /// The path that is missing.
    pub fn new(sdk: &Path, guides: Guides) -> Result<Self, PathBuf> {
        let real = |path: &Path| path.canonicalize().map_err(|_| path.to_path_buf());
        let guides = match guides {
            Guides::None => Guides::None,
            Guides::Bundle(file) => Guides::Bundle(real(&file)?),
            Guides::Folder(folder) => Guides::Folder(real(&folder)?),
        };
        Ok(Self { sdk: real(sdk)?, guides })
    }

    /// What the loader is told to load.
    pub(crate) async fn content(&self) -> Content {
        match &self.guides {
            Guides::None => Content::Nothing,
            Guides::Bundle(_) => Content::Bundle,
            Guides::Folder(folder) => Content::Manifest { has_help: has_help(&folder.join(MANIFEST)).await },
        }
    }

    /// The answer for an address under [`OWN_PREFIX`].
    pub(crate) async fn answer(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response {
        let request = |folder, path_below| FileRequest {
            folder,
            path,
            path_below,
            method,
            headers,
            query: None,
            cors: false,
        };
        if let Guides::Folder(folder) = &self.guides
            && let Some(below) = path.strip_prefix(GUIDES_PREFIX)
        {
            return respond(&request(folder, below)).await;
        }
        if path == BUNDLE_ADDRESS {
            return match &self.guides {
                Guides::Bundle(file) => self.single(file, &request).await,
                _ => (StatusCode::NOT_FOUND, "No bundle was named.\n").into_response(),
            };
        }
        let below = path.strip_prefix(OWN_PREFIX).unwrap_or_default();
        respond(&request(&self.sdk, below)).await
    }

    async fn single<'a>(
        &self,
        file: &'a Path,
        request: &impl Fn(&'a Path, &'a str) -> FileRequest<'a>,
    ) -> Response {
        match (file.parent(), file.file_name().and_then(|name| name.to_str())) {
            (Some(folder), Some(name)) => respond(&request(folder, name)).await,
            _ => (StatusCode::NOT_FOUND, "The bundle's name cannot be read.\n").into_response(),
        }
    }

    /// Whether the folder of the SDK has the loader in it.
    #[must_use]
    pub fn has_sdk(&self) -> bool {
        self.sdk.join(SCRIPT_ADDRESS.trim_start_matches(OWN_PREFIX)).is_file()
    }
}
