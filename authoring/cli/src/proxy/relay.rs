//! What the picker says to the studio's relay, passed on: pages of the app may connect to nobody else under most policies.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use lotse_api::ROOT;
use url::Url;

use super::upstream::Upstream;

/// The routes that are passed on, below the studio's root of routes.
const ROUTES: &str = "pairings/";
/// Headers that are passed on. `Origin` says which environment it comes from; cookies are none of the studio's business.
const KEPT: [header::HeaderName; 4] =
    [header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE, header::ORIGIN];

/// Answers a request for what lies at `route` below [`RELAY_ADDRESS`](super::tag::RELAY_ADDRESS).
pub(super) async fn answer(client: &Upstream, studio: &Url, route: &str, request: Request) -> Response {
    if !route.starts_with(ROUTES) || route.contains("..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match aim(request, studio, route) {
        Some(request) => match client.send(request).await {
            Ok(answer) => answer.map(Body::new).into_response(),
            Err(_) => (StatusCode::BAD_GATEWAY, "The studio does not answer.\n").into_response(),
        },
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn aim(request: Request, studio: &Url, route: &str) -> Option<Request> {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let origin = studio.origin().ascii_serialization();
    let address = Uri::try_from(format!("{origin}{ROOT}/{route}{query}")).ok()?;
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
