//! What is done to the page on the user's wish: filling, switching, focusing, scrolling into view.

use wasm_bindgen::prelude::*;

use crate::natives::{Node, Rect, computed, hit, is_within, parent};

#[wasm_bindgen(module = "/src/js/later/actions.js")]
extern "C" {
    /// Fills a field as a user would, with the events that frameworks listen for. False where it is no field that can be filled,
    /// or the value is none of its choices.
    pub fn fill(node: &Node, value: &str) -> bool;
    /// Switches a check box, switch or toggle button by a click, unless it is already so; false when it is disabled.
    pub fn set(node: &Node, is_on: bool) -> bool;
    /// Puts the focus on an element without scrolling.
    pub fn focus(node: &Node);
    fn scroll_into_view(node: &Node);
    fn scroll_by(node: &Node, x: f64, y: f64);
}

/// Least distance between a revealed element and whatever covers the edges of the window, in CSS pixels.
const CLEARANCE_PX: f64 = 24.0;
/// Most bars that are made way for.
const MAX_BARS: usize = 4;

/// Scrolls every scroller around an element so that it can be seen, and then out of the reach of sticky bars. What is in view
/// and uncovered already stays where it is. At once: a page that glides under the eye would keep card and ring moving, and
/// those who want less motion would have to be asked first.
pub fn reveal(node: &Node) {
    let rect = Rect::of(node);
    if !is_inside(&rect, &Rect::window()) || is_clipped(node, &rect) {
        scroll_into_view(node);
    }
    for _ in 0..MAX_BARS {
        let Some(bar) = cover(node) else { return };
        make_way(node, &bar);
    }
}

fn is_inside(rect: &Rect, outer: &Rect) -> bool {
    rect.top >= outer.top
        && rect.left >= outer.left
        && rect.bottom <= outer.bottom
        && rect.right <= outer.right
}

/// Whether a scroller around an element cuts it off.
fn is_clipped(node: &Node, rect: &Rect) -> bool {
    let mut outer = parent(node);
    while let Some(scroller) = outer {
        if clips(&scroller) && !is_inside(rect, &Rect::of(&scroller)) {
            return true;
        }
        outer = parent(&scroller);
    }
    false
}

fn clips(node: &Node) -> bool {
    let overflow = computed(node, "overflow-y");
    overflow == "auto" || overflow == "scroll" || overflow == "hidden"
}

/// The bar that covers an element: something fixed or sticky that is hit at one of its corners.
fn cover(node: &Node) -> Option<Rect> {
    let rect = Rect::of(node);
    let (left, right) = (rect.left + 2.0, rect.right - 2.0);
    let points = [
        (left, rect.top + 2.0),
        (right, rect.top + 2.0),
        (left, rect.bottom - 2.0),
        (right, rect.bottom - 2.0),
    ];
    points.into_iter().find_map(|(x, y)| {
        let mut found = hit(x, y).filter(|found| !is_within(found, node) && !is_within(node, found));
        while let Some(part) = found {
            let position = computed(&part, "position");
            if position == "sticky" || position == "fixed" {
                return Some(Rect::of(&part)).filter(is_bar);
            }
            found = parent(&part);
        }
        None
    })
}

/// Bars lie along an edge; what covers most of the window is a dialog, and scrolling does not help.
fn is_bar(rect: &Rect) -> bool {
    rect.height() < Rect::window().height() / 2.0
}

/// Scrolls the nearest scrollers until an element is clear of a bar.
fn make_way(node: &Node, bar: &Rect) {
    let rect = Rect::of(node);
    let is_above = bar.top + bar.bottom < Rect::window().height();
    let distance =
        if is_above { rect.top - CLEARANCE_PX - bar.bottom } else { rect.bottom + CLEARANCE_PX - bar.top };
    let mut outer = parent(node);
    while let Some(scroller) = outer {
        let before = Rect::of(node).top;
        scroll_by(&scroller, 0.0, distance);
        if Rect::of(node).top != before {
            return;
        }
        outer = parent(&scroller);
    }
}
