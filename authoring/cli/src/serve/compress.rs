//! Brotli and gzip: which one a browser wants, and each result made once.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, header};

/// Below this, the headers outweigh what is saved.
const WORTHWHILE_BYTES: usize = 512;
/// Files up to this size are compressed as hard as a release would be; larger ones quickly.
const THOROUGH_BYTES: usize = 1024 * 1024;
/// What the results may take in memory together; beyond it they are made again each time.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The name in `Content-Encoding`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// The best coding that `Accept-Encoding` allows, or `None` to send the file as it is.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<Coding> {
    let quality = |coding: &str| {
        headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|part| {
                let (name, weight) = part.split_once(';').unwrap_or((part, "q=1"));
                let name = name.trim();
                let weight = weight
                    .trim()
                    .strip_prefix("q=")
                    .and_then(|q| q.trim().parse::<f32>().ok())
                    .unwrap_or(1.0);
                (name.eq_ignore_ascii_case(coding) || name == "*").then_some((name != "*", weight))
            })
            .max_by_key(|(exact, _)| *exact)
            .map_or(0.0, |(_, weight)| weight)
    };
    let (brotli, gzip) = (quality("br"), quality("gzip"));
    if brotli > 0.0 && brotli >= gzip { Some(Coding::Brotli) } else { (gzip > 0.0).then_some(Coding::Gzip) }
}

/// Whether compressing this type and size gains anything.
pub(super) fn is_worthwhile(mime: &str, length: usize) -> bool {
    let type_gains = mime.starts_with("text/")
        || ["javascript", "json", "xml", "wasm", "svg"].iter().any(|part| mime.contains(part));
    type_gains && length >= WORTHWHILE_BYTES
}

/// Compresses, and remembers results by content.
#[derive(Debug, Default)]
pub(crate) struct Compressor {
    results: Mutex<Results>,
}

#[derive(Debug, Default)]
struct Results {
    by_content: HashMap<(String, Coding), Arc<Vec<u8>>>,
    bytes: usize,
}

impl Compressor {
    /// `content` in `coding`; `digest` names the content. `None` when the coder fails, which leaves the plain file.
    pub(super) async fn compress(
        &self,
        content: &Arc<Vec<u8>>,
        digest: &str,
        coding: Coding,
    ) -> Option<Arc<Vec<u8>>> {
        let key = (digest.to_owned(), coding);
        if let Some(known) = self.locked(|results| results.by_content.get(&key).cloned()) {
            return Some(known);
        }
        let source = Arc::clone(content);
        let made = tokio::task::spawn_blocking(move || encode(&source, coding)).await.ok()?.ok()?;
        let made = Arc::new(made);
        self.locked(|results| {
            if results.bytes + made.len() <= KEPT_BYTES {
                results.bytes += made.len();
                results.by_content.insert(key, Arc::clone(&made));
            }
        });
        Some(made)
    }

    fn locked<T>(&self, act: impl FnOnce(&mut Results) -> T) -> T {
        act(&mut self.results.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn encode(content: &[u8], coding: Coding) -> std::io::Result<Vec<u8>> {
    let thorough = content.len() <= THOROUGH_BYTES;
    match coding {
        Coding::Brotli => {
            let quality = if thorough { 11 } else { 5 };
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, quality, 22);
            writer.write_all(content)?;
            Ok(writer.into_inner())
        }
        Coding::Gzip => {
            let level = if thorough { flate2::Compression::best() } else { flate2::Compression::fast() };
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), level);
            writer.write_all(content)?;
            writer.finish()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

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
