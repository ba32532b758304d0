//! Following a target by script, where the browser cannot hold something beside it: looked at on every sign of movement, then
//! by frame while it moves, and not at all while it stands still.

use crate::guard::{CAPTURE, Guard, PASSIVE, is, visible_share, window_of, window_target};
use crate::natives::{Node, Rect, Signal, is_framed};
use crate::words::digits;
use lotse_model::gather::Gather as _;
use lotse_model::seek::{joined, strung};

/// Frames without movement after which following rests.
const STILL_FRAMES: u32 = 4;
/// Events that go before a movement of something in the page.
const SIGNS: [&str; 5] = ["scroll", "resize", "wheel", "transitionrun", "animationstart"];

/// Follows one target.
pub(super) struct Follower {
    target: Node,
    signs: Vec<Guard>,
    frame: Option<Guard>,
    /// An observer of exactly the part of the window that the target fills: it tells when the target leaves it.
    shift: Option<Guard>,
    share: Option<f64>,
    last: Rect,
    still: u32,
}

/// What a follower makes of a signal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Followed {
    /// It was meant for somebody else.
    Nothing,
    /// The target is where it was.
    Still,
    /// The target is here now.
    Moved(Rect),
}

impl Follower {
    pub(super) fn new(target: &Node) -> Follower {
        let listen = |window: &Node, kind: &str| Guard::listen(window, kind, CAPTURE | PASSIVE);
        let window = window_target();
        let mut signs: Vec<Guard> = SIGNS.iter().map(|kind| listen(&window, kind)).gather();
        if is_framed(target) {
            signs.push(listen(&window_of(target), "scroll"));
        }
        signs.push(Guard::size(target));
        Follower {
            target: target.clone(),
            signs,
            frame: None,
            shift: None,
            share: None,
            last: Rect::default(),
            still: 0,
        }
    }

    /// Looks now, and goes on looking until the target has stood still for a moment.
    pub(super) fn look(&mut self) -> Followed {
        let rect = Rect::of(&self.target);
        let is_moved = rect != self.last;
        self.still = if is_moved { 0 } else { self.still + 1 };
        self.last = rect;
        if self.still < STILL_FRAMES {
            self.shift = None;
            self.frame.get_or_insert_with(Guard::frame);
        } else if self.shift.is_none() {
            self.share = None;
            self.shift = Some(Guard::view(&self.target, &margins(&rect)));
        }
        if is_moved { Followed::Moved(rect) } else { Followed::Still }
    }

    pub(super) fn wake(&mut self, token: u32, signal: &Signal) -> Followed {
        if is(&self.frame, token) {
            self.frame = None;
            return self.look();
        }
        if is(&self.shift, token) {
            let share = visible_share(signal);
            // The first word of an observer is where things stand.
            if self.share.replace(share).is_none_or(|before| before == share) {
                return Followed::Still;
            }
        } else if !self.signs.iter().any(|guard| guard.token() == token) {
            return Followed::Nothing;
        }
        self.still = 0;
        self.look()
    }
}

/// Margins that leave of the window what a rectangle fills.
fn margins(rect: &Rect) -> String {
    let window = Rect::window();
    let rooms = [rect.top, window.right - rect.right, window.bottom - rect.bottom, rect.left];
    strung(&rooms.map(margin_px), ' ')
}

/// `-12px` for 12.6: whole, and rather too little off than too much.
fn margin_px(room: f64) -> String {
    // Saturates; windows are smaller than that.
    #[expect(clippy::cast_possible_truncation, reason = "rounded to whole pixels of a window")]
    let whole = room.floor() as i32;
    let sign = if whole > 0 { "-" } else { "" };
    joined(&[sign, &digits(whole.unsigned_abs()), "px"])
}

#[cfg(test)]
mod tests {
    use super::margin_px;

    #[test]
    fn margins_leave_at_least_the_target() {
        assert_eq!(margin_px(12.6), "-12px");
        assert_eq!(margin_px(0.4), "0px");
        assert_eq!(margin_px(-3.2), "4px");
    }
}
