//! One completion of a step, and whether it lets the step go on.
//!
//! Values, states and addresses are read from the page, whoever changed them; gestures count only when a person made them
//! (the shell says so), and only while their step is there.

use lotse_model::record::{DoneBy, Verdict};
use lotse_model::step::{Completion, Step};
use lotse_model::target::Target;

use super::{Here, targets};
use crate::condition::{detail_of, fits_any, known, state_of};
use crate::effect::Gesture;
use crate::finds::{Detail, Sight};
use crate::limits::SETTLE_MS;
use crate::watches::Wish;
use crate::world::World;

const VALUE: Detail = Detail { value: true, text: false };

/// What is remembered of one completion while its step is there.
#[derive(Debug)]
pub(crate) struct Gate {
    /// Whether it may let the step go on. One that held from the beginning, where that does not count, has to cease first.
    pub is_armed: bool,
    /// Whether it holds, as far as is known.
    pub holds: bool,
    /// The value that passes its test, and since when it is the same.
    passing: Option<(u64, Option<String>)>,
}

impl Gate {
    /// A gate at the beginning of a step.
    pub fn new(is_armed: bool) -> Self {
        Gate { is_armed, holds: false, passing: None }
    }

    /// Looks at what the completion waits for, and whether it has come.
    pub fn advance(
        &mut self,
        index: usize,
        completion: &Completion,
        here: Here<'_>,
        world: &mut World,
    ) -> bool {
        let Some(verdict) = verdict(completion, here, world) else {
            wish(index, completion, here, world);
            return false;
        };
        self.holds = verdict == Verdict::True;
        if verdict == Verdict::False {
            self.is_armed = true;
        }
        if verdict != Verdict::True || !self.is_armed {
            self.passing = None;
            return false;
        }
        self.has_settled(completion, here, world)
    }

    /// Values count when they have stayed the same for a while, or when the user has left the field.
    fn has_settled(&mut self, completion: &Completion, here: Here<'_>, world: &mut World) -> bool {
        let Completion::Input { on, .. } = completion else { return true };
        let now_ms = world.now.monotonic_ms;
        let Sight::Found(element) = world.finds.sight(&aims(on.as_ref(), here), VALUE, now_ms) else {
            return false;
        };
        if !element.is_focused {
            return true;
        }
        let since_ms = match &self.passing {
            Some((since_ms, value)) if *value == element.value => *since_ms,
            _ => {
                self.passing = Some((now_ms, element.value.clone()));
                now_ms
            }
        };
        let until_ms = since_ms + SETTLE_MS;
        if now_ms < until_ms {
            world.wake_at(until_ms);
        }
        now_ms >= until_ms
    }
}

/// Whether a completion that is read from the page holds; `None` for gestures and events, which happen.
pub(super) fn verdict(completion: &Completion, here: Here<'_>, world: &mut World) -> Option<Verdict> {
    let now_ms = world.now.monotonic_ms;
    match completion {
        Completion::Input { test, on } => {
            let aims = aims(on.as_ref(), here);
            world.finds.wish(&aims, VALUE);
            Some(match world.finds.sight(&aims, VALUE, now_ms) {
                Sight::Found(element) => known(test.evaluate(element.value.as_deref())),
                Sight::Unseen | Sight::Missing(_) => Verdict::Unknown,
            })
        }
        Completion::State { state, on } => {
            let aims = aims(on.as_ref(), here);
            let detail = detail_of(state);
            world.finds.wish(&aims, detail);
            Some(state_of(state, world.finds.sight(&aims, detail, now_ms)))
        }
        Completion::Navigation { to } => Some(known(fits_any(to, world))),
        _ => None,
    }
}

/// Wishes for the gesture that a completion waits for.
fn wish(index: usize, completion: &Completion, here: Here<'_>, world: &mut World) {
    let (gesture, on) = match completion {
        Completion::Click { on } => (Gesture::Click, on),
        Completion::DoubleClick { on } => (Gesture::DoubleClick, on),
        Completion::ContextMenu { on } => (Gesture::ContextMenu, on),
        Completion::Key { keys } => {
            let gesture = Gesture::Key(keys.clone());
            world.watch(Wish { card: here.key, completion: index, find: None, gesture });
            return;
        }
        _ => return,
    };
    let aims = aims(on.as_ref(), here);
    world.finds.wish(&aims, Detail::default());
    if let Some(find) = world.finds.id(&aims) {
        world.watch(Wish { card: here.key, completion: index, find: Some(find), gesture });
    }
}

/// The elements that a completion is about: its own, or the step's.
fn aims<'a>(on: Option<&'a Target>, here: Here<'a>) -> Vec<&'a Target> {
    match on {
        Some(target) => vec![target],
        None => targets(here.step),
    }
}

/// Whether a completion needs an element to be found.
pub(super) fn needs_element(completion: &Completion, step: &Step) -> Option<bool> {
    match completion {
        Completion::Click { on }
        | Completion::DoubleClick { on }
        | Completion::ContextMenu { on }
        | Completion::Input { on, .. }
        | Completion::State { on, .. } => Some(on.is_some() || !targets(step).is_empty()),
        _ => None,
    }
}

/// The word for what has completed a step.
pub(crate) fn done_by(completion: &Completion) -> DoneBy {
    match completion {
        Completion::Next {} => DoneBy::Next,
        Completion::Click { .. } => DoneBy::Click,
        Completion::DoubleClick { .. } => DoneBy::DoubleClick,
        Completion::ContextMenu { .. } => DoneBy::ContextMenu,
        Completion::Key { .. } => DoneBy::Key,
        Completion::Input { .. } => DoneBy::Input,
        Completion::State { .. } => DoneBy::State,
        Completion::Navigation { .. } => DoneBy::Navigation,
        Completion::HostEvent { .. } => DoneBy::HostEvent,
    }
}
