//! What the user does in the overlay, heard before anybody else hears it, and stopped there: a menu of the page that closes on
//! clicks outside of it stays open, and no shortcut of the page is triggered by typing in a card.

use crate::guard::{CAPTURE, Guard, PASSIVE, window_target};

/// What an event is to the overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A button or link is activated.
    Click,
    /// A mouse button goes down: this is what moves the focus.
    Down,
    /// A key goes down.
    Key,
    /// The focus arrives.
    Focus,
    /// Only to be kept from the page.
    Other,
}

/// Events that stay in the overlay when they begin there.
const KINDS: [(&str, Kind); 18] = [
    ("click", Kind::Click),
    ("mousedown", Kind::Down),
    ("keydown", Kind::Key),
    ("focusin", Kind::Focus),
    ("auxclick", Kind::Other),
    ("contextmenu", Kind::Other),
    ("dblclick", Kind::Other),
    ("focus", Kind::Other),
    ("focusout", Kind::Other),
    ("blur", Kind::Other),
    ("keypress", Kind::Other),
    ("keyup", Kind::Other),
    ("mouseup", Kind::Other),
    ("pointerdown", Kind::Other),
    ("pointerup", Kind::Other),
    ("touchcancel", Kind::Other),
    ("touchend", Kind::Other),
    ("touchstart", Kind::Other),
];

/// The listeners.
pub(super) struct Input(Vec<Guard>);

impl Input {
    pub(super) fn new() -> Input {
        let window = window_target();
        let flags = |kind: &str| if kind.starts_with("touch") { CAPTURE | PASSIVE } else { CAPTURE };
        Input(KINDS.iter().map(|(kind, _)| Guard::listen(&window, kind, flags(kind))).collect())
    }

    /// What the event under this number is.
    pub(super) fn kind(&self, token: u32) -> Option<Kind> {
        let at = self.0.iter().position(|guard| guard.token() == token)?;
        KINDS.get(at).map(|(_, kind)| *kind)
    }
}
