//! What the page offers, one function each; `js/natives.js` takes them once, when it is loaded, and lets none of them throw.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/natives.js")]
extern "C" {
    /// An object of the page: an element, a text, a shadow root, a document or a window.
    #[derive(Clone, Debug)]
    pub type Node;
    /// What an event, an observer or a timer has to say.
    #[derive(Clone, Debug)]
    pub type Signal;

    /// A new HTML element.
    pub fn element(tag: &str) -> Node;
    /// A new SVG element.
    pub fn vector(tag: &str) -> Node;
    /// A new text node.
    pub fn text(value: &str) -> Node;
    /// Puts a node at the end of another; false when the page does not let us.
    pub fn append(to: &Node, node: &Node) -> bool;
    /// Replaces everything in a node by a text.
    pub fn set_text(node: &Node, value: &str);
    /// Sets an attribute.
    pub fn set_attribute(node: &Node, name: &str, value: &str);
    /// Removes an attribute.
    pub fn remove_attribute(node: &Node, name: &str);
    /// Reads an attribute.
    pub fn attribute(node: &Node, name: &str) -> Option<String>;
    /// Sets a property of an element's own style; content security policies allow it.
    pub fn set_style(node: &Node, name: &str, value: &str);

    /// Sets a property of an element's own style to a number of CSS pixels.
    pub fn set_pixels(node: &Node, name: &str, value: f64);

    /// The open shadow root of an element of ours.
    pub fn shadow(host: &Node) -> Option<Node>;
    /// Gives a shadow root a style sheet, as its only one; false where that does not work.
    pub fn dress(root: &Node, css: &str) -> bool;
    /// Puts a popover into the top layer, anchored to an element when there is one; false when that is refused.
    pub fn show_popover(node: &Node, source: Option<&Node>) -> bool;
    /// Whether `anchor()` can be trusted with two anchors at once: so far, in Chromium.
    pub fn holds_two_anchors() -> bool;
    /// Takes a popover out of the top layer.
    pub fn hide_popover(node: &Node);

    /// Measures an element in CSS pixels of this window, out of frames too; read with [`edge`].
    pub fn measure(node: &Node);
    /// The last measurement: 0 left, 1 top, 2 right, 3 bottom.
    pub fn edge(side: u32) -> f64;
    /// Milliseconds since the page began.
    pub fn now() -> f64;
    /// The `html` element.
    pub fn root_element() -> Node;
    /// The `body` element.
    pub fn body() -> Option<Node>;
    /// Whether an element holds more than it shows, from top to bottom.
    pub fn overflows(node: &Node) -> bool;
    /// Whether a node is in a document.
    pub fn is_connected(node: &Node) -> bool;
    /// Whether it is an HTML element of this window.
    pub fn is_html(node: &Node) -> bool;
    /// Whether it lies in the document of a frame.
    pub fn is_framed(node: &Node) -> bool;
    /// Whether both are one object.
    pub fn same(one: &Node, other: &Node) -> bool;
    /// The parent element in the tree that is laid out: through slots and out of shadow roots.
    pub fn parent(node: &Node) -> Option<Node>;
    /// Whether a node is another or lies in it, through shadow roots.
    pub fn is_within(node: &Node, outer: &Node) -> bool;
    /// A computed property of an element.
    pub fn computed(node: &Node, name: &str) -> String;
    /// Whether an element matches a CSS selector of ours.
    pub fn matches(node: &Node, selector: &str) -> bool;
    /// The first element of the document that matches a CSS selector of ours.
    pub fn query(selector: &str) -> Option<Node>;
    /// The last element of the document that matches a CSS selector of ours and has a box.
    pub fn query_last(selector: &str) -> Option<Node>;
    /// Width of the window without its scroll bar, in CSS pixels.
    pub fn window_width() -> f64;
    /// Height of the window, in CSS pixels.
    pub fn window_height() -> f64;
    /// The element that has the focus, through shadow roots and frames.
    pub fn active() -> Option<Node>;

    /// Whether a person made an event.
    pub fn is_trusted(event: &Signal) -> bool;
    /// The innermost element in which an event begins.
    pub fn origin(event: &Signal) -> Option<Node>;
    /// Whether an event passes through a node.
    pub fn path_has(event: &Signal, node: &Node) -> bool;
    /// Prevents what an event does by itself.
    pub fn prevent(event: &Signal);
    /// Modifiers of a keyboard event: 1 Ctrl, 2 Shift, 4 Alt, 8 Meta, 16 repeated.
    pub fn modifier_bits(event: &Signal) -> u32;
}

#[wasm_bindgen(module = "/src/js/later/events.js")]
extern "C" {
    /// Takes a node out of its parent.
    pub fn remove(node: &Node);
    /// The topmost element at a point of the window, through shadow roots.
    pub fn hit(x: f64, y: f64) -> Option<Node>;
    /// Whether a media query matches.
    pub fn media(query: &str) -> bool;
    /// The type of an event, `click`.
    pub fn kind(event: &Signal) -> String;
    /// Whether a toggle event tells of something that opens.
    pub fn opens(event: &Signal) -> bool;
    /// Whether somebody has prevented what an event does by itself.
    pub fn is_prevented(event: &Signal) -> bool;
    /// Whether an event begins in an overlay, ours or that of another version.
    pub fn is_ours(event: &Signal) -> bool;
    /// Lets nobody else hear of an event.
    pub fn stop(event: &Signal);
    /// The `key` of a keyboard event.
    pub fn key(event: &Signal) -> String;
    /// The `code` of a keyboard event.
    pub fn code(event: &Signal) -> String;
}

/// Whether a key is held down.
#[must_use]
pub fn is_repeated(event: &Signal) -> bool {
    modifier_bits(event) & 16 != 0
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        same(self, other)
    }
}

/// A rectangle in CSS pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Rect {
    /// Where an element is.
    #[must_use]
    pub fn of(node: &Node) -> Rect {
        measure(node);
        Rect { left: edge(0), top: edge(1), right: edge(2), bottom: edge(3) }
    }

    /// The visible part of the window.
    #[must_use]
    pub fn window() -> Rect {
        Rect { left: 0.0, top: 0.0, right: window_width(), bottom: window_height() }
    }

    /// Horizontal extent.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Vertical extent.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The point in its middle.
    #[must_use]
    pub fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// The rectangle that is larger by this on every side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Rect {
        Rect { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether no edge is further than this from the other's.
    #[must_use]
    pub fn is_near(&self, other: &Rect, tolerance: f64) -> bool {
        (self.left - other.left).abs() <= tolerance
            && (self.top - other.top).abs() <= tolerance
            && (self.right - other.right).abs() <= tolerance
            && (self.bottom - other.bottom).abs() <= tolerance
    }

    /// Whether they have an area in common.
    #[must_use]
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}
