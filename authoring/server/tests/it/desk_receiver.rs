//! The receiver of a signed webhook, which can be told to fail.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde_json::{Value, json};

pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

#[derive(Clone)]
pub struct Receiver {
    pub host: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Idempotency key and body of everything that was acknowledged.
    taken: Vec<(String, Value)>,
    asked: usize,
    fails: Option<(u16, Option<&'static str>)>,
    now: usize,
    most_at_once: usize,
}

impl Receiver {
    pub async fn start() -> Self {
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        let router = Router::new().route(
            "/hook",
            post(move |headers: HeaderMap, body: Bytes| take(Arc::clone(&shared), headers, body)),
        );
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Receiver { host, state }
    }

    /// From now on it answers this, with this `Retry-After`.
    pub fn fails(&self, how: Option<(u16, Option<&'static str>)>) {
        self.state.lock().unwrap().fails = how;
    }

    pub fn taken(&self) -> Vec<(String, Value)> {
        self.state.lock().unwrap().taken.clone()
    }

    pub fn asked(&self) -> usize {
        self.state.lock().unwrap().asked
    }

    /// The settings that lead here, for cases of any priority.
    pub fn connector(&self, id: &str) -> Value {
        json!({
            "id": id, "name": id, "kind": "webhook", "address": format!("http://{}/hook", self.host), "secret": SECRET,
        })
    }
}

async fn take(state: Arc<Mutex<State>>, headers: HeaderMap, body: Bytes) -> Response {
    {
        let mut state = state.lock().unwrap();
        state.asked += 1;
        state.now += 1;
        state.most_at_once = state.most_at_once.max(state.now);
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    let mut state = state.lock().unwrap();
    state.now -= 1;
    if let Some((status, after)) = state.fails {
        let status = StatusCode::from_u16(status).unwrap();
        let after = after.unwrap_or_default();
        return (status, [("retry-after", after)], "not now").into_response();
    }
    let header = |name: &str| headers[name].to_str().unwrap();
    let at_s = header("webhook-timestamp").parse().unwrap();
    let id = header("webhook-id");
    assert!(lotse_desk::verify(SECRET, id, at_s, header("webhook-signature"), &body, at_s), "badly signed");
    let number = state.taken.len() + 1;
    state.taken.push((id.to_owned(), serde_json::from_slice(&body).unwrap()));
    axum::Json(json!({ "ticket": format!("T{number}") })).into_response()
}
