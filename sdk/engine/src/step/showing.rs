//! A step is shown: an instruction or a question.
//!
//! Entered from preparing. Exits: done (by any of its completions, its next button, an answer), passed over or escalated
//! when its target is missing and the policy says so; going back and leaving are the session's. Waits with buttons on the card.

use lotse_model::action::Action;
use lotse_model::diagnostic::Code;
use lotse_model::gather::Gather as _;
use lotse_model::record::{DoneBy, EscalatedBy, SkipReason, UsageEvent};
use lotse_model::seek::joined;
use lotse_model::step::{Completion, Instruct, MissingPolicy, Step};
use lotse_model::target::Target;

use super::gate::{Gate, done_by, needs_element};
use super::locating::{self, Locating, News, policy};
use super::{Decision, Here, Kept};
use crate::effect::Effect;
use crate::finds::Detail;
use crate::limits::ACTION_MS;
use crate::world::World;

/// A shown step.
#[derive(Debug)]
pub(crate) struct Showing {
    gates: Vec<Gate>,
    pub place: Locating,
    /// An action whose element is being looked for, and since when.
    pending: Option<(usize, u64)>,
    /// The element of an action was not found.
    pub has_action_failed: bool,
}

impl Showing {
    /// The step begins to be shown. Its target has been looked for since the step began.
    pub fn new(here: Here<'_>) -> Self {
        let is_careful = here.arrival.is_careful();
        let count = completions(here.step).len();
        Showing {
            gates: (0_u32..)
                .take(count)
                .map(|index| Gate::new(!is_careful || here.kept.armed.contains(&index)))
                .gather(),
            place: Locating::new(here.step, here.kept.was_found, here.since_ms),
            pending: None,
            has_action_failed: false,
        }
    }

    /// Looks at the page and decides.
    pub fn advance(&mut self, here: Here<'_>, world: &mut World) -> Decision {
        self.act(here, world);
        let mut done = None;
        for (index, (completion, gate)) in completions(here.step).iter().zip(&mut self.gates).enumerate() {
            if gate.advance(index, completion, here, world) && done.is_none() {
                done = Some(done_by(completion));
            }
        }
        if let (Some(how), Some(step)) = (done, as_instruct(here.step)) {
            return Decision::Done { how, to: step.next.clone(), answer: None };
        }
        match self.place.advance(here, world) {
            News::None => Decision::Stay,
            News::Retraced(evidence) => {
                let (guide, step) = (here.book.guide.id.clone(), here.step.id().clone());
                let evidence = Some(evidence);
                world.record(Some(here.session), UsageEvent::TargetRetraced { guide, step, evidence });
                Decision::Stay
            }
            News::GaveUp(reason) => {
                let (guide, step) = (here.book.guide.id.clone(), here.step.id().clone());
                world.diagnose(code(reason), &joined(&[guide.as_str(), "/", step.as_str()]));
                let was_found = matches!(self.place, Locating::GivenUp { was_found: true, .. });
                let reason = locating::word(reason);
                world
                    .record(Some(here.session), UsageEvent::TargetMissing { guide, step, reason, was_found });
                self.give_up(here)
            }
        }
    }

    fn give_up(&self, here: Here<'_>) -> Decision {
        match (self.policy(here.step, here.arrival.is_careful()), as_instruct(here.step)) {
            (MissingPolicy::Skip, Some(step)) => {
                Decision::PassOver { why: SkipReason::Missing, to: step.next.clone() }
            }
            (MissingPolicy::Escalate, _) => Decision::Escalate(EscalatedBy::Missing),
            _ => Decision::Stay,
        }
    }

    /// The policy for the missing target, as it applies here.
    pub fn policy(&self, step: &Step, is_careful: bool) -> MissingPolicy {
        let was_found = matches!(self.place, Locating::GivenUp { was_found: true, .. });
        policy(step, was_found || is_careful)
    }

    /// A gesture that one of the completions waits for was made.
    pub fn gesture(&self, index: usize, step: &Step) -> Decision {
        match (as_instruct(step), completions(step).get(index)) {
            (Some(step), Some(completion)) => {
                Decision::Done { how: done_by(completion), to: step.next.clone(), answer: None }
            }
            _ => Decision::Stay,
        }
    }

    /// The host app reports an event.
    pub fn host_event(&self, name: &str, step: &Step) -> Decision {
        let is_meant = |completion: &Completion| matches!(completion, Completion::HostEvent { name: wanted } if wanted == name);
        match as_instruct(step) {
            Some(step) if step.completion.iter().any(is_meant) => {
                Decision::Done { how: DoneBy::HostEvent, to: step.next.clone(), answer: None }
            }
            _ => Decision::Stay,
        }
    }

    /// What has to be remembered of it to go on elsewhere.
    pub fn kept(&self, is_careful: bool) -> Kept {
        let was_found = self.has_found();
        let armed = |(index, gate): (u32, &Gate)| (is_careful && gate.is_armed).then_some(index);
        Kept { was_found, armed: (0_u32..).zip(&self.gates).filter_map(armed).gather() }
    }

