//! Ring and caret: what points from a card to its target.

use lotse_model::step::{Mark, Spotlight};

use super::build::popover;
use super::place::{Edge, Question};
use crate::natives::{
    Node, Rect, append, hide_popover, holds_two_anchors, remove, set_attribute, set_pixels, set_style,
    show_popover,
};

/// Half the caret's edge.
const CARET_HALF_PX: f64 = 7.0;
/// Least distance of the caret from the corners of the card; the style sheet says the same.
const CARET_INSET_PX: f64 = 18.0;
/// Widest room around a target that a guide can ask for, in CSS pixels.
const MAX_PADDING_PX: u32 = 48;
/// How far native anchoring may be off and still count as working.
const TOLERANCE_PX: f64 = 1.0;

/// The marks of one target.
pub(super) struct Marks {
    hole: Node,
    caret: Node,
    frame: Node,
    /// Whether the caret is behind the card in the document: in two of three engines, `anchor()` looks only backwards there.
    is_arranged: bool,
    /// Whether the caret is held by its distance from the target, because `anchor()` cannot be trusted with two anchors.
    is_measured: bool,
}

impl Marks {
    pub(super) fn new(frame: &Node) -> Marks {
        let [hole, caret] = ["", ""].map(|class| popover(frame, class));
        Marks { hole, caret, frame: frame.clone(), is_arranged: false, is_measured: false }
    }

    /// Takes both out of the top layer.
    pub(super) fn hide(&mut self) {
        if !self.is_arranged {
            append(&self.frame, &self.caret);
            self.is_arranged = true;
        }
        self.is_measured = false;
        for node in [&self.caret, &self.hole] {
            hide_popover(node);
            clear_place(node);
        }
    }

    /// Dims the whole window.
    pub(super) fn veil(&self) {
        set_attribute(&self.hole, "class", "veil");
        show_popover(&self.hole, None);
    }

    /// Marks the target; by the browser when there is a source.
    pub(super) fn ring(&self, spotlight: &Spotlight, source: Option<&Node>) {
        set_pixels(&self.hole, "--pad", padding(spotlight));
        self.draw_ring(spotlight, source.is_some());
        show_popover(&self.hole, source);
    }

    /// Draws the ring, held natively or not.
    pub(super) fn draw_ring(&self, spotlight: &Spotlight, is_native: bool) {
        let mut class = String::from(if is_native { "hole native" } else { "hole" });
        class.push_str(match spotlight.mark {
            Mark::Ring => " ring",
            Mark::Beacon => " dot",
            Mark::None => "",
        });
        if spotlight.has_backdrop {
            class.push_str(" dim");
        }
        set_attribute(&self.hole, "class", &class);
    }

    /// Whether the ring is where the target is.
    pub(super) fn is_true(&self, target: &Node, spotlight: &Spotlight) -> bool {
        self.rect().is_near(&Rect::of(target).grown(padding(spotlight)), TOLERANCE_PX)
    }

    /// Where the ring is.
    pub(super) fn rect(&self) -> Rect {
        Rect::of(&self.hole)
    }

    /// Puts the ring around a place.
    pub(super) fn put_ring(&self, rect: &Rect) {
        put_at(&self.hole, rect.left, rect.top);
        set_pixels(&self.hole, "width", rect.width());
        set_pixels(&self.hole, "height", rect.height());
    }

    /// Shows the caret; by the browser when there is a source.
    pub(super) fn point(&mut self, edge: Edge, card: &Node, target: &Node, source: Option<&Node>) {
        self.is_measured = source.is_some() && !holds_two_anchors();
        let class = match (source.is_some(), edge) {
            (false, _) => "caret",
            _ if self.is_measured => "caret measured",
            (true, Edge::Left | Edge::Right) => "caret native aside",
            (true, _) => "caret native",
        };
        set_attribute(&self.caret, "class", class);
        self.measure(card, target);
        show_popover(&self.caret, source);
    }

    /// Whether the caret has to be measured when the card may stand on another side of its target.
    pub(super) fn is_measured(&self) -> bool {
        self.is_measured
    }

