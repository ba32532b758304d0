//! Relays: two queues each, a code that works once, and who may stand on which side.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lotse_api::pairing::{CODE_LASTS_MS, Parcel};
use tokio::sync::Notify;

use super::MOST_BYTES;
use crate::refusal::Refusal;
use crate::secret;

/// How long a picker may be away while its page is being reloaded: 30 s after the end of its last request, which may have
/// waited for 25 s and ended unseen.
const PICKER_AWAY_MS: i64 = 55_000;
/// How long a studio may be away: reloading, or a laptop that sleeps for a moment.
const STUDIO_AWAY_MS: i64 = 120_000;
/// Most relays at a time.
const MOST_RELAYS: usize = 1_000;

/// Who stands where.
#[derive(Clone, Debug)]
pub(super) enum Side {
    Studio { person: String },
    Picker { hash: String, origin: String },
}

/// What a relay begins with.
#[derive(Debug)]
pub(super) struct NewRelay {
    pub(super) person: String,
    pub(super) origins: Vec<String>,
    pub(super) code: String,
}

#[derive(Debug)]
struct Relay {
    person: String,
    origins: Vec<String>,
    /// Absent once it was used, rightly or not.
    code: Option<(String, i64)>,
    picker: Option<Picker>,
    studio_seen_ms: i64,
    to_studio: Queue,
    to_picker: Queue,
}

#[derive(Debug)]
struct Picker {
    hash: String,
    origin: String,
    seen_ms: i64,
}

#[derive(Debug, Default)]
struct Queue {
    /// Number of the last message that was put in.
    last: u64,
    waiting: VecDeque<(u64, String)>,
    bytes: usize,
    bell: Arc<Notify>,
}

/// All relays of this server.
#[derive(Debug, Default)]
pub(crate) struct Pairings {
    relays: Mutex<HashMap<String, Relay>>,
}

impl Pairings {
    pub(super) fn insert(&self, id: &str, new: NewRelay, now_ms: i64) -> Result<i64, Refusal> {
        let mut relays = self.locked(now_ms);
        if relays.len() >= MOST_RELAYS {
            return Err(full());
        }
        let until_ms = now_ms + i64::from(CODE_LASTS_MS);
        let relay = Relay {
            person: new.person,
            origins: new.origins,
            code: Some((new.code, until_ms)),
            picker: None,
            studio_seen_ms: now_ms,
            to_studio: Queue::default(),
            to_picker: Queue::default(),
        };
        relays.insert(id.to_owned(), relay);
        Ok(until_ms)
    }

    /// Uses a code up. A code shown by a page of a foreign origin is used up as well: it is known to somebody.
    pub(super) fn join(
        &self,
        code: &str,
        origin: &str,
        secret: &str,
        now_ms: i64,
    ) -> Result<String, Refusal> {
        let mut relays = self.locked(now_ms);
        let fits = |relay: &Relay| relay.code.as_ref().is_some_and(|(own, _)| secret::same(own, code));
        let (id, relay) = relays.iter_mut().find(|(_, relay)| fits(relay)).ok_or_else(wrong_code)?;
        let (_, until_ms) = relay.code.take().ok_or_else(wrong_code)?;
        if until_ms < now_ms || !relay.origins.iter().any(|one| one == origin) {
            return Err(wrong_code());
        }
        relay.picker =
            Some(Picker { hash: secret::digest(secret), origin: origin.to_owned(), seen_ms: now_ms });
        Ok(id.clone())
    }

    pub(super) fn send(
        &self,
        id: &str,
        side: &Side,
        messages: Vec<String>,
        now_ms: i64,
    ) -> Result<(), Refusal> {
        let mut relays = self.locked(now_ms);
        let relay = of(&mut relays, id, side, now_ms)?;
        let queue = match side {
            Side::Studio { .. } => &mut relay.to_picker,
            Side::Picker { .. } => &mut relay.to_studio,
        };
        let bytes: usize = messages.iter().map(String::len).sum();
        if queue.bytes + bytes > MOST_BYTES {
            return Err(full());
        }
        for message in messages {
            queue.last += 1;
            queue.bytes += message.len();
            queue.waiting.push_back((queue.last, message));
        }
        queue.bell.notify_waiters();
        Ok(())
    }

