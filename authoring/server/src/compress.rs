//! Brotli and gzip, each result made once and kept by the hash of its content.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

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
enum Coding {
    Brotli,
    Gzip,
}

/// Remembers results.
#[derive(Debug, Default)]
pub(crate) struct Compressor {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_content: HashMap<(String, Coding), Bytes>,
    bytes: usize,
}

impl Compressor {
    /// An answer with this content, compressed as the browser likes it best. `digest` names the content.
    pub(crate) async fn answer(
        &self,
        headers: &HeaderMap,
        content: Bytes,
        digest: &str,
        kind: &str,
    ) -> Response {
        let coding = wanted(headers).filter(|_| gains(kind) && content.len() >= WORTHWHILE_BYTES);
        let made = match coding {
            Some(coding) => self.compress(&content, digest, coding).await.map(|made| (coding, made)),
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
            let name = if coding == Coding::Brotli { "br" } else { "gzip" };
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }

    async fn compress(&self, content: &Bytes, digest: &str, coding: Coding) -> Option<Bytes> {
        let key = (digest.to_owned(), coding);
        let known = self.kept.lock().unwrap_or_else(PoisonError::into_inner).by_content.get(&key).cloned();
        if known.is_some() {
            return known;
        }
        let source = content.clone();
        let made = tokio::task::spawn_blocking(move || encode(&source, coding)).await.ok()?.ok()?;
        let made = Bytes::from(made);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + made.len() > KEPT_BYTES {
            *kept = Kept::default();
        }
        kept.bytes += made.len();
        kept.by_content.insert(key, made.clone());
        Some(made)
    }
}

/// The best coding that `Accept-Encoding` allows. A quality of zero forbids.
fn wanted(headers: &HeaderMap) -> Option<Coding> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let allows = |name: &str| {
        accepted.split(',').any(|part| {
            let (coding, weight) = part.split_once(';').unwrap_or((part, "q=1"));
            let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
            coding.trim().eq_ignore_ascii_case(name) && weight.unwrap_or(1.0) > 0.0
        })
    };
    if allows("br") { Some(Coding::Brotli) } else { allows("gzip").then_some(Coding::Gzip) }
}

fn gains(kind: &str) -> bool {
    kind.starts_with("text/") || ["javascript", "json", "wasm", "svg"].iter().any(|part| kind.contains(part))
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
