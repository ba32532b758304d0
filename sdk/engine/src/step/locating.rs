//! Where the target of a shown step is, and what happens when it is nowhere.
//!
//! Looking until found; found until lost (searches forgive a short absence); lost as long as at the beginning, then given up
//! by the step's policy. The search goes on all the while: whatever is found later is pointed at.

use lotse_model::record::MissingWord;
use lotse_model::step::{Missing, MissingPolicy, Step};

use super::{Here, targets};
use crate::event::MissingReason;
use crate::finds::{Detail, Sight};
use crate::limits::PREPARE_MS;
use crate::world::World;

/// Where the target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locating {
    /// The step has none.
    Nothing,
    /// Not found so far.
    Looking { since_ms: u64 },
    /// Found; which of target and alternatives.
    Found { choice: u32, is_retraced: bool },
    /// Found before, and gone.
    Lost { since_ms: u64 },
    /// Missing for so long that the policy applies.
    GivenUp { reason: MissingReason, was_found: bool },
}

/// What has come of looking.
pub(crate) enum News {
    None,
    /// It took a second look to find the target: old and new evidence.
    Retraced(String),
    /// The target counts as missing from now on.
    GaveUp(MissingReason),
}

impl Locating {
    /// A step begins; its target may have been found before the page was loaded.
    pub fn new(step: &Step, was_found: bool, since_ms: u64) -> Self {
        match (targets(step).is_empty(), was_found) {
            (true, _) => Locating::Nothing,
            (false, false) => Locating::Looking { since_ms },
            (false, true) => Locating::Lost { since_ms },
        }
    }

    /// Looks.
    pub fn advance(&mut self, here: Here<'_>, world: &mut World) -> News {
        let targets = targets(here.step);
        world.finds.wish(&targets, Detail::default());
        let now_ms = world.now.monotonic_ms;
        let reason = match world.finds.sight(&targets, Detail::default(), now_ms) {
            Sight::Found(element) => {
                let was_retraced = matches!(self, Locating::Found { is_retraced: true, .. });
                *self = Locating::Found { choice: element.choice, is_retraced: element.retraced.is_some() };
                return match &element.retraced {
                    Some(evidence) if !was_retraced => News::Retraced(evidence.clone()),
                    _ => News::None,
                };
            }
            Sight::Missing(reason) => Some(reason),
            Sight::Unseen => None,
        };
        let (since_ms, was_found) = match *self {
            Locating::Looking { since_ms } => (since_ms, false),
            Locating::Lost { since_ms } => (since_ms, true),
            Locating::Found { .. } => {
                *self = Locating::Lost { since_ms: now_ms };
                (now_ms, true)
            }
            Locating::GivenUp { was_found, .. } => {
                // The reason may become another; the policy has been applied.
                if let Some(reason) = reason {
                    *self = Locating::GivenUp { reason, was_found };
                }
                return News::None;
            }
            Locating::Nothing => return News::None,
        };
        if !world.facts.is_visible {
            // Nobody waits, and browsers render little of what is hidden.
            return News::None;
        }
        let since_ms = since_ms.max(world.facts.visible_since_ms);
        let is_hopeless = reason == Some(MissingReason::ForeignFrame);
        let until_ms = since_ms + u64::from(missing(here.step).after_ms);
        if now_ms < until_ms && !is_hopeless {
            world.wake_at(until_ms);
            world.wake_at(since_ms + PREPARE_MS);
            return News::None;
        }
        let reason = reason.unwrap_or(MissingReason::Absent);
        *self = Locating::GivenUp { reason, was_found };
        News::GaveUp(reason)
    }

    /// Whether the card has to wait a moment longer, so that it does not jump when the target is found at once.
    pub fn is_fresh(self, now_ms: u64) -> bool {
        matches!(self, Locating::Looking { since_ms } | Locating::Lost { since_ms } if now_ms < since_ms + PREPARE_MS)
    }
}

/// What happens when the target of a step is missing.
pub(crate) fn missing(step: &Step) -> &Missing {
    match step {
        Step::Instruct(step) => &step.missing,
        Step::Question(step) => &step.missing,
        Step::Check(_) | Step::SubGuide(_) | Step::End(_) => &Missing::DEFAULT,
    }
}

/// The policy as it applies. Where the target was there before, or may be in another tab, nothing final happens without
/// the user: skipping and escalating become questions.
pub(crate) fn policy(step: &Step, is_careful: bool) -> MissingPolicy {
    match missing(step).then {
        MissingPolicy::Skip | MissingPolicy::Escalate if is_careful => MissingPolicy::Ask,
        policy => policy,
    }
}

/// The word for a reason in records.
pub(super) fn word(reason: MissingReason) -> MissingWord {
    crate::condition::missing_word(reason)
}
