//! One run of one guide, with the guides that it runs inside.
//!
//! Invariants: exactly one step is present; what a session does by itself is bounded (after [`MAX_HOPS`] steps that nobody
//! has seen or done anything on, it takes a breath at each); a snapshot holds all that is needed to go on elsewhere.

mod back;
mod moves;
mod press;
pub(crate) mod snapshot;

use std::rc::Rc;

use lotse_model::basic::StepId;
use lotse_model::record::{StartedBy, UsageEvent};
use lotse_model::step::Step;

use crate::condition::Given;
use crate::event::WatchId;
use crate::limits::{BREATH_MS, MAX_HOPS};
use crate::progress::{Length, told};
use crate::shelf::{Book, Holding};
use crate::step::{Arrival, Here, Kept, Present, State};
use crate::world::World;
use back::Attempt;
pub(crate) use press::Pressed;
use snapshot::Spot;

/// A guide and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub book: Rc<Book>,
    pub step: StepId,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub id: String,
    pub by: StartedBy,
    /// When it began, by the user's clock.
    pub started_ms: i64,
    /// The guides that wait for the inner one, outermost first.
    pub outer: Vec<Frame>,
    /// The guide that runs.
    pub inner: Frame,
    /// Every guide that took part, for going back into it.
    books: Vec<Rc<Book>>,
    answers: Vec<Given>,
    /// Where the user has been, for going back.
    trail: Vec<Spot>,
    /// How many cards are behind.
    passed: u32,
    /// How many cards there are in all, as it was told.
    told: Option<u32>,
    pub present: Present,
    attempt: Option<Attempt>,
    /// Steps since anybody saw or did anything.
    hops: u32,
    /// Whether it is not yet looked at whether the guide speaks the language that is wanted.
    owes_language: bool,
}

/// What has come of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing more to do now.
    Stay,
    /// Something has moved: look again.
    Again,
}

impl Session {
    /// Begins a guide.
    pub fn begin(book: Rc<Book>, id: String, by: StartedBy, world: &mut World) -> Self {
        let inner = Frame { step: book.guide.start.clone(), book: Rc::clone(&book) };
        let present = Present::new(Arrival::Forward, world);
        let mut session = Session {
            id,
            by,
            started_ms: world.now.wall_ms,
            outer: Vec::new(),
            inner,
            books: vec![Rc::clone(&book)],
            answers: Vec::new(),
            trail: Vec::new(),
            passed: 0,
            told: None,
            present,
            attempt: None,
            hops: 0,
            owes_language: true,
        };
        world.history.started(&book.guide.id, world.now.wall_ms);
        session.record(UsageEvent::GuideStarted { guide: book.guide.id.clone(), by }, world);
        session.tell_progress();
        session
    }

    /// The guide that the user began.
    pub fn root(&self) -> &Rc<Book> {
        &self.outer.first().unwrap_or(&self.inner).book
    }

    /// The present step; nothing when the guide does not have it (any more).
    pub fn step(&self) -> Option<&Step> {
        self.inner.book.step(&self.inner.step)
    }

    /// Looks at the world and moves on if it can.
    pub fn advance(&mut self, world: &mut World) -> Turn {
        self.keep_books(world);
        // A first card does not wait for the code that tells of it.
        if !world.facts.is_partial && core::mem::take(&mut self.owes_language) {
            self.note_language(world);
        }
        if world.now.monotonic_ms < self.present.not_before_ms {
            world.wake_at(self.present.not_before_ms);
            return Turn::Stay;
        }
        if self.attempt.is_some() && self.advance_attempt(world) {
            return Turn::Again;
        }
        let book = Rc::clone(&self.inner.book);
        let Some(step) = book.step(&self.inner.step) else {
            let is_news = !matches!(self.present.state, State::Broken);
            self.present.state = State::Broken;
            return if is_news { Turn::Again } else { Turn::Stay };
        };
        let mut state = core::mem::replace(&mut self.present.state, State::Preparing);
        let decision = state.advance(self.here(&book, step), world);
        self.present.state = state;
        self.follow(decision, world)
    }

    /// The card of the present step is on the screen.
    pub fn painted(&mut self, world: &mut World) {
        // A breath is not a step that somebody sees.
        if self.present.is_painted || self.is_breathing(world.now.monotonic_ms) {
            return;
        }
        let choice = match (&self.present.state, self.step()) {
            (State::Showing(showing), _) => showing.choice(),
            (State::Ended(_), Some(Step::End(_))) => None,
            _ => return,
        };
        self.hops = 0;
        self.present.is_painted = true;
        let (guide, step) = (self.inner.book.guide.id.clone(), self.inner.step.clone());
        self.record(UsageEvent::StepShown { guide, step, choice }, world);
    }

    /// A watched gesture was made by a person.
    pub fn gesture(&mut self, watch: WatchId, world: &mut World) {
        let Some((card, index)) = world.watches.meaning(watch) else { return };
        if card != self.present.key {
            return;
        }
        let book = Rc::clone(&self.inner.book);
        if let (State::Showing(showing), Some(step)) = (&self.present.state, book.step(&self.inner.step)) {
            let decision = showing.gesture(index, step);
            self.hops = 0;
            self.follow(decision, world);
        }
    }

    /// The host app reports an event.
    pub fn host_event(&mut self, name: &str, world: &mut World) {
        let book = Rc::clone(&self.inner.book);
        if let (State::Showing(showing), Some(step)) = (&self.present.state, book.step(&self.inner.step)) {
            let decision = showing.host_event(name, step);
            self.follow(decision, world);
        }
    }

