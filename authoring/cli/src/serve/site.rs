//! What is served: address prefixes, each standing for a folder.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;

use super::file::{FileRequest, not_found, respond};

/// One folder under one address prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    prefix: String,
    folder: PathBuf,
}

/// Why a root was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootError {
    /// The text is not of the form `PREFIX=DIR`.
    Form(String),
    /// The folder is not there, or is not a folder.
    Folder(PathBuf),
}

impl fmt::Display for RootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(text) => {
                write!(f, "“{text}” is not of the form PREFIX=DIR, for instance /=public or /guides=out")
            }
            Self::Folder(folder) => write!(f, "{} is not a folder", folder.display()),
        }
    }
}

impl std::error::Error for RootError {}

impl Root {
    /// Serves `folder` under `prefix`; `/` and `""` both mean the whole site.
    ///
    /// # Errors
    /// [`RootError::Folder`] when `folder` is not an existing folder.
    pub fn new(prefix: &str, folder: impl AsRef<Path>) -> Result<Self, RootError> {
        let folder = folder.as_ref();
        let real = folder.canonicalize().ok().filter(|real| real.is_dir());
        let real = real.ok_or_else(|| RootError::Folder(folder.to_path_buf()))?;
        let trimmed = prefix.trim_matches('/');
        let prefix = if trimmed.is_empty() { String::new() } else { format!("/{trimmed}") };
        Ok(Self { prefix, folder: real })
    }

    /// The folder, absolute and with links resolved.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The address prefix: empty for the whole site, else `/name` without a closing slash.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The part of `path` below this root, or `None` when it is elsewhere.
    fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }
}

impl FromStr for Root {
    type Err = RootError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (prefix, folder) = text.split_once('=').ok_or_else(|| RootError::Form(text.to_owned()))?;
        if folder.is_empty() {
            return Err(RootError::Form(text.to_owned()));
        }
        Self::new(prefix, folder)
    }
}

/// A site: its roots and how generous it is to pages of other origins.
#[derive(Clone, Debug)]
pub struct Serve {
    roots: Vec<Root>,
    cors: bool,
}

impl Serve {
    /// A site over `roots`; where two prefixes fit, the longer one answers.
    #[must_use]
    pub fn new(roots: impl IntoIterator<Item = Root>) -> Self {
        let mut roots: Vec<Root> = roots.into_iter().collect();
        roots.sort_by_key(|root| std::cmp::Reverse(root.prefix.len()));
        Self { roots, cors: false }
    }

    /// Lets pages of any origin read the files (`Access-Control-Allow-Origin: *`), as hosting on another origin needs.
    #[must_use]
    pub fn with_cors(mut self, cors: bool) -> Self {
        self.cors = cors;
        self
    }

    /// The router: every path and method ends in a file, a redirect to a folder, or a short plain-text refusal.
    pub fn router(self) -> Router {
        Router::new().fallback(answer).with_state(Arc::new(self))
    }
}

async fn answer(State(serve): State<Arc<Serve>>, request: Request) -> Response {
    let path = request.uri().path();
    for root in &serve.roots {
        if let Some(below) = root.below(path) {
            let wanted = FileRequest {
                folder: &root.folder,
                path,
                path_below: below,
                method: request.method(),
                headers: request.headers(),
                query: request.uri().query(),
                cors: serve.cors,
            };
            return respond(&wanted).await;
        }
    }
    not_found()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_prefix_and_folder() {
        let here = tempfile::tempdir().unwrap();
        let text = format!("guides/={}", here.path().display());
        let root: Root = text.parse().unwrap();
        assert_eq!(root.prefix(), "/guides");
        assert_eq!(root.below("/guides/a"), Some("/a"));
        assert_eq!(root.below("/guides"), Some(""));
        assert_eq!(root.below("/guidesx"), None);
    }

    #[test]
    fn a_root_names_what_is_wrong() {
        assert_eq!("nothing".parse::<Root>(), Err(RootError::Form("nothing".into())));
        assert_eq!("/=/no/such/folder".parse::<Root>(), Err(RootError::Folder("/no/such/folder".into())));
    }
}
