//! The debugging protocol: commands with answers, and events, over one WebSocket.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Pictures and scripts come as one message; browsers set no limit, this is far above what is asked for here.
const LARGEST_MESSAGE_BYTES: usize = 256 * 1024 * 1024;

/// A command failed: what the browser said, or that it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProtocolError(pub(super) String);

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something that the browser reports.
#[derive(Debug, Deserialize)]
pub(super) struct Event {
    /// Its name, such as `Fetch.requestPaused`.
    pub(super) method: String,
    /// Its contents.
    #[serde(default)]
    pub(super) params: Value,
    /// The page, frame or worker that it is about; `None` for the browser itself.
    #[serde(rename = "sessionId")]
    pub(super) session: Option<String>,
}

#[derive(Deserialize)]
struct Reply {
    id: u64,
    #[serde(default)]
    result: Value,
    error: Option<Value>,
}

/// Who waits for the answer to which command.
type Waiting = HashMap<u64, oneshot::Sender<Result<Value, ProtocolError>>>;

/// The connection. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(super) struct Connection {
    send: mpsc::UnboundedSender<Message>,
    waiting: Arc<Mutex<Waiting>>,
    last_id: Arc<AtomicU64>,
}

impl Connection {
    /// Connects; the events end when the browser does.
    pub(super) async fn open(
        endpoint: &str,
    ) -> Result<(Self, mpsc::UnboundedReceiver<Event>), ProtocolError> {
        let limits = WebSocketConfig::default()
            .max_message_size(Some(LARGEST_MESSAGE_BYTES))
            .max_frame_size(Some(LARGEST_MESSAGE_BYTES));
        let (socket, _) = tokio_tungstenite::connect_async_with_config(endpoint, Some(limits), true)
            .await
            .map_err(|error| ProtocolError(error.to_string()))?;
        let (mut sink, mut stream) = socket.split();
        let (send, mut outgoing) = mpsc::unbounded_channel();
        let (report, events) = mpsc::unbounded_channel();
        let connection = Self { send, waiting: Arc::default(), last_id: Arc::default() };
        tokio::spawn(async move {
            while let Some(message) = outgoing.recv().await {
                if sink.send(message).await.is_err() {
                    break;
                }
            }
        });
        let waiting = Arc::clone(&connection.waiting);
        tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let Message::Text(text) = message else { continue };
                if let Ok(reply) = serde_json::from_str::<Reply>(&text) {
                    let asked = locked(&waiting).remove(&reply.id);
                    let answer =
                        reply.error.map_or(Ok(reply.result), |error| Err(ProtocolError(error.to_string())));
                    // Whoever asked may have stopped waiting.
                    asked.map(|asked| asked.send(answer));
                } else if let Ok(event) = serde_json::from_str::<Event>(&text)
                    && report.send(event).is_err()
                {
                    break;
                }
            }
            locked(&waiting).clear();
        });
        Ok((connection, events))
    }

    /// Sends a command to a session, or to the browser itself, and waits for the answer.
    pub(super) async fn command(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value, ProtocolError> {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let mut message = json!({"id": id, "method": method, "params": params});
        if let (Some(session), Some(fields)) = (session, message.as_object_mut()) {
            fields.insert("sessionId".to_owned(), session.into());
        }
        let (answer, answered) = oneshot::channel();
        locked(&self.waiting).insert(id, answer);
        let gone = || ProtocolError("the browser has ended".to_owned());
        self.send.send(Message::text(message.to_string())).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
