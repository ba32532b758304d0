//! The page side of the finder, one function each; see `js/finder.js`, `js/pool.js`, `js/facts.js`, and `js/later` for
//! what a first card does not need.

use wasm_bindgen::prelude::*;

use crate::natives::Node;

/// Something that a search waits for may be there.
pub const HOT: u32 = 1;
/// Something of the kind that a search waits for is there.
pub const WARM: u32 = 2;
/// Something may have happened to an element that was found.
pub const STATE: u32 = 4;

/// A second look has found something.
pub const SECOND: u32 = 16;
/// What came in the place of a found element may be known.
pub const REPLACED: u32 = 32;

/// All of the code is there: what is not certain may be looked at again.
pub const WHOLE: u32 = 64;

#[wasm_bindgen(module = "/src/js/finder.js")]
extern "C" {
    pub fn finder_open() -> u32;
    pub fn finder_news(token: u32) -> u32;
    pub fn finder_interest(token: u32, hot: &str, kind: &str, texts: &str, attributes: &str, watches: bool);
    pub fn finder_pace(token: u32, hot_ms: f64, warm_ms: f64);
    pub fn finder_hurry(token: u32, is_hurried: bool);
    pub fn finder_yield(token: u32);
    pub fn finder_print(node: &Node, css: &str, attributes: &str) -> String;
    pub fn finder_watch(token: u32, node: &Node, is_watched: bool);
    pub fn element_state(node: &Node, wants_value: bool, wants_text: bool) -> String;
    pub fn page_language() -> String;
    pub fn second_forget(token: u32, find: u32);
}

#[wasm_bindgen(module = "/src/js/pool.js")]
extern "C" {
    pub fn finder_clear(token: u32);
    pub fn finder_seek(token: u32, query: &str, scope: Option<&Node>, most: u32) -> u32;
    pub fn finder_facts(token: u32, from: u32, to: u32, css: &str, attributes: &str) -> String;
    pub fn finder_close(token: u32, indexes: &str, css: &str, attributes: &str) -> String;
    pub fn finder_member(token: u32, index: u32) -> Option<Node>;
}

#[wasm_bindgen(module = "/src/js/later/pool.js")]
extern "C" {
    pub fn finder_sort(token: u32, texts: &str) -> u32;
    pub fn frame_document(node: &Node) -> Option<Node>;
}

#[wasm_bindgen(module = "/src/js/later/sift.js")]
extern "C" {
    pub fn finder_sweep(token: u32);
}

#[wasm_bindgen(module = "/src/js/later/pause.js")]
extern "C" {
    pub fn finder_rest(token: u32);
}

#[wasm_bindgen(module = "/src/js/later/successors.js")]
extern "C" {
    pub fn finder_successor(token: u32, lost: &Node) -> Option<Node>;
}

#[wasm_bindgen(module = "/src/js/later/second.js")]
extern "C" {
    pub fn second_look(token: u32, find: u32, record: &str);
    pub fn second_answer(token: u32, find: u32) -> Option<Node>;
    pub fn second_evidence(token: u32, find: u32) -> String;
}

#[wasm_bindgen(module = "/src/js/facts.js")]
extern "C" {
    pub fn record(node: &Node) -> String;
}
