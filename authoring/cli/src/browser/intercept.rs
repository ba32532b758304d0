//! Requests that the browser holds until we say how they go on.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use base64::Engine;
use http_body_util::BodyExt;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::attach::{Attached, text};
use super::protocol::ProtocolError;
use super::session::PagePolicy;
use crate::csp::{Needs, ScriptTag};
use crate::proxy::{INTEGRITY_POLICIES, Notice, OWN_PREFIX, PolicyRules, SCRIPT_ADDRESS, adjust_headers};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paused {
    request_id: String,
    request: PausedRequest,
    /// Present when the answer is there already.
    response_status_code: Option<u16>,
    #[serde(default)]
    response_headers: Vec<Header>,
}

#[derive(Debug, Deserialize)]
struct PausedRequest {
    url: Url,
    method: String,
    #[serde(default)]
    headers: serde_json::Map<String, Value>,
}

#[derive(Debug, Deserialize)]
struct Header {
    name: String,
    value: String,
}

/// What is to be held: requests for our own addresses, and the answers to pages; both on the app's origin only.
pub(super) fn patterns(origin: &str) -> Value {
    json!({"patterns": [
        {"urlPattern": format!("{origin}{OWN_PREFIX}*"), "requestStage": "Request"},
        {"urlPattern": format!("{origin}/*"), "resourceType": "Document", "requestStage": "Response"},
    ]})
}

/// Lets a held request go on: answered by us, or with its policies extended, or as it is.
pub(super) async fn resume(attached: &Attached, session: &str, params: Value) -> Result<(), ProtocolError> {
    let paused: Paused = serde_json::from_value(params).map_err(|error| ProtocolError(error.to_string()))?;
    let answer = if paused.response_status_code.is_some() {
        match page_headers(attached, &paused) {
            Some(headers) => ("Fetch.fulfillRequest", page(attached, session, &paused, headers).await?),
            None => ("Fetch.continueResponse", json!({"requestId": paused.request_id})),
        }
    } else if paused.request.url.path().starts_with(OWN_PREFIX) {
        ("Fetch.fulfillRequest", own(attached, &paused).await)
    } else {
        // An answer that failed on its way is held too, without a status.
        ("Fetch.continueRequest", json!({"requestId": paused.request_id}))
    };
    attached.connection.command(Some(session), answer.0, answer.1).await.map(drop)
}

async fn own(attached: &Attached, paused: &Paused) -> Value {
    let method = Method::from_bytes(paused.request.method.as_bytes()).unwrap_or(Method::GET);
    let mut asked = HeaderMap::new();
    for (name, value) in &paused.request.headers {
        if let (Ok(name), Some(value)) = (HeaderName::try_from(name), value.as_str())
            && let Ok(value) = HeaderValue::try_from(value)
        {
            asked.insert(name, value);
        }
    }
    // The browser takes the body as it is here, without undoing a coding.
    asked.remove("accept-encoding");
    let answer = attached.own.answer(&method, paused.request.url.path(), &asked).await;
    let (head, body) = answer.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    json!({
        "requestId": paused.request_id,
        "responseCode": head.status.as_u16(),
        "responseHeaders": listed(&head.headers),
        "body": base64::engine::general_purpose::STANDARD.encode(body),
    })
}

/// The page with other headers. Chromium 156 reads policies before it asks us: headers given to `continueResponse` change
/// nothing any more, and only an answer of our own is read anew. So a page whose policy lacks something is held back
/// until it is whole; all others stream.
async fn page(
    attached: &Attached,
    session: &str,
    paused: &Paused,
    mut headers: HeaderMap,
) -> Result<Value, ProtocolError> {
    let asked = json!({"requestId": paused.request_id});
    let got = attached.connection.command(Some(session), "Fetch.getResponseBody", asked).await?;
    let body = text(&got, "/body");
    let body = match got.pointer("/base64Encoded").and_then(Value::as_bool) {
        Some(true) => body.to_owned(),
        _ => base64::engine::general_purpose::STANDARD.encode(body),
    };
    // The body comes decoded.
    headers.remove("content-encoding");
    headers.remove("content-length");
    Ok(json!({
        "requestId": paused.request_id,
        "responseCode": paused.response_status_code,
        "responseHeaders": listed(&headers),
        "body": body,
    }))
}

/// The headers of a page whose policies lack something, extended; `None` where the page is fine as it is.
fn page_headers(attached: &Attached, paused: &Paused) -> Option<HeaderMap> {
    let status = paused.response_status_code.unwrap_or_default();
    if attached.policy != PagePolicy::Extend || (300..400).contains(&status) {
        return None;
    }
    let mut headers = HeaderMap::new();
    for header in &paused.response_headers {
        // A header that cannot be written back exactly: better no SDK than a changed page.
        headers.append(HeaderName::try_from(&header.name).ok()?, HeaderValue::try_from(&header.value).ok()?);
    }
    let before = headers.clone();
    let page = paused.request.url.path().to_owned();
    let rules = PolicyRules {
        moved: None,
        needs: needs(&paused.request.url),
        page: page.clone(),
        reporter: Arc::clone(&attached.reporter),
    };
    adjust_headers(&mut headers, &rules);
    for name in INTEGRITY_POLICIES {
        if headers.remove(&name).is_some() {
            attached.reporter.say(Notice::IntegrityPolicyDropped { page: page.clone() });
        }
    }
    (headers != before).then_some(headers)
}

fn needs(page: &Url) -> Option<Needs> {
    let script = page.join(SCRIPT_ADDRESS).ok()?;
    Some(Needs { page: page.clone(), connect: script.clone(), script, tag: ScriptTag::Import, images: None })
}

fn listed(headers: &HeaderMap) -> Vec<Value> {
    headers
        .iter()
        .map(|(name, value)| json!({"name": name.as_str(), "value": String::from_utf8_lossy(value.as_bytes())}))
        .collect()
}
