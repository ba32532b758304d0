//! Going back has navigated; the page is given time to come into the state that the earlier step needs.
//!
//! Entered by going back. Exit: the earlier step, whose card says so when the page did not come that far.

use lotse_model::record::Verdict;
use lotse_model::step::Step;

use super::{Decision, Here};
use crate::condition::holds;
use crate::limits::{PREPARE_MS, RETURN_MS};
use crate::world::World;

/// Waits for the entry state.
pub(super) fn advance(here: Here<'_>, world: &mut World) -> Decision {
    let entry = if let Step::Instruct(step) = here.step { step.entry.as_ref() } else { None };
    let verdict = entry.map_or(Verdict::True, |entry| holds(entry, here.scope(), world));
    let until_ms = here.since_ms + RETURN_MS;
    if verdict != Verdict::True && world.now.monotonic_ms < until_ms {
        world.wake_at(until_ms);
        world.wake_at(here.since_ms + PREPARE_MS);
        return Decision::Stay;
    }
    Decision::Returned { is_refused: verdict != Verdict::True }
}
