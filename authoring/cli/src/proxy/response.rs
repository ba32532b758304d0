//! An answer on its way to the browser: its headers.

use axum::http::{HeaderMap, HeaderValue, header};

use super::cookies;
use super::origins::Origins;
use super::request::{drop_hop_by_hop, replace};

/// Promises about https and about the app's host that must not be remembered for this machine.
const HTTPS_PROMISES: &[&str] =
    &["strict-transport-security", "public-key-pins", "alt-svc", "expect-ct", "nel"];
/// Headers that describe the exact bytes of the body.
const ABOUT_THE_BYTES: &[&str] = &[
    "content-length",
    "content-encoding",
    "etag",
    "last-modified",
    "accept-ranges",
    "content-md5",
    "digest",
    "content-digest",
    "repr-digest",
];

/// Makes `headers` say about us what they say about the app.
pub(super) fn translate(headers: &mut HeaderMap, origins: &Origins) {
    drop_hop_by_hop(headers);
    for name in HTTPS_PROMISES {
        headers.remove(*name);
    }
    replace(headers, &header::LOCATION, |text| origins.to_local(text));
    replace(headers, &header::CONTENT_LOCATION, |text| origins.to_local(text));
    replace(headers, &header::REFRESH, |text| origins.refresh_to_local(text));
    replace(headers, &header::LINK, |text| origins.link_to_local(text));
    replace(headers, &header::ACCESS_CONTROL_ALLOW_ORIGIN, |text| origins.to_local(text));
    translate_cookies(headers, origins);
}

/// Takes away what is no longer true of a page that was changed on its way. Browsers ask for it again each time.
pub(super) fn forget_bytes(headers: &mut HeaderMap) {
    for name in ABOUT_THE_BYTES {
        headers.remove(*name);
    }
    let is_stored = !headers
        .get_all(header::CACHE_CONTROL)
        .iter()
        .any(|value| value.to_str().is_ok_and(|text| text.to_ascii_lowercase().contains("no-store")));
    if is_stored {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
}

fn translate_cookies(headers: &mut HeaderMap, origins: &Origins) {
    let all: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for value in all {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if let Some(value) =
            cookies::to_local(&text, origins.upstream()).and_then(|text| HeaderValue::try_from(text).ok())
        {
            headers.append(header::SET_COOKIE, value);
        }
    }
}
