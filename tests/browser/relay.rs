//! A studio behind the relay of `lotse_api::pairing`: what the server does for a picker whose page has no opener.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use lotse_api::channel::{Action, FromPicker, FromStudio, PROTOCOL};
use lotse_api::pairing::{Join, Joined, Parcel};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::studio::actions;

/// The code that joins, once.
pub const CODE: &str = "K7MQ2XPA";
const SECRET: &str = "the-pickers-own";
const PATIENCE: Duration = Duration::from_secs(15);

/// Ends with its value.
pub struct Relay {
    pub origin: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    inner: Mutex<Inner>,
    bell: Notify,
    language: String,
}

#[derive(Default)]
struct Inner {
    is_joined: bool,
    /// Origin of the page that joined; every later request has to be of the same.
    origin: String,
    heard: u64,
    from_picker: Vec<String>,
    to_picker: VecDeque<(u64, String)>,
    last: u64,
}

impl Relay {
    pub async fn start(language: &str) -> Result<Relay> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let shared =
            Arc::new(Shared { inner: Mutex::default(), bell: Notify::new(), language: language.to_owned() });
        let router = Router::new()
            .route("/api/v1/pairings/join", post(join))
            .route("/api/v1/pairings/one/messages", get(receive).post(send))
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // Ends only by being aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Relay { origin, shared, task })
    }

    pub fn say(&self, message: &FromStudio) -> Result<()> {
        if matches!(message, FromStudio::Record { on: true }) {
            self.shared.lock().heard = 0;
        }
        self.shared.tell(serde_json::to_string(message)?);
        Ok(())
    }

    pub fn messages(&self) -> Vec<String> {
        self.shared.lock().from_picker.clone()
    }

    /// Waits until so many messages that fit have come.
    pub async fn wait(&self, count: usize, wanted: impl Fn(&FromPicker) -> bool) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let all = self.messages();
            let fit = |text: &String| serde_json::from_str(text).is_ok_and(|message| wanted(&message));
            if all.iter().filter(|text| fit(text)).count() >= count {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("the picker did not say what was waited for; it said {all:#?}");
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    pub fn actions(&self) -> Result<Vec<Action>> {
        actions(&self.messages())
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, text: String) {
        let mut inner = self.lock();
        inner.last += 1;
        let number = inner.last;
        inner.to_picker.push_back((number, text));
        drop(inner);
        self.bell.notify_waiters();
    }

    /// What a studio answers by itself.
    fn answer(&self, text: &str) {
        let reply = match serde_json::from_str(text) {
            Ok(FromPicker::Hello { .. }) => FromStudio::Welcome {
                protocol: PROTOCOL,
                language: self.language.clone(),
                languages: vec!["en".to_owned(), "de".to_owned()],
                heard: self.lock().heard,
            },
            Ok(FromPicker::Did { action }) => {
                let mut inner = self.lock();
                inner.heard = inner.heard.max(action.number);
                FromStudio::Heard { number: inner.heard }
            }
            _ => return,
        };
        if let Ok(text) = serde_json::to_string(&reply) {
            self.tell(text);
        }
    }

    fn is_picker(&self, headers: &HeaderMap) -> bool {
        let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        says("authorization") == format!("Bearer {SECRET}")
            && says("origin") == self.lock().origin
            && !headers.contains_key("cookie")
    }
}

async fn join(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Json(asked): Json<Join>,
) -> Result<Json<Joined>, StatusCode> {
    let mut inner = shared.lock();
    let code = asked.code.replace('-', "").to_uppercase();
    if inner.is_joined || code != CODE {
        return Err(StatusCode::FORBIDDEN);
    }
    inner.is_joined = true;
    inner.origin = headers.get("origin").and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    Ok(Json(Joined { pairing: "one".to_owned(), secret: SECRET.to_owned() }))
}

async fn send(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Json(parcel): Json<Parcel>,
) -> StatusCode {
    if !shared.is_picker(&headers) {
        return StatusCode::NOT_FOUND;
    }
    for text in parcel.messages {
        shared.lock().from_picker.push(text.clone());
        shared.answer(&text);
    }
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct After {
    after: u64,
}

async fn receive(
    State(shared): State<Arc<Shared>>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Result<Json<Parcel>, StatusCode> {
    if !shared.is_picker(&headers) {
        return Err(StatusCode::NOT_FOUND);
    }
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let rung = shared.bell.notified();
        {
            let mut inner = shared.lock();
            inner.to_picker.retain(|(number, _)| *number > after);
            if !inner.to_picker.is_empty() {
                let messages = inner.to_picker.iter().map(|(_, text)| text.clone()).collect();
                return Ok(Json(Parcel { last: inner.last, messages }));
            }
        }
        if tokio::time::timeout_at(until, rung).await.is_err() {
            let last = shared.lock().last;
            return Ok(Json(Parcel { last, messages: Vec::new() }));
        }
    }
}