    /// Holds the caret by its distance from the target.
    pub(super) fn measure(&self, card: &Node, target: &Node) {
        if self.is_measured {
            let (card, target) = (Rect::of(card), Rect::of(target));
            let ((x, y), (to_x, to_y)) = (tip(&card, &target), target.middle());
            set_pixels(&self.caret, "--x", x - to_x);
            set_pixels(&self.caret, "--y", y - to_y);
        }
    }

    /// Puts the caret between a card and its target.
    pub(super) fn put_caret(&self, card: &Rect, target: &Rect) {
        let (x, y) = tip(card, target);
        put_at(&self.caret, x - CARET_HALF_PX, y - CARET_HALF_PX);
    }

    /// Takes the caret away.
    pub(super) fn hide_caret(&self) {
        hide_popover(&self.caret);
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        remove(&self.hole);
        remove(&self.caret);
    }
}

/// The point of a card's edge that is next to the middle of its target, away from the corners.
fn tip(card: &Rect, target: &Rect) -> (f64, f64) {
    let (x, y) = target.middle();
    let within = |at: f64, from: f64, to: f64, inset: f64| at.max(from + inset).min(to - inset);
    let is_beside = x < card.left || x > card.right;
    let is_upright = y < card.top || y > card.bottom;
    (
        within(x, card.left, card.right, if is_upright { CARET_INSET_PX } else { 0.0 }),
        within(y, card.top, card.bottom, if is_beside && !is_upright { CARET_INSET_PX } else { 0.0 }),
    )
}

/// Room between target and ring.
pub(super) fn padding(spotlight: &Spotlight) -> f64 {
    f64::from(spotlight.padding_px.min(MAX_PADDING_PX))
}

/// Takes away whatever an earlier hold has written.
pub(super) fn clear_place(node: &Node) {
    for name in ["left", "top", "width", "height", "position-area", "position-try-fallbacks", "--x", "--y"] {
        set_style(node, name, "");
    }
}

/// Puts an element at a place of the window.
pub(super) fn put_at(node: &Node, left: f64, top: f64) {
    set_pixels(node, "left", left);
    set_pixels(node, "top", top);
}

/// How a card goes around a target that wants this side first.
pub(super) fn hold_beside(card: &Node, question: &Question) {
    let order = question.order();
    let (align, is_rtl) = (question.placement.align, question.is_rtl);
    let [first, others @ ..] = order;
    let mut fallbacks = String::new();
    for edge in others {
        fallbacks.push_str(edge.area(align, is_rtl));
        fallbacks.push(',');
    }
    // Then the corner of the window.
    fallbacks.push_str("--lotse-dock");
    set_pixels(card, "--gap", question.gap);
    set_style(card, "position-area", first.area(align, is_rtl));
    set_style(card, "position-try-fallbacks", &fallbacks);
}

#[cfg(test)]
mod tests {
    use super::tip;
    use crate::natives::Rect;

    const CARD: Rect = Rect { left: 100.0, top: 200.0, right: 400.0, bottom: 360.0 };

    fn around(x: f64, y: f64) -> Rect {
        Rect { left: x - 10.0, top: y - 10.0, right: x + 10.0, bottom: y + 10.0 }
    }

    #[test]
    fn the_caret_is_on_the_edge_that_faces_the_target() {
        assert_eq!(tip(&CARD, &around(250.0, 150.0)), (250.0, 200.0));
        assert_eq!(tip(&CARD, &around(250.0, 420.0)), (250.0, 360.0));
        assert_eq!(tip(&CARD, &around(40.0, 280.0)), (100.0, 280.0));
        assert_eq!(tip(&CARD, &around(500.0, 280.0)), (400.0, 280.0));
    }

    #[test]
    fn the_caret_keeps_away_from_corners() {
        assert_eq!(tip(&CARD, &around(102.0, 150.0)), (118.0, 200.0));
        assert_eq!(tip(&CARD, &around(500.0, 201.0)), (400.0, 218.0));
    }
}
