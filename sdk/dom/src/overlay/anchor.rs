//! Card, ring and caret beside a target.
//!
//! Native where it can be: each is a popover with the target as its source, and the browser keeps it there without any script.
//! Whether it does is measured once per appearance, on the ring, which is there even when it is invisible. Where it does not
//! (SVG, frames, older browsers, transforms outside Chromium), the fallback places them itself: on every sign of movement, and
//! by frame while something moves.

use lotse_model::step::{Align, Mark, Spotlight, Surface};

use super::build::put;
use super::card::CardView;
use super::place::{Edge, Question};
use crate::guard::{CAPTURE, Guard, PASSIVE, is, visible_share, window_of, window_target};
use crate::natives::{
    Node, Rect, Signal, computed, hide_popover, is_connected, is_framed, is_html, remove, set_attribute,
    set_pixels, set_style, show_popover, window_width,
};
use crate::words::digits;

/// Frames without movement after which the fallback rests.
const STILL_FRAMES: u32 = 4;
/// Room for caret and breath between ring and card, in CSS pixels.
const CARET_PX: f64 = 10.0;
/// Half the caret's edge.
const CARET_HALF_PX: f64 = 7.0;
/// Least distance of the caret from the corners of the card.
const CARET_INSET_PX: f64 = 18.0;
/// Widest room around a target that a guide can ask for, in CSS pixels.
const MAX_PADDING_PX: u32 = 48;
/// Windows up to this width have the card at their lower edge; the style sheet says the same.
const NARROW_PX: f64 = 480.0;
/// How far native anchoring may be off and still count as working.
const TOLERANCE_PX: f64 = 1.0;

/// How the card is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// At a fixed place of the window.
    Free,
    /// By the browser.
    Native,
    /// By script.
    Followed,
}

/// What [`Anchor::wake`] has noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noticed {
    /// The signal was meant for somebody else.
    Nothing,
    /// The signal was ours, and is dealt with.
    Handled,
    /// The card has to be presented again.
    Changed,
}

/// Marks of a target, and what keeps card and marks in their places.
pub(super) struct Anchor {
    hole: Node,
    caret: Node,
    target: Option<Node>,
    hold: Hold,
    is_away: bool,
    /// Whether the card stands beside the target and not in a corner of the window.
    is_beside: bool,
    is_native_off: bool,
    view: Option<Guard>,
    shift: Option<Guard>,
    share: Option<f64>,
    frame: Option<Guard>,
    signs: Vec<Guard>,
    last: Rect,
    still: u32,
}

impl Anchor {
    pub(super) fn new(frame: &Node, is_native_off: bool) -> Anchor {
        let mark = || {
            let node = put(frame, "div", "");
            set_attribute(&node, "popover", "manual");
            node
        };
        Anchor {
            hole: mark(),
            caret: mark(),
            target: None,
            hold: Hold::Free,
            is_away: false,
            is_beside: false,
            is_native_off,
            view: None,
            shift: None,
            share: None,
            frame: None,
            signs: Vec::new(),
            last: Rect::default(),
            still: 0,
        }
    }

    /// Whether the target is out of view.
    pub(super) fn is_away(&self) -> bool {
        self.is_away
    }

    /// The target.
    pub(super) fn target(&self) -> Option<&Node> {
        self.target.as_ref()
    }

    /// Sets the target. Whether it is another one: then the card has to be presented again.
    pub(super) fn aim(&mut self, target: Option<&Node>) -> bool {
        if self.target.as_ref() == target {
            return false;
        }
        self.target = target.cloned();
        self.view = target.map(|target| Guard::view(target, ""));
        let window = Rect::window();
        self.is_away = target.is_some_and(|target| !Rect::of(target).overlaps(&window));
        true
    }

    /// Whether native anchoring does not do any more what it did.
    pub(super) fn is_untrue(&self, card: &CardView) -> bool {
        let target = self.target.as_ref().filter(|_| self.hold == Hold::Native);
        target.is_some_and(|target| !self.is_true(target, &card.card.spotlight))
    }

