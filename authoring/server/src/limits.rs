//! How often: counters in memory, forgotten with their window. No address is kept beyond it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::refusal::Refusal;

/// Most counters at a time; when there are more, the oldest windows go.
const MOST_COUNTERS: usize = 20_000;

/// How often something may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Times within the window.
    pub times: u32,
    /// Length of the window in milliseconds.
    pub window_ms: i64,
}

/// Attempts to sign in or to use a code, from one address.
pub const ATTEMPTS: Rate = Rate { times: 30, window_ms: 60_000 };
/// Failed attempts on one account.
pub const FAILURES: Rate = Rate { times: 10, window_ms: 15 * 60_000 };
/// Batches of usage events from one address.
pub const BATCHES: Rate = Rate { times: 120, window_ms: 60_000 };

/// Cases and "me too" from one address: many people can share one.
pub const CASES_OF_ADDRESS: Rate = Rate { times: 60, window_ms: 10 * 60_000 };
/// Cases and "me too" from one origin.
pub const CASES_OF_ORIGIN: Rate = Rate { times: 600, window_ms: 10 * 60_000 };
/// Cases of one user whom the host app has signed for.
pub const CASES_OF_USER: Rate = Rate { times: 10, window_ms: 10 * 60_000 };
/// Connectors tried in one project.
pub const TRIES_OF_PROJECT: Rate = Rate { times: 30, window_ms: 10 * 60_000 };
/// Questions how far cases are, from one address.
pub const READS_OF_ADDRESS: Rate = Rate { times: 600, window_ms: 10 * 60_000 };

/// What was counted, by kind and key.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    windows: Mutex<HashMap<String, (i64, u32)>>,
}

impl Counters {
    /// Counts one; refuses when that is one too many.
    pub(crate) fn count(&self, key: &str, rate: Rate, now_ms: i64) -> Result<(), Refusal> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MOST_COUNTERS {
            windows.retain(|_, (until, _)| *until > now_ms);
            if windows.len() >= MOST_COUNTERS {
                windows.clear();
            }
        }
        let window = windows.entry(key.to_owned()).or_insert((now_ms + rate.window_ms, 0));
        if window.0 <= now_ms {
            *window = (now_ms + rate.window_ms, 0);
        }
        window.1 = window.1.saturating_add(1);
        if window.1 > rate.times { Err(too_often(window.0 - now_ms)) } else { Ok(()) }
    }

    /// Whether one more would be too many; counts nothing.
    pub(crate) fn look(&self, key: &str, rate: Rate, now_ms: i64) -> Result<(), Refusal> {
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        match windows.get(key) {
            Some((until, times)) if *until > now_ms && *times >= rate.times => Err(too_often(until - now_ms)),
            _ => Ok(()),
        }
    }
}

fn too_often(wait_ms: i64) -> Refusal {
    let seconds = wait_ms / 1_000 + 1;
    let mut refusal = Refusal::new(
        lotse_api::FaultKind::TooOften,
        format!("Zu viele Versuche. Bitte in {seconds} Sekunden noch einmal."),
        format!("Too many attempts. Please try again in {seconds} seconds."),
    );
    refusal.retry_after_s = Some(seconds);
    refusal
}
