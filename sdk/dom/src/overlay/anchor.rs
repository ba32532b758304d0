//! Card, ring and caret beside a target.
//!
//! Native where it can be: each is a popover with the target as its source, and the browser keeps it there without any script.
//! Whether it does is measured at every appearance, on the ring, which is there even when it is invisible. Where it does not
//! (SVG, frames, older browsers, transforms outside Chromium), the fallback follows.

use lotse_model::step::{Align, Mark, Spotlight, Surface};

use super::build::popover;
use super::card::CardView;
use super::follow::{Followed, Follower};
use super::place::{Edge, Question};
use crate::guard::{CAPTURE, Guard, PASSIVE, is, visible_share, window_target};
use crate::natives::{
    Node, Rect, Signal, computed, hide_popover, is_connected, is_framed, is_html, remove, remove_attribute,
    set_attribute, set_pixels, set_style, show_popover, window_width,
};

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
/// Most frames in which native anchoring is measured, after a sign that it may be wanting.
const MAX_PROBES: u32 = 4;
/// How long everything stays in its place when the target has gone, in milliseconds.
const PATIENCE_MS: f64 = 400.0;
/// How far native anchoring may be off and still count as working.
const TOLERANCE_PX: f64 = 1.0;

/// How card and marks are held.
enum Hold {
    /// At fixed places of the window.
    Free,
    /// By the browser; the guards notice what may end that.
    Native(Vec<Guard>),
    /// By script.
    Followed(Follower),
    /// Where they were when the target went away, for a moment: pages replace elements, and the new one is soon found.
    Frozen(Guard),
}

/// What [`Anchor::wake`] has noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noticed {
    /// The signal was meant for somebody else.
    Nothing,
    /// The signal is dealt with.
    Handled,
    /// The card has moved.
    Moved,
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
    /// Whether the card stands beside the target and not at an edge of the window.
    is_beside: bool,
    is_native_off: bool,
    /// Where ring and card were when they were last looked at.
    last: (Rect, Rect),
    view: Option<Guard>,
    /// Native anchoring is to be measured: first a frame has to be drawn, in which the target is here.
    probing: Option<(Guard, Option<Rect>)>,
    /// How often that is tried again when the target moves while it is measured.
    probes: u32,
}

impl Anchor {
    pub(super) fn new(frame: &Node, is_native_off: bool) -> Anchor {
        Anchor {
            hole: popover(frame, ""),
            caret: popover(frame, ""),
            target: None,
            hold: Hold::Free,
            is_away: false,
            is_beside: false,
            is_native_off,
            last: Default::default(),
            view: None,
            probing: None,
            probes: 0,
        }
    }

    /// The target.
    pub(super) fn target(&self) -> Option<&Node> {
        self.target.as_ref()
    }

    /// Whether the target is out of view.
    pub(super) fn is_away(&self) -> bool {
        self.is_away
    }

    /// Whether the card moves with its target.
    pub(super) fn is_beside(&self) -> bool {
        self.is_beside
    }

    /// Sets the target. Whether it is another one: then the card has to be presented again.
    pub(super) fn aim(&mut self, target: Option<&Node>) -> bool {
        if self.target.as_ref() == target {
            return false;
        }
        self.target = target.cloned();
        self.view = target.map(|target| Guard::view(target, ""));
        self.look();
        true
    }

    /// Holds everything where it is for a moment, because the target has gone. False when there is nothing to hold.
    pub(super) fn wait(&mut self, card: &CardView) -> bool {
        match self.hold {
            Hold::Free => return false,
            Hold::Frozen(_) => return true,
            Hold::Followed(_) => {}
            Hold::Native(_) => {
                let (hole, own) = self.last;
                self.draw_hole(&card.card.spotlight, false);
                put_hole(&self.hole, hole);
                if self.is_beside {
                    hide_popover(&self.caret);
                    clear_place(&card.node);
                    set_class(card, " followed", false);
                    put_at(&card.node, own.left, own.top);
                }
            }
        }
        self.hold = Hold::Frozen(Guard::timer(PATIENCE_MS));
        true
    }

    /// Looks whether the target is in view now; observers tell only later.
    pub(super) fn look(&mut self) {
        let window = Rect::window();
        self.is_away = self.target.as_ref().is_some_and(|target| !Rect::of(target).overlaps(&window));
    }

