//! Following what a step has decided: on, over, into another guide, out of it, to the end.

use lotse_model::gather::keep;
use std::rc::Rc;

use lotse_model::record::{DoneBy, EscalatedBy, Span, StartedBy, UsageEvent};
use lotse_model::step::{Outcome, Step};

use super::{Frame, Session, Turn};
use crate::condition::Given;
use crate::limits::{MAX_ANSWERS, MAX_TRAIL};
use crate::shelf::Book;
use crate::step::{Arrival, Decision, State};
use crate::world::World;

impl Session {
    /// Does what was decided.
    pub(super) fn follow(&mut self, decision: Decision, world: &mut World) -> Turn {
        let (guide, step) = (self.inner.book.guide.id.clone(), self.inner.step.clone());
        match decision {
            Decision::Stay => return Turn::Stay,
            Decision::Become(state) => self.present.state = state,
            Decision::Done { how, to, answer } => {
                if let Some(answer) = &answer {
                    self.give_answer(Given {
                        guide: guide.clone(),
                        step: step.clone(),
                        answer: answer.clone(),
                    });
                }
                let took = self.took(world);
                self.record(UsageEvent::StepDone { guide, step, how, answer, took }, world);
                self.leave_trail();
                self.enter(to, Arrival::Forward, world);
            }
            Decision::PassOver { why, to } => {
                self.record(UsageEvent::StepSkipped { guide, step, why }, world);
                self.enter(to, Arrival::Forward, world);
            }
            Decision::Decided { result, to } => {
                self.record(UsageEvent::CheckDecided { guide, step, result }, world);
                self.enter(to, Arrival::Forward, world);
            }
            Decision::Open(book) => self.open(book, world),
            Decision::End(outcome) => self.end(outcome, world),
            Decision::Escalate(by) => self.escalate(by, world),
            Decision::Returned { is_refused } => {
                let since_ms = self.present.since_ms;
                self.enter(step, Arrival::Back, world);
                // What the step points at has been given its time already.
                (self.present.since_ms, self.present.is_refused) = (since_ms, is_refused);
            }
        }
        Turn::Again
    }

    /// A step is done by its user's press.
    pub(super) fn done(&mut self, how: DoneBy, to: lotse_model::basic::StepId, world: &mut World) {
        self.follow(Decision::Done { how, to, answer: None }, world);
    }

    /// Ends as escalated, here and now.
    pub(super) fn escalate(&mut self, by: EscalatedBy, world: &mut World) {
        let (guide, step) = (self.inner.book.guide.id.clone(), self.inner.step.clone());
        if by != EscalatedBy::Guide {
            self.record(UsageEvent::Escalation { guide, step, by }, world);
        }
        self.end(Outcome::Escalated, world);
    }

    /// The inner guide ends.
    fn end(&mut self, outcome: Outcome, world: &mut World) {
        let guide = self.inner.book.guide.id.clone();
        let took = Span::of_ms(world.now.wall_ms.saturating_sub(self.started_ms));
        self.record(UsageEvent::GuideEnded { guide: guide.clone(), outcome, took }, world);
        if outcome == Outcome::Solved {
            world.history.solved(&guide, world.now.wall_ms);
        }
        let Some(outer) = self.outer.pop() else {
            let is_by_guide = matches!(self.step(), Some(Step::End(end)) if end.outcome == outcome);
            if outcome == Outcome::Escalated && is_by_guide {
                let step = self.inner.step.clone();
                self.record(UsageEvent::Escalation { guide, step, by: EscalatedBy::Guide }, world);
            }
            if !is_by_guide {
                // Words of the engine's own take the place of the step's.
                self.present = crate::step::Present::new(Arrival::Forward, world);
            }
            self.present.state = State::Ended(crate::step::ended::Ended::new(outcome));
            return;
        };
        self.inner = outer;
        let Some(Step::SubGuide(step)) = self.step() else {
            // The outer guide has changed meanwhile and does not know what it wanted here.
            self.present = crate::step::Present::new(Arrival::Forward, world);
            self.present.state = State::Broken;
            return;
        };
        let next = match outcome {
            Outcome::Solved => Some(step.solved.clone()),
            Outcome::Stopped => Some(step.stopped.clone()),
            Outcome::Escalated => step.escalated.clone(),
        };
        match next {
            Some(next) => self.enter(next, Arrival::Forward, world),
            None => self.end(Outcome::Escalated, world),
        }
    }

    /// A sub-guide begins.
    fn open(&mut self, book: Rc<Book>, world: &mut World) {
        let guide = book.guide.id.clone();
        world.history.started(&guide, world.now.wall_ms);
        self.record(UsageEvent::GuideStarted { guide: guide.clone(), by: StartedBy::Guide }, world);
        // A guide that took part already is held in the state in which it did.
        let book = match self.books.iter().find(|known| known.guide.id == guide) {
            Some(known) => Rc::clone(known),
            None => {
                self.books.push(Rc::clone(&book));
                book
            }
        };
        let start = book.guide.start.clone();
        let inner = Frame { book, step: start.clone() };
        self.outer.push(core::mem::replace(&mut self.inner, inner));
        self.enter(start, Arrival::Forward, world);
    }

    fn give_answer(&mut self, given: Given) {
        keep(&mut self.answers, |known| (&known.guide, &known.step) != (&given.guide, &given.step));
        if self.answers.len() >= MAX_ANSWERS {
            self.answers.remove(0);
        }
        self.answers.push(given);
    }

    fn leave_trail(&mut self) {
        if self.trail.len() >= MAX_TRAIL {
            self.trail.remove(0);
        }
        self.trail.push(self.spot());
        self.passed = self.passed.saturating_add(1);
    }

    fn took(&self, world: &World) -> Span {
        let took_ms = world.now.monotonic_ms.saturating_sub(self.present.since_ms);
        Span::of_ms(i64::try_from(took_ms).unwrap_or(i64::MAX))
    }
}
