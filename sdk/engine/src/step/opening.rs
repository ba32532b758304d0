//! A sub-guide is fetched.
//!
//! Entered from preparing. Exits: its first step; the step for "cannot be had" when it does not come in time, when it is not
//! there, when it runs already (a guide inside itself has no end), or when guides would nest deeper than [`MAX_DEPTH`].

use lotse_model::record::SkipReason;
use lotse_model::step::Step;

use super::{Decision, Here};
use crate::limits::{FETCH_MS, MAX_DEPTH, PREPARE_MS};
use crate::shelf::Holding;
use crate::world::World;

/// Waits for the guide.
pub(super) fn advance(here: Here<'_>, world: &mut World) -> Decision {
    let Step::SubGuide(step) = here.step else { return Decision::Stay };
    let mut running = here.outer.iter().map(|frame| &frame.book).chain([here.book]);
    let may_open = here.outer.len() + 1 < MAX_DEPTH && !running.any(|book| book.guide.id == step.guide);
    if !may_open {
        return Decision::PassOver { why: SkipReason::Missing, to: step.stopped.clone() };
    }
    let until_ms = here.since_ms + FETCH_MS;
    let now_ms = world.now.monotonic_ms;
    match world.shelf.want(&step.guide) {
        Holding::Here(book) => Decision::Open(book),
        Holding::Awaited if now_ms < until_ms => {
            world.wake_at(until_ms);
            world.wake_at(here.since_ms + PREPARE_MS);
            Decision::Stay
        }
        Holding::Awaited | Holding::Unavailable(_) => {
            Decision::PassOver { why: SkipReason::Missing, to: step.stopped.clone() }
        }
    }
}
