//! A session as it is kept: enough to go on after a reload, on another page, in another tab.
//!
//! Invariant: a session restored from its snapshot behaves like one that was never left, but for what the page itself has
//! forgotten (host events reported earlier, a value that was just being typed).

use lotse_model::gather::Gather as _;
use std::rc::Rc;

use lotse_model::basic::{AnswerId, GuideId, StepId};
use lotse_model::diagnostic::Code;
use lotse_model::record::{AbandonReason, ResumedBy, StartedBy, UsageEvent};
use lotse_model::step::Outcome;
use lotse_model::wire::Wire as _;

use super::{Frame, Session};
use crate::brief::{counted, put, put_number};
use crate::condition::Given;
use crate::shelf::{Book, Holding};
use crate::step::ended::Ended;
use crate::step::{Arrival, Kept, Present, State};
use crate::world::World;

const HOUR_MS: i64 = 3_600_000;

lotse_model::wire! {
    /// A session as it is kept.
    struct Snapshot {
        /// Its id.
        session: String,
        /// What began it.
        by: StartedBy,
        /// When it began, in milliseconds since 1970.
        started_ms: i64,
        /// When this was written, in milliseconds since 1970.
        written_ms: i64,
        /// How long it can be resumed, in hours.
        resume_hours: u32,
        /// Where it is.
        spot: Spot,
        /// What it is doing there.
        phase: Phase,
        /// How it came there.
        arrival: Arrival = Arrival::Forward,
        /// Whether it is put aside.
        is_paused: bool = false,
        /// Whether going back from here was refused.
        is_refused: bool = false,
        /// Whether the step's target has been found.
        was_found: bool = false,
        /// Completions of the step that may let it go on, where what holds already does not count.
        armed: Vec<u32> = Vec::new(),
        /// Where the user has been.
        trail: Vec<Spot> = Vec::new(),
        /// Answers given.
        answers: Vec<KeptAnswer> = Vec::new(),
        /// How many cards are behind.
        passed: u32 = 0,
        /// How many cards there are in all, as it was told.
        told: u32 = 0,
        /// How it has ended.
        outcome: Option<Outcome>,
        /// What the user says.
        has_helped: Option<bool>,
        /// Whether the user has asked for a person at the end.
        is_person_asked: bool = false,
    }

    /// A place in a stack of guides, outermost first.
    struct Spot {
        /// The guides and where they are; never empty.
        at: Vec<Place>,
    }

    /// A step of a guide.
    struct Place {
        /// The guide.
        guide: GuideId,
        /// The step.
        step: StepId,
    }

    /// What a session is doing.
    words Phase {
        /// A step has begun and nothing of it has been shown.
        Preparing = "preparing",
        /// A step is shown.
        Showing = "showing",
        /// It has navigated back and waits for the page.
        Returning = "returning",
        /// It has ended.
        Ended = "ended",
    }

    /// An answer that was given.
    struct KeptAnswer {
        /// The guide.
        guide: GuideId,
        /// The question.
        step: StepId,
        /// The answer.
        answer: AnswerId,
    }
}

/// What has become of a snapshot.
pub(crate) enum Restored {
    /// Its guides are on their way.
    Waiting,
    /// It goes on.
    Session { session: Box<Session>, is_paused: bool },
    /// One of its guides is no longer published.
    Gone(Code),
}

impl Session {
    /// The session as it is kept, as JSON.
    pub fn written(&self, is_paused: bool, written_ms: i64) -> String {
        let brief = if is_paused { None } else { self.brief(written_ms) };
        let whole = || self.snapshot(is_paused, written_ms).give().write();
        debug_assert!(brief.as_ref().is_none_or(|brief| *brief == whole()), "{brief:?} is not {}", whole());
        brief.unwrap_or_else(whole)
    }

