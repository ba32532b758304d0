//! The keyboard's way over card and page.
//!
//! Tab leads from the target into the card, from the end of the card back to the target, and from there on into the page: both
//! are in one cycle, and neither is a trap. F6 goes to the card and back from anywhere. Escape in the card puts the guide aside
//! and gives the focus back. A card takes the focus only when it replaces one that had it.

use wasm_bindgen::prelude::*;

use super::card::CardView;
use crate::actions::focus;
use crate::guard::Guard;
use crate::natives::{
    Node, Signal, active, is_connected, is_prevented, is_within, key, modifier_bits, prevent, stop,
};
use lotse_engine::view::ButtonId;

#[wasm_bindgen(module = "/src/js/shield.js")]
extern "C" {
    fn shield(stage: &Node) -> u32;
}

#[wasm_bindgen(module = "/src/js/later/keys.js")]
extern "C" {
    fn tab_stop(node: &Node, is_last: bool) -> Option<Node>;
}

/// Shift, as a modifier.
const SHIFT: u32 = 2;
/// What Escape means, in this order.
const ASIDE: [ButtonId; 4] = [ButtonId::Pause, ButtonId::Close, ButtonId::NotNow, ButtonId::Leave];

/// Keeps events in the stage, and knows where the focus came from.
pub(super) struct Keyboard {
    guard: Guard,
    /// Where the focus was in the page before it came into the card.
    origin: Option<Node>,
    /// Whether Tab has led through the card since the focus was last elsewhere.
    was_visited: bool,
}

impl Keyboard {
    pub(super) fn new(stage: &Node) -> Keyboard {
        Keyboard { guard: Guard::of_token(shield(stage)), origin: None, was_visited: false }
    }

    pub(super) fn token(&self) -> u32 {
        self.guard.token()
    }

    /// The focus moves in the page.
    pub(super) fn focus_moved(&mut self, target: Option<&Node>) {
        let is_at_target = target.zip(active()).is_some_and(|(target, active)| is_within(&active, target));
        if !is_at_target {
            self.was_visited = false;
        }
    }

    /// A key goes down in the card; what it presses.
    pub(super) fn inside(
        &mut self,
        signal: &Signal,
        card: &CardView,
        target: Option<&Node>,
    ) -> Option<ButtonId> {
        match (key(signal).as_str(), modifier_bits(signal)) {
            ("Escape", 0) => {
                prevent(signal);
                self.give_back(target);
                ASIDE.into_iter().find(|id| card.buttons.iter().any(|(_, drawn)| drawn == id))
            }
            ("F6", 0) => {
                prevent(signal);
                self.give_back(target);
                None
            }
            ("Tab", 0) if tab_stop(&card.node, true) == active() => {
                self.was_visited = true;
                self.leave(signal, target);
                None
            }
            ("Tab", SHIFT) if tab_stop(&card.node, false) == active() => {
                self.leave(signal, target);
                None
            }
            _ => None,
        }
    }

    /// F6 or Tab goes down in the page.
    pub(super) fn outside(&mut self, signal: &Signal, card: &CardView, target: Option<&Node>) {
        match (key(signal).as_str(), modifier_bits(signal)) {
            ("F6", 0) => {
                prevent(signal);
                stop(signal);
                self.enter(card, card.first_button());
            }
            // Editors that write tabs have said so by now.
            ("Tab", 0) if !self.was_visited && !is_prevented(signal) => {
                let Some(target) = target.filter(|target| is_connected(target)) else { return };
                let end = tab_stop(target, true);
                if end.is_some() && end == active() {
                    prevent(signal);
                    self.enter(card, tab_stop(&card.node, false).as_ref());
                }
            }
            _ => {}
        }
    }

    /// Puts the focus into a card that replaces one that had it.
    pub(super) fn keep(&self, card: &CardView) {
        focus(card.first_button().unwrap_or(&card.node));
    }

    /// Gives the focus back to the page: to where it came from, otherwise to the target.
    pub(super) fn give_back(&mut self, target: Option<&Node>) {
        let origin = self.origin.take().filter(is_connected);
        let stop = || target.filter(|target| is_connected(target)).and_then(|target| tab_stop(target, false));
        if let Some(node) = origin.or_else(stop) {
            focus(&node);
        }
    }

    fn enter(&mut self, card: &CardView, at: Option<&Node>) {
        self.origin = active();
        focus(at.unwrap_or(&card.node));
    }

    /// Tab at an end of the card: to the target, or where the focus came from, or on as the browser sees it.
    fn leave(&mut self, signal: &Signal, target: Option<&Node>) {
        let target = target.filter(|target| is_connected(target)).and_then(|target| tab_stop(target, false));
        if let Some(node) = target.or_else(|| self.origin.take().filter(is_connected)) {
            prevent(signal);
            focus(&node);
        }
    }
}
