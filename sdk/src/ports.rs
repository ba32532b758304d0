//! The browser as the shell sees it: one function per question, each a line in `js/ports.js` or `js/device.js`.

use wasm_bindgen::prelude::*;

use crate::instance::Instance;

/// Kinds of answers; the same list is in `js/ports.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A document was fetched: `=` and its text, or `!` and why not.
    Fetched,
    /// A digest was computed.
    Digested,
    /// A signature was checked.
    Verified,
    /// The last good manifest was looked for.
    Recalled,
    /// An alarm has gone off.
    Timer,
    /// Another tab has changed a key.
    Stored,
    /// The tab was shown (1) or hidden (0).
    Visible,
    /// A batch was delivered (any text) or was not (none).
    Sent,
}

impl Answer {
    /// The kind with this number.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        use Answer::{Digested, Fetched, Recalled, Sent, Stored, Timer, Verified, Visible};
        [Fetched, Digested, Verified, Recalled, Timer, Stored, Visible, Sent].get(number as usize).copied()
    }
}

#[wasm_bindgen(module = "/src/js/ports.js")]
extern "C" {
    /// Hands an instance to the page; the result is what the loader may do with it.
    pub fn adopt(id: u32, instance: Instance, hooks: &JsValue) -> JsValue;
    /// The function through which everything in the page reaches the instances.
    pub fn door() -> JsValue;
    #[wasm_bindgen(js_name = onDeath)]
    pub fn on_death(remove: &JsValue);
    #[wasm_bindgen(js_name = fetchText)]
    pub fn fetch_text(id: u32, ticket: u32, url: &str, limit: u32, ratio: u32);
    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(bytes: &JsValue, limit: u32) -> Option<String>;
    pub fn digest(id: u32, ticket: u32, text: &str);
    pub fn verify(id: u32, text: &str, signature: &str, keys: &str);
    pub fn recall(key: &str) -> Option<String>;
    pub fn remember(key: &str, value: &str) -> bool;
    pub fn forget(key: &str);
    #[wasm_bindgen(js_name = watchTabs)]
    pub fn watch_tabs(id: u32, prefix: &str);
    pub fn monotonic() -> f64;
    pub fn wall() -> f64;
    #[wasm_bindgen(js_name = utcOffset)]
    pub fn utc_offset() -> i32;
    pub fn chance() -> f64;
    #[wasm_bindgen(js_name = setAlarm)]
    pub fn set_alarm(id: u32, timer: u32, delay_ms: f64);
    #[wasm_bindgen(js_name = clearAlarm)]
    pub fn clear_alarm(id: u32, timer: u32);
    pub fn surroundings() -> String;
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(url: &str);
    #[wasm_bindgen(js_name = openExternal)]
    pub fn open_external(url: &str);
    pub fn send(id: u32, request: u32, batch: &str);
    pub fn tell(id: u32, listeners: &str, text: &str);
    #[wasm_bindgen(js_name = callHost)]
    pub fn call_host(id: u32, name: &str) -> bool;
}

#[wasm_bindgen(module = "/src/js/device.js")]
extern "C" {
    #[wasm_bindgen(js_name = recallGood)]
    pub fn recall_good(id: u32, scope: &str);
    #[wasm_bindgen(js_name = keepGood)]
    pub fn keep_good(scope: &str, text: &str);
    #[wasm_bindgen(js_name = recallChunk)]
    pub fn recall_chunk(id: u32, ticket: u32, name: &str);
    #[wasm_bindgen(js_name = keepChunk)]
    pub fn keep_chunk(name: &str, text: &str);
}
