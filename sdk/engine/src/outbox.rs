//! Records on their way out: a bounded queue that keeps what is not acknowledged.
//!
//! Invariants: at most [`MAX_RECORDS`] and [`MAX_BYTES`]; a record goes when the receiver has acknowledged it, not before;
//! what a person has said or asked for is dropped last; everything dropped is counted by reason; one batch is under way at a
//! time; nothing is handed out unless the project has decided so, and then nothing older than that decision.
//!
//! Several tabs share the stored queue. Each sends what it has recorded itself; what others left behind is sent by the tab
//! that leads. Whatever is sent twice carries the same id twice.

mod pace;

use lotse_model::bundle::SCHEMA;
use lotse_model::gather::{Gather as _, keep};
use lotse_model::json::Json;
use lotse_model::record::{DropReason, MAX_BATCH_BYTES, MAX_BATCH_RECORDS};
use lotse_model::seek::{joined, strung};

use crate::brief::{filled, number};
use crate::event::RequestId;
use pace::Pace;

/// Most records that wait.
pub const MAX_RECORDS: usize = 500;
/// Most bytes that wait, counted as JSON.
pub const MAX_BYTES: usize = 256 * 1024;
/// What a batch holds besides its records, in bytes.
const BATCH_FRAME_BYTES: usize = 64;
/// How many acknowledged ids are remembered, so that another tab's older copy does not bring them back.
const MAX_ACKNOWLEDGED: usize = 2 * MAX_BATCH_RECORDS;

#[derive(Debug)]
struct Item {
    id: String,
    bytes: usize,
    is_precious: bool,
    /// Recorded by this tab, not found in storage.
    is_own: bool,
    /// As JSON.
    record: String,
}

/// The queue of one instance and user.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    items: Vec<Item>,
    under_way: Option<(RequestId, Vec<String>)>,
    acknowledged: Vec<String>,
    dropped: [u32; DROP_REASONS.len()],
    pace: Pace,
    is_dirty: bool,
    /// Whether this tab may send what others left behind.
    pub leads: bool,
}

const DROP_REASONS: [DropReason; 2] = [DropReason::Full, DropReason::TooLarge];

impl Outbox {
    /// Takes a record in.
    pub fn add(&mut self, id: String, record: String, is_precious: bool, now_ms: u64) {
        let bytes = record.len() + 1;
        if bytes + BATCH_FRAME_BYTES > MAX_BATCH_BYTES {
            self.count(DropReason::TooLarge);
            return;
        }
        self.items.push(Item { id, bytes, is_precious, is_own: true, record });
        self.is_dirty = true;
        self.pace.waits_since(now_ms);
        self.bound();
    }

    /// Records dropped so far by reason, counted anew after each call. To be recorded themselves.
    pub fn take_dropped(&mut self) -> Vec<(DropReason, u32)> {
        let counts = core::mem::take(&mut self.dropped);
        DROP_REASONS.into_iter().zip(counts).filter(|(_, count)| *count > 0).gather()
    }

    /// Whether anything was dropped since [`Outbox::take_dropped`] and there is room to say so.
    pub fn has_dropped(&self) -> bool {
        self.under_way.is_none()
            && self.dropped.iter().any(|count| *count > 0)
            && self.items.len() < MAX_RECORDS
    }

    /// What storage holds: at the beginning, or after another tab has changed it. Returns `false` when it is unreadable.
    pub fn restore(&mut self, value: Option<&Json>, now_ms: u64) -> bool {
        // What others have delivered or dropped is gone for us too.
        keep(&mut self.items, |item| item.is_own);
        let Some(value) = value else { return true };
        let Some(Json::List(records)) = value.get("records") else { return false };
        let mut found: Vec<Item> = Vec::new();
        for record in records.iter().take(MAX_RECORDS) {
            let Some(id) = record.get("id").and_then(Json::as_text) else { continue };
            let is_known = |known: &str| known == id;
            let is_here = self.items.iter().chain(&found).any(|item| is_known(&item.id));
            if is_here || self.acknowledged.iter().any(|acknowledged| is_known(acknowledged)) {
                continue;
            }
            let kind = record.get("event").and_then(|event| event.get("kind")).and_then(Json::as_text);
            let text = record.write();
            found.push(Item {
                id: id.to_owned(),
                bytes: text.len() + 1,
                is_precious: matches!(kind, Some("feedback" | "escalation")),
                is_own: false,
                record: text,
            });
        }
        if !found.is_empty() {
            self.pace.waits_since(now_ms);
        }
        // What waited longer goes first.
        found.append(&mut self.items);
        self.items = found;
        self.bound();
        true
    }

