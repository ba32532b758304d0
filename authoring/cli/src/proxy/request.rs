//! A request on its way to the app.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::cookies;
use super::origins::Origins;

/// Headers that are about one connection and not about the message.
const HOP_BY_HOP: &[&str] = &[
    "connection",
    "keep-alive",
    "proxy-connection",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// Headers that ask for part of a page, or for nothing when it is unchanged: a page is always fetched whole.
const PARTIAL: &[&str] = &["if-none-match", "if-modified-since", "range", "if-range"];

/// Makes `headers` say to the app what the browser would say to it directly.
pub(super) fn translate(headers: &mut HeaderMap, origins: &Origins, is_for_page: bool) {
    drop_hop_by_hop(headers);
    headers.remove(header::EXPECT);
    set(headers, header::HOST, authority(origins));
    replace(headers, &header::ORIGIN, |text| origins.to_upstream(text));
    replace(headers, &header::REFERER, |text| origins.to_upstream(text));
    translate_cookies(headers);
    if is_for_page {
        for name in PARTIAL {
            headers.remove(*name);
        }
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
}

/// Takes away what belongs to one connection, the headers that `Connection` names included.
pub(super) fn drop_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| HeaderName::try_from(name.trim()).ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in HOP_BY_HOP {
        headers.remove(*name);
    }
}

/// Replaces the values for which `change` has something better.
pub(super) fn replace(headers: &mut HeaderMap, name: &HeaderName, change: impl Fn(&str) -> Option<String>) {
    let old: Vec<HeaderValue> = headers.get_all(name).iter().cloned().collect();
    if old.is_empty() {
        return;
    }
    headers.remove(name);
    for value in old {
        let changed = value.to_str().ok().and_then(&change).and_then(|text| HeaderValue::try_from(text).ok());
        headers.append(name, changed.unwrap_or(value));
    }
}

/// Host and port of the app, as browsers write them: without a port that goes without saying.
fn authority(origins: &Origins) -> String {
    let url = origins.upstream();
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn translate_cookies(headers: &mut HeaderMap) {
    let all: Vec<String> = headers
        .get_all(header::COOKIE)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    if all.is_empty() {
        return;
    }
    headers.remove(header::COOKIE);
    if let Some(cookies) = cookies::to_upstream(&all.join("; ")) {
        set(headers, header::COOKIE, cookies);
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}
