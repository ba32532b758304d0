//! A Lotse server as a program speaks to it: with a token, in the contracts of `lotse-api`.

use std::fmt;
use std::path::PathBuf;

use axum::body::Body;
pub use axum::http::Method;
use axum::http::{Request, header};
use http_body_util::{BodyExt as _, Limited};
use lotse_api::{Fault, FaultKind, ROOT};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::language::Language;
use crate::proxy::{Trust, Upstream};

/// Largest answer that is read, in bytes.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Where the server is, and by which right.
#[derive(Clone, Debug, clap::Args)]
pub struct RemoteArguments {
    /// The server: https://lotse.example.com
    #[arg(long, value_name = "ORIGIN", env = "LOTSE_SERVER")]
    pub server: Url,
    /// Id of the project.
    #[arg(long, value_name = "ID", env = "LOTSE_PROJECT")]
    pub project: String,
    /// A token of the project, made in the studio's settings.
    #[arg(long, value_name = "SECRET", env = "LOTSE_TOKEN", hide_env_values = true)]
    pub token: String,
    /// Also trust the certificates in this PEM file: an authority's, or the server's own.
    #[arg(long, value_name = "FILE")]
    pub ca: Vec<PathBuf>,
}

impl RemoteArguments {
    /// The server as these say; nothing is sent yet.
    ///
    /// # Errors
    /// When a certificate cannot be read, or TLS cannot be set up.
    pub fn connect(&self, language: Language) -> Result<Remote, RemoteError> {
        let trust =
            Trust::with_files(&self.ca).map_err(|error| RemoteError::Unreachable(error.to_string()))?;
        Remote::new(self, &trust, language)
    }
}

/// A server and one of its projects.
#[derive(Debug)]
pub struct Remote {
    client: Upstream,
    base: String,
    token: String,
    language: Language,
}

/// Why something was not done.
#[derive(Debug)]
pub enum RemoteError {
    /// The server refuses, and says why.
    Refused(Box<Fault>),
    /// There is no answer, or none that can be understood.
    Unreachable(String),
}

impl RemoteError {
    /// Whether the server refuses for this kind of reason.
    #[must_use]
    pub fn is(&self, kind: FaultKind) -> bool {
        matches!(self, RemoteError::Refused(fault) if fault.kind == kind)
    }
}

impl fmt::Display for RemoteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RemoteError::Unreachable(problem) => out.write_str(problem),
            RemoteError::Refused(fault) => {
                out.write_str(&fault.message)?;
                for finding in &fault.findings {
                    write!(
                        out,
                        "\n  {} {} {}{}: {} {}",
                        finding.severity,
                        finding.code,
                        finding.guide,
                        finding.pointer,
                        finding.message,
                        finding.fix
                    )?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for RemoteError {}

impl Remote {
    /// Prepares; nothing is sent yet.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(arguments: &RemoteArguments, trust: &Trust, language: Language) -> Result<Self, RemoteError> {
        let client = Upstream::new(trust).map_err(|error| RemoteError::Unreachable(error.to_string()))?;
        let origin = arguments.server.origin().ascii_serialization();
        let base = format!("{origin}{ROOT}/projects/{}", arguments.project);
        Ok(Remote { client, base, token: arguments.token.clone(), language })
    }

    /// Reads something of the project.
    ///
    /// # Errors
    /// When the server refuses or does not answer.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RemoteError> {
        read(&self.ask(Method::GET, path, Body::empty()).await?)
    }

    /// Sends something, and reads the answer.
    ///
    /// # Errors
    /// When the server refuses or does not answer.
    pub async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, RemoteError> {
        let text =
            serde_json::to_string(body).map_err(|error| RemoteError::Unreachable(error.to_string()))?;
        read(&self.ask(method, path, Body::from(text)).await?)
    }

    /// Gives something back.
    ///
    /// # Errors
    /// When the server refuses or does not answer.
    pub async fn delete(&self, path: &str) -> Result<(), RemoteError> {
        self.ask(Method::DELETE, path, Body::empty()).await.map(drop)
    }

    async fn ask(&self, method: Method, path: &str, body: Body) -> Result<Vec<u8>, RemoteError> {
        let address = format!("{}{path}", self.base);
        let unreachable =
            |problem: &dyn fmt::Display| RemoteError::Unreachable(format!("{address}: {problem}"));
        let request = Request::builder()
            .method(method)
            .uri(&address)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::ACCEPT_LANGUAGE, self.language.pick("de", "en"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
            .map_err(|error| unreachable(&error))?;
        let response =
            self.client.send(request).await.map_err(|failure| unreachable(&format!("{failure:?}")))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), MOST_BYTES).collect().await;
        let bytes = body.map_err(|error| unreachable(&error))?.to_bytes().to_vec();
        if status.is_success() {
            return Ok(bytes);
        }
        match serde_json::from_slice::<Fault>(&bytes) {
            Ok(fault) => Err(RemoteError::Refused(Box::new(fault))),
            Err(_) => Err(unreachable(&status)),
        }
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, RemoteError> {
    // Some answers have no body.
    let bytes = if bytes.is_empty() { b"null" } else { bytes };
    serde_json::from_slice(bytes).map_err(|error| RemoteError::Unreachable(error.to_string()))
}
