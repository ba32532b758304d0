//! Files of the SDK and the studio, from folders that the operator names.

use std::path::{Component, Path, PathBuf};

use axum::body::Bytes;
use axum::extract::{Path as InPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse as _, Response};
use lotse_editor::compile::hex;
use sha2::{Digest as _, Sha256};

use super::{ASK, FOR_EVER, answer};
use crate::app::App;
use crate::refusal::Refusal;
use crate::speak::Language;

/// The page of the studio.
const PAGE: &str = "index.html";
/// Digits of a hash in a name that the build made.
const HASH_DIGITS: usize = 16;

/// `GET /sdk/{*file}`
pub(crate) async fn sdk(
    State(app): State<App>,
    InPath(file): InPath<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    match find(app.config.sdk.as_deref(), &file).await {
        Some(found) => Ok(show(&headers, found).await),
        None => Err(Refusal::not_found("file")),
    }
}

/// Everything that no route is for: a file of the studio, or its page, which knows the address.
pub(crate) async fn studio(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if ![Method::GET, Method::HEAD].contains(request.method()) || path.starts_with("api/") {
        return Err(Refusal::not_found("route"));
    }
    let headers = request.headers();
    let folder = app.config.studio.as_deref();
    if let Some(found) = find(folder, &path).await {
        return Ok(show(headers, found).await);
    }
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok()).unwrap_or("*/*");
    let wants_page = path.is_empty() || accepted.contains("text/html");
    let page = if wants_page { find(folder, PAGE).await } else { None };
    match page {
        Some(page) => Ok(show(headers, page).await),
        None if path.is_empty() => Ok(without_studio(headers)),
        None => Err(Refusal::not_found("file")),
    }
}

fn without_studio(headers: &HeaderMap) -> Response {
    let text = match Language::of(headers) {
        Language::German => "Lotse läuft. Der Ordner des Studios fehlt: nennen Sie ihn mit --studio.\n",
        Language::English => "Lotse is running. The studio's folder is missing: name it with --studio.\n",
    };
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// A file that was read.
struct Found {
    path: PathBuf,
    content: Bytes,
}

/// Reads a file below a folder. Nothing outside it is ever read, links that lead out included.
async fn find(folder: Option<&Path>, file: &str) -> Option<Found> {
    let folder = tokio::fs::canonicalize(folder?).await.ok()?;
    let inner = Path::new(file);
    if file.is_empty() || !inner.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let path = tokio::fs::canonicalize(folder.join(inner)).await.ok()?;
    if !path.starts_with(&folder) {
        return None;
    }
    let content = tokio::fs::read(&path).await.ok()?.into();
    Some(Found { path, content })
}

async fn show(headers: &HeaderMap, found: Found) -> Response {
    let kind = mime_guess::from_path(&found.path).first_or_octet_stream();
    let kind = match kind.type_() == "text" || kind.subtype() == "javascript" {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_string(),
    };
    let name = found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let cache = if names_its_content(&name) { FOR_EVER } else { ASK };
    let digest = hex(&Sha256::digest(&found.content));
    answer(headers, found.content, &digest, &kind, cache).await
}

/// Whether a part of the name between dashes, dots and underscores is a hash.
fn names_its_content(name: &str) -> bool {
    name.split(['-', '.', '_'])
        .any(|part| part.len() >= HASH_DIGITS && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
