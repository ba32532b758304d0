//! Whether a step that waits can always be left towards another step.
//!
//! A step waits when it goes on only after something outside the guide has happened. It has a *way out* when, whether its
//! target is found or not, at least one of these is there for the user:
//!
//! - a button of the card that leads on: an answer; "Next", on a step without completion or with the completion `next`; "Go on
//!   anyway", which the policies `unanchored` and `ask` put on the card when the target is missing;
//! - a gesture that the user can always make on what is there: click, double click, context menu or input on the target that
//!   was found, or a key anywhere;
//! - time: a check goes on after `wait_ms`, the policies `skip` and `escalate` after `after_ms`.
//!
//! The policy `wait` gives none of these while the target is missing: it says so and goes on looking. An element's state, an
//! address and a host event come from the app, which may never bring them; a step that rests on them alone *hopes*.

use lotse_model::step::{Completion, Instruct, MissingPolicy, Question, Step};

/// What the proof says of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is always a way out.
    WayOut,
    /// Only what the app does leads on.
    Hopes,
    /// There is a situation in which nothing leads on.
    Stuck,
}

/// Judges one step.
#[must_use]
pub fn judge(step: &Step) -> Verdict {
    match step {
        Step::Instruct(step) => instruct(step),
        Step::Question(step) => question(step),
        Step::Check(_) | Step::SubGuide(_) | Step::End(_) => Verdict::WayOut,
    }
}

fn question(step: &Question) -> Verdict {
    let is_hidden = step.target.is_some() && step.missing.then == MissingPolicy::Wait;
    if step.answers.is_empty() || is_hidden { Verdict::Stuck } else { Verdict::WayOut }
}

fn instruct(step: &Instruct) -> Verdict {
    let waits_for_target = step.target.is_some() && step.missing.then == MissingPolicy::Wait;
    let when_found = best(step, true);
    let when_missing = if waits_for_target { best(step, false) } else { Some(Way::Sure) };
    match (when_found, when_missing) {
        (None, _) | (_, None) => Verdict::Stuck,
        (Some(Way::Sure), Some(Way::Sure)) => Verdict::WayOut,
        _ => Verdict::Hopes,
    }
}

/// How much a completion is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Hoped,
    Sure,
}

/// The best way on, with the step's own target found or not.
fn best(step: &Instruct, is_found: bool) -> Option<Way> {
    if step.completion.is_empty() {
        return Some(Way::Sure);
    }
    step.completion.iter().filter_map(|completion| way(completion, step, is_found)).max()
}

fn way(completion: &Completion, step: &Instruct, is_found: bool) -> Option<Way> {
    let own = || (step.target.is_some() && is_found).then_some(Way::Sure);
    match completion {
        Completion::Next {} | Completion::Key { .. } => Some(Way::Sure),
        Completion::Click { on } | Completion::DoubleClick { on } | Completion::ContextMenu { on } => {
            // Nobody has looked whether another element is there.
            if on.is_some() { Some(Way::Hoped) } else { own() }
        }
        Completion::Input { on, .. } => {
            if on.is_some() {
                Some(Way::Hoped)
            } else {
                own()
            }
        }
        Completion::State { on, .. } => (on.is_some() || own().is_some()).then_some(Way::Hoped),
        Completion::Navigation { .. } | Completion::HostEvent { .. } => Some(Way::Hoped),
    }
}