    /// Shows card and marks on top of whatever is in the top layer; a card that nothing was there before enters.
    pub(super) fn present(&mut self, card: &CardView, is_first: bool) {
        self.hold = Hold::Free;
        self.probing = None;
        clear_place(&self.hole);
        for node in [&self.caret, &card.node, &self.hole] {
            hide_popover(node);
        }
        match self.target.clone().filter(|target| !self.is_away && is_connected(target)) {
            Some(target) => self.present_at(card, is_first, &target),
            None => self.present_free(card, is_first),
        }
        card.make_scrollable();
    }

    fn present_free(&mut self, card: &CardView, is_first: bool) {
        self.is_beside = false;
        if card.card.surface == Surface::Modal && card.card.spotlight.has_backdrop {
            set_attribute(&self.hole, "class", "veil");
            show_popover(&self.hole, None);
        }
        show_card(card, is_first, None);
    }

    fn present_at(&mut self, card: &CardView, is_first: bool, target: &Node) {
        let spotlight = &card.card.spotlight;
        let is_beside = card.card.surface == Surface::Tooltip && window_width() > NARROW_PX;
        let source =
            Some(target).filter(|target| !self.is_native_off && is_html(target) && !is_framed(target));
        set_pixels(&self.hole, "--pad", padding(spotlight));
        self.draw_hole(spotlight, source.is_some());
        show_popover(&self.hole, source);
        show_card(card, is_first, source.filter(|_| is_beside));
        let is_native = source.is_some() && self.is_true(target, spotlight);
        if !is_native {
            self.draw_hole(spotlight, false);
        }
        let question = question(card, target);
        self.is_beside = is_beside && question.choose().is_some();
        if self.is_beside {
            self.pin(card, &question, source.filter(|_| is_native), is_first);
        } else {
            keep_clear(card, &question);
        }
        self.last = (Rect::of(&self.hole), Rect::of(&card.node));
        if is_native {
            let window = window_target();
            let signs = ["transitionrun", "animationstart", "resize"];
            self.hold = Hold::Native(
                signs.iter().map(|kind| Guard::listen(&window, kind, CAPTURE | PASSIVE)).collect(),
            );
        } else {
            let mut follower = Follower::new(target);
            if let Followed::Moved(rect) = follower.look() {
                self.place(card, rect);
            }
            self.hold = Hold::Followed(follower);
        }
    }

    /// Looks at a signal.
    pub(super) fn wake(&mut self, token: u32, signal: &Signal, card: &CardView) -> Noticed {
        if is(&self.view, token) {
            let is_away = visible_share(signal) == 0.0;
            let is_changed = is_away != self.is_away;
            self.is_away = is_away;
            return if is_changed { Noticed::Changed } else { Noticed::Handled };
        }
        if let Some((_, before)) = self.probing.take_if(|(guard, _)| guard.token() == token) {
            return if self.is_untrue(card, before) { Noticed::Changed } else { Noticed::Handled };
        }
        match &mut self.hold {
            Hold::Followed(follower) => match follower.wake(token, signal) {
                Followed::Nothing => Noticed::Nothing,
                Followed::Still => Noticed::Handled,
                Followed::Moved(rect) => {
                    self.place(card, rect);
                    Noticed::Moved
                }
            },
            Hold::Native(signs) if signs.iter().any(|guard| guard.token() == token) => {
                self.probes = MAX_PROBES;
                self.probe();
                Noticed::Handled
            }
            Hold::Frozen(guard) if guard.token() == token => {
                self.aim(None);
                Noticed::Changed
            }
            _ => Noticed::Nothing,
        }
    }

    /// Looks, once the next frame is drawn, whether native anchoring still does what it did. Not sooner: between a movement and
    /// its frame, browsers tell positions of which one is new and the other old.
    fn probe(&mut self) {
        if self.probes > 0 && self.probing.is_none() {
            self.probes -= 1;
            self.probing = Some((Guard::frame(), None));
        }
    }

    /// One step of a probe; whether it has found native anchoring wanting.
    fn is_untrue(&mut self, card: &CardView, before: Option<Rect>) -> bool {
        let is_native = matches!(self.hold, Hold::Native(_));
        let Some(target) = self.target.clone().filter(|target| is_native && is_connected(target)) else {
            return false;
        };
        let rect = Rect::of(&target);
        match before {
            None => self.probing = Some((Guard::timer(0.0), Some(rect))),
            // Moved by a script in between.
            Some(before) if before != rect => self.probe(),
            Some(_) => {
                self.last = (Rect::of(&self.hole), Rect::of(&card.node));
                return !self.is_true(&target, &card.card.spotlight);
            }
        }
        false
    }

