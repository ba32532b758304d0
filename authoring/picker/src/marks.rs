//! What is drawn over the app: rings, numbers, and what is known of the element under the pointer. Nothing of it takes a click.

use lotse_api::channel::{Element, Grade};
use lotse_api::controls;
use lotse_dom::natives::{self, Node, Rect};
use lotse_locator::linkage::survival::{Fate, Survival};

use crate::bar::child;
use crate::lasting::Lasting;
use crate::words::{self, outlook};

/// Room between an element and its ring, in CSS pixels.
const ROOM: f64 = 3.0;
/// Height that a chip may need, in CSS pixels.
const CHIP: f64 = 170.0;
/// Scores from which an element is safe, and from which it is doubtful.
const SAFE: u8 = 85;
const DOUBTFUL: u8 = 60;

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

    /// A ring around one element.
    pub fn one(&self, node: &Node, is_poor: bool) {
        self.clear();
        self.ring(&Rect::of(node), is_poor);
    }

    /// What is known of an element, added to what is drawn.
    pub fn about(&self, node: &Node, element: &Element, lasting: Option<&Lasting>, german: bool) {
        let rect = Rect::of(node);
        let chip = child(&self.layer, "div", "chip");
        what(&chip, element, german);
        let is_found_closer = lasting.and_then(Lasting::survival).is_some_and(is_safe);
        verdict(&chip, element, is_found_closer, german);
        if let Some(lasting) = lasting {
            outlook(&chip, lasting, german);
        }
        let window = Rect::window();
        let is_above = rect.bottom + CHIP > window.bottom && rect.top > CHIP;
        if is_above {
            natives::set_pixels(&chip, "bottom", window.bottom - rect.top + 10.0);
        } else {
            natives::set_pixels(&chip, "top", (rect.bottom + 10.0).min(window.bottom - CHIP).max(6.0));
        }
        natives::set_pixels(&chip, "left", rect.left.min(window.right - 430.0).max(8.0));
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
}

/// Role and name.
fn what(chip: &Node, element: &Element, german: bool) {
    let what = child(chip, "div", "what");
    let role = child(&what, "span", "role");
    let kind = if element.role.is_empty() { "–" } else { controls::called(&element.role, german) };
    natives::set_text(&role, &format!("{kind} "));
    let name = child(&what, "span", "");
    let list = element.list.as_deref().filter(|_| element.name.is_empty());
    natives::set_text(&name, list.unwrap_or(&element.name));
}

/// Whether it is found now, and why not surely. What the quick search refuses, a second look over the whole page may find.
fn verdict(chip: &Node, element: &Element, is_found_closer: bool, german: bool) {
    let (class, sign, said) = match element.grade {
        Grade::Poor if is_found_closer => ("verdict fair", "◐", words::closer(german)),
        Grade::Good => ("verdict good", "●", words::grade(element.grade, german)),
        Grade::Fair => ("verdict fair", "◐", words::grade(element.grade, german)),
        Grade::Poor => ("verdict poor", "○", words::grade(element.grade, german)),
    };
    let verdict = child(chip, "div", class);
    natives::set_text(&verdict, &format!("{sign} {said}"));
    if !element.reasons.is_empty() {
        let reasons: Vec<&str> = element.reasons.iter().map(|code| words::reason(code, german)).collect();
        line(chip, &reasons.join(" · "));
    }
}

/// Found after nearly all changes, and nothing else is ever taken for it.
fn is_safe(survival: &Survival) -> bool {
    let is_mistaken =
        survival.is_mistaken_when_gone || survival.trials.iter().any(|trial| trial.fate == Fate::Wrong);
    survival.score >= SAFE && !is_mistaken
}

/// Whether it will be found after a year of changes, why not, and what would help.
fn outlook(chip: &Node, lasting: &Lasting, german: bool) {
    let survival = match lasting.survival() {
        Some(survival) => survival,
        None if lasting.is_under_way() => return line(chip, outlook::under_way(german)),
        None => return,
    };
    let class = match survival.score {
        SAFE.. if is_safe(survival) => "verdict lasting good",
        DOUBTFUL.. => "verdict lasting fair",
        _ => "verdict lasting poor",
    };
    natives::set_text(&child(chip, "div", class), &outlook::score(survival, german));
    line(chip, &outlook::reasons(survival, german));
    match &survival.advice {
        Some(advice) => line(chip, &outlook::advice(advice, german)),
        None if lasting.is_under_way() => line(chip, outlook::advice_under_way(german)),
        None => {}
    }
}

fn line(chip: &Node, text: &str) {
    natives::set_text(&child(chip, "div", "why"), text);
}