    /// What rings when there is something to fetch.
    pub(super) fn bell(&self, id: &str, side: &Side, now_ms: i64) -> Result<Arc<Notify>, Refusal> {
        let mut relays = self.locked(now_ms);
        Ok(Arc::clone(&queue_for(of(&mut relays, id, side, now_ms)?, side).bell))
    }

    /// What comes after a number. What came before was received, and is forgotten.
    pub(super) fn receive(&self, id: &str, side: &Side, after: u64, now_ms: i64) -> Result<Parcel, Refusal> {
        let mut relays = self.locked(now_ms);
        let queue = queue_for(of(&mut relays, id, side, now_ms)?, side);
        while queue.waiting.front().is_some_and(|(number, _)| *number <= after) {
            let gone = queue.waiting.pop_front().map_or(0, |(_, message)| message.len());
            queue.bytes = queue.bytes.saturating_sub(gone);
        }
        let messages = queue.waiting.iter().map(|(_, message)| message.clone()).collect();
        Ok(Parcel { last: queue.last, messages })
    }

    pub(super) fn end(&self, id: &str, side: &Side, now_ms: i64) -> Result<(), Refusal> {
        let mut relays = self.locked(now_ms);
        let relay = of(&mut relays, id, side, now_ms)?;
        relay.to_picker.bell.notify_waiters();
        relay.to_studio.bell.notify_waiters();
        relays.remove(id);
        Ok(())
    }

    /// All relays that are still alive.
    fn locked(&self, now_ms: i64) -> MutexGuard<'_, HashMap<String, Relay>> {
        let mut relays = self.relays.lock().unwrap_or_else(PoisonError::into_inner);
        relays.retain(|_, relay| {
            let is_open = relay.code.as_ref().is_some_and(|(_, until_ms)| *until_ms >= now_ms);
            relay.studio_seen_ms + STUDIO_AWAY_MS >= now_ms && (is_open || relay.picker.is_some())
        });
        relays
    }
}

fn queue_for<'a>(relay: &'a mut Relay, side: &Side) -> &'a mut Queue {
    match side {
        Side::Studio { .. } => &mut relay.to_studio,
        Side::Picker { .. } => &mut relay.to_picker,
    }
}

/// The relay, where this side is one of its two; nobody else learns that it exists.
fn of<'a>(
    relays: &'a mut HashMap<String, Relay>,
    id: &str,
    side: &Side,
    now_ms: i64,
) -> Result<&'a mut Relay, Refusal> {
    let relay = relays.get_mut(id).ok_or_else(|| Refusal::not_found("pairing"))?;
    let is_theirs = match side {
        Side::Studio { person } => {
            let is_own = relay.person == *person;
            if is_own {
                relay.studio_seen_ms = now_ms;
            }
            is_own
        }
        Side::Picker { hash, origin } => match relay.picker.as_mut() {
            Some(picker) if secret::same(&picker.hash, hash) && picker.origin == *origin => {
                let is_in_time = picker.seen_ms + PICKER_AWAY_MS >= now_ms;
                if is_in_time {
                    picker.seen_ms = now_ms;
                }
                is_in_time
            }
            _ => false,
        },
    };
    if is_theirs { Ok(relay) } else { Err(Refusal::not_found("pairing")) }
}

fn wrong_code() -> Refusal {
    Refusal::new(
        lotse_api::FaultKind::Forbidden,
        "Der Code stimmt nicht, ist verbraucht oder abgelaufen. Das Studio zeigt einen neuen.",
        "The code is wrong, used up or too old. The studio shows a new one.",
    )
    .at("code")
}

fn full() -> Refusal {
    let mut refusal = Refusal::new(
        lotse_api::FaultKind::TooOften,
        "Die Vermittlung ist voll. Bitte gleich noch einmal.",
        "The relay is full. Please try again in a moment.",
    );
    refusal.retry_after_s = Some(1);
    refusal
}
