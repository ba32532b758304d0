//! Guards: what must be undone is undone when its guard is dropped. What they notice comes in through one door, as a number
//! and a [`Signal`]; whoever owns the guard recognises the number.

use wasm_bindgen::prelude::*;

use crate::natives::{Node, Signal};

/// Before the page's own listeners.
pub const CAPTURE: u32 = 1;
/// Never prevents anything.
pub const PASSIVE: u32 = 2;

/// Attributes of the observed nodes.
pub const ATTRIBUTES: u32 = 1;
/// Children of the observed nodes.
pub const CHILDREN: u32 = 2;
/// Everything below, too.
pub const SUBTREE: u32 = 4;
/// Texts.
pub const TEXT: u32 = 8;

#[wasm_bindgen(module = "/src/js/guards.js")]
extern "C" {
    /// A function of JavaScript.
    pub type Callback;

    /// Sets the one function that hears of everything, as `(number, event)`. Returns the function that releases every guard and
    /// shuts the door for good.
    pub fn set_door(tell: &Callback) -> Callback;
    /// Takes the loader's `ear`, through which the window is listened to from then on.
    pub fn set_ear(hooks: &JsValue);
    /// How many guards there are, of all instances.
    pub fn guard_count() -> u32;
    /// The window.
    pub fn window_target() -> Node;
    /// The document.
    pub fn document_target() -> Node;
    /// How much of an element is visible, 0 to 1, out of a signal of [`Guard::view`].
    pub fn visible_share(signal: &Signal) -> f64;

    fn release(token: u32);
    fn listen(target: &Node, kind: &str, flags: u32) -> u32;
    fn timer(delay_ms: f64) -> u32;
    fn frame() -> u32;
    fn observe_size(node: &Node) -> u32;
    fn observe_view(node: &Node, margin: &str) -> u32;
    fn observe_tree(node: &Node, flags: u32, attributes: &str) -> u32;
    fn observe_media(query: &str) -> u32;
}

#[wasm_bindgen(module = "/src/js/later/events.js")]
extern "C" {
    /// The window that an element lies in.
    pub fn window_of(node: &Node) -> Node;
}

/// Something that goes on until it is dropped.
#[derive(Debug)]
pub struct Guard(u32);

impl Guard {
    /// Listens for events, with [`CAPTURE`] and [`PASSIVE`].
    #[must_use]
    pub fn listen(target: &Node, kind: &str, flags: u32) -> Guard {
        Guard(listen(target, kind, flags))
    }

    /// Wakes once after a time.
    #[must_use]
    pub fn timer(delay_ms: f64) -> Guard {
        Guard(timer(delay_ms))
    }

    /// Wakes once before the next frame is drawn.
    #[must_use]
    pub fn frame() -> Guard {
        Guard(frame())
    }

    /// Wakes when the size of an element changes, and at the beginning.
    #[must_use]
    pub fn size(node: &Node) -> Guard {
        Guard(observe_size(node))
    }

    /// Wakes when the visible part of an element changes, and at the beginning; a CSS margin moves the window's edges.
    #[must_use]
    pub fn view(node: &Node, margin: &str) -> Guard {
        Guard(observe_view(node, margin))
    }

    /// Wakes when a tree changes, with [`ATTRIBUTES`] (all, or those listed with commas), [`CHILDREN`], [`SUBTREE`], [`TEXT`].
    #[must_use]
    pub fn tree(node: &Node, flags: u32, attributes: &str) -> Guard {
        Guard(observe_tree(node, flags, attributes))
    }

    /// Wakes when a media query begins or ceases to match.
    #[must_use]
    pub fn media(query: &str) -> Guard {
        Guard(observe_media(query))
    }

    /// Takes over a number that the stage's port gave.
    pub(crate) fn of_token(token: u32) -> Guard {
        Guard(token)
    }

    /// The number.
    #[must_use]
    pub fn token(&self) -> u32 {
        self.0
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        release(self.0);
    }
}

/// Whether a guard that may not be there has this number.
#[must_use]
pub fn is(guard: &Option<Guard>, token: u32) -> bool {
    guard.as_ref().is_some_and(|guard| guard.0 == token)
}
