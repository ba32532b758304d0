//! The help panel: what a user sees of search, triage, diagnosis, checklists and handing over.
//!
//! Entry points: [`Door`] for `index.js`; [`panel::Panel`] for everybody else. Pure: events come in as JSON, effects and a view
//! go out as JSON; `js/` draws the view, runs the effects and holds the ports to the browser. Invariants: from every view there
//! is a next move; what is sent is exactly what the draft shows; a chunk that cannot be had ends in words and a way on, never
//! in silence. Absent on purpose: the DOM, clocks, randomness, network: all of it comes in with events.

pub mod case;
pub mod chunks;
pub mod draft;
pub mod facts;
pub mod home;
pub mod lists;
pub mod moments;
pub mod panel;
pub mod sent;
pub mod signs;
pub mod texts;
pub mod view;
pub mod words;

#[cfg(test)]
mod tests;

use wasm_bindgen::prelude::wasm_bindgen;

/// A third of the code of the standard library's allocator for this target, which a page downloads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The panel as JavaScript holds it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Door {
    panel: panel::Panel,
}

#[wasm_bindgen]
impl Door {
    /// A panel that knows nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Door {
        Door::default()
    }

    /// One event in, as JSON; effects and view out, as JSON.
    pub fn handle(&mut self, event: &str) -> String {
        self.panel.handle_text(event)
    }

    /// The text of a chunk, as it is: in an event, 64 KiB would be written and read as JSON once more. The event comes next.
    pub fn bring(&mut self, name: &str, text: &str) {
        self.panel.chunks.arrived(name, Some(text.to_owned()));
    }
}
