//! How long a browser may keep a file, and how it asks whether the file is still the same.

use axum::http::{HeaderMap, HeaderValue, header};
use lotse_model::bundle::is_name;
use sha2::{Digest, Sha256};

/// Content-addressed: the name changes with the content, so the content never changes under its name.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The pointer documents: a release is seen within half a minute.
const SHORT: HeaderValue = HeaderValue::from_static("public, max-age=30, must-revalidate");
/// Everything else is kept, but asked for each time; the entity tag makes the answer short.
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// The `Cache-Control` for a path, given as decoded segments.
pub(super) fn cache_control(segments: &[String]) -> HeaderValue {
    match segments {
        [.., parent, name] if parent == "chunks" && is_chunk_name(name) => IMMUTABLE,
        [.., name] if matches!(name.as_str(), "manifest.json" | "manifest.sig" | "manifest.json.sig") => {
            SHORT
        }
        _ => ASK_FIRST,
    }
}

/// A document's name with its ending.
fn is_chunk_name(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(is_name)
}

/// The first half of the content's SHA-256 in hexadecimal: enough for an entity tag.
pub(super) fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether `If-None-Match` names `tag` (weak comparison, as RFC 9110 asks for GET).
pub(super) fn is_unchanged(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> HeaderValue {
        cache_control(&path.split('/').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn only_content_addressed_chunks_are_immutable() {
        let name = "0123456789abcdef".repeat(2);
        assert_eq!(at(&format!("guides/chunks/{name}.json")), IMMUTABLE);
        assert_eq!(at(&format!("guides/chunks/{name}{name}.json")), IMMUTABLE);
        assert_eq!(at(&format!("guides/{name}.json")), ASK_FIRST);
        assert_eq!(at(&format!("chunks/{}.json", &name[1..])), ASK_FIRST);
        assert_eq!(at(&format!("chunks/{}.json", name.to_uppercase())), ASK_FIRST);
        assert_eq!(at("guides/manifest.json"), SHORT);
        assert_eq!(at("lotse-core.wasm"), ASK_FIRST);
    }

    #[test]
    fn an_entity_tag_is_found_in_a_list() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\", W/\"y\""));
        assert!(is_unchanged(&headers, "\"y\""));
        assert!(!is_unchanged(&headers, "\"z\""));
    }
}
