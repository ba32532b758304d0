//! A receiver that fails three times in ten, each time in another way, and is away for a while.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Largest request, in bytes.
const MOST_BYTES: usize = 256 * 1024;

/// What arrived: the keys that each case came under, one for every time.
type Cases = BTreeMap<String, Vec<String>>;

pub(super) struct Receiver {
    pub(super) host: String,
    state: Arc<State>,
}

struct State {
    now_ms: Arc<AtomicI64>,
    away_ms: Range<i64>,
    cases: Mutex<Cases>,
    asked: AtomicUsize,
    failed: AtomicUsize,
}

/// What it does with a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    /// Before it has read anything that it keeps.
    Refuses,
    /// After it has kept it.
    KeepsAndFails,
    /// After it has kept it, without a word.
    KeepsAndHangsUp,
}

impl Receiver {
    pub(super) async fn start(now_ms: Arc<AtomicI64>, away_ms: Range<i64>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let host = listener.local_addr()?.to_string();
        let (asked, failed) = Default::default();
        let state = Arc::new(State { now_ms, away_ms, cases: Mutex::default(), asked, failed });
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                tokio::spawn(async move { serve(stream, &state).await });
            }
        });
        Ok(Receiver { host, state })
    }

    pub(super) fn cases(&self) -> Cases {
        self.state.cases.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn failed(&self) -> usize {
        self.state.failed.load(Ordering::Relaxed)
    }
}

/// One request; whatever is wrong with it, it is dropped.
async fn serve(mut stream: TcpStream, state: &State) -> Option<()> {
    if state.away_ms.contains(&state.now_ms.load(Ordering::Relaxed)) {
        state.failed.fetch_add(1, Ordering::Relaxed);
        return None;
    }
    let number = state.asked.fetch_add(1, Ordering::Relaxed) as u64;
    // Spread evenly, and the same in every run.
    let mood = match number.wrapping_mul(2_654_435_761) >> 7 & 0xffff {
        0..6_554 => Mood::Refuses,
        6_554..13_107 => Mood::KeepsAndFails,
        13_107..19_661 => Mood::KeepsAndHangsUp,
        _ => Mood::Takes,
    };
    let (key, case) = read(&mut stream).await?;
    if mood != Mood::Refuses {
        let mut cases = state.cases.lock().unwrap_or_else(PoisonError::into_inner);
        cases.entry(case).or_default().push(key);
    }
    if mood != Mood::Takes {
        state.failed.fetch_add(1, Ordering::Relaxed);
    }
    let (status, body) = match mood {
        Mood::Takes => ("200 OK", "{\"ticket\":\"1\"}"),
        Mood::Refuses | Mood::KeepsAndFails => ("503 Service Unavailable", "{}"),
        Mood::KeepsAndHangsUp => return None,
    };
    let answer =
        format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await.ok()
}

/// Idempotency key and case of a request.
async fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 || bytes.len() > MOST_BYTES {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let header = |name: &str| {
            let line = head
                .lines()
                .find_map(|line| line.split_once(':').filter(|(found, _)| found.eq_ignore_ascii_case(name)));
            line.map(|(_, value)| value.trim().to_owned())
        };
        if body.len() < header("content-length")?.parse::<usize>().ok()? {
            continue;
        }
        let json: Value = serde_json::from_str(body).ok()?;
        let case = json.pointer("/data/case/id")?.as_str()?.to_owned();
        return Some((header("webhook-id")?, case));
    }
}
