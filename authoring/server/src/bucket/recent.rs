//! What was read from the bucket last, up to so many bytes. Names stand for their content, so nothing here is ever out of date.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is larger than this part of the room would push out too much else.
const LARGEST_SHARE: usize = 8;

/// The bytes by their names; what was not asked for the longest goes first.
#[derive(Debug)]
pub(super) struct Recent {
    most_bytes: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    by_name: HashMap<String, (Arc<[u8]>, u64)>,
    /// Names by when they were asked for.
    by_turn: BTreeMap<u64, String>,
    bytes: usize,
    turn: u64,
}

impl Recent {
    pub(super) fn of_at_most(most_bytes: usize) -> Self {
        Recent { most_bytes, held: Mutex::default() }
    }

    pub(super) fn find(&self, name: &str) -> Option<Arc<[u8]>> {
        let mut held = self.held();
        let held = &mut *held;
        let (bytes, turn) = held.by_name.get_mut(name)?;
        held.turn += 1;
        held.by_turn.remove(turn);
        held.by_turn.insert(held.turn, name.to_owned());
        *turn = held.turn;
        Some(Arc::clone(bytes))
    }

    pub(super) fn keep(&self, name: &str, bytes: &[u8]) {
        if bytes.len() > self.most_bytes / LARGEST_SHARE {
            return;
        }
        let mut held = self.held();
        held.turn += 1;
        let turn = held.turn;
        if let Some((old, at)) = held.by_name.insert(name.to_owned(), (bytes.into(), turn)) {
            held.bytes -= old.len();
            held.by_turn.remove(&at);
        }
        held.bytes += bytes.len();
        held.by_turn.insert(turn, name.to_owned());
        while held.bytes > self.most_bytes {
            let Some((_, oldest)) = held.by_turn.pop_first() else { break };
            let gone = held.by_name.remove(&oldest).map_or(0, |(bytes, _)| bytes.len());
            held.bytes -= gone;
        }
    }

    /// Whoever fell over with the lock left bytes that are what their names say.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_last_stays() {
        let recent = Recent::of_at_most(80);
        for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            recent.keep(name, &[0; 10]);
        }
        assert!(recent.find("a").is_some());
        recent.keep("i", &[1; 10]);
        assert!(recent.find("b").is_none(), "the oldest has gone");
        assert_eq!(recent.find("a").as_deref(), Some(&[0; 10][..]));
        assert_eq!(recent.find("i").as_deref(), Some(&[1; 10][..]));
        recent.keep("large", &[0; 11]);
        assert!(recent.find("large").is_none());
        // Said twice, it counts once.
        recent.keep("i", &[1; 10]);
        assert!(recent.find("a").is_some() && recent.find("h").is_some());
        let held = recent.held();
        assert_eq!((held.bytes, held.by_name.len(), held.by_turn.len()), (80, 8, 8));
    }
}
