//! A stand-in for a desk's system: expects requests in an order, holds each against what the system's description says, and
//! answers what it would.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

/// One request that is expected, and its answer.
pub struct Exchange {
    pub method: &'static str,
    /// Path with query, decoded.
    pub path: String,
    /// Headers that have to be there, exactly.
    pub headers: Vec<(&'static str, String)>,
    /// The whole body; no body when absent.
    pub body: Option<Value>,
    pub status: u16,
    pub answer: Value,
}

/// A running stand-in.
pub struct Fake {
    pub host: String,
    expected: Arc<Mutex<Vec<Exchange>>>,
    wrong: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    pub async fn expecting(mut exchanges: Vec<Exchange>) -> Self {
        exchanges.reverse();
        let expected = Arc::new(Mutex::new(exchanges));
        let wrong = Arc::new(Mutex::new(Vec::new()));
        let (script, faults) = (Arc::clone(&expected), Arc::clone(&wrong));
        let router = Router::new()
            .fallback(move |request: Request| answer(Arc::clone(&script), Arc::clone(&faults), request));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Fake { host, expected, wrong }
    }

    /// Everything was asked as described, and nothing else.
    pub fn is_content(&self) {
        let wrong = self.wrong.lock().unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let left = self.expected.lock().unwrap();
        assert!(left.is_empty(), "{} {} was not asked", left[0].method, left[0].path);
    }
}

async fn answer(
    script: Arc<Mutex<Vec<Exchange>>>,
    faults: Arc<Mutex<Vec<String>>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1024 * 1024).await.unwrap();
    let path = percent_decoded(&parts.uri.to_string());
    let Some(expected) = script.lock().unwrap().pop() else {
        faults.lock().unwrap().push(format!("{} {path} is one too many", parts.method));
        return StatusCode::NOT_FOUND.into_response();
    };
    let fault =
        |text: String| faults.lock().unwrap().push(format!("{} {}: {text}", expected.method, expected.path));
    if parts.method.as_str() != expected.method || path != expected.path {
        fault(format!("came as {} {path}", parts.method));
    }
    for (name, value) in &expected.headers {
        let sent = parts.headers.get(*name).and_then(|sent| sent.to_str().ok());
        if sent != Some(value) {
            fault(format!("header {name} is {sent:?}, not {value:?}"));
        }
    }
    let is_json = parts.headers.get("content-type").is_some_and(|kind| kind == "application/json");
    match &expected.body {
        Some(body) => {
            let sent: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
            if !is_json || sent != *body {
                fault(format!("body is {sent:#}\nnot {body:#}"));
            }
        }
        None if !bytes.is_empty() => fault("has a body".to_owned()),
        None => {}
    }
    let status = StatusCode::from_u16(expected.status).unwrap();
    (status, [("content-type", "application/json")], Body::from(expected.answer.to_string())).into_response()
}

fn percent_decoded(uri: &str) -> String {
    let url = url::Url::parse(&format!("http://host{uri}")).unwrap();
    let query: Vec<String> = url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect();
    if query.is_empty() { url.path().to_owned() } else { format!("{}?{}", url.path(), query.join("&")) }
}
