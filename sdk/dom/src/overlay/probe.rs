//! When native anchoring is measured again. It needs a whole frame: between a movement and its frame, browsers tell positions of
//! which one is new and the other old. Nothing is measured while nothing but scrolling happens.

use crate::guard::Guard;
use crate::natives::{Node, Rect};

/// Most frames in which it is measured after a sign of movement.
const MAX_FRAMES: u32 = 24;
/// When it is measured after an appearance, in milliseconds: what slides in with its panel has hardly begun to.
const SOON_MS: f64 = 120.0;

/// A measurement that comes.
pub(super) struct Probe {
    guard: Option<Guard>,
    stage: Stage,
    frames: u32,
}

enum Stage {
    /// Waits for its moment.
    Soon,
    /// Waits for the next frame.
    Frame,
    /// Waits for the end of the frame; the target was here at its beginning.
    Drawn(Rect),
}

/// What a probe makes of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probed {
    /// It was meant for somebody else.
    Nothing,
    /// Not yet.
    Waits,
    /// Now.
    Measure,
}

impl Probe {
    /// One measurement a little later.
    pub(super) fn soon() -> Probe {
        Probe { guard: Some(Guard::timer(SOON_MS)), stage: Stage::Soon, frames: 1 }
    }

    /// Measures in every frame for a while.
    pub(super) fn begin(&mut self) {
        self.frames = MAX_FRAMES;
        if self.guard.is_none() {
            self.next();
        }
    }

    pub(super) fn wake(&mut self, token: u32, target: &Node) -> Probed {
        if self.guard.take_if(|guard| guard.token() == token).is_none() {
            return Probed::Nothing;
        }
        let rect = Rect::of(target);
        match self.stage {
            Stage::Soon => self.next(),
            Stage::Frame => {
                self.stage = Stage::Drawn(rect);
                self.guard = Some(Guard::timer(0.0));
            }
            Stage::Drawn(before) => {
                self.next();
                // Otherwise a script has moved it in between, and a measurement would say nothing.
                if before == rect {
                    return Probed::Measure;
                }
            }
        }
        Probed::Waits
    }

    fn next(&mut self) {
        if self.frames > 0 {
            self.frames -= 1;
            self.stage = Stage::Frame;
            self.guard = Some(Guard::frame());
        }
    }
}
