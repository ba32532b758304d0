//! Everything that the states may look at and write to besides themselves.
//!
//! The engine passes over the present state until nothing moves any more; during such a pass the state says what it needs:
//! it looks at elements, wants guides, wishes for gestures and names the moment at which it wants to be woken. What was not
//! needed in the last pass is given up. So nothing can leak, and there is one place for every request.

use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::bundle::ShardEntry;
use lotse_model::diagnostic::Code;
use lotse_model::record::{Record, UsageEvent};
use lotse_model::wire::Wire as _;

use crate::brief;
use crate::effect::Effect;
use crate::event::{Now, Slot, TimerId};
use crate::facts::Facts;
use crate::finds::Finds;
use crate::history::History;
use crate::leader::Leader;
use crate::outbox::Outbox;
use crate::random::Random;
use crate::shelf::Shelf;
use crate::trace::Trace;
use crate::view::CardKey;
use crate::watches::{Watches, Wish};

/// The one timer of an engine.
pub(crate) const TIMER: TimerId = TimerId(1);

/// The world as one instance knows it.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub now: Now,
    pub facts: Facts,
    pub finds: Finds,
    pub shelf: Shelf,
    pub watches: Watches,
    pub history: History,
    pub outbox: Outbox,
    pub leader: Leader,
    pub random: Random,
    pub trace: Trace,
    pub catalogue: Rc<Vec<Rc<ShardEntry>>>,
    pub release: i64,
    pub is_catalogue_known: bool,
    /// Whether storage has said if there is a session.
    pub is_session_known: bool,
    pub effects: Vec<Effect>,
    is_complete_asked: bool,
    /// What is to be kept, before anything else is done; the claim of the lead first.
    pub stores: Vec<Effect>,
    wishes: Vec<Wish>,
    wake_ms: Option<u64>,
    /// The moment for which the timer is set.
    alarm_ms: Option<u64>,
    /// The timer has run out before its moment: it may be set still (an old alarm came late) or not (the clock is coarse).
    is_alarm_doubtful: bool,
    last_card: u32,
    last_request: u32,
}

impl World {
    /// A pass begins: nothing is needed yet.
    pub fn begin_pass(&mut self) {
        self.finds.begin_pass();
        self.shelf.begin_pass();
        self.wishes.clear();
        self.wake_ms = None;
    }

    /// The last pass is over: what it needed is asked for, the rest given up.
    pub fn end_pass(&mut self) {
        let wishes = core::mem::take(&mut self.wishes);
        self.watches.close(&wishes, &mut self.effects);
        let page_languages = self.facts.page_languages();
        self.finds.end_pass(&page_languages, &mut self.effects);
        self.watches.open(wishes, &mut self.effects);
        self.shelf.end_pass(&self.facts.languages, &mut self.last_request, &mut self.effects);
        self.deliver();
        let wake = [self.wake_ms, self.finds.next_change_ms(self.now.monotonic_ms), self.outbox_wake_ms()];
        self.set_alarm(wake.into_iter().flatten().filter(|at| *at > self.now.monotonic_ms).min());
    }

    /// Wants to be woken at a moment. One that has passed is no wish.
    pub fn wake_at(&mut self, at_ms: u64) {
        if at_ms > self.now.monotonic_ms {
            self.wake_ms = Some(self.wake_ms.map_or(at_ms, |known| known.min(at_ms)));
        }
    }

    /// The timer has run out. Stale ones are dropped.
    pub fn woken(&mut self, timer: TimerId) {
        if timer == TIMER && self.alarm_ms.is_some_and(|at| at > self.now.monotonic_ms) {
            self.is_alarm_doubtful = true;
        } else if timer == TIMER {
            self.alarm_ms = None;
        }
    }

    /// Asks for the code that a first card does without, once.
    pub fn complete(&mut self) {
        if !core::mem::replace(&mut self.is_complete_asked, true) {
            self.effects.push(Effect::Complete);
        }
    }

    /// Wishes for a gesture during this pass.
    pub fn watch(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// A key for a new appearance of a card.
    pub fn new_card(&mut self) -> CardKey {
        self.last_card += 1;
        CardKey(self.last_card)
    }

    /// Reports a fact: to listeners always, to the outbox when the project has decided to send.
    pub fn record(&mut self, session: Option<&str>, event: UsageEvent) {
        let is_precious = event.is_precious();
        let id = self.random.id();
        let brief = session.and_then(|session| brief::record(&id, session, self.release, &event));
        let record = brief.unwrap_or_else(|| {
            let session = session.map(str::to_owned);
            Record { id: id.clone(), session, release: self.release, event }.give().write()
        });
        self.trace.remember(self.now.monotonic_ms, record.clone());
        self.effects.push(Effect::Notify { record: record.clone() });
        if self.facts.sends_records {
            self.outbox.add(id, record, is_precious, self.now.monotonic_ms);
        }
    }

    /// Remembers something in the debug trace that is not reported.
    pub fn note(&mut self, kind: &'static str, guide: &GuideId) {
        self.trace.note(self.now.monotonic_ms, kind, guide);
    }

    /// Tells developers.
    pub fn diagnose(&mut self, code: Code, detail: &str) {
        self.effects.push(Effect::Diagnose { code, detail: detail.to_owned() });
    }

    /// Claims the lead for this tab.
    pub fn lead(&mut self) {
        if !self.leader.is_me() {
            let value = Some(self.leader.claim());
            self.stores.push(Effect::Store { slot: Slot::Leader, value });
        }
    }

    /// Another user: nothing of the former one is visible or used any more.
    pub fn forget_user(&mut self) {
        self.history = History::default();
        self.outbox.forget();
        self.leader.forget();
        self.is_session_known = false;
        self.trace.clear();
    }

    fn deliver(&mut self) {
        if !self.facts.sends_records {
            return;
        }
        if self.outbox.has_dropped() {
            for (reason, count) in self.outbox.take_dropped() {
                self.diagnose(Code::OUTBOX_DROPPED, reason.word());
                self.record(None, UsageEvent::RecordsDropped { reason, count });
            }
        }
        self.outbox.leads = self.leader.is_me();
        if let Some((request, batch)) = self.outbox.take_batch(self.now.monotonic_ms, &mut self.last_request)
        {
            self.effects.push(Effect::Send { request, batch });
        }
    }

    fn outbox_wake_ms(&self) -> Option<u64> {
        if self.facts.sends_records { self.outbox.wake_ms() } else { None }
    }

    fn set_alarm(&mut self, wanted: Option<u64>) {
        let is_certain = !core::mem::take(&mut self.is_alarm_doubtful);
        if wanted == self.alarm_ms && is_certain {
            return;
        }
        self.alarm_ms = wanted;
        self.effects.push(match wanted {
            Some(at_ms) => Effect::SetTimer { timer: TIMER, at_ms },
            None => Effect::ClearTimer { timer: TIMER },
        });
    }
}
