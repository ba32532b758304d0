//! Brotli and gzip: which one a browser wants, and each result made once a process and kept by the hash of its content. For the
//! server's own answers and for folders that the command line serves.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

/// Below this, the headers outweigh what is saved.
const WORTHWHILE_BYTES: usize = 512;
/// What the results may take in memory together; then all are forgotten.
const KEPT_BYTES: usize = 64 * 1024 * 1024;
/// Up to this size brotli takes its time.
const THOROUGH_BYTES: usize = 1024 * 1024;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// `br`
    Brotli,
    /// `gzip`
    Gzip,
}

impl Coding {
    /// The name in `Content-Encoding`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// The best coding that `Accept-Encoding` allows; `None` to send the content as it is.
#[must_use]
pub fn negotiate(headers: &HeaderMap) -> Option<Coding> {
    let parts: Vec<(&str, f32)> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, "q=1"));
            let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse().ok());
            (name.trim(), weight.unwrap_or(1.0))
        })
        .collect();
    let quality = |coding: Coding| {
        let of = |wanted: &str| parts.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        of(coding.name()).or_else(|| of("*")).map_or(0.0, |(_, weight)| *weight)
    };
    let (brotli, gzip) = (quality(Coding::Brotli), quality(Coding::Gzip));
    if brotli > 0.0 && brotli >= gzip { Some(Coding::Brotli) } else { (gzip > 0.0).then_some(Coding::Gzip) }
}

/// Whether compressing this type and size gains anything.
#[must_use]
pub fn is_worthwhile(kind: &str, length: usize) -> bool {
    let type_gains = kind.starts_with("text/")
        || ["javascript", "json", "xml", "wasm", "svg"].iter().any(|part| kind.contains(part));
    type_gains && length >= WORTHWHILE_BYTES
}

/// Results so far. What they are made of is in their name, so whoever asks may have them.
static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

#[derive(Debug, Default)]
struct Kept {
    by_content: HashMap<(String, Coding), Bytes>,
    bytes: usize,
}

/// An answer with this content, compressed as the browser likes it best. `digest` names the content.
pub(crate) async fn answer(headers: &HeaderMap, content: Bytes, digest: &str, kind: &str) -> Response {
    let coding = negotiate(headers).filter(|_| is_worthwhile(kind, content.len()));
    let made = match coding {
        Some(coding) => compress(&content, digest, coding).await.map(|made| (coding, made)),
        None => None,
    };
    let (coding, content) = match made {
        Some((coding, made)) => (Some(coding), made),
        None => (None, content),
    };
    let mut response = content.into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    }
    response
}

/// `content` in `coding`; `digest` names the content. `None` when the coder fails, which leaves the content as it is.
pub async fn compress(content: &Bytes, digest: &str, coding: Coding) -> Option<Bytes> {
    let key = (digest.to_owned(), coding);
    let known = KEPT.lock().unwrap_or_else(PoisonError::into_inner).by_content.get(&key).cloned();
    if known.is_some() {
        return known;
    }
    let source = content.clone();
    let made = tokio::task::spawn_blocking(move || encode(&source, coding)).await.ok()?.ok()?;
    let made = Bytes::from(made);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.bytes + made.len() > KEPT_BYTES {
        *kept = Kept::default();
    }
    kept.bytes += made.len();
    kept.by_content.insert(key, made.clone());
    Some(made)
}

fn encode(content: &[u8], coding: Coding) -> std::io::Result<Vec<u8>> {
    match coding {
        Coding::Brotli => {
            let quality = if content.len() <= THOROUGH_BYTES { 9 } else { 5 };
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, quality, 22);
            writer.write_all(content)?;
            Ok(writer.into_inner())
        }
        Coding::Gzip => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(content)?;
            writer.finish()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(accept: &'static str) -> Option<Coding> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
        negotiate(&headers)
    }

    #[test]
    fn the_header_decides() {
        assert_eq!(wanted("gzip, deflate, br, zstd"), Some(Coding::Brotli));
        assert_eq!(wanted("gzip"), Some(Coding::Gzip));
        assert_eq!(wanted("br;q=0.5, gzip;q=0.9"), Some(Coding::Gzip));
        assert_eq!(wanted("br;q=0, *"), Some(Coding::Gzip));
        assert_eq!(wanted("identity"), None);
        assert_eq!(negotiate(&HeaderMap::new()), None);
    }

    #[test]
    fn pictures_and_crumbs_stay_as_they_are() {
        assert!(is_worthwhile("application/wasm", 10_000));
        assert!(!is_worthwhile("image/png", 10_000));
        assert!(!is_worthwhile("text/css", 100));
    }
}
