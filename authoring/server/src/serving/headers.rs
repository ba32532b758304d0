//! Headers of every answer: what our pages may do, and what others may do with them.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use lotse_api::ROOT;

/// The studio. Its one Trusted Types policy starts the worker that checks drafts. It frames host apps, which may be
/// anywhere; nobody frames it. The opener of a host app stays known to it, as
/// the picker is reached through it.
const STUDIO: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
     font-src 'self'; connect-src 'self'; frame-src http: https:; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lotse-studio";
/// The studio's preview of a step: the SDK over a wireframe. The studio alone frames it.
const PREVIEW: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; \
     trusted-types 'none'";
/// How the name of its page begins.
const PREVIEW_PAGE: &str = "/studio/preview-";
/// Everything else is no page.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// The outermost layer but for the words.
pub(crate) async fn harden(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let is_api = path.starts_with(ROOT);
    let is_shared = super::is_shared(&path);
    let is_preview = path.starts_with(PREVIEW_PAGE) && path.ends_with(".html");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    let policy = if is_api || is_shared {
        NOTHING
    } else if is_preview {
        PREVIEW
    } else {
        STUDIO
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, if is_preview { "SAMEORIGIN" } else { "DENY" });
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        if is_shared { "cross-origin" } else { "same-origin" },
    );
    if is_api {
        set(header::CACHE_CONTROL, "no-store");
    } else if !is_shared {
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin-allow-popups");
        set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    }
    response
}
