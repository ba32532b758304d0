//! How long the tasks of a page's main thread take, by the clock and in processor time, from a trace of the browser (Chrome DevTools
//! Protocol, domain "Tracing"). On a busy machine a task waits for a processor; the time that it had one is its own.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use lotse_tests::page::Page;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// What is written down: tasks, and what of the page's own work happens in them.
const CATEGORIES: &str = "-*,toplevel,devtools.timeline,v8";
/// A task, as the scheduler of the main thread calls it.
const TASK: &str = "ThreadControllerImpl::RunTask";
/// What is told of a task.
const PARTS: [&str; 13] = [
    "EventDispatch",
    "FunctionCall",
    "TimerFire",
    "FireAnimationFrame",
    "RunMicrotasks",
    "UpdateLayoutTree",
    "Layout",
    "PrePaint",
    "Paint",
    "Layerize",
    "Commit",
    "MinorGC",
    "MajorGC",
];

/// A trace under way.
pub struct Trace {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// One task of the main thread.
#[derive(Debug, PartialEq)]
pub struct Task {
    /// From its beginning to its end.
    pub wall_ms: f64,
    /// In which it had a processor.
    pub cpu_ms: f64,
    /// Parts of it by name, nested ones too, in milliseconds by the clock.
    pub parts: BTreeMap<String, f64>,
}

impl fmt::Display for Task {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.0} ms ({:.0} ms of processor time;", self.wall_ms, self.cpu_ms)?;
        for (name, ms) in self.parts.iter().filter(|(_, ms)| **ms >= 1.0) {
            write!(formatter, " {name} {ms:.0}")?;
        }
        write!(formatter, ")")
    }
}

impl Trace {
    /// Begins to trace the page's process.
    pub async fn begin(page: &Page) -> Result<Self> {
        let capabilities = page.driver().handle().capabilities().get("goog:chromeOptions").cloned();
        let capabilities = serde_json::to_value(capabilities)?;
        let address = capabilities.get("debuggerAddress").and_then(Value::as_str).context("an address")?;
        let window = page.driver().window().await?;
        let (socket, _) = connect_async(format!("ws://{address}/devtools/page/{window}")).await?;
        let mut trace = Trace { socket };
        let configuration = json!({ "includedCategories": CATEGORIES.split(',').collect::<Vec<_>>(), "recordMode": "recordUntilFull" });
        trace
            .send(1, "Tracing.start", json!({ "transferMode": "ReportEvents", "traceConfig": configuration }))
            .await?;
        while trace.next().await?.get("id") != Some(&json!(1)) {}
        Ok(trace)
    }

    /// Ends it. The tasks of the thread that was busiest with the page.
    pub async fn end(mut self) -> Result<Vec<Task>> {
        self.send(2, "Tracing.end", json!({})).await?;
        let mut events = Vec::new();
        loop {
            let mut message = self.next().await?;
            match message.get("method").and_then(Value::as_str) {
                Some("Tracing.dataCollected") => {
                    if let Some(Value::Array(more)) = message.pointer_mut("/params/value").map(Value::take) {
                        events.extend(more);
                    }
                }
                Some("Tracing.tracingComplete") => break,
                _ => {}
            }
        }
        let tasks = tasks(&events);
        ensure!(!tasks.is_empty(), "the trace has no task among {} events", events.len());
        Ok(tasks)
    }

    async fn send(&mut self, id: u32, method: &str, parameters: Value) -> Result<()> {
        let text = json!({ "id": id, "method": method, "params": parameters }).to_string();
        Ok(self.socket.send(Message::text(text)).await?)
    }

    async fn next(&mut self) -> Result<Value> {
        loop {
            let message = self.socket.next().await.context("the browser has closed the connection")??;
            if message.is_text() {
                return Ok(serde_json::from_str(message.to_text()?)?);
            }
        }
    }
}

/// What of a trace is told apart: process, thread, name.
fn tasks(events: &[Value]) -> Vec<Task> {
    let number = |event: &Value, name: &str| event.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    let thread = |event: &Value| (number(event, "pid") as i64, number(event, "tid") as i64);
    let name = |event: &Value| event.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mains: Vec<(i64, i64)> = events
        .iter()
        .filter(|event| event.pointer("/args/name") == Some(&json!("CrRendererMain")))
        .map(thread)
        .collect();
    let whole =
        events.iter().filter(|event| event.get("ph") == Some(&json!("X")) && mains.contains(&thread(event)));
    let mut by_thread: BTreeMap<(i64, i64), Vec<&Value>> = BTreeMap::new();
    for event in whole {
        by_thread.entry(thread(event)).or_default().push(event);
    }
    let busiest = by_thread.into_values().max_by_key(Vec::len).unwrap_or_default();
    let is_within = |part: &Value, task: &Value| {
        let (begun, lasted) = (number(task, "ts"), number(task, "dur"));
        (begun..=begun + lasted).contains(&number(part, "ts"))
    };
    let task = |task: &&Value| {
        let mut parts = BTreeMap::new();
        if number(task, "dur") >= 20_000.0 {
            for part in
                busiest.iter().filter(|part| PARTS.contains(&name(part).as_str()) && is_within(part, task))
            {
                *parts.entry(name(part)).or_default() += number(part, "dur") / 1_000.0;
            }
        }
        Task { wall_ms: number(task, "dur") / 1_000.0, cpu_ms: number(task, "tdur") / 1_000.0, parts }
    };
    busiest.iter().filter(|event| name(event) == TASK).map(task).collect()
}
