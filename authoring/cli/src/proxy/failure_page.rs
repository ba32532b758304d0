//! The page that stands in for an app that cannot be reached.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use crate::language::Language;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1.25rem}\
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}\
p{margin:0 0 1rem;overflow-wrap:anywhere}\
a{display:inline-block;padding:.5rem 1rem;border:1px solid;border-radius:.5rem;color:inherit;text-decoration:none}\
a:focus-visible{outline:3px solid Highlight;outline-offset:2px}";

/// The answer for a failed request: a page for people, one line for scripts.
pub(super) fn answer(failure: &Failure, address: &str, language: Language, is_for_people: bool) -> Response {
    let status =
        if *failure == Failure::TimedOut { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_GATEWAY };
    let text = failure.explain(language, address);
    let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !is_for_people {
        return (status, [no_store], format!("lotse try: {text}\n")).into_response();
    }
    let style_hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
    let policy =
        format!("default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'");
    let policy = HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = [no_store, (header::CONTENT_SECURITY_POLICY, policy), (header::CONTENT_TYPE, kind)];
    (status, headers, page(&text, language)).into_response()
}

fn page(text: &str, language: Language) -> String {
    let tag = language.pick("de", "en");
    let title = language.pick("Die Anwendung ist nicht erreichbar", "The application cannot be reached");
    let again = language.pick("Erneut versuchen", "Try again");
    let origin = language.pick(
        "Diese Seite kommt von „lotse try“ auf Ihrem Rechner, nicht von der Anwendung.",
        "This page comes from “lotse try” on your machine, not from the application.",
    );
    format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style>\
         <main><h1>{title}</h1><p>{}</p><p>{origin}</p><a href=\"\">{again}</a></main></html>",
        escape(text)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_cannot_bring_markup_along() {
        let text = page("https://x/<script>alert(1)</script>", Language::German);
        assert!(!text.contains("<script"));
        assert!(text.contains("lang=\"de\""));
    }
}
