//! A step begins: is there anything to do at all?
//!
//! Entered by every new step, and when a step is taken up again. Exits: passed over (`skip_when` holds, or what it asks for
//! is the case already), shown, checking, opening, ended. Waits at most [`PREPARE_MS`], for elements to be reported.

use lotse_model::record::{SkipReason, Verdict};
use lotse_model::step::{Instruct, Step};

use super::gate::verdict;
use super::showing::Showing;
use super::{Arrival, Decision, Here, State, targets};
use crate::condition::holds;
use crate::finds::Detail;
use crate::limits::PREPARE_MS;
use crate::world::World;

/// Decides how the step goes on.
pub(super) fn advance(here: Here<'_>, world: &mut World) -> Decision {
    match here.step {
        Step::Instruct(step) if here.arrival == Arrival::Forward => instruct(step, here, world),
        Step::Instruct(_) | Step::Question(_) => Decision::Become(State::Showing(Showing::new(here))),
        Step::Check(_) => Decision::Become(State::Checking),
        Step::SubGuide(_) => Decision::Become(State::Opening),
        Step::End(step) => Decision::End(step.outcome),
    }
}

fn instruct(step: &Instruct, here: Here<'_>, world: &mut World) -> Decision {
    let until_ms = here.since_ms + PREPARE_MS;
    let is_time_left = world.now.monotonic_ms < until_ms;
    let mut is_open = false;
    // The target is looked for meanwhile, so that the card comes with it.
    world.finds.wish(&targets(here.step), Detail::default());
    let pass_over = |why| Decision::PassOver { why, to: step.next.clone() };
    if let Some(condition) = &step.skip_when {
        match holds(condition, here.scope(), world) {
            Verdict::True => return pass_over(SkipReason::Condition),
            Verdict::False => {}
            Verdict::Unknown => is_open = true,
        }
    }
    for completion in &step.completion {
        match verdict(completion, here, world) {
            Some(Verdict::True) => return pass_over(SkipReason::AlreadyDone),
            Some(Verdict::Unknown) => is_open = true,
            Some(Verdict::False) | None => {}
        }
    }
    if is_open && is_time_left && world.finds.awaits_news(world.now.monotonic_ms) {
        world.wake_at(until_ms);
        return Decision::Stay;
    }
    Decision::Become(State::Showing(Showing::new(here)))
}
