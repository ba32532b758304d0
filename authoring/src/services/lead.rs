//! Takes a person to the field in which something is to be said.
//!
//! Fields stand in the page under the place in the draft that they show: as their id (`-` for `/`, texts with their language behind
//! it), or as `data-at` of the part they are in.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// What ids of fields begin with that are no texts.
const KINDS: [&str; 2] = ["f", "e"];
/// What can get the focus within a part, best first: what is written or chosen in, then what opens more of it.
const WITHIN: [&str; 5] = [
    "input:not([type=radio], [type=file], :disabled), textarea:not(:disabled), select:not(:disabled)",
    "input[type=radio]:not(:disabled)",
    "[aria-haspopup]:not(:disabled)",
    "button:last-of-type:not(:disabled)",
    "button:not(:disabled)",
];

/// Gives the focus to the field that shows this place, in this language where it has several, else to the part that the place is in.
pub fn to(at: &str, language: Option<&str>) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let mut place = Some(at);
    while let Some(at) = place {
        if let Some(field) = field_at(&document, at, language) {
            show(&field);
            return true;
        }
        place = at.rsplit_once('/').map(|(above, _)| above).filter(|above| !above.is_empty());
    }
    false
}

fn field_at(document: &Document, at: &str, language: Option<&str>) -> Option<HtmlElement> {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let id = quoted(&at.replace('/', "-"));
    let first = |selector: &str| document.query_selector(selector).ok().flatten();
    let written = || first(&format!("[id=\"text{id}-{}\"]", quoted(language?)));
    let named = || KINDS.iter().find_map(|kind| first(&format!("[id=\"{kind}{id}\"]")));
    let part = || first(&format!("[data-at=\"{}\"]", quoted(at))).and_then(|part| within(&part));
    let in_any_language = || first(&format!("[id^=\"text{id}-\"]"));
    written().or_else(named).or_else(part).or_else(in_any_language)?.dyn_into().ok()
}

fn within(part: &Element) -> Option<Element> {
    WITHIN.iter().find_map(|selector| part.query_selector(selector).ok().flatten())
}

fn show(field: &HtmlElement) {
    let mut folded = field.closest("details").ok().flatten();
    while let Some(details) = folded {
        let _ = details.set_attribute("open", "");
        folded = details.parent_element().and_then(|above| above.closest("details").ok().flatten());
    }
    let _ = field.focus();
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    field.scroll_into_view_with_scroll_into_view_options(&options);
}
