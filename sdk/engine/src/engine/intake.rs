//! Every event, and whom it concerns.

use lotse_model::basic::GuideId;
use lotse_model::diagnostic::Code;
use lotse_model::json::Json;
use lotse_model::record::{AbandonReason, ResumedBy, StartedBy};
use lotse_model::wire::{Reader, Wire as _};

use super::Engine;
use crate::event::{Event, Slot, Surroundings};
use crate::facts::Facts;
use crate::leader::Leader;
use crate::random::Random;
use crate::session::Pressed;
use crate::session::snapshot::Snapshot;
use crate::stage::starting::Starting;
use crate::stage::{Elsewhere, Stage};
use crate::view::{ButtonId, CardKey};

impl Engine {
    /// Takes an event in; what follows from it is for the passes.
    pub(super) fn take_in(&mut self, event: Event) {
        let world = &mut self.world;
        let now_ms = world.now.monotonic_ms;
        match event {
            Event::Began(surroundings) => self.begin(*surroundings),
            Event::Identified { user, attributes, language } => {
                if world.facts.identify(user, attributes, language) {
                    self.change_user();
                }
            }
            Event::Catalogue { entries, release, .. } => self.set_catalogue(entries, release),
            Event::GuideArrived { request, guide, texts } => world.shelf.arrived(request, *guide, *texts),
            Event::GuideUnavailable { request, code } => world.shelf.unavailable(request, code),
            Event::Stored { slot, value } => self.stored(slot, value.as_ref()),
            Event::PageChanged { url } => {
                world.facts.go_to(url);
                world.facts.is_overlay_lost = false;
                self.try_again();
            }
            Event::Report { find, report } => world.finds.report(find, report, now_ms),
            Event::Gesture { watch, is_trusted } => {
                if let (Stage::Running(session), true) = (&mut self.stage, is_trusted) {
                    session.gesture(watch, world);
                }
            }
            Event::Pressed { card, button } => self.pressed(card, &button),
            Event::Painted { card } => self.painted(card),
            Event::HostEvent { name } => {
                world.facts.host_event(&name);
                if let Stage::Running(session) = &mut self.stage {
                    session.host_event(&name, world);
                }
            }
            Event::Timer(timer) => world.woken(timer),
            Event::Visibility { is_visible } => self.visibility(is_visible),
            Event::StartRequested { guide } => self.start(guide, StartedBy::Host),
            Event::StopRequested => self.give_up(AbandonReason::Host),
            Event::NextRequested => self.press_if_there(&ButtonId::Next),
            Event::BackRequested => self.press_if_there(&ButtonId::Back),
            Event::Sent { request, is_acknowledged } => {
                let jitter = world.random.next();
                world.outbox.sent(request, is_acknowledged, jitter, now_ms);
            }
            Event::OverlayLost => self.overlay_lost(),
            Event::Completed => world.facts.is_partial = false,
        }
    }

    fn begin(&mut self, surroundings: Surroundings) {
        let world = &mut self.world;
        world.random = Random::new(surroundings.seed, world.now.wall_ms);
        world.leader = Leader::new(world.random.id());
        world.facts = Facts::new(surroundings);
    }

    /// Nothing of the former user is visible or used any more. It is kept already, under the former user's keys; nothing is
    /// stored in answer to this, because the shell may have changed the keys.
    fn change_user(&mut self) {
        self.stage = Stage::Idle;
        self.triggers = crate::stage::triggers::Triggers::default();
        self.kept = None;
        self.world.forget_user();
    }

    fn stored(&mut self, slot: Slot, value: Option<&Json>) {
        let world = &mut self.world;
        match slot {
            Slot::History => {
                if !world.history.restore(value) {
                    world.diagnose(Code::STORAGE_UNREADABLE, "history");
                }
            }
            Slot::Outbox => {
                let now_ms = world.now.monotonic_ms;
                if world.facts.sends_records && !world.outbox.restore(value, now_ms) {
                    world.diagnose(Code::STORAGE_UNREADABLE, "outbox");
                }
            }
            Slot::Leader => {
                let was_me = world.leader.is_me();
                let again = world.leader.heard(value);
                if let Some(value) = again {
                    world.stores.push(crate::effect::Effect::Store { slot, value: Some(value) });
                }
                if was_me && !world.leader.is_me() {
                    self.stage = core::mem::take(&mut self.stage).yield_lead(&mut self.world);
                }
            }
            Slot::Session => self.stored_session(value),
        }
    }

    /// A session that storage has. Whoever leads knows better; everybody else learns from it.
    fn stored_session(&mut self, value: Option<&Json>) {
        let world = &mut self.world;
        let is_first = !core::mem::replace(&mut world.is_session_known, true);
        let snapshot = value.and_then(|value| Snapshot::take(value, &mut Reader::default()));
        let snapshot = snapshot.filter(Snapshot::is_sound).map(Box::new);
        if value.is_some() && snapshot.is_none() {
            world.diagnose(Code::STORAGE_UNREADABLE, "session");
        }
        let key = match &self.stage {
            Stage::Idle | Stage::Offering(_) => world.new_card(),
            Stage::Elsewhere(elsewhere) => elsewhere.key,
            Stage::Starting(_) | Stage::Running(_) | Stage::Paused(_) | Stage::Restoring { .. } => {
                // Another guide was wanted before storage could say that one was under way.
                if let (true, Some(snapshot)) = (is_first, snapshot) {
                    snapshot.abandon(AbandonReason::Replaced, world);
                }
                return;
            }
        };
        let was_left_behind = matches!(&self.stage, Stage::Elsewhere(elsewhere) if elsewhere.is_left_behind);
        match snapshot {
            Some(snapshot) => {
                // Whatever it is in detail: there is something to be removed in the end.
                self.kept = Some(String::new());
                let is_left_behind = is_first && world.facts.is_visible || was_left_behind;
                self.stage = Stage::Elsewhere(Elsewhere { snapshot, key, is_left_behind });
            }
            None if matches!(self.stage, Stage::Elsewhere(_)) => {
                self.kept = None;
                self.stage = Stage::Idle;
            }
            None => {}
        }
    }

