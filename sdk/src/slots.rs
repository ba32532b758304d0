//! Names of stored values: by scope of the instance, then by user, then by slot.

use lotse_engine::event::Slot;
use lotse_model::seek::joined;

/// Keys in local storage for one instance and its present user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    scope: String,
    user: String,
}

impl Keys {
    /// Keys for nobody in particular.
    #[must_use]
    pub fn new(scope: &str) -> Self {
        Keys { scope: joined(&["lotse:", scope, ":"]), user: String::new() }
    }

    /// Another user signs in. The id is not written down, only a hash of it: enough to keep users apart.
    pub fn set_user(&mut self, user: Option<&str>) {
        self.user = user.map(hash).unwrap_or_default();
    }

    /// What all keys of this instance and user begin with.
    #[must_use]
    pub fn prefix(&self) -> String {
        joined(&[&self.scope, self.user.as_str(), ":"])
    }

    /// The key of a slot.
    #[must_use]
    pub fn slot(&self, slot: Slot) -> String {
        joined(&[&self.prefix(), word(slot)])
    }

    /// The slot behind a key of this user.
    #[must_use]
    pub fn slot_of(&self, key: &str) -> Option<Slot> {
        let rest = key.strip_prefix(&self.prefix())?;
        SLOTS.into_iter().find(|slot| word(*slot) == rest)
    }

    /// The key of the floor; the loader looks whether it is there.
    #[must_use]
    pub fn floor(&self) -> String {
        joined(&[&self.scope, "floor"])
    }

    /// The key that says that a session waits to be resumed; the loader looks whether it is there.
    #[must_use]
    pub fn open(&self) -> String {
        joined(&[&self.scope, "open"])
    }
}

/// Every slot.
pub const SLOTS: [Slot; 4] = [Slot::Leader, Slot::History, Slot::Outbox, Slot::Session];

fn word(slot: Slot) -> &'static str {
    match slot {
        Slot::Session => "session",
        Slot::History => "history",
        Slot::Outbox => "outbox",
        Slot::Leader => "leader",
    }
}

/// FNV-1a over 64 bits, in hex. Source: Fowler, Noll, Vo; RFC 9923.
fn hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let digit = |at: u32| char::from_digit(((hash >> (at * 4)) & 15) as u32, 16).unwrap_or('0');
    (0..16).rev().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_and_scopes_are_kept_apart() {
        let mut keys = Keys::new("shop");
        let nobody = keys.slot(Slot::Session);
        keys.set_user(Some("anna@host.example"));
        let anna = keys.slot(Slot::Session);
        keys.set_user(Some("ben@host.example"));
        assert_ne!(anna, nobody);
        assert_ne!(anna, keys.slot(Slot::Session));
        assert!(!anna.contains("anna"), "no user id on the device");
        assert_eq!(keys.slot_of(&anna), None, "state of another user is invisible");
        assert_eq!(keys.slot_of(&keys.slot(Slot::History)), Some(Slot::History));
        assert_eq!(hash(""), "cbf29ce484222325");
        assert_eq!(hash("a"), "af63dc4c8601ec8c");
    }
}
