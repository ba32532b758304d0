//! Everything that must not be called, called. Built only by the test that wants clippy to refuse each line.

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::prelude::Closure;

fn main() -> Result<(), wasm_bindgen::JsValue> {
    Closure::<dyn FnMut()>::new(|| ()).forget();
    Timeout::new(0, || ()).forget();
    Interval::new(0, || ()).forget();
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return Ok(()) };
    EventListener::new(&document, "click", |_| ()).forget();
    let element = document.create_element("p")?;
    element.set_inner_html("<b>");
    element.set_outer_html("<b>");
    element.insert_adjacent_html("beforeend", "<b>")?;
    js_sys::eval("1").map(|_| ())
}