    /// The same without a tree of values, for one that has not gone beyond its first card.
    fn brief(&self, written_ms: i64) -> Option<String> {
        let Present { state, arrival: Arrival::Forward, is_refused: false, kept, .. } = &self.present else {
            return None;
        };
        if !(self.trail.is_empty() && self.answers.is_empty() && self.outer.is_empty()) {
            return None;
        }
        let phase = match state {
            State::Showing(showing) if showing.has_found() => r#""}]},"phase":"showing","was_found":true"#,
            State::Showing(_) => r#""}]},"phase":"showing""#,
            State::Preparing if *kept == Kept::default() => r#""}]},"phase":"preparing""#,
            _ => return None,
        };
        let root = &self.inner.book.guide;
        let mut text = String::new();
        put(&mut text, r#"{"session":""#, &self.id);
        put(&mut text, r#"","by":""#, self.by.word());
        put_number(&mut text, r#"","started_ms":"#, self.started_ms);
        put_number(&mut text, r#","written_ms":"#, written_ms);
        put_number(&mut text, r#","resume_hours":"#, i64::from(root.resume_hours));
        put(&mut text, r#","spot":{"at":[{"guide":""#, root.id.as_str());
        put(&mut text, r#"","step":""#, self.inner.step.as_str());
        text.push_str(phase);
        text.push_str(&counted(r#","passed":$"#, i64::from(self.passed)));
        text.push_str(&counted(r#","told":$"#, i64::from(self.told.unwrap_or(0))));
        text.push('}');
        Some(text)
    }

    /// The session as it is kept.
    pub fn snapshot(&self, is_paused: bool, written_ms: i64) -> Snapshot {
        let (phase, ended) = match &self.present.state {
            State::Preparing | State::Checking | State::Opening | State::Broken => (Phase::Preparing, None),
            State::Showing(_) => (Phase::Showing, None),
            State::Returning => (Phase::Returning, None),
            State::Ended(ended) => (Phase::Ended, Some(*ended)),
        };
        let kept = match &self.present.state {
            State::Showing(showing) => showing.kept(self.present.arrival.is_careful()),
            _ => self.present.kept.clone(),
        };
        let answer = |given: &Given| KeptAnswer {
            guide: given.guide.clone(),
            step: given.step.clone(),
            answer: given.answer.clone(),
        };
        Snapshot {
            session: self.id.clone(),
            by: self.by,
            started_ms: self.started_ms,
            written_ms,
            resume_hours: self.root().guide.resume_hours,
            spot: self.spot(),
            phase,
            arrival: self.present.arrival,
            is_paused,
            is_refused: self.present.is_refused,
            was_found: kept.was_found,
            armed: kept.armed,
            trail: self.trail.clone(),
            answers: self.answers.iter().map(answer).gather(),
            passed: self.passed,
            told: self.told.unwrap_or(0),
            outcome: ended.map(|ended| ended.outcome),
            has_helped: ended.and_then(|ended| ended.has_helped),
            is_person_asked: ended.is_some_and(|ended| ended.is_person_asked),
        }
    }
}

impl Snapshot {
    /// Whether it can be gone on with: it is somewhere, and its id, which is written as it is, has no signs.
    pub fn is_sound(&self) -> bool {
        !self.spot.at.is_empty() && self.session.bytes().all(|letter| letter.is_ascii_alphanumeric())
    }

    /// The guide that the user began.
    pub fn root(&self) -> Option<&GuideId> {
        self.spot.at.first().map(|place| &place.guide)
    }

    /// Whether it has been left alone for too long. A clock that was set back makes nothing too old.
    pub fn is_expired(&self, wall_ms: i64) -> bool {
        wall_ms.saturating_sub(self.written_ms) >= i64::from(self.resume_hours) * HOUR_MS
    }

    /// The session is given up without having been taken up.
    pub fn abandon(&self, why: AbandonReason, world: &mut World) {
        let Some(place) = self.spot.at.first().filter(|_| self.phase != Phase::Ended) else { return };
        let (guide, step) = (place.guide.clone(), place.step.clone());
        world.record(Some(&self.session), UsageEvent::GuideAbandoned { guide, step, why });
    }

    /// Takes the session up as soon as its guides are here.
    pub fn restore(&self, by: ResumedBy, world: &mut World) -> Restored {
        let mut books: Vec<Rc<Book>> = Vec::new();
        let mut is_waiting = false;
        let mut gone = Code::NO_SUCH_GUIDE;
        let mut wanted: Vec<&GuideId> = Vec::new();
        for place in self.spot.at.iter().chain(self.trail.iter().flat_map(|spot| &spot.at)) {
            if !wanted.contains(&&place.guide) {
                wanted.push(&place.guide);
            }
        }
        for guide in wanted {
            match world.shelf.want(guide) {
                Holding::Here(book) => books.push(book),
                Holding::Awaited => is_waiting = true,
                // Out of reach is not gone: it is tried again on the next occasion.
                Holding::Unavailable(code) => {
                    is_waiting |= code == Code::CHUNK_UNREACHABLE || !world.is_catalogue_known;
                    gone = code;
                }
            }
        }
        if is_waiting {
            return Restored::Waiting;
        }
        let book = |guide: &GuideId| books.iter().find(|book| book.guide.id == *guide).cloned();
        let frame = |place: &Place| Some(Frame { book: book(&place.guide)?, step: place.step.clone() });
        let frames: Option<Vec<Frame>> = self.spot.at.iter().map(frame).collect();
        let Some((mut outer, inner)) =
            frames.and_then(|mut frames| frames.pop().map(|inner| (frames, inner)))
        else {
            return Restored::Gone(gone);
        };
        outer.truncate(crate::limits::MAX_DEPTH);
        // Going back ends before what is gone from the trail.
        let is_known = |spot: &&Spot| spot.at.iter().all(|place| book(&place.guide).is_some());
        let trail: Vec<Spot> = self.trail.iter().filter(is_known).cloned().gather();
        let session = Session {
            id: self.session.clone(),
            by: self.by,
            started_ms: self.started_ms,
            outer,
            inner,
            answers: self.answers.iter().map(KeptAnswer::given).gather(),
            trail,
            passed: self.passed,
            told: Some(self.told).filter(|told| *told > 0),
            present: self.present(by, world),
            attempt: None,
            hops: 0,
            owes_language: false,
            books,
        };
        if !self.is_paused && self.phase != Phase::Ended {
            let (guide, step) = (session.inner.book.guide.id.clone(), session.inner.step.clone());
            session.record(UsageEvent::Resumed { guide, step, how: by }, world);
        }
        Restored::Session { session: Box::new(session), is_paused: self.is_paused }
    }

    fn present(&self, by: ResumedBy, world: &mut World) -> Present {
        let arrival = match (self.phase, by) {
            _ if self.arrival.is_careful() => self.arrival,
            (Phase::Showing, ResumedBy::Tab) => Arrival::TakenOver,
            (Phase::Showing, _) => Arrival::Resumed,
            _ => self.arrival,
        };
        let state = match (self.phase, self.outcome) {
            (Phase::Returning, _) => State::Returning,
            (Phase::Ended, Some(outcome)) => {
                let (has_helped, is_person_asked) = (self.has_helped, self.is_person_asked);
                State::Ended(Ended { outcome, has_helped, is_person_asked })
            }
            _ => State::Preparing,
        };
        let kept = Kept { was_found: self.was_found, armed: self.armed.clone() };
        Present { is_refused: self.is_refused, kept, state, ..Present::new(arrival, world) }
    }
}

impl KeptAnswer {
    fn given(&self) -> Given {
        Given { guide: self.guide.clone(), step: self.step.clone(), answer: self.answer.clone() }
    }
}
