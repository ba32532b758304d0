//! Nodes, one line each.

use crate::natives::{Node, append, element, set_attribute, set_text, text, vector};

/// A new element with a class; none when that is empty.
pub(super) fn node(tag: &str, class: &str) -> Node {
    let made = element(tag);
    if !class.is_empty() {
        set_attribute(&made, "class", class);
    }
    made
}

/// A new element at the end of another.
pub(super) fn put(to: &Node, tag: &str, class: &str) -> Node {
    let made = node(tag, class);
    append(to, &made);
    made
}

/// A new element with a text at the end of another.
pub(super) fn put_text(to: &Node, tag: &str, class: &str, words: &str) -> Node {
    let made = put(to, tag, class);
    set_text(&made, words);
    made
}

/// A text at the end of an element.
pub(super) fn put_words(to: &Node, words: &str) {
    append(to, &text(words));
}

/// A drawing of one path on a field of 16 x 16, which assistive technology passes over.
pub(super) fn put_icon(to: &Node, path: &str) {
    let drawing = vector("svg");
    set_attribute(&drawing, "viewBox", "0 0 16 16");
    set_attribute(&drawing, "class", "icon");
    set_attribute(&drawing, "aria-hidden", "true");
    let line = vector("path");
    set_attribute(&line, "d", path);
    append(&drawing, &line);
    append(to, &drawing);
}

/// A new popover at the end of an element, not shown.
pub(super) fn popover(to: &Node, class: &str) -> Node {
    let made = put(to, "div", class);
    set_attribute(&made, "popover", "manual");
    made
}
