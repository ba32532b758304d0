//! As much WebDriver BiDi as the harness needs from Firefox: commands, and every event handed to one function.
//! (W3C WebDriver BiDi, section 3, "Protocol".)

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

/// Longest that a command may take.
const ANSWER: Duration = Duration::from_secs(20);

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

/// A connection to one session.
pub struct Bidi {
    outgoing: mpsc::UnboundedSender<String>,
    waiting: Waiting,
    next_id: AtomicU64,
    reader: JoinHandle<()>,
}

impl Bidi {
    /// Connects to a session's `webSocketUrl`. `on_event` is given each event's method and parameters.
    pub async fn connect(address: &str, on_event: impl Fn(&str, &Value) + Send + 'static) -> Result<Self> {
        let (socket, _) = connect_async(address).await.with_context(|| format!("connecting to {address}"))?;
        let (mut sink, mut stream) = socket.split();
        let (outgoing, mut queue) = mpsc::unbounded_channel::<String>();
        tokio::spawn(async move {
            while let Some(text) = queue.recv().await {
                if sink.send(Message::text(text)).await.is_err() {
                    break;
                }
            }
        });
        let waiting = Waiting::default();
        let answers = Arc::clone(&waiting);
        let reader = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let Ok(text) = message.to_text() else { continue };
                let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
                let answer =
                    value.get("id").and_then(Value::as_u64).and_then(|id| locked(&answers).remove(&id));
                if let Some(answer) = answer {
                    // Nobody waits any more when the command ran out of time.
                    let _ = answer.send(value);
                } else if let Some(parameters) = value.get("params") {
                    on_event(text_at(&value, "/method"), parameters);
                }
            }
        });
        Ok(Self { outgoing, waiting, next_id: AtomicU64::new(1), reader })
    }

    /// Sends a command and waits for its result.
    pub async fn send(&self, method: &str, parameters: Value) -> Result<Value> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let (sender, receiver) = oneshot::channel();
        locked(&self.waiting).insert(id, sender);
        let text = json!({ "id": id, "method": method, "params": parameters }).to_string();
        self.outgoing.send(text).map_err(|_| anyhow!("{method}: the connection is closed"))?;
        let answer = timeout(ANSWER, receiver).await.with_context(|| format!("{method}: no answer"))??;
        if text_at(&answer, "/type") == "error" {
            bail!("{method}: {}: {}", text_at(&answer, "/error"), text_at(&answer, "/message"));
        }
        Ok(answer.get("result").cloned().unwrap_or_default())
    }
}

impl Drop for Bidi {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// The text at a JSON pointer, empty when there is none.
pub fn text_at<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