    /// The present step is taken up again: after a pause, a reload, in another tab.
    pub fn take_up(&mut self, arrival: Arrival, world: &mut World) {
        let is_under_way = matches!(self.present.state, State::Showing(_));
        let arrival =
            if is_under_way && !self.present.arrival.is_careful() { arrival } else { self.present.arrival };
        let state = core::mem::replace(&mut self.present.state, State::Preparing);
        let is_refused = self.present.is_refused;
        let kept = match &state {
            State::Showing(showing) => showing.kept(arrival.is_careful()),
            _ => core::mem::take(&mut self.present.kept),
        };
        self.present = Present { is_refused, kept, ..Present::new(arrival, world) };
        // Answered checks and endings stay what they are.
        if matches!(state, State::Ended(_) | State::Returning) {
            self.present.state = state;
        }
        self.attempt = None;
    }

    /// Reports a fact of the session.
    pub fn record(&self, event: UsageEvent, world: &mut World) {
        world.record(Some(&self.id), event);
    }

    /// Number of the present card and of all cards.
    pub fn progress(&self) -> (u32, u32) {
        let step = self.passed.saturating_add(1);
        (step, self.told.unwrap_or(step).max(step))
    }

    /// Whether it has reached its end.
    pub fn has_ended(&self) -> bool {
        matches!(self.present.state, State::Ended(_))
    }

    /// Whether there is somewhere to go back to.
    pub fn has_trail(&self) -> bool {
        !self.trail.is_empty()
    }

    /// Whether the session takes a breath.
    pub fn is_breathing(&self, now_ms: u64) -> bool {
        now_ms < self.present.not_before_ms
    }

    fn here<'a>(&'a self, book: &'a Rc<Book>, step: &'a Step) -> Here<'a> {
        Here {
            session: &self.id,
            book,
            step,
            key: self.present.key,
            arrival: self.present.arrival,
            since_ms: self.present.since_ms,
            kept: &self.present.kept,
            answers: &self.answers,
            outer: &self.outer,
        }
    }

    /// Goes to a step of the inner guide.
    fn enter(&mut self, step: StepId, arrival: Arrival, world: &mut World) {
        self.inner.step = step;
        self.attempt = None;
        self.hops = self.hops.saturating_add(1);
        self.present = Present::new(arrival, world);
        // Where somebody has to do something, the guide stops anyway.
        let is_stop = matches!(self.step(), Some(Step::Question(_) | Step::End(_)));
        if self.hops > MAX_HOPS && !is_stop {
            self.present.not_before_ms = world.now.monotonic_ms + BREATH_MS;
        }
        self.tell_progress();
    }

    fn tell_progress(&mut self) {
        let mut ahead = self.inner.book.lengths.from(&self.inner.book.guide, &self.inner.step);
        for frame in &self.outer {
            // The card of the sub-guide itself is the inner guide's matter now.
            let rest = match frame.book.step(&frame.step) {
                Some(Step::SubGuide(step)) => frame.book.lengths.from(&frame.book.guide, &step.solved),
                _ => Length::default(),
            };
            ahead = ahead.then(rest);
        }
        self.told = Some(told(self.told, self.passed, ahead));
    }

    /// Keeps every guide of the session within reach, and takes its texts in another language when the user has changed it.
    fn keep_books(&mut self, world: &mut World) {
        for index in 0..self.books.len() {
            let Some(book) = self.books.get(index).cloned() else { continue };
            let Holding::Here(new) = world.shelf.want(&book.guide.id) else { continue };
            if new.texts.language != book.texts.language {
                self.replace_book(&book, &Rc::new(book.with_texts_of(&new)));
            }
        }
        // What may come next is fetched ahead.
        let next = self.step().map(crate::progress::following).unwrap_or_default();
        for step in next {
            if let Some(Step::SubGuide(step)) = self.inner.book.step(step) {
                world.shelf.want(&step.guide);
            }
        }
    }

    fn replace_book(&mut self, old: &Rc<Book>, new: &Rc<Book>) {
        let frames = self.outer.iter_mut().chain([&mut self.inner]).map(|frame| &mut frame.book);
        for book in frames.chain(&mut self.books) {
            if Rc::ptr_eq(book, old) {
                *book = Rc::clone(new);
            }
        }
    }

    fn note_language(&self, world: &mut World) {
        let book = &self.inner.book;
        let used = &book.texts.language;
        let Some(wanted) = world.facts.languages.first().cloned() else { return };
        let is_fitting = crate::facts::is_form_of(&wanted, used) || crate::facts::is_form_of(used, &wanted);
        if !is_fitting {
            let (guide, used) = (book.guide.id.clone(), used.clone());
            world.diagnose(lotse_model::diagnostic::Code::LANGUAGE_FALLBACK, &wanted);
            self.record(UsageEvent::LanguageFallback { guide, wanted, used }, world);
        }
    }
}

impl Present {
    /// A step begins to be there.
    pub fn new(arrival: Arrival, world: &mut World) -> Self {
        Present {
            key: world.new_card(),
            arrival,
            since_ms: world.now.monotonic_ms,
            not_before_ms: 0,
            is_painted: false,
            is_refused: false,
            kept: Kept::default(),
            state: State::Preparing,
        }
    }
}
