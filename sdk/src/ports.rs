//! The browser as the shell sees it: one function per question, each a line in `js/ports.js`, or in `js/later`
//! where a first card does not need it.

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
    /// All of the core's code is there.
    Completed,
}

impl Answer {
    /// The kind with this number.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        use Answer::{Completed, Digested, Fetched, Recalled, Sent, Stored, Timer, Verified, Visible};
        [Fetched, Digested, Verified, Recalled, Timer, Stored, Visible, Sent, Completed]
            .get(number as usize)
            .copied()
    }
}

#[wasm_bindgen(module = "/src/js/ports.js")]
extern "C" {
    /// Hands an instance to the page; the result is what the loader may do with it.
    pub fn adopt(id: u32, instance: Instance, hooks: &JsValue) -> JsValue;
    /// The function through which everything in the page reaches the instances.
    pub fn door() -> JsValue;
    /// What to call when the core has died.
    #[wasm_bindgen(js_name = onDeath)]
    pub fn on_death(remove: &JsValue);
    /// Fetches a document of at most `limit` bytes, inflated at most `ratio` times.
    #[wasm_bindgen(js_name = fetchText)]
    pub fn fetch_text(id: u32, ticket: u32, url: &str, limit: u32, ratio: u32);
    /// The text of bytes that the loader has fetched.
    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(bytes: &JsValue, limit: u32) -> Option<String>;
    /// Computes a SHA-256.
    pub fn digest(id: u32, ticket: u32, text: &str);
    /// Checks a signature; `keys` are separated by blanks.
    pub fn verify(id: u32, text: &str, signature: &str, keys: &str);
    /// The value of a key in local storage.
    pub fn recall(key: &str) -> Option<String>;
    /// Keeps a value in local storage; whether that worked.
    pub fn remember(key: &str, value: &str) -> bool;
    /// Keeps something on the device, in `manifests` (the last good one) or in `chunks`, sooner or later.
    pub fn keep(store: &str, key: &str, text: &str);
    /// Answers when another tab changes a key with this prefix, and when this tab is shown or hidden.
    #[wasm_bindgen(js_name = watchTabs)]
    pub fn watch_tabs(id: u32, prefix: &str);
    /// Milliseconds since the page began.
    pub fn monotonic() -> f64;
    /// Milliseconds since 1970 by the user's clock.
    pub fn wall() -> f64;
    /// Minutes to add to UTC for local time.
    #[wasm_bindgen(js_name = utcOffset)]
    pub fn utc_offset() -> i32;
    /// 53 random bits.
    pub fn chance() -> f64;
    /// Wakes the instance after some milliseconds.
    #[wasm_bindgen(js_name = setAlarm)]
    pub fn set_alarm(id: u32, timer: u32, delay_ms: f64);
    /// Forgets an alarm.
    #[wasm_bindgen(js_name = clearAlarm)]
    pub fn clear_alarm(id: u32, timer: u32);
    /// Facts about page and browser, a line each.
    pub fn surroundings() -> String;
    /// Tells the loader's listeners of `event` or `diagnostic`.
    pub fn tell(id: u32, listeners: &str, text: &str);
}

#[wasm_bindgen(module = "/src/js/later/outward.js")]
extern "C" {
    /// Forgets a key in local storage.
    pub fn forget(key: &str);
    /// Goes to an address in this tab.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(url: &str);
    /// Hands an address to the operating system.
    #[wasm_bindgen(js_name = openExternal)]
    pub fn open_external(url: &str);
    /// Posts a batch of records.
    pub fn send(id: u32, request: u32, batch: &str);
    /// Calls a function that the host has registered; whether there was one.
    #[wasm_bindgen(js_name = callHost)]
    pub fn call_host(id: u32, name: &str) -> bool;
}

#[wasm_bindgen(module = "/src/js/later/device.js")]
extern "C" {
    /// Looks for the last good manifest.
    #[wasm_bindgen(js_name = recallGood)]
    pub fn recall_good(id: u32, scope: &str);
    /// Looks for a chunk on the device; answers as a fetch does.
    #[wasm_bindgen(js_name = recallChunk)]
    pub fn recall_chunk(id: u32, ticket: u32, name: &str);
}