    /// Whether the ring is where the target is.
    fn is_true(&self, target: &Node, spotlight: &Spotlight) -> bool {
        Rect::of(&self.hole).is_near(&grown(Rect::of(target), padding(spotlight)), TOLERANCE_PX)
    }

    fn draw_hole(&self, spotlight: &Spotlight, is_native: bool) {
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

    /// Holds the card beside the target, by the browser when there is a source.
    fn pin(&self, card: &CardView, question: &Question, source: Option<&Node>, is_first: bool) {
        let is_aside = matches!(question.choose(), Some(Edge::Left | Edge::Right));
        let caret = match (source.is_some(), is_aside) {
            (true, true) => "caret native aside",
            (true, false) => "caret native",
            _ => "caret",
        };
        set_attribute(&self.caret, "class", caret);
        set_class(card, if source.is_some() { " native" } else { " followed" }, is_first);
        if source.is_some() {
            let order = question.order();
            let align = question.placement.align;
            let [first, ..] = order;
            set_pixels(&card.node, "--gap", question.gap);
            set_style(&card.node, "position-area", first.area(align, question.is_rtl));
            set_style(&card.node, "position-try-fallbacks", &fallbacks(&order, align, question.is_rtl));
        }
        show_popover(&self.caret, source);
    }

    /// Puts everything where the target is.
    fn place(&self, card: &CardView, rect: Rect) {
        put_hole(&self.hole, grown(rect, padding(&card.card.spotlight)));
        let Some(target) = &self.target else { return };
        let question = question(card, target);
        let Some(edge) = question.choose().filter(|_| self.is_beside) else {
            keep_clear(card, &question);
            return;
        };
        let (left, top) = question.spot(edge);
        put_at(&card.node, left, top);
        let (right, bottom) = (left + question.width, top + question.height);
        let x = f64::midpoint(rect.left, rect.right).max(left + CARET_INSET_PX).min(right - CARET_INSET_PX);
        let y = f64::midpoint(rect.top, rect.bottom).max(top + CARET_INSET_PX).min(bottom - CARET_INSET_PX);
        let (x, y) = match edge {
            Edge::Top => (x, bottom),
            Edge::Bottom => (x, top),
            Edge::Left => (right, y),
            Edge::Right => (left, y),
        };
        put_at(&self.caret, x - CARET_HALF_PX, y - CARET_HALF_PX);
    }
}

impl Drop for Anchor {
    fn drop(&mut self) {
        remove(&self.hole);
        remove(&self.caret);
    }
}

/// Shows a card at its fixed place of the window.
fn show_card(card: &CardView, is_first: bool, source: Option<&Node>) {
    clear_place(&card.node);
    set_class(card, " docked", is_first);
    show_popover(&card.node, source);
}

/// `how` is for tooltips only: other surfaces have one place.
fn set_class(card: &CardView, how: &str, is_first: bool) {
    let mut class = String::from(match card.card.surface {
        Surface::Tooltip => "card tooltip",
        Surface::Modal => "card modal",
        Surface::Banner => "card banner",
    });
    if card.card.surface == Surface::Tooltip {
        class.push_str(how);
    }
    if is_first {
        class.push_str(" enter");
    }
    set_attribute(&card.node, "class", &class);
}

/// Moves a card at the lower edge of the window to the upper one, when it would cover the target there and does not here.
fn keep_clear(card: &CardView, question: &Question) {
    let covers = || Rect::of(&card.node).overlaps(&question.target);
    remove_attribute(&card.node, "data-high");
    if covers() {
        set_attribute(&card.node, "data-high", "");
        if covers() {
            remove_attribute(&card.node, "data-high");
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

/// Takes away whatever an earlier hold has written.
fn clear_place(node: &Node) {
    for name in ["left", "top", "width", "height", "position-area", "position-try-fallbacks"] {
        set_style(node, name, "");
    }
}

fn put_hole(hole: &Node, rect: Rect) {
    put_at(hole, rect.left, rect.top);
    set_pixels(hole, "width", rect.width());
    set_pixels(hole, "height", rect.height());
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
