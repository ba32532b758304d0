//! What browsers load: published guides, the SDK, the studio.

pub(crate) mod cors;
pub(crate) mod files;
pub(crate) mod guides;
pub(crate) mod headers;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::compress;

/// For addresses that name their content.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For addresses that do not: ask each time, and be told that nothing has changed.
pub(crate) const ASK: &str = "no-cache";

/// Whether everybody may read what lies there, from any page and under any name of the server: guides, the SDK, pictures.
pub(crate) fn is_shared(path: &str) -> bool {
    ["/g/", "/sdk/", "/a/"].iter().any(|prefix| path.starts_with(prefix))
}

/// An answer with a tag of its content, or that the browser has it already.
pub(crate) async fn answer(
    headers: &HeaderMap,
    content: Bytes,
    digest: &str,
    kind: &str,
    cache: &'static str,
) -> Response {
    let tag = format!("W/\"{digest}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let has_it = known.is_some_and(|tags| tags.split(',').any(|one| one.trim() == tag || one.trim() == "*"));
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        compress::answer(headers, content, digest, kind).await
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}
