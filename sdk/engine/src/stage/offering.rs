//! A guide is offered: a banner that asks, or a beacon at the first step's target.
//!
//! Entered by a trigger. Exits: starting (accepted), idle (declined for good or for now, or the reason to offer has gone).

use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::guide::Offer;
use lotse_model::record::{StartedBy, UsageEvent};
use lotse_model::target::Target;

use super::Stage;
use super::starting::Starting;
use super::triggers::Triggers;
use crate::finds::{Detail, Sight};
use crate::session::Turn;
use crate::shelf::{Book, Holding};
use crate::step::targets;
use crate::view::{ButtonId, CardKey};
use crate::world::World;

/// An offer.
#[derive(Debug)]
pub(crate) struct Offering {
    pub guide: GuideId,
    pub offer: Offer,
    pub key: CardKey,
    /// Id of the session that it may become.
    session: String,
    is_painted: bool,
}

impl Offering {
    /// A guide begins to be offered.
    pub fn new(guide: GuideId, offer: Offer, world: &mut World) -> Self {
        Offering { guide, offer, key: world.new_card(), session: world.random.id(), is_painted: false }
    }

    /// Waits for an answer while there is a reason to ask.
    pub(super) fn advance(self, triggers: &mut Triggers, world: &mut World) -> (Stage, Turn) {
        let has_reason = triggers.still_holds(&self.guide, world);
        let holding = world.shelf.want(&self.guide);
        if !has_reason || matches!(holding, Holding::Unavailable(_)) {
            world.note("offer_withdrawn", &self.guide);
            if has_reason {
                triggers.spend(&self.guide);
            }
            return (Stage::Idle, Turn::Again);
        }
        if let (Holding::Here(book), Offer::Beacon) = (holding, self.offer) {
            world.finds.wish(&beacon_targets(&book), Detail::default());
        }
        (Stage::Offering(self), Turn::Stay)
    }

    /// The guide that is offered, when it is here.
    pub fn book(&self, world: &World) -> Option<Rc<Book>> {
        if let Holding::Here(book) = world.shelf.look(&self.guide) { Some(book) } else { None }
    }

    /// Whether the first step's target is there to carry a beacon.
    pub fn has_place(book: &Book, world: &World) -> bool {
        matches!(
            world.finds.sight(&beacon_targets(book), Detail::default(), world.now.monotonic_ms),
            Sight::Found(_)
        )
    }

    /// The offer is on the screen.
    pub fn painted(&mut self, world: &mut World) {
        if !core::mem::replace(&mut self.is_painted, true) {
            world.history.acted(&self.guide, world.now.wall_ms);
            let event = UsageEvent::GuideOffered { guide: self.guide.clone(), offer: self.offer };
            world.record(Some(&self.session), event);
        }
    }

    /// The user answers.
    pub fn press(self, button: &ButtonId, triggers: &mut Triggers, world: &mut World) -> Stage {
        let is_for_good = match button {
            ButtonId::Accept => {
                triggers.spend(&self.guide);
                let starting = Starting::new(self.guide, StartedBy::Offer, Some(self.session), world);
                return Stage::Starting(starting);
            }
            ButtonId::Decline => true,
            ButtonId::NotNow | ButtonId::Close => false,
            _ => return Stage::Offering(self),
        };
        triggers.spend(&self.guide);
        world.history.declined(&self.guide, is_for_good, world.now.wall_ms);
        world.record(Some(&self.session), UsageEvent::GuideDeclined { guide: self.guide, is_for_good });
        Stage::Idle
    }
}

/// Where the beacon of a guide sits; empty when its first step points at nothing, and then a banner asks.
pub(crate) fn beacon_targets(book: &Book) -> Vec<&Target> {
    book.step(&book.guide.start).map(targets).unwrap_or_default()
}
