//! A guide is about to begin: it is fetched, and checked to be for this user.
//!
//! Entered by trigger, accepted offer, host app, or an action of another guide. Exits: running; idle, when it does not come in
//! [`FETCH_MS`], is not there, or its audience is not certain to include the user.

use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::diagnostic::Code;
use lotse_model::record::{StartedBy, UsageEvent, Verdict};

use super::Stage;
use crate::condition::{Scope, holds};
use crate::limits::{FETCH_MS, LOOK_MS};
use crate::session::{Session, Turn};
use crate::shelf::{Book, Holding};
use crate::world::World;

/// A guide that is about to begin.
#[derive(Debug)]
pub(crate) struct Starting {
    pub guide: GuideId,
    /// Id of the session to be.
    session: String,
    by: StartedBy,
    since_ms: u64,
    /// When the guide arrived.
    arrived_ms: Option<u64>,
}

impl Starting {
    /// A guide is wanted, in a session of its own or in the one that its offer began.
    pub fn new(guide: GuideId, by: StartedBy, session: Option<String>, world: &mut World) -> Self {
        let session = session.unwrap_or_else(|| world.random.id());
        Starting { guide, session, by, since_ms: world.now.monotonic_ms, arrived_ms: None }
    }

    /// Waits for the guide and begins it.
    pub(super) fn advance(mut self, world: &mut World) -> (Stage, Turn) {
        let now_ms = world.now.monotonic_ms;
        let until_ms = self.since_ms + FETCH_MS;
        match world.shelf.want(&self.guide) {
            // Better than to begin, and to find that half of the card is missing.
            Holding::Here(book) if world.facts.is_partial && now_ms < until_ms && book.is_rich() => {
                world.complete();
                world.wake_at(until_ms);
                (Stage::Starting(self), Turn::Stay)
            }
            Holding::Here(book) => {
                let arrived_ms = *self.arrived_ms.get_or_insert(now_ms);
                self.admit(book, arrived_ms + LOOK_MS, world)
            }
            Holding::Awaited if now_ms < until_ms => {
                world.wake_at(until_ms);
                (Stage::Starting(self), Turn::Stay)
            }
            Holding::Awaited => self.give_up(Code::CHUNK_UNREACHABLE, "guide_late", world),
            Holding::Unavailable(code) => self.give_up(code, "guide_unavailable", world),
        }
    }

    fn admit(self, book: Rc<Book>, until_ms: u64, world: &mut World) -> (Stage, Turn) {
        let (guide, language) = (&self.guide, book.texts.language.as_str());
        let scope = Scope { guide, answers: &[], language };
        let verdict =
            book.guide.audience.as_ref().map_or(Verdict::True, |audience| holds(audience, scope, world));
        let now_ms = world.now.monotonic_ms;
        match verdict {
            Verdict::Unknown if now_ms < until_ms && world.finds.awaits_news(now_ms) => {
                world.wake_at(until_ms);
                (Stage::Starting(self), Turn::Stay)
            }
            Verdict::Unknown | Verdict::False => {
                self.give_up(Code::NO_SUCH_GUIDE, "not_for_this_user", world)
            }
            Verdict::True => {
                world.lead();
                if self.by == StartedBy::Trigger {
                    world.history.acted(&self.guide, world.now.wall_ms);
                }
                let session = Session::begin(book, self.session, self.by, world);
                (Stage::Running(Box::new(session)), Turn::Again)
            }
        }
    }

    fn give_up(self, code: Code, why: &'static str, world: &mut World) -> (Stage, Turn) {
        world.note(why, &self.guide);
        world.diagnose(code, self.guide.as_str());
        let event = UsageEvent::GuideUnavailable { guide: self.guide, code: code.name() };
        world.record(Some(&self.session), event);
        (Stage::Idle, Turn::Again)
    }
}