    /// Whether its target has been found.
    pub fn has_found(&self) -> bool {
        match self.place {
            Locating::Found { .. } | Locating::Lost { .. } => true,
            Locating::GivenUp { was_found, .. } => was_found,
            Locating::Nothing | Locating::Looking { .. } => false,
        }
    }

    /// Which of target and alternatives is pointed at.
    pub fn choice(&self) -> Option<u32> {
        if let Locating::Found { choice, .. } = self.place { Some(choice) } else { None }
    }

    /// The target is looked for anew.
    pub fn look_again(&mut self, step: &Step, now_ms: u64) {
        self.place = match self.place {
            Locating::GivenUp { was_found: true, .. } => Locating::Lost { since_ms: now_ms },
            _ => Locating::new(step, false, now_ms),
        };
        self.has_action_failed = false;
    }

    /// Whether the card has a next button: the step asks for it, or nothing else can lead on.
    pub fn has_next(&self, step: &Step) -> bool {
        let Some(instruct) = as_instruct(step) else { return false };
        let completion = &instruct.completion;
        let is_given_up = matches!(self.place, Locating::GivenUp { .. });
        completion.is_empty()
            || completion.contains(&Completion::Next {})
            || self.gates.iter().any(|gate| gate.holds && !gate.is_armed)
            || completion.iter().all(|completion| needs_element(completion, step) == Some(false))
            || is_given_up && instruct.missing.then == MissingPolicy::Unanchored
    }

    /// Presses the button of an action.
    pub fn press_action(&mut self, index: usize, here: Here<'_>, world: &mut World) {
        let Some(button) = as_instruct(here.step).and_then(|step| step.actions.get(index)) else { return };
        let (guide, step) = (here.book.guide.id.clone(), here.step.id().clone());
        let action = u32::try_from(index).unwrap_or(u32::MAX);
        world.record(Some(here.session), UsageEvent::ActionUsed { guide, step, action });
        self.has_action_failed = false;
        match &button.action {
            Action::Navigate { url } => world.effects.push(Effect::Navigate { url: url.clone() }),
            Action::HostCallback { name } => world.effects.push(Effect::CallHost { name: name.clone() }),
            Action::OpenSystemSetting { setting } => {
                world.effects.push(Effect::OpenSystemSetting { setting: *setting });
            }
            Action::Fill { .. } | Action::Set { .. } | Action::Focus { .. } => {
                self.pending = Some((index, world.now.monotonic_ms));
            }
            // The session ends here; see `Session::press`.
            Action::OpenGuide { .. } => {}
        }
    }

    /// Keeps the elements of actions in sight, and does what was pressed as soon as its element is there.
    fn act(&mut self, here: Here<'_>, world: &mut World) {
        let Some(step) = as_instruct(here.step) else { return };
        let now_ms = world.now.monotonic_ms;
        for (index, button) in step.actions.iter().enumerate() {
            let Some(target) = action_target(&button.action) else { continue };
            world.finds.wish(&[target], Detail::default());
            let Some((_, since_ms)) = self.pending.filter(|(pending, _)| *pending == index) else { continue };
            if let Some(find) = world.finds.present(target) {
                self.pending = None;
                world.effects.push(match &button.action {
                    Action::Fill { value, .. } => Effect::Fill { find, value: value.clone() },
                    Action::Set { is_on, .. } => Effect::Set { find, is_on: *is_on },
                    _ => Effect::Focus { find },
                });
            } else if now_ms >= since_ms + ACTION_MS {
                self.pending = None;
                self.has_action_failed = true;
                let (guide, step) = (here.book.guide.id.as_str(), here.step.id().as_str());
                world.diagnose(Code::ACTION_FAILED, &joined(&[guide, "/", step]));
            } else {
                world.wake_at(since_ms + ACTION_MS);
            }
        }
    }
}

/// The completions of a step.
fn completions(step: &Step) -> &[Completion] {
    as_instruct(step).map_or(&[], |step| &step.completion)
}

fn as_instruct(step: &Step) -> Option<&Instruct> {
    if let Step::Instruct(step) = step { Some(step) } else { None }
}

fn action_target(action: &Action) -> Option<&Target> {
    match action {
        Action::Fill { target, .. } | Action::Set { target, .. } | Action::Focus { target } => Some(target),
        _ => None,
    }
}

fn code(reason: crate::event::MissingReason) -> Code {
    use crate::event::MissingReason;
    match reason {
        MissingReason::Absent | MissingReason::Invisible => Code::TARGET_NOT_FOUND,
        MissingReason::Unsure => Code::TARGET_AMBIGUOUS,
        MissingReason::ForeignFrame => Code::TARGET_IN_FOREIGN_FRAME,
    }
}
