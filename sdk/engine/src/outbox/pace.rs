//! When the next batch goes: on size, on time, on haste; later and later while nobody acknowledges.

use lotse_model::record::{MAX_BATCH_BYTES, MAX_BATCH_RECORDS};

/// A batch goes when this many records wait.
const ENOUGH_RECORDS: usize = MAX_BATCH_RECORDS / 2;
/// A batch goes when this many bytes wait.
const ENOUGH_BYTES: usize = MAX_BATCH_BYTES / 2;
/// A batch goes when a record has waited this long, in milliseconds.
const PATIENCE_MS: u64 = 15_000;
/// A batch without answer counts as failed after this long, in milliseconds.
const LOST_MS: u64 = 60_000;
/// The first pause after a failure, in milliseconds; it doubles with every further one.
const FIRST_PAUSE_MS: u64 = 5_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE_MS: u64 = 600_000;

/// When things go.
#[derive(Debug, Default)]
pub(super) struct Pace {
    waiting_since_ms: Option<u64>,
    sent_ms: u64,
    /// Nothing goes before this moment.
    pause_until_ms: u64,
    failures: u32,
    jitter: u64,
    is_hurried: bool,
}

impl Pace {
    /// Something waits from now on.
    pub fn waits_since(&mut self, now_ms: u64) {
        self.waiting_since_ms.get_or_insert(now_ms);
    }

    /// What waits goes at once, pause or not.
    pub fn hurry(&mut self) {
        self.is_hurried = true;
    }

    /// Nothing waits: there is nothing to hurry for.
    pub fn calm(&mut self) {
        self.is_hurried = false;
    }

    /// Whether a batch goes now.
    pub fn is_time(&mut self, records: usize, bytes: usize, now_ms: u64) -> bool {
        if core::mem::take(&mut self.is_hurried) {
            return true;
        }
        now_ms >= self.pause_until_ms && self.is_due(records, bytes, now_ms)
    }

    /// Whether a batch would go now if nothing had failed.
    pub fn is_due(&self, records: usize, bytes: usize, now_ms: u64) -> bool {
        let is_enough = records >= ENOUGH_RECORDS || bytes >= ENOUGH_BYTES;
        let is_patience_over = self.waiting_since_ms.is_some_and(|since| now_ms >= since + PATIENCE_MS);
        self.is_hurried || is_enough || is_patience_over
    }

    /// A batch has gone.
    pub fn sent(&mut self, now_ms: u64) {
        self.sent_ms = now_ms;
    }

    /// Whether the batch that has gone counts as lost.
    pub fn is_lost(&self, now_ms: u64) -> bool {
        now_ms >= self.sent_ms + LOST_MS
    }

    /// Random bits that keep many pages from coming back at the same moment.
    pub fn jitter(&mut self, bits: u64) {
        self.jitter = bits;
    }

    /// A batch has failed.
    pub fn failed(&mut self, now_ms: u64) {
        let pause_ms = (FIRST_PAUSE_MS << self.failures.min(16)).min(LONGEST_PAUSE_MS);
        self.failures = self.failures.saturating_add(1);
        self.pause_until_ms = now_ms + pause_ms + self.jitter % (pause_ms / 4);
    }

    /// A batch was acknowledged.
    pub fn succeeded(&mut self, now_ms: u64, is_empty: bool) {
        self.failures = 0;
        self.pause_until_ms = 0;
        self.waiting_since_ms = (!is_empty).then_some(now_ms);
    }

    /// When something changes by itself.
    pub fn wake_ms(&self, is_under_way: bool) -> Option<u64> {
        if is_under_way {
            return Some(self.sent_ms + LOST_MS);
        }
        self.waiting_since_ms.map(|since| (since + PATIENCE_MS).max(self.pause_until_ms))
    }
}
