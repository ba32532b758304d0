//! The present step of a session: one state per way of being there.
//!
//! | state | entered by | left for |
//! |---|---|---|
//! | [`State::Preparing`] | every new step | showing, checking, opening, ended; the next step when there is nothing to do |
//! | [`State::Showing`] | preparing | the next step (done or passed over), an earlier one (back), an end (escalated) |
//! | [`State::Checking`] | preparing a check | the step that the result chooses |
//! | [`State::Opening`] | preparing a sub-guide | its first step, or the way for "cannot be had" |
//! | [`State::Returning`] | going back by navigating | preparing the step that was returned to |
//! | [`State::Ended`] | the end of the outermost guide, an escalation | the end of the session |
//! | [`State::Broken`] | a step that the guide does not have (any more) | the end of the session, or its beginning |
//!
//! Each state decides; the session follows the decision. Invariant: every state that waits has a button or a moment at
//! which it is woken.

pub(crate) mod checking;
pub(crate) mod ended;
pub(crate) mod gate;
pub(crate) mod locating;
pub(crate) mod opening;
pub(crate) mod preparing;
pub(crate) mod returning;
pub(crate) mod showing;

use lotse_model::gather::Gather as _;
use std::rc::Rc;

use lotse_model::basic::{AnswerId, StepId};
use lotse_model::record::{DoneBy, EscalatedBy, SkipReason, Verdict};
use lotse_model::step::{Outcome, Step};
use lotse_model::target::Target;

use crate::condition::{Given, Scope};
use crate::session::Frame;
use crate::shelf::Book;
use crate::view::CardKey;
use crate::world::World;
use ended::Ended;
use showing::Showing;

lotse_model::wire! {
    /// How a step was come to.
    words Arrival {
        /// From the step before.
        Forward = "forward",
        /// By going back. What is done already waits for "Next" instead of bouncing forward again.
        Back = "back",
        /// After a reload or a pause; what came to be meanwhile counts as done.
        Resumed = "resumed",
        /// In another tab, whose page may be another one: nothing found or missing there counts by itself.
        TakenOver = "taken_over",
    }
}

impl Arrival {
    /// Whether what holds already when the step begins does not complete it.
    pub fn is_careful(self) -> bool {
        matches!(self, Arrival::Back | Arrival::TakenOver)
    }
}

/// What is remembered of a shown step when it is taken up again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    /// Its target has been found before.
    pub was_found: bool,
    /// Completions that may let it go on, where they have to cease first.
    pub armed: Vec<u32>,
}

/// The present step.
#[derive(Debug)]
pub(crate) struct Present {
    /// Names this appearance.
    pub key: CardKey,
    pub arrival: Arrival,
    pub since_ms: u64,
    /// A breath: nothing happens by itself before this moment.
    pub not_before_ms: u64,
    pub is_painted: bool,
    /// Going back from here was asked for and is not possible.
    pub is_refused: bool,
    pub kept: Kept,
    pub state: State,
}

/// The ways of being at a step.
#[derive(Debug)]
pub(crate) enum State {
    Preparing,
    Showing(Showing),
    Checking,
    Opening,
    Returning,
    Ended(Ended),
    Broken,
}

/// What a state may look at.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    /// Id of the session.
    pub session: &'a str,
    pub book: &'a Rc<Book>,
    pub step: &'a Step,
    pub key: CardKey,
    pub arrival: Arrival,
    pub since_ms: u64,
    pub kept: &'a Kept,
    pub answers: &'a [Given],
    /// The guides that wait for this one.
    pub outer: &'a [Frame],
}

impl Here<'_> {
    /// Where conditions of this step stand.
    pub fn scope(&self) -> Scope<'_> {
        Scope { guide: &self.book.guide.id, answers: self.answers, language: &self.book.texts.language }
    }
}

/// What a state decides.
#[derive(Debug)]
pub(crate) enum Decision {
    /// Nothing to do now.
    Stay,
    /// Go on in another state.
    Become(State),
    /// The step is done.
    Done { how: DoneBy, to: StepId, answer: Option<AnswerId> },
    /// The step is passed over.
    PassOver { why: SkipReason, to: StepId },
    /// A check has chosen a path.
    Decided { result: Verdict, to: StepId },
    /// A sub-guide begins.
    Open(Rc<Book>),
    /// The guide has reached an end.
    End(Outcome),
    /// A person is wanted.
    Escalate(EscalatedBy),
    /// The page has been given long enough to come into the entry state.
    Returned { is_refused: bool },
}

/// Target and alternatives of a step.
pub(crate) fn targets(step: &Step) -> Vec<&Target> {
    match step {
        Step::Instruct(step) => step.target.iter().chain(&step.alternatives).gather(),
        Step::Question(step) => step.target.iter().gather(),
        Step::Check(_) | Step::SubGuide(_) | Step::End(_) => Vec::new(),
    }
}

impl State {
    /// Looks at the world and decides.
    pub fn advance(&mut self, here: Here<'_>, world: &mut World) -> Decision {
        match self {
            State::Preparing => preparing::advance(here, world),
            State::Showing(showing) => showing.advance(here, world),
            State::Checking => checking::advance(here, world),
            State::Opening => opening::advance(here, world),
            State::Returning => returning::advance(here, world),
            State::Ended(_) | State::Broken => Decision::Stay,
        }
    }
}
