//! One request, one file.

use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lotse_server::compress::{Coding, compress, is_worthwhile, negotiate};

use super::freshness::{cache_control, digest, is_unchanged};
use super::header_rules;
use super::local_path::{resolve, segments};

/// The file of a folder's address.
const INDEX: &str = "index.html";

/// What is asked for.
pub(crate) struct FileRequest<'a> {
    /// The root's folder, with links resolved.
    pub(crate) folder: &'a Path,
    /// The whole path of the address, which a redirect extends.
    pub(crate) path: &'a str,
    /// The part of it below the root, still percent-encoded.
    pub(crate) path_below: &'a str,
    /// GET and HEAD are answered.
    pub(crate) method: &'a Method,
    /// The request's headers.
    pub(crate) headers: &'a HeaderMap,
    /// The request's query, kept by the redirect of a folder.
    pub(crate) query: Option<&'a str>,
    /// Whether pages of other origins may read the file.
    pub(crate) cors: bool,
}

/// Answers with the file, 304, a redirect to the folder's closing slash, or a refusal in plain text.
pub(crate) async fn respond(request: &FileRequest<'_>) -> Response {
    if !matches!(*request.method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "Only GET and HEAD.\n")
            .into_response();
    }
    let Some(mut segments) = segments(request.path_below) else { return not_found() };
    let Some(mut path) = resolve(request.folder, &segments).await else { return not_found() };
    if path.is_dir() {
        if !request.path_below.ends_with('/') {
            return to_folder(request);
        }
        segments.push(INDEX.to_owned());
        match resolve(request.folder, &segments).await {
            Some(index) => path = index,
            None => return not_found(),
        }
    } else if request.path_below.ends_with('/') {
        return not_found();
    }
    if segments.last().is_some_and(|name| name == header_rules::FILE_NAME) {
        return not_found();
    }
    send(request, &segments, path).await
}

/// 404 in plain text.
pub(crate) fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "Not found.\n").into_response()
}

/// The same address with a closing slash, so that relative links in the folder's page lead into the folder.
fn to_folder(request: &FileRequest<'_>) -> Response {
    // Two slashes in front would name another host.
    let path = request.path.trim_matches('/');
    let query = request.query.map(|query| format!("?{query}")).unwrap_or_default();
    match HeaderValue::try_from(format!("/{path}/{query}")) {
        Ok(place) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response(),
        Err(_) => not_found(),
    }
}

async fn send(request: &FileRequest<'_>, segments: &[String], path: PathBuf) -> Response {
    let Ok(content) = tokio::fs::read(&path).await else { return not_found() };
    let digest = digest(&content);
    let content = Bytes::from(content);
    let mime = mime_of(&path);

    let (mut coding, mut body) = (None, content.clone());
    if is_worthwhile(&mime, content.len())
        && let Some(wanted) = negotiate(request.headers)
        && let Some(made) = compress(&content, &digest, wanted).await
    {
        (coding, body) = (Some(wanted), made);
    }
    let tag = format!(
        "\"{digest}{}\"",
        coding.map_or("", |coding: Coding| if coding == Coding::Brotli { "-br" } else { "-gz" })
    );

    let mut headers = HeaderMap::new();
    if let Ok(tag) = HeaderValue::try_from(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Ok(mime) = HeaderValue::try_from(mime) {
        headers.insert(header::CONTENT_TYPE, mime);
    }
    headers.insert(header::CACHE_CONTROL, cache_control(segments));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if request.cors {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    if let Err(problem) = header_rules::apply(request.folder, segments, &mut headers).await {
        return (StatusCode::INTERNAL_SERVER_ERROR, format!("{problem}\n")).into_response();
    }

    if is_unchanged(request.headers, &tag) {
        headers.remove(header::CONTENT_TYPE);
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let body = if request.method == Method::HEAD { Body::empty() } else { Body::from(body) };
    (headers, body).into_response()
}

/// The media type by file name; text is always UTF-8 here.
fn mime_of(path: &Path) -> String {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    match mime.essence_str() {
        "application/javascript" | "text/javascript" => "text/javascript; charset=utf-8".to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_the_types_that_they_insist_on() {
        let of = |name: &str| mime_of(Path::new(name));
        assert_eq!(of("lotse-core.wasm"), "application/wasm");
        assert_eq!(of("lotse.js"), "text/javascript; charset=utf-8");
        assert_eq!(of("a.mjs"), "text/javascript; charset=utf-8");
        assert_eq!(of("a.html"), "text/html; charset=utf-8");
        assert_eq!(of("a.json"), "application/json");
        assert_eq!(of("a.svg"), "image/svg+xml");
        assert_eq!(of("a.woff2"), "font/woff2");
        assert_eq!(of("noextension"), "application/octet-stream");
    }
}
