//! Card, ring and caret beside a target.
//!
//! Native where it can be: each is a popover with the target as its source, and the browser keeps it there without any script.
//! Whether it does is measured at every appearance, on the ring, which is there even when it is invisible. Where it does not
//! (SVG, frames, older browsers, transforms outside Chromium), the fallback follows.

use lotse_model::gather::Gather as _;
use lotse_model::step::Surface;

use super::card::CardView;
use super::follow::{Followed, Follower};
use super::marks::{Marks, clear_place, hold_beside, padding, put_at};
use super::place::Question;
use super::probe::{Probe, Probed};
use crate::guard::{CAPTURE, Guard, PASSIVE, is, visible_share, window_target};
use crate::natives::{
    Node, Rect, Signal, computed, hide_popover, is_connected, is_framed, is_html, is_within, origin,
    remove_attribute, set_attribute, show_popover, window_width,
};

/// Room for caret and breath between ring and card, in CSS pixels.
const CARET_PX: f64 = 10.0;
/// Windows up to this width have the card at their lower edge; the style sheet says the same.
const NARROW_PX: f64 = 480.0;
/// How long everything stays in its place when the target has gone, in milliseconds.
const PATIENCE_MS: f64 = 400.0;

/// Events after which native anchoring is looked at.
const SIGNS: [&str; 4] = ["resize", "transitionrun", "animationstart", "scrollend"];
/// The last of them, which is listened to only where the caret has to be measured.
const SCROLLEND: usize = 3;

/// How card and marks are held.
enum Hold {
    /// At fixed places of the window.
    Free,
    /// By the browser; the guards notice what may end that.
    Native(Vec<Guard>, Probe),
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
    marks: Marks,
    target: Option<Node>,
    hold: Hold,
    is_away: bool,
    /// Whether the card stands beside the target and not at an edge of the window.
    is_beside: bool,
    is_native_off: bool,
    /// Where ring and card were when they were last looked at.
    last: (Rect, Rect),
    view: Option<Guard>,
}