    /// Shows card and marks on top of whatever is in the top layer; a new card enters.
    pub(super) fn present(&mut self, card: &CardView, is_new: bool) {
        self.rest();
        for node in [&self.caret, &card.node, &self.hole] {
            hide_popover(node);
        }
        let target = self.target.clone().filter(|target| !self.is_away && is_connected(target));
        let Some(target) = target else {
            self.hold = Hold::Free;
            self.is_beside = false;
            if card.card.surface == Surface::Modal && card.card.spotlight.has_backdrop {
                set_attribute(&self.hole, "class", "veil");
                show_popover(&self.hole, None);
            }
            show_card(card, is_new, None);
            return;
        };
        self.is_beside = card.card.surface == Surface::Tooltip && window_width() > NARROW_PX;
        let source =
            Some(&target).filter(|target| !self.is_native_off && is_html(target) && !is_framed(target));
        set_pixels(&self.hole, "--pad", padding(&card.card.spotlight));
        self.show_hole(card, source.is_some());
        show_popover(&self.hole, source);
        show_card(card, is_new, source.filter(|_| self.is_beside));
        let is_native = source.is_some() && self.is_true(&target, &card.card.spotlight);
        self.hold = if is_native { Hold::Native } else { Hold::Followed };
        self.show_hole(card, is_native);
        let question = question(card, &target);
        self.is_beside = self.is_beside && question.choose().is_some();
        if self.is_beside {
            self.pin(card, &question, source, is_new);
        } else {
            keep_clear(card, &question);
        }
        let window = window_target();
        let listen = |kinds: &[&str]| {
            kinds.iter().map(|kind| Guard::listen(&window, kind, CAPTURE | PASSIVE)).collect()
        };
        if is_native {
            self.signs = listen(&["transitionrun", "animationstart", "resize"]);
            return;
        }
        self.signs = listen(&["transitionrun", "animationstart", "resize", "scroll", "wheel"]);
        if is_framed(&target) {
            self.signs.push(Guard::listen(&window_of(&target), "scroll", CAPTURE | PASSIVE));
        }
        self.signs.push(Guard::size(&target));
        self.still = 0;
        self.last = Rect::default();
        self.follow(card);
    }

    /// Looks at a signal.
    pub(super) fn wake(&mut self, token: u32, signal: &Signal, card: &CardView) -> Noticed {
        if is(&self.view, token) {
            let is_away = visible_share(signal) == 0.0;
            let is_changed = is_away != self.is_away;
            self.is_away = is_away;
            return if is_changed { Noticed::Changed } else { Noticed::Handled };
        }
        if is(&self.frame, token) {
            self.frame = None;
            return self.step(card);
        }
        if is(&self.shift, token) {
            let share = visible_share(signal);
            if self.share.replace(share).is_none_or(|before| before == share) {
                return Noticed::Handled;
            }
            self.still = 0;
            return self.step(card);
        }
        if self.signs.iter().any(|guard| guard.token() == token) {
            self.still = 0;
            if self.hold == Hold::Followed {
                self.follow(card);
            }
            self.frame.get_or_insert_with(Guard::frame);
            return Noticed::Handled;
        }
        Noticed::Nothing
    }

    /// Where the target is seen, when it is marked.
    pub(super) fn hole(&self) -> Option<Rect> {
        (self.hold != Hold::Free).then(|| Rect::of(&self.hole))
    }

    /// Whether ring and target are where they belong.
    fn is_true(&self, target: &Node, spotlight: &Spotlight) -> bool {
        Rect::of(&self.hole).is_near(&grown(Rect::of(target), padding(spotlight)), TOLERANCE_PX)
    }

    /// Holds the card beside the target: by the browser where that works, otherwise by the first step of following.
    fn pin(&self, card: &CardView, question: &Question, source: Option<&Node>, is_new: bool) {
        let is_native = self.hold == Hold::Native;
        set_attribute(&self.caret, "class", if is_native { "caret native" } else { "caret" });
        set_class(card, if is_native { " native" } else { " followed" }, is_new);
        if is_native {
            let order = question.order();
            let align = question.placement.align;
            let [first, ..] = order;
            set_pixels(&card.node, "--gap", question.gap);
            set_style(&card.node, "position-area", first.area(align, question.is_rtl));
            set_style(&card.node, "position-try-fallbacks", &fallbacks(&order, align, question.is_rtl));
        }
        show_popover(&self.caret, source);
    }

    fn show_hole(&self, card: &CardView, is_native: bool) {
        let Spotlight { mark, has_backdrop, .. } = card.card.spotlight;
        let mut class = String::from(if is_native { "hole native" } else { "hole" });
        class.push_str(match mark {
            Mark::Ring => " ring",
            Mark::Beacon => " dot",
            Mark::None => "",
        });
        if has_backdrop {
            class.push_str(" dim");
        }
        set_attribute(&self.hole, "class", &class);
    }

    /// One frame of following, or of finding out whether native anchoring still holds.
    fn step(&mut self, card: &CardView) -> Noticed {
        let Some(target) = self.target.clone() else { return Noticed::Handled };
        match self.hold {
            Hold::Free => Noticed::Handled,
            Hold::Native if self.is_true(&target, &card.card.spotlight) => Noticed::Handled,
            Hold::Native => Noticed::Changed,
            Hold::Followed => {
                self.follow(card);
                Noticed::Handled
            }
        }
    }

