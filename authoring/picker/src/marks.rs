//! What is drawn over the app: rings, numbers, and what is known of the element under the pointer. Nothing of it takes a click.

use lotse_api::channel::{Element, Grade};
use lotse_dom::natives::{self, Node, Rect};

use crate::bar::child;
use crate::words;

/// Room between an element and its ring, in CSS pixels.
const ROOM: f64 = 3.0;
/// Height that a chip may need, in CSS pixels.
const CHIP: f64 = 84.0;

/// Draws into a layer.
#[derive(Debug)]
pub struct Marks {
    layer: Node,
}

impl Marks {
    pub fn new(layer: Node) -> Self {
        Marks { layer }
    }

    pub fn clear(&self) {
        natives::set_text(&self.layer, "");
    }

    /// A ring around one element, and what is known of it.
    pub fn one(&self, node: &Node, element: Option<&Element>, german: bool) {
        self.clear();
        let rect = Rect::of(node);
        let is_poor = element.is_some_and(|element| element.grade == Grade::Poor);
        self.ring(&rect, is_poor);
        if let Some(element) = element {
            self.chip(&rect, element, german);
        }
    }

    /// What is known of an element, added to what is drawn.
    pub fn about(&self, node: &Node, element: &Element, german: bool) {
        self.chip(&Rect::of(node), element, german);
    }

    /// Rings with numbers, from 1.
    pub fn all(&self, nodes: &[Node]) {
        self.clear();
        let window = Rect::window();
        for (number, node) in (1_u32..).zip(nodes) {
            let rect = Rect::of(node);
            // What is out of sight is counted, not drawn into a corner.
            if !rect.overlaps(&window) || rect.width() < 2.0 {
                continue;
            }
            self.ring(&rect, false);
            let badge = child(&self.layer, "span", "number");
            natives::set_text(&badge, &number.to_string());
            natives::set_pixels(&badge, "left", (rect.left - 12.0).max(2.0));
            natives::set_pixels(&badge, "top", (rect.top - 12.0).max(2.0));
        }
    }

    /// A sentence in the middle of the upper edge.
    pub fn say(&self, text: &str) {
        let chip = child(&self.layer, "div", "chip said");
        natives::set_text(&chip, text);
    }

    fn ring(&self, rect: &Rect, is_poor: bool) {
        let ring = child(&self.layer, "div", if is_poor { "ring poor" } else { "ring" });
        let rect = rect.grown(ROOM);
        for (name, value) in
            [("left", rect.left), ("top", rect.top), ("width", rect.width()), ("height", rect.height())]
        {
            natives::set_pixels(&ring, name, value);
        }
    }

    fn chip(&self, rect: &Rect, element: &Element, german: bool) {
        let chip = child(&self.layer, "div", "chip");
        let what = child(&chip, "div", "what");
        let role = child(&what, "span", "role");
        let kind = if element.role.is_empty() { "–" } else { &element.role };
        natives::set_text(&role, &format!("{kind} "));
        let name = child(&what, "span", "");
        let list = element.list.as_deref().filter(|_| element.name.is_empty());
        natives::set_text(&name, list.unwrap_or(&element.name));
        let (class, sign) = match element.grade {
            Grade::Good => ("verdict good", "●"),
            Grade::Fair => ("verdict fair", "◐"),
            Grade::Poor => ("verdict poor", "○"),
        };
        let verdict = child(&chip, "div", class);
        natives::set_text(&verdict, &format!("{sign} {}", words::grade(element.grade, german)));
        if !element.reasons.is_empty() {
            let reasons: Vec<&str> = element.reasons.iter().map(|code| words::reason(code, german)).collect();
            let why = child(&chip, "div", "why");
            natives::set_text(&why, &reasons.join(" · "));
        }
        let window = Rect::window();
        let is_above = rect.bottom + CHIP > window.bottom && rect.top > CHIP;
        let top = if is_above { rect.top - CHIP } else { (rect.bottom + 10.0).min(window.bottom - CHIP) };
        natives::set_pixels(&chip, "top", top.max(6.0));
        let left = rect.left.min(window.right - 430.0).max(8.0);
        natives::set_pixels(&chip, "left", left);
    }
}
