//! Presses that cannot be taken back, or that speak for the user, do not count while the user cannot have seen what they press.

use lotse_engine::view::ButtonId;

use crate::natives::{Node, Rect, now};

/// How long such a button has to have been there, in milliseconds.
const APPEARED_MS: f64 = 500.0;
/// How long it has to have stood still, in milliseconds.
const MOVED_MS: f64 = 200.0;

/// How far it may be from where it was, in CSS pixels: as far as it moves when it enters.
const MOVED_PX: f64 = 8.0;

/// When a card has come, and when it has moved last.
pub(super) struct Caution {
    appeared_ms: f64,
    moved_ms: f64,
    /// Where it was seen last; unknown while it scrolls.
    rect: Option<Rect>,
}

impl Caution {
    /// A card that appears now.
    pub(super) fn new() -> Caution {
        Caution { appeared_ms: now(), moved_ms: 0.0, rect: None }
    }

    /// Other buttons have appeared on it.
    pub(super) fn appeared(&mut self) {
        self.appeared_ms = now();
    }

    /// It has moved.
    pub(super) fn moved(&mut self) {
        self.moved_ms = now();
        self.rect = None;
    }

    /// It is here, after something that was expected to place it.
    pub(super) fn settled(&mut self, card: &Node) {
        self.rect = Some(Rect::of(card));
    }

    /// Whether a press counts.
    pub(super) fn lets(&mut self, id: &ButtonId, card: &Node) -> bool {
        if !is_guarded(id) {
            return true;
        }
        let rect = Rect::of(card);
        // The page may have moved it without any event.
        if self.rect.is_some_and(|before| !before.is_near(&rect, MOVED_PX)) {
            self.moved_ms = now();
        }
        self.rect = Some(rect);
        now() - self.appeared_ms >= APPEARED_MS && now() - self.moved_ms >= MOVED_MS
    }
}

/// Whether a press speaks for the user or sends something.
pub(super) fn is_guarded(id: &ButtonId) -> bool {
    matches!(id, ButtonId::AskPerson | ButtonId::Helped | ButtonId::NotHelped | ButtonId::Action(_))
}