    /// The value to store, when the queue has changed.
    pub fn take_changed(&mut self) -> Option<Option<String>> {
        if !core::mem::take(&mut self.is_dirty) {
            return None;
        }
        let records: Vec<String> = self.items.iter().map(|item| item.record.clone()).gather();
        Some((!records.is_empty()).then(|| joined(&["{\"records\":[", &strung(&records, ','), "]}"])))
    }

    /// The next batch, when it is time for one. `last` is the last request id given.
    pub fn take_batch(&mut self, now_ms: u64, last: &mut u32) -> Option<(RequestId, String)> {
        if self.is_calm(now_ms) {
            return None;
        }
        if self.under_way.is_some() && self.pace.is_lost(now_ms) {
            self.failed(now_ms);
        }
        let ready = self.sendable().count();
        if ready == 0 {
            self.pace.calm();
        }
        let bytes: usize = self.sendable().map(|item| item.bytes).sum();
        if self.under_way.is_some() || ready == 0 || !self.pace.is_time(ready, bytes, now_ms) {
            return None;
        }
        let mut room = MAX_BATCH_BYTES - BATCH_FRAME_BYTES;
        let mut ids = Vec::new();
        let mut records = Vec::new();
        for item in self.sendable().take(MAX_BATCH_RECORDS) {
            let Some(rest) = room.checked_sub(item.bytes) else { break };
            room = rest;
            ids.push(item.id.clone());
            records.push(item.record.clone());
        }
        *last += 1;
        let request = RequestId(*last);
        self.under_way = Some((request, ids));
        self.pace.sent(now_ms);
        let schema = number(i64::from(SCHEMA));
        Some((request, filled(r#"{"schema":$,"records":[$]}"#, &[&schema, &strung(&records, ',')])))
    }

    /// Whether nothing can be due, as nearly always, and up to a first card in any case.
    fn is_calm(&self, now_ms: u64) -> bool {
        let bytes: usize = self.items.iter().map(|item| item.bytes).sum();
        self.under_way.is_none() && !self.pace.is_due(self.items.len(), bytes, now_ms)
    }

    /// When [`Outbox::take_batch`] is worth calling again.
    pub fn wake_ms(&self) -> Option<u64> {
        let is_needed = self.under_way.is_some() || self.sendable().next().is_some();
        if is_needed { self.pace.wake_ms(self.under_way.is_some()) } else { None }
    }

    /// The transport has answered. Answers to anything but the batch under way are dropped.
    pub fn sent(&mut self, request: RequestId, is_acknowledged: bool, jitter: u64, now_ms: u64) {
        if self.under_way.as_ref().is_none_or(|(open, _)| *open != request) {
            return;
        }
        if !is_acknowledged {
            self.pace.jitter(jitter);
            self.failed(now_ms);
            return;
        }
        let Some((_, mut ids)) = self.under_way.take() else { return };
        keep(&mut self.items, |item| !ids.contains(&item.id));
        self.acknowledged.append(&mut ids);
        let surplus = self.acknowledged.len().saturating_sub(MAX_ACKNOWLEDGED);
        self.acknowledged.drain(..surplus);
        self.pace.succeeded(now_ms, self.items.is_empty());
        self.is_dirty = true;
    }

    /// The page may be about to go away: what waits is sent now.
    pub fn hurry(&mut self) {
        self.pace.hurry();
    }

    /// Another user: nothing of the former one is visible any more. It stays in storage, under that user's key.
    pub fn forget(&mut self) {
        *self = Outbox::default();
    }

    fn failed(&mut self, now_ms: u64) {
        self.under_way = None;
        self.pace.failed(now_ms);
    }

    fn sendable(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_own || self.leads)
    }

    fn count(&mut self, reason: DropReason) {
        for (known, count) in DROP_REASONS.iter().zip(&mut self.dropped) {
            if *known == reason {
                *count = count.saturating_add(1);
            }
        }
    }

    /// Drops the oldest until the bounds hold, precious records last.
    fn bound(&mut self) {
        let mut bytes: usize = self.items.iter().map(|item| item.bytes).sum();
        while self.items.len() > MAX_RECORDS || bytes > MAX_BYTES {
            let index = self.items.iter().position(|item| !item.is_precious).unwrap_or(0);
            bytes -= self.items.remove(index).bytes;
            self.is_dirty = true;
            self.count(DropReason::Full);
        }
    }
}

#[cfg(test)]
mod tests;
