//! What the picker says to the studio's relay, and what the help panel says to the desk, passed on: pages of the app may
//! connect to nobody else under most policies.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use url::Url;

use super::upstream::Upstream;

/// Somebody whom requests are passed on to.
#[derive(Clone, Debug)]
pub(super) struct Relay {
    /// What routes are below, without a slash at the end.
    pub(super) root: String,
    /// How the routes begin that are passed on.
    pub(super) routes: &'static [&'static str],
    /// What to call whom, where no answer comes.
    pub(super) whom: &'static str,
}

/// Headers that are passed on, and beside them the key that makes a case arrive once. `Origin` says which environment it comes from; cookies are none of the studio's business.
const KEPT: [header::HeaderName; 5] = [
    header::ACCEPT,
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::ORIGIN,
    header::HeaderName::from_static("idempotency-key"),
];

impl Relay {
    /// To the studio that guides are written in.
    pub(super) fn to_studio(studio: &Url) -> Self {
        let root = format!("{}{}", studio.origin().ascii_serialization(), lotse_api::ROOT);
        Self { root, routes: &["pairings/"], whom: "The studio" }
    }

    /// To the desk at this address.
    pub(super) fn to_desk(desk: &Url) -> Self {
        let path = desk.path().trim_end_matches('/');
        let root = format!("{}{path}", desk.origin().ascii_serialization());
        Self { root, routes: &["cases", "notices"], whom: "The desk" }
    }
}

/// Answers a request for what lies at `route` below the address of ours that the relay has.
pub(super) async fn answer(client: &Upstream, relay: &Relay, route: &str, request: Request) -> Response {
    if !relay.routes.iter().any(|known| route.starts_with(known)) || route.contains("..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match aim(request, relay, route) {
        Some(request) => match client.send(request).await {
            Ok(answer) => answer.map(Body::new).into_response(),
            Err(_) => (StatusCode::BAD_GATEWAY, format!("{} does not answer.\n", relay.whom)).into_response(),
        },
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn aim(request: Request, relay: &Relay, route: &str) -> Option<Request> {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let address = Uri::try_from(format!("{}/{route}{query}", relay.root)).ok()?;
    let (mut head, body) = request.into_parts();
    let mut headers = HeaderMap::new();
    for name in KEPT {
        if let Some(value) = head.headers.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    // Browsers leave it out where they only read from their own origin; which one that is, they do say.
    if !headers.contains_key(header::ORIGIN)
        && let Some(host) = head.headers.get(header::HOST).and_then(|host| host.to_str().ok())
    {
        headers.insert(header::ORIGIN, HeaderValue::try_from(format!("http://{host}")).ok()?);
    }
    head.uri = address;
    head.version = axum::http::Version::HTTP_11;
    head.headers = headers;
    head.extensions.clear();
    Some(Request::from_parts(head, body))
}
