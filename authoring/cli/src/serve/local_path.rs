//! From the path of an address to a file below a root, and nowhere else.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// Turns the path below a root into path segments, or `None` where any of them is suspicious.
///
/// Refused: invalid UTF-8, NUL and other control characters, back slashes, colons (drive letters and streams on
/// Windows), `.` and `..`, and names that begin with a dot, except the registered `.well-known`.
pub(super) fn segments(path_below: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for raw in path_below.split('/').filter(|raw| !raw.is_empty()) {
        let segment = percent_decode_str(raw).decode_utf8().ok()?;
        let hidden = segment.starts_with('.') && segment != ".well-known";
        let odd = segment.chars().any(|c| c.is_control() || matches!(c, '/' | '\\' | ':'));
        if hidden || odd {
            return None;
        }
        found.push(segment.into_owned());
    }
    Some(found)
}

/// The existing file or folder for `segments`, with links resolved; `None` when it is not there or lies outside.
pub(super) async fn resolve(folder: &Path, segments: &[String]) -> Option<PathBuf> {
    let mut path = folder.to_path_buf();
    path.extend(segments);
    let real = tokio::fs::canonicalize(&path).await.ok()?;
    real.starts_with(folder).then_some(real)
}

#[cfg(test)]
mod tests {
    use super::segments;

    #[test]
    fn ordinary_paths_pass() {
        assert_eq!(segments("/a/b%20c.js"), Some(vec!["a".into(), "b c.js".into()]));
        assert_eq!(segments("//a//"), Some(vec!["a".into()]));
        assert_eq!(segments("/.well-known/x"), Some(vec![".well-known".into(), "x".into()]));
        assert_eq!(segments(""), Some(vec![]));
    }

    #[test]
    fn suspicious_paths_do_not() {
        for path in [
            "/..",
            "/a/../b",
            "/%2e%2e/x",
            "/a%2fb",
            "/a%5cb",
            "/c:/x",
            "/a%00",
            "/.git/config",
            "/%ff",
            "/.",
            "/a\\b",
        ] {
            assert_eq!(segments(path), None, "{path}");
        }
    }
}
