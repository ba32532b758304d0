//! What this user has done with guides on this device, and what follows for offers.
//!
//! Clocks jump. A moment in the future counts as now, so that a clock that was set back cannot silence a guide for ever.

use lotse_model::basic::{GuideId, Table};
use lotse_model::condition::History as Asked;
use lotse_model::gather::Gather as _;
use lotse_model::guide::Frequency;
use lotse_model::json::Json;
use lotse_model::seek::{joined, strung};
use lotse_model::wire::{Reader, Wire as _};

use crate::brief::{counted, filled};

/// Most guides that are remembered; the one that was touched longest ago goes first.
pub const MAX_REMEMBERED: usize = 300;
/// How long an offer rests after "Not now", in hours.
pub const NOT_NOW_HOURS: i64 = 8;

const HOUR_MS: i64 = 3_600_000;

lotse_model::wire! {
    /// What a user has done with guides.
    #[derive(Default)]
    struct Memory {
        /// By guide.
        guides: Table<Deeds> = Table::default(),
    }

    /// What a user has done with one guide.
    struct Deeds {
        /// How often it was begun.
        started: u32 = 0,
        /// How often it ended solved.
        solved: u32 = 0,
        /// How often its trigger has acted.
        acted: u32 = 0,
        /// When its trigger acted last, in milliseconds since 1970.
        acted_ms: i64 = 0,
        /// Whether it was declined for good.
        is_declined: bool = false,
        /// When it was last put off, in milliseconds since 1970; 0 for never.
        put_off_ms: i64 = 0,
        /// When anything happened to it last, in milliseconds since 1970.
        touched_ms: i64 = 0,
    }
}

/// What keeps a trigger from acting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    Declined,
    PutOff,
    Solved,
    Spent,
    Pausing,
}

impl Rest {
    /// The word for it in explanations.
    pub fn word(self) -> &'static str {
        match self {
            Rest::Declined => "declined",
            Rest::PutOff => "put_off",
            Rest::Solved => "solved",
            Rest::Spent => "frequency_spent",
            Rest::Pausing => "frequency_pause",
        }
    }
}

/// The history of one user.
#[derive(Debug, Default)]
pub(crate) struct History {
    memory: Memory,
    /// Whether storage has been asked; nothing is offered before.
    pub is_known: bool,
    is_dirty: bool,
}

const NO_DEEDS: Deeds =
    Deeds { started: 0, solved: 0, acted: 0, acted_ms: 0, is_declined: false, put_off_ms: 0, touched_ms: 0 };

impl History {
    /// What storage holds. Returns `false` when it could not be read and is forgotten.
    pub fn restore(&mut self, value: Option<&Json>) -> bool {
        self.is_known = true;
        let read = value.map(|value| Memory::take(value, &mut Reader::default()));
        let is_readable = !matches!(read, Some(None));
        // What happened on this page before storage answered is not lost.
        let read = read.flatten().unwrap_or_default();
        // What is no id is no guide's; and nothing has to be escaped where it is written.
        let known = read.guides.iter().filter(|(guide, _)| GuideId::new(guide).is_some());
        let mut memory =
            Memory { guides: known.map(|(guide, deeds)| (guide.to_owned(), deeds.clone())).collect() };
        if self.is_dirty {
            for (guide, deeds) in self.memory.guides.iter() {
                let known = memory.guides.get(guide).cloned().unwrap_or(NO_DEEDS);
                memory.guides.insert(guide.to_owned(), known.with(deeds));
            }
        }
        self.memory = memory;
        is_readable
    }

    /// The value to store, when it has changed.
    pub fn take_changed(&mut self) -> Option<String> {
        // Before storage has answered, writing would forget everything.
        (self.is_known && core::mem::take(&mut self.is_dirty)).then(|| self.memory.written())
    }

    /// Whether a guide has this history.
    pub fn fits(&self, guide: &GuideId, asked: Asked) -> bool {
        let deeds = self.deeds(guide);
        match asked {
            Asked::NeverStarted => deeds.started == 0,
            Asked::Started => deeds.started > 0,
            Asked::Solved => deeds.solved > 0,
            Asked::NotSolved => deeds.started > 0 && deeds.solved == 0,
            Asked::Declined => deeds.is_declined,
        }
    }

