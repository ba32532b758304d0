//! Which answers are pages that a script tag belongs into.

use axum::http::{HeaderMap, Method, StatusCode, header};

/// Whether the browser asks for a page to show, and not for a piece of HTML that a script will use.
pub(super) fn is_wanted(method: &Method, headers: &HeaderMap) -> bool {
    if !matches!(*method, Method::GET | Method::POST | Method::HEAD) {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-dest") {
        Some(destination) => matches!(destination, "document" | "iframe" | "frame" | "embed" | "object"),
        // Browsers without fetch metadata: navigations ask for text/html by name, scripts rarely do.
        None => {
            text("x-requested-with").is_none()
                && text("accept").is_some_and(|accept| accept.contains("text/html"))
        }
    }
}

/// Whether this is such a page.
pub(super) fn is_page(status: StatusCode, headers: &HeaderMap) -> bool {
    let text = |name| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase()
    };
    let mime = text(header::CONTENT_TYPE);
    let essence = mime.split(';').next().unwrap_or_default().trim();
    let has_whole_body =
        !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT);
    matches!(essence, "text/html" | "application/xhtml+xml")
        && has_whole_body
        && !text(header::CONTENT_DISPOSITION).trim_start().starts_with("attachment")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn map(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn navigations_and_nothing_else() {
        let wanted = |pairs: &[_]| is_wanted(&Method::GET, &map(pairs));
        assert!(wanted(&[("sec-fetch-dest", "document")]));
        assert!(wanted(&[("sec-fetch-dest", "iframe")]));
        assert!(!wanted(&[("sec-fetch-dest", "empty"), ("accept", "text/html")]));
        assert!(wanted(&[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]));
        assert!(!wanted(&[("accept", "text/html, */*; q=0.01"), ("x-requested-with", "XMLHttpRequest")]));
        assert!(!wanted(&[("accept", "*/*")]));
        assert!(!is_wanted(&Method::PUT, &map(&[("sec-fetch-dest", "document")])));
    }

    #[test]
    fn pages_and_nothing_else() {
        let page = |status, pairs: &[_]| is_page(status, &map(pairs));
        assert!(page(StatusCode::OK, &[("content-type", "Text/HTML; charset=utf-8")]));
        assert!(page(StatusCode::NOT_FOUND, &[("content-type", "text/html")]));
        assert!(!page(StatusCode::OK, &[("content-type", "application/json")]));
        assert!(!page(StatusCode::NOT_MODIFIED, &[("content-type", "text/html")]));
        assert!(!page(
            StatusCode::OK,
            &[("content-type", "text/html"), ("content-disposition", "attachment; filename=a")]
        ));
    }
}