    /// Puts everything where the target is now, and looks again in the next frame while it moves.
    fn follow(&mut self, card: &CardView) {
        let Some(target) = &self.target else { return };
        let rect = Rect::of(target);
        if rect == self.last {
            self.still += 1;
        } else {
            self.still = 0;
            self.last = rect;
            self.place(card, rect);
        }
        if self.still < STILL_FRAMES {
            self.shift = None;
            self.frame.get_or_insert_with(Guard::frame);
        } else if self.shift.is_none() {
            // A frame of the window exactly around the target: it tells when the target leaves it.
            let window = Rect::window();
            let mut margin = String::new();
            for room in [rect.top, window.right - rect.right, window.bottom - rect.bottom, rect.left] {
                margin.push_str(&margin_px(room));
                margin.push(' ');
            }
            self.share = None;
            self.shift = Some(Guard::view(target, &margin));
        }
    }

    fn place(&self, card: &CardView, target: Rect) {
        let hole = grown(target, padding(&card.card.spotlight));
        put_at(&self.hole, hole.left, hole.top);
        set_pixels(&self.hole, "width", hole.width());
        set_pixels(&self.hole, "height", hole.height());
        let Some(node) = &self.target else { return };
        let question = question(card, node);
        let edge = question.choose().filter(|_| self.is_beside);
        let Some(edge) = edge else {
            keep_clear(card, &question);
            return;
        };
        let (left, top) = question.spot(edge);
        put_at(&card.node, left, top);
        let middle = |from: f64, to: f64| f64::midpoint(from, to);
        let (right, bottom) = (left + question.width, top + question.height);
        let x = middle(target.left, target.right).max(left + CARET_INSET_PX).min(right - CARET_INSET_PX);
        let y = middle(target.top, target.bottom);
        let (x, y) = match edge {
            Edge::Top => (x, bottom),
            Edge::Bottom => (x, top),
            Edge::Left => (right, y.max(top + CARET_INSET_PX).min(bottom - CARET_INSET_PX)),
            Edge::Right => (left, y.max(top + CARET_INSET_PX).min(bottom - CARET_INSET_PX)),
        };
        put_at(&self.caret, x - CARET_HALF_PX, y - CARET_HALF_PX);
    }

    fn rest(&mut self) {
        self.frame = None;
        self.shift = None;
        self.signs.clear();
    }
}

impl Drop for Anchor {
    fn drop(&mut self) {
        remove(&self.hole);
        remove(&self.caret);
    }
}

/// Shows a card at its fixed place of the window.
fn show_card(card: &CardView, is_new: bool, source: Option<&Node>) {
    for name in ["left", "top", "position-area", "position-try-fallbacks"] {
        set_style(&card.node, name, "");
    }
    set_class(card, " docked", is_new);
    show_popover(&card.node, source);
}

/// `how` is for tooltips only: other surfaces have one place.
fn set_class(card: &CardView, how: &str, is_new: bool) {
    let mut class = String::from(match card.card.surface {
        Surface::Tooltip => "card tooltip",
        Surface::Modal => "card modal",
        Surface::Banner => "card banner",
    });
    if card.card.surface == Surface::Tooltip {
        class.push_str(how);
    }
    if is_new {
        class.push_str(" enter");
    }
    set_attribute(&card.node, "class", &class);
}

/// Moves a card that stands at the lower edge of the window to the upper one, when it would cover the target.
fn keep_clear(card: &CardView, question: &Question) {
    if card.card.surface == Surface::Modal && window_width() > NARROW_PX {
        return;
    }
    if Rect::of(&card.node).overlaps(&question.target) {
        set_class(card, " docked high", false);
        if Rect::of(&card.node).overlaps(&question.target) {
            set_class(card, " docked", false);
        }
    }
}

fn question(card: &CardView, target: &Node) -> Question {
    let size = Rect::of(&card.node);
    Question {
        width: size.width(),
        height: size.height(),
        target: Rect::of(target),
        window: Rect::window(),
        placement: card.card.placement.clone(),
        is_rtl: computed(target, "direction") == "rtl",
        gap: padding(&card.card.spotlight) + CARET_PX,
    }
}

fn padding(spotlight: &Spotlight) -> f64 {
    f64::from(spotlight.padding_px.min(MAX_PADDING_PX))
}

fn grown(rect: Rect, by: f64) -> Rect {
    Rect { left: rect.left - by, top: rect.top - by, right: rect.right + by, bottom: rect.bottom + by }
}

fn put_at(node: &Node, left: f64, top: f64) {
    set_pixels(node, "left", left);
    set_pixels(node, "top", top);
}

/// The other sides in their order, then the corner of the window.
fn fallbacks(order: &[Edge; 4], align: Align, is_rtl: bool) -> String {
    let mut list = String::new();
    for edge in order.iter().skip(1) {
        list.push_str(edge.area(align, is_rtl));
        list.push(',');
    }
    list.push_str("--lotse-dock");
    list
}

/// `-12px` for 12.6: whole, and rather too much room than too little.
fn margin_px(room: f64) -> String {
    // Saturates; windows are smaller than that.
    #[expect(clippy::cast_possible_truncation, reason = "rounded to whole pixels of a window")]
    let whole = room.floor() as i32;
    let sign = if whole > 0 { "-" } else { "" };
    [sign, &digits(whole.unsigned_abs()), "px"].concat()
}