    /// What keeps the trigger of a guide from acting now.
    pub fn rest(&self, guide: &GuideId, frequency: &Frequency, wall_ms: i64) -> Option<Rest> {
        let deeds = self.deeds(guide);
        let hours_since = |moment_ms: i64| (wall_ms - moment_ms) / HOUR_MS;
        let is_within = |moment_ms: i64, hours: i64| moment_ms <= wall_ms && hours_since(moment_ms) < hours;
        match frequency {
            Frequency::Always {} if !deeds.is_declined => None,
            _ if deeds.is_declined => Some(Rest::Declined),
            _ if deeds.put_off_ms > 0 && is_within(deeds.put_off_ms, NOT_NOW_HOURS) => Some(Rest::PutOff),
            Frequency::Once {} => (deeds.acted > 0).then_some(Rest::Spent),
            Frequency::UntilSolved {} => (deeds.solved > 0).then_some(Rest::Solved),
            Frequency::AtMost { times, .. } if deeds.acted >= *times => Some(Rest::Spent),
            Frequency::AtMost { pause_hours, .. } => {
                let is_pausing = deeds.acted > 0 && is_within(deeds.acted_ms, i64::from(*pause_hours));
                is_pausing.then_some(Rest::Pausing)
            }
            Frequency::Always {} => None,
        }
    }

    /// A guide has begun.
    pub fn started(&mut self, guide: &GuideId, wall_ms: i64) {
        self.change(guide, wall_ms, |deeds| deeds.started = deeds.started.saturating_add(1));
    }

    /// A guide has ended solved.
    pub fn solved(&mut self, guide: &GuideId, wall_ms: i64) {
        self.change(guide, wall_ms, |deeds| deeds.solved = deeds.solved.saturating_add(1));
    }

    /// The trigger of a guide has acted.
    pub fn acted(&mut self, guide: &GuideId, wall_ms: i64) {
        self.change(guide, wall_ms, |deeds| {
            deeds.acted = deeds.acted.saturating_add(1);
            deeds.acted_ms = wall_ms;
        });
    }

    /// The user has declined a guide, for good or for now.
    pub fn declined(&mut self, guide: &GuideId, is_for_good: bool, wall_ms: i64) {
        self.change(guide, wall_ms, |deeds| match is_for_good {
            true => deeds.is_declined = true,
            false => deeds.put_off_ms = wall_ms,
        });
    }

    fn deeds(&self, guide: &GuideId) -> &Deeds {
        self.memory.guides.get(guide.as_str()).unwrap_or(&NO_DEEDS)
    }

    fn change(&mut self, guide: &GuideId, wall_ms: i64, change: impl FnOnce(&mut Deeds)) {
        let mut deeds = self.deeds(guide).clone();
        change(&mut deeds);
        deeds.touched_ms = wall_ms;
        self.memory.guides.insert(guide.as_str().to_owned(), deeds);
        if self.memory.guides.len() > MAX_REMEMBERED {
            let oldest = self.memory.guides.iter().min_by_key(|(_, deeds)| deeds.touched_ms);
            if let Some(oldest) = oldest.map(|(guide, _)| guide.to_owned()) {
                self.memory.guides.remove(&oldest);
            }
        }
        self.is_dirty = true;
    }
}

impl Memory {
    /// As its wire type writes it.
    fn written(&self) -> String {
        let guides: Vec<String> = self.guides.iter().map(|(guide, deeds)| deeds.written(guide)).gather();
        joined(&["{\"guides\":{", &strung(&guides, ','), "}}"])
    }
}

