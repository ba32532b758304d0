//! What the buttons on a step's card do.

use lotse_model::gather::Gather as _;
use std::rc::Rc;

use lotse_model::action::Action;
use lotse_model::basic::{AnswerId, GuideId};
use lotse_model::record::{AbandonReason, DoneBy, EscalatedBy, UsageEvent};
use lotse_model::step::Step;

use super::Session;
use crate::step::{Arrival, Decision, State, targets};
use crate::view::ButtonId;
use crate::world::World;

/// What a press means for the session as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pressed {
    /// It goes on.
    Nothing,
    /// It is put aside.
    Pause,
    /// It is over.
    Over,
    /// It is over, and another guide begins.
    Open(GuideId),
}

impl Session {
    /// A button of the present card was pressed. Only buttons that the card has arrive here.
    pub fn press(&mut self, button: &ButtonId, world: &mut World) -> Pressed {
        self.hops = 0;
        match button {
            ButtonId::Next => self.go_on(DoneBy::Next, world),
            ButtonId::GoOnAnyway => self.go_on(DoneBy::Anyway, world),
            ButtonId::Answer(answer) => self.answer(answer, world),
            ButtonId::Action(index) => return self.act(*index as usize, world),
            ButtonId::Back => self.go_back(world),
            ButtonId::ShowMe => self.reveal(world),
            ButtonId::Retry => self.retry(world),
            ButtonId::AskPerson => self.ask_person(world),
            ButtonId::Helped => self.feedback(true, world),
            ButtonId::NotHelped => self.feedback(false, world),
            ButtonId::Pause => return Pressed::Pause,
            ButtonId::Leave => {
                self.abandon(AbandonReason::User, world);
                return Pressed::Over;
            }
            ButtonId::Close => {
                if matches!(self.present.state, State::Broken) {
                    self.abandon(AbandonReason::Changed, world);
                }
                return Pressed::Over;
            }
            ButtonId::Resume
            | ButtonId::TakeOver
            | ButtonId::Accept
            | ButtonId::Decline
            | ButtonId::NotNow => {}
        }
        Pressed::Nothing
    }

    /// The session is given up, unless it had ended already.
    pub fn abandon(&self, why: AbandonReason, world: &mut World) {
        if matches!(self.present.state, State::Ended(_)) {
            return;
        }
        let guide = self.root().guide.id.clone();
        let step = self.outer.first().unwrap_or(&self.inner).step.clone();
        self.record(UsageEvent::GuideAbandoned { guide, step, why }, world);
    }

    fn go_on(&mut self, how: DoneBy, world: &mut World) {
        if let (State::Showing(_), Some(Step::Instruct(step))) = (&self.present.state, self.step()) {
            let to = step.next.clone();
            self.done(how, to, world);
        }
    }

    fn answer(&mut self, id: &AnswerId, world: &mut World) {
        let Some(Step::Question(step)) = self.step() else { return };
        let Some(answer) = step.answers.iter().find(|answer| answer.id == *id) else { return };
        let (to, answer) = (answer.next.clone(), Some(id.clone()));
        self.follow(Decision::Done { how: DoneBy::Answer, to, answer }, world);
    }

    fn act(&mut self, index: usize, world: &mut World) -> Pressed {
        let book = Rc::clone(&self.inner.book);
        let Some(step) = book.step(&self.inner.step) else { return Pressed::Nothing };
        let mut state = core::mem::replace(&mut self.present.state, State::Preparing);
        if let State::Showing(showing) = &mut state {
            showing.press_action(index, self.here(&book, step), world);
        }
        self.present.state = state;
        let action = if let Step::Instruct(step) = step { step.actions.get(index) } else { None };
        match action.map(|button| &button.action) {
            Some(Action::OpenGuide { guide }) => {
                self.abandon(AbandonReason::Replaced, world);
                Pressed::Open(guide.clone())
            }
            _ => Pressed::Nothing,
        }
    }

    fn reveal(&self, world: &mut World) {
        let find = self.step().and_then(|step| world.finds.id(&targets(step)));
        find.into_iter().map(|find| crate::effect::Effect::Reveal { find }).add_to(&mut world.effects);
    }

    fn retry(&mut self, world: &mut World) {
        if matches!(self.present.state, State::Broken) {
            self.start_over(world);
            return;
        }
        let book = Rc::clone(&self.inner.book);
        let Some(step) = book.step(&self.inner.step) else { return };
        if let State::Showing(showing) = &mut self.present.state {
            world.finds.restart(&targets(step));
            showing.look_again(step, world.now.monotonic_ms);
        }
    }

    /// The guide has changed under the session: it begins again.
    fn start_over(&mut self, world: &mut World) {
        let root = self.outer.drain(..).next();
        if let Some(root) = root {
            self.inner = root;
        }
        self.trail.clear();
        (self.passed, self.told) = (0, None);
        let start = self.inner.book.guide.start.clone();
        world.note("started_over", &self.inner.book.guide.id);
        self.enter(start, Arrival::Forward, world);
    }

    fn ask_person(&mut self, world: &mut World) {
        let (guide, step) = (self.inner.book.guide.id.clone(), self.inner.step.clone());
        match &mut self.present.state {
            State::Ended(ended) if !ended.is_person_asked => {
                ended.is_person_asked = true;
                self.record(UsageEvent::Escalation { guide, step, by: EscalatedBy::User }, world);
            }
            State::Ended(_) => {}
            _ => self.escalate(EscalatedBy::User, world),
        }
    }

    fn feedback(&mut self, has_helped: bool, world: &mut World) {
        let guide = self.root().guide.id.clone();
        if let State::Ended(ended) = &mut self.present.state
            && ended.has_helped.is_none()
        {
            ended.has_helped = Some(has_helped);
            self.record(UsageEvent::Feedback { guide, has_helped }, world);
        }
    }
}
