//! A check: the app or the environment is asked, and the result chooses the path.
//!
//! Entered from preparing. Exit: the step for true, false or unknown. Waits at most as long as the check says, and a moment
//! for elements to be reported; leaving and pausing are on its card.

use lotse_model::record::Verdict;
use lotse_model::step::Step;

use super::{Decision, Here};
use crate::condition::holds;
use crate::limits::{LOOK_MS, PREPARE_MS};
use crate::world::World;

/// Asks.
pub(super) fn advance(here: Here<'_>, world: &mut World) -> Decision {
    let Step::Check(check) = here.step else { return Decision::Stay };
    let result = holds(&check.condition, here.scope(), world);
    let wait_ms = match result {
        Verdict::True => 0,
        Verdict::False => u64::from(check.wait_ms),
        // What elements would say takes a moment to arrive.
        Verdict::Unknown if world.finds.awaits_news(world.now.monotonic_ms) => {
            u64::from(check.wait_ms).max(LOOK_MS)
        }
        Verdict::Unknown => u64::from(check.wait_ms),
    };
    let until_ms = here.since_ms + wait_ms;
    if world.now.monotonic_ms < until_ms {
        world.wake_at(until_ms);
        world.wake_at(here.since_ms + PREPARE_MS);
        return Decision::Stay;
    }
    let to = match result {
        Verdict::True => &check.if_true,
        Verdict::False => &check.if_false,
        Verdict::Unknown => check.if_unknown.as_ref().unwrap_or(&check.if_false),
    };
    Decision::Decided { result, to: to.clone() }
}