impl Deeds {
    fn written(&self, guide: &str) -> String {
        let mut members = String::new();
        for (member, count) in [
            (r#","started":$"#, i64::from(self.started)),
            (r#","solved":$"#, i64::from(self.solved)),
            (r#","acted":$"#, i64::from(self.acted)),
            (r#","acted_ms":$"#, self.acted_ms),
            (r#","is_declined":true"#, i64::from(self.is_declined)),
            (r#","put_off_ms":$"#, self.put_off_ms),
            (r#","touched_ms":$"#, self.touched_ms),
        ] {
            members.push_str(&counted(member, count));
        }
        filled(r#""$":{$}"#, &[guide, members.get(1..).unwrap_or_default()])
    }

    /// Both of two memories of the same guide.
    fn with(mut self, more: &Deeds) -> Self {
        self.started = self.started.saturating_add(more.started);
        self.solved = self.solved.saturating_add(more.solved);
        self.acted = self.acted.saturating_add(more.acted);
        self.acted_ms = self.acted_ms.max(more.acted_ms);
        self.is_declined |= more.is_declined;
        self.put_off_ms = self.put_off_ms.max(more.put_off_ms);
        self.touched_ms = self.touched_ms.max(more.touched_ms);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide() -> GuideId {
        GuideId::new("printer").unwrap()
    }

    #[test]
    fn frequencies() {
        let mut history = History::default();
        let day_ms = 24 * HOUR_MS;
        let at_most = Frequency::AtMost { times: 2, pause_hours: 24 };
        assert_eq!(history.rest(&guide(), &Frequency::Once {}, day_ms), None);
        history.acted(&guide(), day_ms);
        assert_eq!(history.rest(&guide(), &Frequency::Once {}, day_ms), Some(Rest::Spent));
        assert_eq!(history.rest(&guide(), &Frequency::UntilSolved {}, day_ms), None);
        assert_eq!(history.rest(&guide(), &at_most, day_ms + 1), Some(Rest::Pausing));
        assert_eq!(history.rest(&guide(), &at_most, 2 * day_ms), None);
        history.acted(&guide(), 2 * day_ms);
        assert_eq!(history.rest(&guide(), &at_most, 9 * day_ms), Some(Rest::Spent));
        history.solved(&guide(), 2 * day_ms);
        assert_eq!(history.rest(&guide(), &Frequency::UntilSolved {}, 2 * day_ms), Some(Rest::Solved));
        assert_eq!(history.rest(&guide(), &Frequency::Always {}, 2 * day_ms), None);
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nothing() {
        let mut history = History::default();
        history.declined(&guide(), false, 1_000 * HOUR_MS);
        assert_eq!(history.rest(&guide(), &Frequency::Once {}, 1_001 * HOUR_MS), Some(Rest::PutOff));
        assert_eq!(history.rest(&guide(), &Frequency::Once {}, 999 * HOUR_MS), None);
        assert_eq!(history.rest(&guide(), &Frequency::Once {}, 1_008 * HOUR_MS), None);
    }

    #[test]
    fn deeds_from_before_storage_answered_are_kept() {
        let mut history = History::default();
        history.started(&guide(), 5);
        assert_eq!(history.take_changed(), None);
        let mut stored = History { is_known: true, ..History::default() };
        stored.declined(&guide(), true, 1);
        let stored = lotse_model::json::parse(&stored.take_changed().unwrap()).unwrap();
        assert!(history.restore(Some(&stored)));
        assert!(history.fits(&guide(), Asked::Started) && history.fits(&guide(), Asked::Declined));
        assert!(history.take_changed().is_some() && history.take_changed().is_none());
        assert!(!history.restore(Some(&Json::from("rubbish"))));
        assert!(history.fits(&guide(), Asked::NeverStarted));
    }

    #[test]
    fn it_is_written_as_its_type_writes_it() {
        let mut history = History { is_known: true, ..History::default() };
        let other = GuideId::new("other-2").unwrap();
        history.started(&guide(), 1);
        history.solved(&other, 2);
        history.declined(&other, true, 3);
        let assert_same =
            |history: &History| assert_eq!(history.memory.written(), history.memory.give().write());
        assert_same(&history);
        history.declined(&guide(), false, 4);
        history.acted(&other, -5);
        assert_same(&history);
        let odd = r#"{"guides":{"a\"b":{"touched_ms":1},"fine":{"touched_ms":2}}}"#;
        assert!(history.restore(Some(&lotse_model::json::parse(odd).unwrap())));
        assert!(history.memory.guides.get("fine").is_some() && history.memory.guides.get("a\"b").is_none());
        assert_same(&history);
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut history = History::default();
        for number in 0..400_i64 {
            history.started(&GuideId::new(&format!("g{number}")).unwrap(), number);
        }
        assert_eq!(history.memory.guides.len(), MAX_REMEMBERED);
        assert!(history.fits(&GuideId::new("g399").unwrap(), Asked::Started));
        assert!(history.fits(&GuideId::new("g0").unwrap(), Asked::NeverStarted));
    }
}
