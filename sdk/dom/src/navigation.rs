//! Navigation inside a page, seen without polling and without patching `history`: the browser's Navigation API tells, and where
//! it is missing, the address is compared whenever something has happened that may have changed it.

use lotse_model::gather::Gather as _;
use wasm_bindgen::prelude::*;

use crate::guard::{CAPTURE, CHILDREN, Guard, PASSIVE, SUBTREE, TEXT, is, window_target};
use crate::natives::query;

#[wasm_bindgen(module = "/src/js/navigation.js")]
extern "C" {
    /// The page's address.
    pub fn address() -> String;
    fn observe_navigation() -> u32;
}

/// Watches the page's address.
pub struct Navigation {
    guards: Vec<Guard>,
    /// Waits until the page has dealt with what the user did.
    later: Option<Guard>,
    has_api: bool,
    last: String,
}

impl Navigation {
    /// Begins to watch.
    #[must_use]
    pub fn new() -> Navigation {
        let token = observe_navigation();
        if token != 0 {
            return Navigation {
                guards: vec![Guard::of_token(token)],
                later: None,
                has_api: true,
                last: address(),
            };
        }
        let window = window_target();
        let kinds = ["popstate", "hashchange", "click", "keyup", "pointerup"];
        let mut guards: Vec<Guard> =
            kinds.iter().map(|kind| Guard::listen(&window, kind, CAPTURE | PASSIVE)).gather();
        // Routers change the title with the page.
        query("head").iter().map(|head| Guard::tree(head, CHILDREN | SUBTREE | TEXT, "")).add_to(&mut guards);
        Navigation { guards, later: None, has_api: false, last: address() }
    }

    /// Looks at a signal; whether it was meant for this watch.
    pub fn wake(&mut self, token: u32) -> bool {
        if is(&self.later, token) {
            self.later = None;
            return true;
        }
        let is_ours = self.guards.iter().any(|guard| guard.token() == token);
        if is_ours && !self.has_api {
            self.later.get_or_insert_with(|| Guard::timer(0.0));
        }
        is_ours
    }

    /// The page's address, when it is another one than at the last call. Cheap: to be asked whenever something has happened anyway.
    pub fn take_change(&mut self) -> Option<String> {
        let now = address();
        if now == self.last {
            return None;
        }
        self.last.clone_from(&now);
        Some(now)
    }
}

impl Default for Navigation {
    fn default() -> Self {
        Navigation::new()
    }
}
