//! Connections that stop speaking HTTP: WebSockets, passed through byte by byte.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::io::copy_bidirectional;

/// The protocol that the browser wants to change to, if any. HTTP/2 without TLS is not offered.
pub(super) fn wanted(headers: &HeaderMap) -> Option<HeaderValue> {
    let asks = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|token| token.trim().eq_ignore_ascii_case("upgrade")));
    let protocol = headers.get(header::UPGRADE)?;
    (asks && !protocol.as_bytes().eq_ignore_ascii_case(b"h2c")).then(|| protocol.clone())
}

/// Puts the request for `protocol` back after the headers of the connection were dropped.
pub(super) fn ask(headers: &mut HeaderMap, protocol: HeaderValue) {
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, protocol);
}

/// Answers the browser with the app's agreement and joins both connections for as long as they live.
pub(super) fn join(browser: OnUpgrade, mut answer: Response<Incoming>, headers: HeaderMap) -> Response<Body> {
    let protocol = answer.headers().get(header::UPGRADE).cloned();
    let app = hyper::upgrade::on(&mut answer);
    tokio::spawn(async move {
        let (Ok(browser), Ok(app)) = tokio::join!(browser, app) else { return };
        // However it ends, both ends notice by their own connection closing.
        let _ = copy_bidirectional(&mut TokioIo::new(browser), &mut TokioIo::new(app)).await;
    });
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    *response.headers_mut() = headers;
    if let Some(protocol) = protocol {
        ask(response.headers_mut(), protocol);
    }
    response
}
