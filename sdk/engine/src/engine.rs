//! The engine itself: one event in, effects and a view out.

mod intake;

use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::condition::Condition;
use lotse_model::json::Json;
use lotse_model::record::Verdict;

use crate::condition::{Scope, holds};
use crate::draw::draw;
use crate::effect::Effect;
use crate::event::{Event, Now, Slot};
use crate::explain::explain_guide;
use crate::limits::MAX_PASSES;
use crate::session::Turn;
use crate::stage::triggers::Triggers;
use crate::stage::{Keeping, Stage};
use crate::view::View;
use crate::world::World;

/// The state machine behind all guides of one instance.
///
/// For every event: [`Engine::handle`], then all of [`Engine::take_effects`] in order, then the next event; when none is
/// left, [`Engine::view`] is what is to be seen.
#[derive(Debug, Default)]
pub struct Engine {
    stage: Stage,
    triggers: Triggers,
    world: World,
    /// What the help panel asks of the page, for as long as it asks.
    asked: Vec<Condition>,
    /// The session as storage has it, but for the moment of writing.
    kept: Option<String>,
    view: View,
}

impl Engine {
    /// An engine that knows nothing; its first event is [`Event::Began`].
    #[must_use]
    pub fn new() -> Self {
        Engine::default()
    }

    /// Takes one event in.
    pub fn handle(&mut self, event: Event, now: Now) {
        // A clock that goes back would undo what has been waited for.
        let monotonic_ms = now.monotonic_ms.max(self.world.now.monotonic_ms);
        self.world.now = Now { monotonic_ms, ..now };
        self.take_in(event);
        self.settle();
        self.keep();
        self.view = draw(&self.stage, &self.world);
    }

    /// Everything asked of the shell since the last call, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        core::mem::take(&mut self.world.effects)
    }

    /// What is to be seen.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whether a guide runs here: somebody waits for what it needs.
    #[must_use]
    pub fn is_guiding(&self) -> bool {
        matches!(self.stage, Stage::Running(_))
    }

    /// Why a guide is or is not offered now: codes, places and three-valued results, no prose. See the crate's `explain`.
    #[must_use]
    pub fn explain(&self, guide: &GuideId, _now: Now) -> Json {
        explain_guide(guide, &self.stage, &self.triggers, &self.world)
    }

    /// Looks at what these conditions need, until others are asked; [`Engine::verdicts`] says what is known.
    pub fn ask(&mut self, conditions: Vec<Condition>) {
        self.asked = conditions;
        self.settle();
    }

    /// What is known of the conditions that were asked, in their order.
    pub fn verdicts(&mut self, stand_in: &GuideId) -> Vec<Verdict> {
        let language = self.world.facts.languages.first().cloned().unwrap_or_default();
        let scope = Scope { guide: stand_in, answers: &[], language: &language };
        self.asked.iter().map(|condition| holds(condition, scope, &mut self.world)).collect()
    }

    /// Passes over the stage until nothing moves, then asks for what the last pass needed.
    fn settle(&mut self) {
        for pass in 0..=MAX_PASSES {
            debug_assert!(pass < MAX_PASSES, "the stage never comes to rest");
            self.world.begin_pass();
            let stage = core::mem::take(&mut self.stage);
            let (stage, turn) = stage.advance(&mut self.triggers, &mut self.world);
            self.stage = stage;
            if turn == Turn::Stay {
                break;
            }
        }
        if let (false, Some(nobody)) = (self.asked.is_empty(), GuideId::new("help")) {
            self.verdicts(&nobody);
        }
        self.world.end_pass();
    }

    /// Keeps what has changed, before anything else is done: the page may be about to go away.
    fn keep(&mut self) {
        let mut stores = core::mem::take(&mut self.world.stores);
        let mut store = |slot, value| stores.push(Effect::Store { slot, value });
        match self.stage.keeping(0) {
            Keeping::AsItIs => {}
            Keeping::Nothing => {
                if self.kept.take().is_some() {
                    store(Slot::Session, None);
                }
            }
            Keeping::Session(text) => {
                if self.kept.as_ref() != Some(&text) {
                    if let Keeping::Session(text) = self.stage.keeping(self.world.now.wall_ms) {
                        store(Slot::Session, Some(text));
                    }
                    self.kept = Some(text);
                }
            }
        }
        if let Some(history) = self.world.history.take_changed() {
            store(Slot::History, Some(history));
        }
        if let Some(outbox) = self.world.outbox.take_changed() {
            store(Slot::Outbox, outbox);
        }
        stores.append(&mut self.world.effects);
        self.world.effects = stores;
    }

    /// The catalogue of this page is another one now.
    fn set_catalogue(&mut self, entries: Vec<Rc<lotse_model::bundle::ShardEntry>>, release: i64) {
        self.world.catalogue = Rc::new(entries);
        self.world.release = release;
        self.world.is_catalogue_known = true;
        self.world.shelf.forget_unavailable();
    }
}
