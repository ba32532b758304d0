//! What outlives a page, in the tab's own storage: where recording stands, and what has not arrived yet. No typed text, unless marked.

use lotse_api::channel::{Action, RecordingState};
use serde::{Deserialize, Serialize};

use crate::ports;

/// Most actions that are kept until they have arrived.
const MAX_UNSENT: usize = 500;
/// Most values of addresses that are remembered as the app's own.
const MAX_PAIRS: usize = 200;
const NAME: &str = "state";

/// The state of a picker over all pages of its tab.
#[derive(Debug, Serialize, Deserialize)]
pub struct Memory {
    /// Names this picker to the studio; opens nothing.
    pub rendezvous: String,
    pub recording: RecordingState,
    /// Number of the last action.
    pub number: u64,
    /// When recording began, in milliseconds since 1970.
    pub began_ms: u64,
    /// Actions that have not arrived, in order.
    pub unsent: Vec<Action>,
    /// `name=value` of addresses that pages have linked to.
    pub pairs: Vec<String>,
    /// The address that was told last.
    pub address: String,
    /// Pairing and secret of the relay.
    pub relay: Option<(String, String)>,
    /// Language of our own words.
    pub language: String,
    /// Whether the bar is at the top.
    pub is_at_top: bool,
}

impl Memory {
    /// As the page before left it, or new.
    pub fn recall() -> Self {
        serde_json::from_str(&ports::recall(NAME)).unwrap_or_else(|_| Memory {
            rendezvous: ports::random_id(),
            recording: RecordingState::Off,
            number: 0,
            began_ms: 0,
            unsent: Vec::new(),
            pairs: Vec::new(),
            address: String::new(),
            relay: None,
            language: ports::language(),
            is_at_top: false,
        })
    }

    /// Keeps it for the next page.
    pub fn keep(&mut self) {
        let extra = self.unsent.len().saturating_sub(MAX_UNSENT);
        self.unsent.drain(..extra);
        self.pairs.truncate(MAX_PAIRS);
        if let Ok(text) = serde_json::to_string(self) {
            ports::remember(NAME, &text);
        }
    }

    /// Milliseconds since recording began.
    pub fn at_ms(&self) -> u64 {
        (ports::wall() as u64).saturating_sub(self.began_ms)
    }

    pub fn is_german(&self) -> bool {
        self.language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("de"))
    }
}
