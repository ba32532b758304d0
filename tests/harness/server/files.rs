//! Files of a folder with the headers that its `headers.json` asks for.

use std::path::{Component, Path};

use anyhow::{Context, Result};
use axum::body::Bytes;
use serde_json::{Map, Value};

use super::Reply;

/// The reply for a path below a folder; `path` begins with a slash.
pub async fn reply(folder: &Path, path: &str) -> Reply {
    let relative = Path::new(path.trim_start_matches('/'));
    // A test server has no secrets, but a page under test must not depend on what lies beside it either.
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return missing();
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file = file.join("index.html");
    }
    let Ok(body) = tokio::fs::read(&file).await else { return missing() };
    let mut reply = Reply::new(content_type(&file), Bytes::from(body));
    match headers(folder, path).await {
        Ok(headers) => headers.into_iter().fold(reply, |reply, (name, value)| reply.header(&name, &value)),
        Err(error) => {
            reply = Reply::new("text/plain; charset=utf-8", format!("{error:#}"));
            reply.status(500)
        }
    }
}

/// 404.
pub fn missing() -> Reply {
    Reply::new("text/plain; charset=utf-8", "not found").status(404)
}

async fn headers(folder: &Path, path: &str) -> Result<Vec<(String, String)>> {
    let file = folder.join("headers.json");
    let Ok(text) = tokio::fs::read_to_string(&file).await else { return Ok(Vec::new()) };
    let rules: Map<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))?;
    let mut headers: Vec<(String, String)> = Vec::new();
    for (glob, wanted) in &rules {
        if !fits(glob, path) {
            continue;
        }
        for (name, value) in wanted.as_object().into_iter().flatten() {
            headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
            headers.push((name.clone(), value.as_str().unwrap_or_default().to_owned()));
        }
    }
    // An empty value takes a header away that a broader rule has set.
    headers.retain(|(_, value)| !value.is_empty());
    Ok(headers)
}

/// `*` stands for any run of characters, slashes included.
fn fits(glob: &str, path: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(rest) = parts.next().and_then(|start| path.strip_prefix(start)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((end, middle)) = parts.split_last() else { return rest.is_empty() };
    let mut rest = rest;
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(end)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "gif" => "image/gif",
        "html" => "text/html; charset=utf-8",
        "jpeg" | "jpg" => "image/jpeg",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "ts" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_fit_whole_paths() {
        assert!(fits("/*", "/a/b.html"));
        assert!(fits("/strict.html", "/strict.html"));
        assert!(!fits("/strict.html", "/strict.html.bak"));
        assert!(fits("/*.js", "/core/dom.js"));
        assert!(!fits("/*.js", "/core/dom.json"));
        assert!(fits("/a/*/c/*.css", "/a/b/c/d.css"));
        assert!(!fits("/a/*/c/*.css", "/a/b/d.css"));
    }
}
