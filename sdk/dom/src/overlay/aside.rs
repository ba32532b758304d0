//! What is drawn when no card is: the beacon that offers a guide, and the pill of a guide that was put aside.

use lotse_model::seek::joined;
use std::rc::Rc;

use lotse_engine::view::{Beacon, ButtonId, Pill, PillState};
use lotse_model::content::plain_text;

use super::build::{popover, put, put_icon, put_text};
use super::card::CROSS;
use super::content::Scribe;
use super::follow::{Followed, Follower};
use crate::guard::{Guard, visible_share};
use crate::natives::{
    Node, Rect, Signal, hide_popover, is_framed, is_html, remove, set_attribute, set_pixels, show_popover,
};
use crate::words::{self, Tongue, Word, word};

/// How far the middle of a beacon lies within its target's corner, in CSS pixels.
const INSET_PX: f64 = 2.0;
/// Half the size of a beacon.
const HALF_PX: f64 = 14.0;

/// A beacon at the corner of its target.
pub(super) struct BeaconView {
    pub(super) beacon: Rc<Beacon>,
    pub(super) button: Node,
    node: Node,
    target: Node,
    view: Guard,
    follower: Option<Follower>,
}

impl BeaconView {
    pub(super) fn new(
        frame: &Node,
        beacon: &Rc<Beacon>,
        target: &Node,
        scribe: &Scribe,
        is_native_off: bool,
    ) -> BeaconView {
        let node = popover(frame, "beacon native");
        let button = put(&node, "button", "spot");
        set_attribute(&button, "type", "button");
        let name = joined(&[word(scribe.tongue, Word::HelpWith), &plain_text(&beacon.title)]);
        set_attribute(&button, "aria-label", &name);
        set_attribute(&button, "title", &name);
        let mut view = BeaconView {
            beacon: Rc::clone(beacon),
            button,
            node,
            target: target.clone(),
            view: Guard::view(target, ""),
            follower: None,
        };
        view.present(is_native_off);
        view
    }

    pub(super) fn target(&self) -> &Node {
        &self.target
    }

    pub(super) fn is_of(&self, beacon: &Beacon, target: &Node) -> bool {
        *self.beacon == *beacon && self.target == *target
    }

    /// Shows it on top of whatever is in the top layer.
    pub(super) fn present(&mut self, is_native_off: bool) {
        hide_popover(&self.node);
        self.follower = None;
        let source =
            Some(&self.target).filter(|target| !is_native_off && is_html(target) && !is_framed(target));
        set_attribute(&self.node, "class", "beacon native");
        show_popover(&self.node, source);
        let (own, target) = (Rect::of(&self.node), Rect::of(&self.target));
        let is_there = (own.left + HALF_PX - target.right + INSET_PX).abs() <= 1.0
            && (own.top + HALF_PX - target.top - INSET_PX).abs() <= 1.0;
        if source.is_none() || !is_there {
            set_attribute(&self.node, "class", "beacon");
            let mut follower = Follower::new(&self.target);
            if let Followed::Moved(rect) = follower.look() {
                self.place(rect);
            }
            self.follower = Some(follower);
        }
    }

    /// Looks at a signal; whether it was meant for this beacon.
    pub(super) fn wake(&mut self, token: u32, signal: &Signal) -> bool {
        if self.view.token() == token {
            // The browser hides what is anchored to something hidden; followed beacons are hidden here.
            if self.follower.is_some() {
                hide_popover(&self.node);
                if visible_share(signal) > 0.0 {
                    show_popover(&self.node, None);
                }
            }
            return true;
        }
        let Some(follower) = &mut self.follower else { return false };
        match follower.wake(token, signal) {
            Followed::Nothing => return false,
            Followed::Still => {}
            Followed::Moved(rect) => self.place(rect),
        }
        true
    }

    fn place(&self, rect: Rect) {
        set_pixels(&self.node, "left", rect.right - INSET_PX - HALF_PX);
        set_pixels(&self.node, "top", rect.top + INSET_PX - HALF_PX);
    }
}

impl Drop for BeaconView {
    fn drop(&mut self) {
        remove(&self.node);
    }
}

/// The pill.
pub(super) struct PillView {
    pub(super) pill: Rc<Pill>,
    pub(super) tongue: Tongue,
    pub(super) buttons: Vec<(Node, ButtonId)>,
    node: Node,
}

impl PillView {
    pub(super) fn new(frame: &Node, pill: &Rc<Pill>, scribe: &Scribe) -> PillView {
        let tongue = scribe.tongue;
        let node = popover(frame, "pill");
        let (state, wanted) = match pill.state {
            PillState::Paused => (Word::Paused, ButtonId::Resume),
            PillState::OtherTab => (Word::OtherTab, ButtonId::TakeOver),
        };
        set_attribute(&node, "role", "region");
        set_attribute(&node, "aria-label", word(tongue, state));
        let text = put(&node, "p", "");
        put_text(&text, "small", "", word(tongue, state));
        scribe.line(&put(&text, "b", ""), &pill.title);
        let resume = put_text(&node, "button", "button primary", words::button(tongue, &wanted));
        set_attribute(&resume, "type", "button");
        let mut buttons = vec![(resume, wanted)];
        if pill.state == PillState::Paused {
            let leave = put(&node, "button", "corner");
            let name = words::button(tongue, &ButtonId::Leave);
            set_attribute(&leave, "type", "button");
            set_attribute(&leave, "aria-label", name);
            set_attribute(&leave, "title", name);
            put_icon(&leave, CROSS);
            buttons.push((leave, ButtonId::Leave));
        }
        show_popover(&node, None);
        PillView { pill: Rc::clone(pill), tongue, buttons, node }
    }

    /// Shows it on top of whatever is in the top layer.
    pub(super) fn present(&self) {
        hide_popover(&self.node);
        show_popover(&self.node, None);
    }
}

impl Drop for PillView {
    fn drop(&mut self) {
        remove(&self.node);
    }
}
