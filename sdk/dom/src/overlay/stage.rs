//! The stage: `<lotse-stage>`, where instances and versions of Lotse on a page take turns; see `js/stage.js`.

use wasm_bindgen::prelude::*;

use super::build::put;
use crate::guard::Guard;
use crate::natives::{
    Node, append, dress, is_connected, parent, remove, root_element, set_attribute, set_text, shadow,
    show_popover,
};
use lotse_model::seek::joined;

/// The style sheet in the order that counts. The middle is what few first cards need, and comes with the rest of the core.
const PLAIN: &str = include_str!(concat!(env!("OUT_DIR"), "/plain.css"));
const RICH: &str = include_str!(concat!(env!("OUT_DIR"), "/rich.css"));
const MEDIA: &str = include_str!(concat!(env!("OUT_DIR"), "/media.css"));

#[wasm_bindgen(module = "/src/js/stage.js")]
extern "C" {
    fn enter_stage() -> u32;
    fn weigh(token: u32, weight: u32) -> Option<Node>;
    fn stage_works() -> bool;
}

/// A place on the stage.
pub(super) struct Stage {
    guard: Guard,
    set: Option<Set>,
    /// What is to be said, and when.
    saying: Option<(Guard, String)>,
}

/// Screen readers hear of changes in a live region that has been there for a moment, in milliseconds.
const SAY_MS: f64 = 150.0;

/// What stands on the stage while it is ours.
struct Set {
    node: Node,
    root: Node,
    frame: Node,
    live: Node,
    is_dressed: bool,
    is_fully_dressed: bool,
}

impl Stage {
    /// Whether this browser has all that the overlay needs.
    pub(super) fn works() -> bool {
        stage_works()
    }

    pub(super) fn new() -> Stage {
        Stage { guard: Guard::of_token(enter_stage()), set: None, saying: None }
    }

    pub(super) fn token(&self) -> u32 {
        self.guard.token()
    }

    /// Says how much there is to draw. Whether there is something to draw on now, and whether that is another one than before.
    pub(super) fn weigh(&mut self, weight: u32) -> Turn {
        let Some(node) = weigh(self.guard.token(), weight) else {
            self.set = None;
            return Turn::Waits;
        };
        if self.set.as_ref().is_some_and(|set| set.node == node) {
            return Turn::Goes;
        }
        let Some(root) = shadow(&node) else {
            self.set = None;
            return Turn::Fails;
        };
        set_attribute(&node, "popover", "manual");
        set_text(&root, "");
        let frame = put(&root, "div", "frame");
        let live = put(&frame, "div", "unseen");
        set_attribute(&live, "role", "status");
        self.set = Some(Set { node, root, frame, live, is_dressed: false, is_fully_dressed: false });
        Turn::Begins
    }

    /// Puts on the whole style sheet, for what only that is about.
    pub(super) fn dress_fully(&mut self) {
        if let Some(set) = self.set.as_mut().filter(|set| !set.is_fully_dressed) {
            set.is_fully_dressed = true;
            dress(&set.root, &joined(&[PLAIN, RICH, MEDIA]));
        }
    }

    /// The element in the page.
    pub(super) fn node(&self) -> Option<&Node> {
        self.set.as_ref().map(|set| &set.node)
    }

    /// The element that everything is drawn in.
    pub(super) fn frame(&self) -> Option<&Node> {
        self.set.as_ref().map(|set| &set.frame)
    }

    /// Whether it is in the page.
    pub(super) fn is_there(&self) -> bool {
        self.node().is_some_and(is_connected)
    }

    /// Puts the stage at the end of an element, of `html` when there is none. Whether it had to be moved, which closes popovers.
    pub(super) fn stand_in(&mut self, place: Option<&Node>) -> bool {
        let is_misplaced = self.is_misplaced(place);
        let Some(set) = &mut self.set else { return false };
        if is_misplaced {
            append(&place.cloned().unwrap_or_else(root_element), &set.node);
        }
        // Not before it is in the page: what a shadow root that is not gets to wear, WebKit may put on only some frames later.
        if !set.is_dressed {
            set.is_dressed = dress(&set.root, &joined(&[PLAIN, MEDIA]));
            if !set.is_dressed {
                remove(&set.node);
            }
        }
        if is_misplaced {
            show_popover(&set.node, None);
        }
        is_misplaced
    }

    /// Opens the stage where it stands; whether it was closed.
    pub(super) fn show(&self) -> bool {
        self.node().is_some_and(|node| show_popover(node, None))
    }

    /// Whether the stage stands somewhere else.
    pub(super) fn is_misplaced(&self, place: Option<&Node>) -> bool {
        let place = place.cloned().unwrap_or_else(root_element);
        self.node().is_some_and(|node| parent(node).is_none_or(|present| present != place))
    }

    /// Has a sentence said by screen readers, when they are done with what they are saying.
    pub(super) fn say(&mut self, words: String) {
        if let Some(set) = &self.set {
            set_text(&set.live, "");
            self.saying = (!words.is_empty()).then(|| (Guard::timer(SAY_MS), words));
        }
    }

    /// Looks at a signal; whether it was meant for what is to be said.
    pub(super) fn wake(&mut self, token: u32) -> bool {
        let Some((_, words)) = self.saying.take_if(|(guard, _)| guard.token() == token) else { return false };
        if let Some(set) = &self.set {
            set_text(&set.live, &words);
        }
        true
    }
}

/// Whose turn it is on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Ours, since now.
    Begins,
    /// Ours, as before.
    Goes,
    /// Another's, or nobody's.
    Waits,
    /// Ours, but the page does not let us draw.
    Fails,
}
