//! Puts refusals into words, in the language of `Accept-Language`.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use lotse_api::Fault;

use crate::guides::finding_in_words;
use crate::refusal::Refusal;

/// A language of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    German,
    English,
}

impl Language {
    /// The first of our languages that the header names; English otherwise.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let tags = wanted.split(',').map(|tag| tag.trim().to_ascii_lowercase());
        let ours = |tag: String| match tag.get(..2) {
            Some("de") => Some(Language::German),
            Some("en") => Some(Language::English),
            _ => None,
        };
        tags.filter_map(ours).next().unwrap_or(Language::English)
    }

    /// Its tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
        }
    }
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        Ok(Language::of(&parts.headers))
    }
}

/// The outermost layer.
pub(crate) async fn speak(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let message = match language {
        Language::German => refusal.german,
        Language::English => refusal.english,
    };
    let findings = refusal.findings.iter().map(|finding| finding_in_words(finding, language.tag())).collect();
    let fault = Fault { kind: refusal.kind, message, place: refusal.place, findings };
    let mut spoken = (response.status(), Json(fault)).into_response();
    spoken.headers_mut().extend(std::mem::take(response.headers_mut()));
    spoken.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    spoken.headers_mut().remove(header::CONTENT_LENGTH);
    spoken.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = refusal.retry_after_s {
        spoken.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    spoken
}
