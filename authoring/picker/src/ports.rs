//! The page side of the picker, one function each; see `js/ports.js`, `js/watch.js` and `js/reading.js`.

use lotse_dom::guard::Callback;
use lotse_dom::natives::Node;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/ports.js")]
extern "C" {
    pub fn recall(name: &str) -> String;
    pub fn remember(name: &str, text: &str);
    pub fn wall() -> f64;
    pub fn random_id() -> String;
    pub fn language() -> String;
    pub fn say(text: &str) -> bool;
    pub fn has_opener() -> bool;
    pub fn meet(studio: &str, protocol: u32, rendezvous: &str, ear: &Callback);
    pub fn part();
    pub fn pair(api: &str, code: &str, ear: &Callback);
    pub fn rejoin(api: &str, pairing: &str, secret: &str, ear: &Callback);
    pub fn try_guide(sdk: &str, version: &str, bundle: &str, guide: &str, simulation: &str, ear: &Callback);
    pub fn stop_trying();
    pub fn closed_root(host: &Node, css: &str) -> Node;
    pub fn root_append(root: &Node, node: &Node);
    pub fn value_of(node: &Node) -> String;
    pub fn focus(node: &Node);
}

#[wasm_bindgen(module = "/src/js/watch.js")]
extern "C" {
    pub fn watch(ear: &Callback, host: &Node, root: &Node);
    pub fn unwatch();
    pub fn set_mode(mode: &str);
    pub fn flush();
    pub fn thaw(is_thawed: bool);
}

#[wasm_bindgen(module = "/src/js/reading.js")]
extern "C" {
    pub fn number_of(node: &Node) -> u32;
    pub fn control_of(node: &Node) -> Node;
    pub fn is_textual(node: &Node) -> bool;
    pub fn typed_in(node: &Node) -> String;
    pub fn is_valid(node: &Node) -> bool;
    pub fn typed_texts() -> String;
    pub fn shown_texts() -> String;
    pub fn list_of(node: &Node) -> Option<Node>;
    pub fn is_shared(node: &Node) -> bool;
    pub fn opens(node: &Node) -> String;
    pub fn linked() -> String;
    pub fn spoken() -> String;
    pub fn page_title() -> String;
    pub fn page_address() -> String;
    pub fn page_language() -> String;
    pub fn viewport() -> String;
    pub fn shapes() -> String;
    pub fn whole_page() -> String;
    pub fn place_in_page(node: &Node) -> i32;
    pub fn node_in_page(place: u32) -> Option<Node>;
    pub fn begin_whole();
    pub fn read_on(milliseconds: f64) -> Option<String>;
    pub fn bring_into_sight(node: &Node);
    pub fn when_visible(ear: &Callback);
    pub fn step_to(node: &Node, way: &str) -> Option<Node>;
}