    fn visibility(&mut self, is_visible: bool) {
        let world = &mut self.world;
        if is_visible && !world.facts.is_visible {
            world.facts.visible_since_ms = world.now.monotonic_ms;
        }
        world.facts.is_visible = is_visible;
        if !is_visible {
            world.outbox.hurry();
            return;
        }
        self.try_again();
        let world = &mut self.world;
        self.stage = match core::mem::take(&mut self.stage) {
            // The visible tab last used leads.
            Stage::Elsewhere(elsewhere) if !elsewhere.is_left_behind => {
                elsewhere.take_over(ResumedBy::Tab, world)
            }
            other => other,
        };
    }

    /// A session whose guides could not be fetched has another chance.
    fn try_again(&mut self) {
        if matches!(self.stage, Stage::Restoring { .. }) {
            self.world.shelf.forget_unavailable();
        }
    }

    fn start(&mut self, guide: GuideId, by: StartedBy) {
        let world = &mut self.world;
        world.facts.is_overlay_lost = false;
        let stage = core::mem::take(&mut self.stage);
        self.stage = match stage {
            Stage::Paused(session) if session.root().guide.id == guide => {
                Stage::Paused(session).resume(world)
            }
            Stage::Running(session) if session.root().guide.id == guide && !session.has_ended() => {
                Stage::Running(session)
            }
            Stage::Starting(starting) if starting.guide == guide => Stage::Starting(starting),
            Stage::Restoring { snapshot, by } if snapshot.root() == Some(&guide) => {
                Stage::Restoring { snapshot, by }
            }
            Stage::Elsewhere(elsewhere) if elsewhere.snapshot.root() == Some(&guide) => {
                let by = if elsewhere.is_left_behind { ResumedBy::Load } else { ResumedBy::Tab };
                elsewhere.take_over(by, world)
            }
            other => {
                other.abandon(AbandonReason::Replaced, world);
                Stage::Starting(Starting::new(guide, by, None, world))
            }
        };
    }

    fn give_up(&mut self, why: AbandonReason) {
        if let Stage::Offering(offering) = &self.stage {
            self.triggers.spend(&offering.guide);
        }
        core::mem::take(&mut self.stage).abandon(why, &mut self.world);
    }

    fn painted(&mut self, card: CardKey) {
        match &mut self.stage {
            Stage::Running(session) if session.present.key == card => session.painted(&mut self.world),
            Stage::Offering(offering) if offering.key == card => offering.painted(&mut self.world),
            _ => {}
        }
    }

    fn press_if_there(&mut self, button: &ButtonId) {
        if let Some(card) = &self.view.card {
            let key = card.key;
            self.pressed(key, button);
        }
    }

    /// A press counts when what was pressed is there now.
    fn pressed(&mut self, key: CardKey, button: &ButtonId) {
        let world = &mut self.world;
        let offers = |wanted: &ButtonId| {
            let card = self.view.card.as_ref().filter(|card| card.key == key);
            card.is_some_and(|card| {
                *wanted == ButtonId::ShowMe && card.target.is_some()
                    || card.buttons.iter().any(|button| button.id == *wanted)
            })
        };
        let stage = core::mem::take(&mut self.stage);
        self.stage = match stage {
            Stage::Running(session) if session.present.key == key => {
                // Escape puts aside; where there is nothing to put aside, it closes.
                let button = match button {
                    ButtonId::Pause if !offers(button) => &ButtonId::Close,
                    other => other,
                };
                if offers(button) { self.press_step(session, button) } else { Stage::Running(session) }
            }
            Stage::Offering(offering) if offering.key == key => {
                let button = if *button == ButtonId::Pause { &ButtonId::NotNow } else { button };
                offering.press(button, &mut self.triggers, world)
            }
            Stage::Paused(session) if session.present.key == key => match button {
                ButtonId::Resume => Stage::Paused(session).resume(world),
                ButtonId::Leave => {
                    session.abandon(AbandonReason::User, world);
                    Stage::Idle
                }
                _ => Stage::Paused(session),
            },
            Stage::Elsewhere(elsewhere) if elsewhere.key == key => match button {
                ButtonId::TakeOver => elsewhere.take_over(ResumedBy::Tab, world),
                ButtonId::Leave => {
                    Stage::Elsewhere(elsewhere).abandon(AbandonReason::User, world);
                    Stage::Idle
                }
                _ => Stage::Elsewhere(elsewhere),
            },
            other => other,
        };
    }

    fn press_step(&mut self, mut session: Box<crate::session::Session>, button: &ButtonId) -> Stage {
        let world = &mut self.world;
        match session.press(button, world) {
            Pressed::Nothing => Stage::Running(session),
            Pressed::Pause => Stage::Running(session).pause(world),
            Pressed::Over => Stage::Idle,
            Pressed::Open(guide) => Stage::Starting(Starting::new(guide, StartedBy::Action, None, world)),
        }
    }

    fn overlay_lost(&mut self) {
        if !self.world.facts.is_overlay_lost {
            self.world.diagnose(Code::HOST_REMOVED, "");
        }
        self.world.facts.is_overlay_lost = true;
        self.stage = match core::mem::take(&mut self.stage) {
            Stage::Running(session) if !session.has_ended() => Stage::Running(session).pause(&mut self.world),
            Stage::Running(_) | Stage::Offering(_) => Stage::Idle,
            other => other,
        };
    }
}
