//! What an instance is doing: nothing, offering, starting, running, or waiting for another tab.
//!
//! | stage | entered by | left for |
//! |---|---|---|
//! | [`Stage::Idle`] | the beginning, the end of everything else | offering or starting, by a trigger; starting, on request |
//! | [`Stage::Offering`] | a trigger that asks | starting (accepted), idle (declined, or its reason has gone) |
//! | [`Stage::Starting`] | trigger, offer, host app, an action | running; idle, when the guide cannot be had or is not for this user |
//! | [`Stage::Running`] | starting, restoring, resuming | paused, idle (ended, left, stopped), starting (replaced), elsewhere |
//! | [`Stage::Paused`] | running | running, idle, starting, elsewhere |
//! | [`Stage::Elsewhere`] | a stored session that another tab leads, or that has just been found | restoring, idle |
//! | [`Stage::Restoring`] | elsewhere, when this tab takes the lead | running, paused, idle |
//!
//! Invariant: one variant at a time, so that there are never two sessions, two offers, or a session and an offer.

pub(crate) mod offering;
pub(crate) mod starting;
pub(crate) mod triggers;

use lotse_model::record::{AbandonReason, ResumedBy, UsageEvent};

use crate::session::snapshot::{Restored, Snapshot};
use crate::session::{Session, Turn};
use crate::step::Arrival;
use crate::view::CardKey;
use crate::world::World;
use offering::Offering;
use starting::Starting;
use triggers::Triggers;

/// What an instance is doing.
#[derive(Debug, Default)]
pub(crate) enum Stage {
    #[default]
    Idle,
    Offering(Offering),
    Starting(Starting),
    Running(Box<Session>),
    Paused(Box<Session>),
    Elsewhere(Elsewhere),
    Restoring {
        snapshot: Box<Snapshot>,
        by: ResumedBy,
    },
}

/// A stored session that this tab does not lead.
#[derive(Debug)]
pub(crate) struct Elsewhere {
    pub snapshot: Box<Snapshot>,
    pub key: CardKey,
    /// Found when storage was read for the first time: left behind by the page before this one.
    pub is_left_behind: bool,
}

/// What is to be kept of the session.
pub(crate) enum Keeping {
    /// This, as JSON.
    Session(String),
    /// Nothing: there is none.
    Nothing,
    /// Whatever is there: it is not this tab's to change.
    AsItIs,
}

impl Stage {
    /// Looks at the world and goes on if it can.
    pub fn advance(self, triggers: &mut Triggers, world: &mut World) -> (Stage, Turn) {
        match self {
            Stage::Idle => match triggers.find(world) {
                Some(stage) => (stage, Turn::Again),
                None => (Stage::Idle, Turn::Stay),
            },
            Stage::Offering(offering) => offering.advance(triggers, world),
            Stage::Starting(starting) => starting.advance(world),
            Stage::Running(mut session) => {
                let turn = session.advance(world);
                (Stage::Running(session), turn)
            }
            Stage::Paused(session) => {
                // Its title is on the pill.
                world.shelf.want(&session.root().guide.id);
                (Stage::Paused(session), Turn::Stay)
            }
            Stage::Elsewhere(elsewhere) => elsewhere.advance(world),
            Stage::Restoring { snapshot, by } => restore(snapshot, by, world),
        }
    }

    /// What is to be kept.
    pub fn keeping(&self, wall_ms: i64) -> Keeping {
        match self {
            Stage::Idle | Stage::Offering(_) | Stage::Starting(_) => Keeping::Nothing,
            Stage::Running(session) => Keeping::Session(session.written(false, wall_ms)),
            Stage::Paused(session) => Keeping::Session(session.written(true, wall_ms)),
            Stage::Elsewhere(_) | Stage::Restoring { .. } => Keeping::AsItIs,
        }
    }

    /// The session is put aside.
    pub fn pause(self, world: &mut World) -> Stage {
        match self {
            Stage::Running(mut session) => {
                let (guide, step) = (session.inner.book.guide.id.clone(), session.inner.step.clone());
                session.record(UsageEvent::Paused { guide, step }, world);
                session.take_up(Arrival::Resumed, world);
                Stage::Paused(session)
            }
            other => other,
        }
    }

    /// The session is taken up again by the user.
    pub fn resume(self, world: &mut World) -> Stage {
        match self {
            Stage::Paused(mut session) => {
                world.lead();
                let (guide, step) = (session.inner.book.guide.id.clone(), session.inner.step.clone());
                session.record(UsageEvent::Resumed { guide, step, how: ResumedBy::User }, world);
                session.take_up(Arrival::Resumed, world);
                Stage::Running(session)
            }
            other => other,
        }
    }

    /// Whatever there is, is given up.
    pub fn abandon(self, why: AbandonReason, world: &mut World) {
        match self {
            Stage::Running(session) | Stage::Paused(session) => session.abandon(why, world),
            Stage::Elsewhere(Elsewhere { snapshot, .. }) | Stage::Restoring { snapshot, .. } => {
                world.lead();
                snapshot.abandon(why, world);
            }
            Stage::Idle | Stage::Offering(_) | Stage::Starting(_) => {}
        }
    }

    /// Another tab has taken the lead.
    pub fn yield_lead(self, world: &mut World) -> Stage {
        let wall_ms = world.now.wall_ms;
        let snapshot = match self {
            Stage::Running(session) => Box::new(session.snapshot(false, wall_ms)),
            Stage::Paused(session) => Box::new(session.snapshot(true, wall_ms)),
            Stage::Restoring { snapshot, .. } => snapshot,
            other => return other,
        };
        if let Some(root) = snapshot.root() {
            world.note("yielded", root);
        }
        Stage::Elsewhere(Elsewhere { snapshot, key: world.new_card(), is_left_behind: false })
    }
}

impl Elsewhere {
    fn advance(self, world: &mut World) -> (Stage, Turn) {
        if self.is_left_behind && world.facts.is_visible && world.leader.is_known {
            return (self.take_over(ResumedBy::Load, world), Turn::Again);
        }
        if world.facts.is_visible
            && let Some(root) = self.snapshot.root()
        {
            // Its title is on the pill.
            world.shelf.want(root);
        }
        (Stage::Elsewhere(self), Turn::Stay)
    }

    /// This tab takes the session over.
    pub fn take_over(self, by: ResumedBy, world: &mut World) -> Stage {
        if self.snapshot.is_expired(world.now.wall_ms) {
            world.lead();
            self.snapshot.abandon(AbandonReason::Expired, world);
            return Stage::Idle;
        }
        world.lead();
        Stage::Restoring { snapshot: self.snapshot, by }
    }
}

fn restore(snapshot: Box<Snapshot>, by: ResumedBy, world: &mut World) -> (Stage, Turn) {
    match snapshot.restore(by, world) {
        Restored::Waiting => (Stage::Restoring { snapshot, by }, Turn::Stay),
        Restored::Session { session, is_paused: true } => (Stage::Paused(session), Turn::Again),
        Restored::Session { session, is_paused: false } => (Stage::Running(session), Turn::Again),
        Restored::Gone(code) => {
            let guide = snapshot.root().map(|guide| guide.as_str().to_owned()).unwrap_or_default();
            world.diagnose(code, &guide);
            snapshot.abandon(AbandonReason::Changed, world);
            (Stage::Idle, Turn::Again)
        }
    }
}
