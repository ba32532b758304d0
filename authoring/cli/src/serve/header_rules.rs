//! `headers.json`: extra response headers for the files of a folder and everything below it.
//!
//! ```json
//! {
//!   "/*": { "Content-Security-Policy": "default-src 'self'" },
//!   "/strict.html": { "Content-Security-Policy": "default-src 'none'", "X-Frame-Options": null }
//! }
//! ```
//!
//! A key is a glob over the path below the folder (`*` crosses slashes). All fitting entries apply, in the order in
//! which they are written; a later one overrides, and `null` takes a header away, those of the server included. The
//! file of an inner folder applies after that of the outer one. The file itself is never served.

use std::fmt;
use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use globset::GlobBuilder;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// The name of the file.
pub(super) const FILE_NAME: &str = "headers.json";

/// Why a `headers.json` cannot be used: which file, and what is wrong with it.
#[derive(Debug)]
pub struct RuleError {
    file: PathBuf,
    problem: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.problem)
    }
}

impl std::error::Error for RuleError {}

/// Applies every `headers.json` from `folder` down to the file at `segments`.
pub(super) async fn apply(
    folder: &Path,
    segments: &[String],
    headers: &mut HeaderMap,
) -> Result<(), RuleError> {
    let mut current = folder.to_path_buf();
    for depth in 0..segments.len().max(1) {
        if let Some(name) = depth.checked_sub(1).and_then(|above| segments.get(above)) {
            current.push(name);
        }
        let file = current.join(FILE_NAME);
        let Ok(text) = tokio::fs::read(&file).await else { continue };
        let below = format!("/{}", segments.get(depth..).unwrap_or_default().join("/"));
        apply_text(&text, &below, headers).map_err(|problem| RuleError { file, problem })?;
    }
    Ok(())
}

fn apply_text(text: &[u8], path: &str, headers: &mut HeaderMap) -> Result<(), String> {
    let rules: InOrder<InOrder<Option<String>>> = serde_json::from_slice(text).map_err(|e| e.to_string())?;
    for (pattern, changes) in rules.0 {
        let glob = GlobBuilder::new(&pattern).literal_separator(false).build().map_err(|e| e.to_string())?;
        if !glob.compile_matcher().is_match(path) {
            continue;
        }
        for (name, value) in changes.0 {
            let name = HeaderName::try_from(&name).map_err(|_| format!("“{name}” is not a header name"))?;
            match value {
                None => drop(headers.remove(&name)),
                Some(value) => {
                    let value = HeaderValue::try_from(&value)
                        .map_err(|_| format!("“{value}” is not a header value"))?;
                    headers.insert(name, value);
                }
            }
        }
    }
    Ok(())
}

/// A JSON object whose order matters, which ordinary maps forget.
struct InOrder<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for InOrder<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = InOrder<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(InOrder(entries))
            }
        }
        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str, path: &str) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        headers.insert("x-base", HeaderValue::from_static("server"));
        apply_text(text.as_bytes(), path, &mut headers).map(|()| headers)
    }

    #[test]
    fn later_entries_override_and_null_removes() {
        let text = r#"{"/z*": {"X-A": "late"}, "/*": {"X-A": "all", "x-base": null}, "/s/*.html": {"X-A": "strict"}}"#;
        assert_eq!(headers(text, "/s/deep/a.html").unwrap()["x-a"], "strict");
        assert_eq!(headers(text, "/zoo").unwrap()["x-a"], "all", "order of writing, not of the alphabet");
        assert!(!headers(text, "/zoo").unwrap().contains_key("x-base"));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(headers("{", "/").unwrap_err().contains("EOF"));
        assert!(headers(r#"{"/*": {"a b": "c"}}"#, "/").unwrap_err().contains("“a b”"));
        assert!(headers(r#"{"/*": {"a": "c\n"}}"#, "/").unwrap_err().contains("header value"));
        assert!(headers(r#"{"[": {}}"#, "/").is_err());
    }
}
