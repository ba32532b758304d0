//! Going back: to the card before, in the state of the page that it needs, or not at all, and then it is said.

use lotse_model::basic::StepId;
use lotse_model::gather::Gather as _;
use lotse_model::record::{UsageEvent, Verdict};
use lotse_model::step::{Reestablish, Step};
use lotse_model::url::AddressPolicy;

use super::snapshot::{Place, Spot};
use super::{Frame, Session};
use crate::condition::{Scope, holds};
use crate::effect::Effect;
use crate::limits::LOOK_MS;
use crate::step::{Arrival, Present, State};
use crate::world::World;

/// A way back that is being tried.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    to: Spot,
    since_ms: u64,
    /// Steps that were sent on to an earlier one; none twice.
    tried: Vec<StepId>,
}

impl Session {
    /// The user wants to go back.
    pub fn go_back(&mut self, world: &mut World) {
        if let Some(to) = self.trail.last().cloned() {
            self.present.is_refused = false;
            self.attempt = Some(Attempt { to, since_ms: world.now.monotonic_ms, tried: Vec::new() });
        }
    }

    /// Where the session is.
    pub(super) fn spot(&self) -> Spot {
        let place = |frame: &Frame| Place { guide: frame.book.guide.id.clone(), step: frame.step.clone() };
        Spot { at: self.outer.iter().chain([&self.inner]).map(place).gather() }
    }

    /// Tries the way back. Returns whether something has moved.
    pub(super) fn advance_attempt(&mut self, world: &mut World) -> bool {
        let Some(mut attempt) = self.attempt.take() else { return false };
        let Some((outer, inner)) = self.frames(&attempt.to) else { return self.refuse_back(world) };
        let (entry, reestablish) = match inner.book.step(&inner.step) {
            Some(Step::Instruct(step)) => (step.entry.as_ref(), step.reestablish.as_ref()),
            Some(Step::Question(_)) => (None, None),
            _ => return self.refuse_back(world),
        };
        let (guide, language) = (&inner.book.guide.id, inner.book.texts.language.as_str());
        let scope = Scope { guide, answers: &self.answers, language };
        let now_ms = world.now.monotonic_ms;
        let until_ms = attempt.since_ms + LOOK_MS;
        match entry.map_or(Verdict::True, |entry| holds(entry, scope, world)) {
            Verdict::True => {
                self.arrive(&attempt.to, outer, inner.clone(), State::Preparing, world);
                return true;
            }
            Verdict::Unknown if now_ms < until_ms && world.finds.awaits_news(now_ms) => {
                world.wake_at(until_ms);
                self.attempt = Some(attempt);
                return false;
            }
            Verdict::Unknown | Verdict::False => {}
        }
        match reestablish {
            Some(Reestablish::Navigate { url }) => {
                let policy = AddressPolicy { page_origin: world.facts.origin(), ..AddressPolicy::default() };
                let Ok(url) = policy.own(url) else { return self.refuse_back(world) };
                self.arrive(&attempt.to, outer, inner.clone(), State::Returning, world);
                world.effects.push(Effect::Navigate { url });
            }
            Some(Reestablish::Step { step }) if !attempt.tried.contains(step) => {
                attempt.tried.push(step.clone());
                if let Some(place) = attempt.to.at.last_mut() {
                    place.step = step.clone();
                }
                attempt.since_ms = world.now.monotonic_ms;
                self.attempt = Some(attempt);
            }
            Some(Reestablish::Step { .. }) | None => return self.refuse_back(world),
        }
        true
    }

    fn refuse_back(&mut self, world: &mut World) -> bool {
        let (guide, step) = (self.inner.book.guide.id.clone(), self.inner.step.clone());
        self.record(UsageEvent::BackRefused { guide, step }, world);
        self.attempt = None;
        self.present.is_refused = true;
        true
    }

    fn arrive(&mut self, to: &Spot, outer: Vec<Frame>, inner: Frame, state: State, world: &mut World) {
        let (guide, step) = (self.inner.book.guide.id.clone(), self.inner.step.clone());
        self.record(UsageEvent::WentBack { guide, step, to: inner.step.clone() }, world);
        // Behind a step that was not on the trail nothing is known: the way back ends there.
        let rest = self.trail.iter().rposition(|spot| spot == to).unwrap_or(0);
        let gone = self.trail.len() - rest;
        self.passed = self.passed.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
        self.trail.truncate(rest);
        self.outer = outer;
        let step = inner.step.clone();
        self.inner = inner;
        self.hops = 0;
        self.enter(step, Arrival::Back, world);
        self.present = Present { state, ..Present::new(Arrival::Back, world) };
    }

    /// The guides of a spot, as the session has seen them.
    fn frames(&self, spot: &Spot) -> Option<(Vec<Frame>, Frame)> {
        let frame = |place: &Place| {
            let book = self.books.iter().find(|book| book.guide.id == place.guide)?;
            Some(Frame { book: std::rc::Rc::clone(book), step: place.step.clone() })
        };
        let mut frames: Vec<Frame> = spot.at.iter().map(frame).collect::<Option<_>>()?;
        let inner = frames.pop()?;
        Some((frames, inner))
    }
}