impl Anchor {
    pub(super) fn new(frame: &Node, is_native_off: bool) -> Anchor {
        Anchor {
            marks: Marks::new(frame),
            target: None,
            hold: Hold::Free,
            is_away: false,
            is_beside: false,
            is_native_off,
            last: Default::default(),
            view: None,
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

    /// Looks whether the target is in view now; observers tell only later.
    pub(super) fn look(&mut self) {
        let window = Rect::window();
        self.is_away = self.target.as_ref().is_some_and(|target| !Rect::of(target).overlaps(&window));
    }

    /// Holds everything where it is for a moment, because the target has gone. False when there is nothing to hold.
    pub(super) fn wait(&mut self, card: &CardView) -> bool {
        match self.hold {
            Hold::Free => return false,
            Hold::Frozen(_) => return true,
            Hold::Followed(_) => {}
            Hold::Native(..) => {
                let (ring, own) = self.last;
                self.marks.draw_ring(&card.card.spotlight, false);
                self.marks.put_ring(&ring);
                if self.is_beside {
                    self.marks.hide_caret();
                    clear_place(&card.node);
                    set_class(card, " followed", false);
                    put_at(&card.node, own.left, own.top);
                }
            }
        }
        self.hold = Hold::Frozen(Guard::timer(PATIENCE_MS));
        true
    }

    /// Shows card and marks on top of whatever is in the top layer; a card that nothing was there before enters.
    pub(super) fn present(&mut self, card: &CardView, is_first: bool) {
        self.hold = Hold::Free;
        self.marks.hide();
        hide_popover(&card.node);
        match self.target.clone().filter(|target| !self.is_away && is_connected(target)) {
            Some(target) => self.present_at(card, is_first, &target),
            None => {
                self.is_beside = false;
                if card.card.surface == Surface::Modal && card.card.spotlight.has_backdrop {
                    self.marks.veil();
                }
                show_card(card, is_first, None);
            }
        }
        card.make_scrollable();
    }

    fn present_at(&mut self, card: &CardView, is_first: bool, target: &Node) {
        let spotlight = &card.card.spotlight;
        let may_be_beside = card.card.surface == Surface::Tooltip && window_width() > NARROW_PX;
        let can_be_native = !self.is_native_off && is_html(target) && !is_framed(target);
        let source = Some(target).filter(|_| can_be_native);
        self.marks.ring(spotlight, source);
        show_card(card, is_first, source.filter(|_| may_be_beside));
        let source = source.filter(|target| self.marks.is_true(target, spotlight));
        if source.is_none() {
            self.marks.draw_ring(spotlight, false);
        }
        let question = question(card, target);
        let edge = question.choose().filter(|_| may_be_beside);
        self.is_beside = edge.is_some();
        if let Some(edge) = edge {
            set_class(card, if source.is_some() { " native" } else { " followed" }, is_first);
            if source.is_some() {
                hold_beside(&card.node, &question);
            }
            self.marks.point(edge, &card.node, target, source);
        } else {
            keep_clear(card, &question);
        }
        self.last = (self.marks.rect(), Rect::of(&card.node));
        self.hold = if source.is_some() {
            let listen = |kind: &&str| Guard::listen(&window_target(), kind, CAPTURE | PASSIVE);
            let count = if self.marks.is_measured() { SIGNS.len() } else { SCROLLEND };
            Hold::Native(SIGNS.iter().take(count).map(listen).gather(), Probe::soon())
        } else {
            let mut follower = Follower::new(target);
            if let Followed::Moved(rect) = follower.look() {
                self.place(card, &rect);
            }
            Hold::Followed(follower)
        };
    }

    /// Looks at a signal.
    pub(super) fn wake(&mut self, token: u32, signal: &Signal, card: &CardView) -> Noticed {
        if is(&self.view, token) {
            let is_away = visible_share(signal) == 0.0;
            let is_changed = is_away != self.is_away;
            self.is_away = is_away;
            return if is_changed { Noticed::Changed } else { Noticed::Handled };
        }
        match &mut self.hold {
            Hold::Free => Noticed::Nothing,
            Hold::Native(..) => self.wake_native(token, signal, card),
            Hold::Followed(follower) => match follower.wake(token, signal) {
                Followed::Nothing => Noticed::Nothing,
                Followed::Still => Noticed::Handled,
                Followed::Moved(rect) => {
                    self.place(card, &rect);
                    Noticed::Moved
                }
            },
            Hold::Frozen(guard) if guard.token() == token => {
                self.aim(None);
                Noticed::Changed
            }
            Hold::Frozen(_) => Noticed::Nothing,
        }
    }

    fn wake_native(&mut self, token: u32, signal: &Signal, card: &CardView) -> Noticed {
        let (Hold::Native(signs, probe), Some(target)) = (&mut self.hold, &self.target) else {
            return Noticed::Nothing;
        };
        if let Some(at) = signs.iter().position(|guard| guard.token() == token) {
            // Scrolling may turn the card to another side; the others may move the target out of its layout.
            if at == SCROLLEND {
                self.marks.measure(&card.node, target);
            } else if origin(signal).is_none_or(|moving| is_within(target, &moving)) {
                probe.begin();
            }
            return Noticed::Handled;
        }
        match probe.wake(token, target) {
            Probed::Nothing => Noticed::Nothing,
            Probed::Waits => Noticed::Handled,
            Probed::Measure if !is_connected(target) => Noticed::Handled,
            Probed::Measure => {
                self.last = (self.marks.rect(), Rect::of(&card.node));
                self.marks.measure(&card.node, target);
                if self.marks.is_true(target, &card.card.spotlight) {
                    Noticed::Handled
                } else {
                    Noticed::Changed
                }
            }
        }
    }

    /// Puts everything where the target is.
    fn place(&self, card: &CardView, target: &Rect) {
        self.marks.put_ring(&target.grown(padding(&card.card.spotlight)));
        let Some(node) = &self.target else { return };
        let question = question(card, node);
        let Some(edge) = question.choose().filter(|_| self.is_beside) else {
            keep_clear(card, &question);
            return;
        };
        let (left, top) = question.spot(edge);
        put_at(&card.node, left, top);
        let own = Rect { left, top, right: left + question.width, bottom: top + question.height };
        self.marks.put_caret(&own, target);
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
