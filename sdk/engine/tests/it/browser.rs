//! A simulated browser: tabs that share storage, a clock, and guides to fetch.

use std::collections::BTreeMap;

use lotse_engine::Engine;
use lotse_engine::effect::Effect;
use lotse_engine::event::{Event, Now, Slot, Surroundings, TimerId};
use lotse_model::basic::{GuideId, Table};
use lotse_model::bundle::{ShardEntry, TextChunk};
use lotse_model::condition::Platform;
use lotse_model::content::{Block, Inline};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::json::Json;
use lotse_model::wire::Wire;

use crate::tab::Tab;

pub const SLOTS: [Slot; 4] = [Slot::Leader, Slot::History, Slot::Outbox, Slot::Session];

/// What the transport does with a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    Acknowledges,
    Refuses,
    Silent,
}

/// How a page begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub url: String,
    pub language: Option<String>,
    pub page_language: Option<String>,
    pub browser_languages: Vec<String>,
    pub is_visible: bool,
    pub sends_records: bool,
    pub runs_triggers: bool,
    pub is_partial: bool,
}

impl Default for Beginning {
    fn default() -> Self {
        Beginning {
            url: "https://app.example/".to_owned(),
            language: None,
            page_language: None,
            browser_languages: vec!["en".to_owned()],
            is_visible: true,
            sends_records: false,
            runs_triggers: true,
            is_partial: false,
        }
    }
}

/// A browser.
#[derive(Debug)]
pub struct Browser {
    pub tabs: Vec<Tab>,
    /// By user and slot.
    pub storage: BTreeMap<(Option<String>, Slot), Json>,
    pub guides: Vec<Guide>,
    pub languages: Vec<String>,
    /// Guides that cannot be fetched, or do not arrive.
    pub unavailable: Vec<GuideId>,
    pub silent: Vec<GuideId>,
    pub is_offline: bool,
    /// The code that a first card does without does not come.
    pub is_slow: bool,
    pub release: i64,
    pub transport: Transport,
    pub paints: bool,
    pub now_ms: u64,
    /// Added to the user's clock.
    pub clock_ms: i64,
    seed: u64,
}

impl Browser {
    pub fn new(guides: Vec<Guide>) -> Self {
        Browser {
            tabs: Vec::new(),
            storage: BTreeMap::new(),
            guides,
            languages: vec!["en".to_owned()],
            unavailable: Vec::new(),
            silent: Vec::new(),
            is_offline: false,
            is_slow: false,
            release: 1,
            transport: Transport::Acknowledges,
            paints: true,
            now_ms: 0,
            clock_ms: 1_700_000_000_000,
            seed: 1,
        }
    }

    /// The moment as a tab reads it.
    pub fn now(&self, tab: usize) -> Now {
        Now {
            monotonic_ms: self.now_ms - self.tabs[tab].began_ms,
            wall_ms: self.clock_ms + i64::try_from(self.now_ms).unwrap(),
            utc_offset_min: 60,
        }
    }

    /// Opens a tab; returns its number.
    pub fn open(&mut self, beginning: &Beginning) -> usize {
        self.tabs.push(Tab::default());
        self.load(self.tabs.len() - 1, beginning);
        self.tabs.len() - 1
    }

    /// Loads a page in a tab: everything but storage and the page's elements begins anew.
    pub fn load(&mut self, tab: usize, beginning: &Beginning) {
        self.seed += 1;
        let seed = self.seed;
        let page = core::mem::take(&mut self.tabs[tab].page);
        self.tabs[tab] = Tab {
            engine: Engine::new(),
            page,
            began_ms: self.now_ms,
            url: beginning.url.clone(),
            is_visible: beginning.is_visible,
            ..Tab::default()
        };
        let surroundings = Surroundings {
            url: beginning.url.clone(),
            language: beginning.language.clone(),
            page_language: beginning.page_language.clone(),
            browser_languages: beginning.browser_languages.clone(),
            platform: Some(Platform::Windows),
            seed,
            is_visible: beginning.is_visible,
            sends_records: beginning.sends_records,
            runs_triggers: beginning.runs_triggers,
            is_partial: beginning.is_partial,
        };
        self.queue(tab, Event::Began(Box::new(surroundings)));
        self.restore(tab);
        let catalogue = self.catalogue();
        self.queue(tab, catalogue);
    }

    /// Tells a tab what storage holds for the present user.
    pub fn restore(&mut self, tab: usize) {
        for slot in SLOTS {
            let value = self.storage.get(&(self.tabs[tab].user.clone(), slot)).cloned();
            self.queue(tab, Event::Stored { slot, value });
        }
    }

    pub fn catalogue(&self) -> Event {
        let entry = |guide: &Guide| {
            std::rc::Rc::new(ShardEntry {
                id: guide.id.clone(),
                pages: guide.pages.clone(),
                audience: guide.audience.clone(),
                trigger: guide.trigger.clone(),
                frequency: guide.frequency.clone(),
                chunk: String::new(),
                texts: Table::default(),
                needs: Vec::new(),
            })
        };
        let entries = self.guides.iter().map(entry).collect();
        Event::Catalogue { entries, default_language: "en".to_owned(), release: self.release }
    }

    pub fn queue(&mut self, tab: usize, event: Event) {
        self.tabs[tab].queue.push_back(event);
    }

    /// Handles one event and does what is asked, but answers nothing yet.
    pub fn handle(&mut self, tab: usize, event: Event) {
        let now = self.now(tab);
        self.tabs[tab].engine.handle(event, now);
        for effect in self.tabs[tab].engine.take_effects() {
            if let Some(Effect::Store { slot, value }) = self.tabs[tab].perform(effect) {
                self.store(tab, slot, value.as_deref().map(crate::render::read));
            }
        }
    }

    fn store(&mut self, from: usize, slot: Slot, value: Option<Json>) {
        let user = self.tabs[from].user.clone();
        let key = (user.clone(), slot);
        let before = match value.clone() {
            Some(value) => self.storage.insert(key, value),
            None => self.storage.remove(&key),
        };
        // Browsers tell the other tabs, and only of changes.
        if before != value {
            for tab in (0..self.tabs.len()).filter(|tab| *tab != from) {
                if self.tabs[tab].user != user {
                    continue;
                }
                self.queue(tab, Event::Stored { slot, value: value.clone() });
            }
        }
    }

    /// Answers everything that can be answered at once, until nothing happens any more.
    pub fn rest(&mut self) {
        for _ in 0..10_000 {
            let mut is_quiet = true;
            for tab in 0..self.tabs.len() {
                if let Some(event) = self.tabs[tab].queue.pop_front() {
                    self.handle(tab, event);
                    is_quiet = false;
                } else if self.answer(tab) {
                    is_quiet = false;
                }
            }
            if is_quiet {
                return;
            }
        }
        panic!("the engine keeps the shell busy for ever");
    }

    /// Queues what the page, the server and the screen have to say.
    pub fn answer(&mut self, tab: usize) -> bool {
        let mut events = self.tabs[tab].reports();
        for (request, guide, languages) in core::mem::take(&mut self.tabs[tab].fetches) {
            if self.silent.contains(&guide) {
                continue;
            }
            let known = self.guides.iter().find(|known| known.id == guide);
            if self.is_offline {
                events.push(Event::GuideUnavailable { request, code: Code::CHUNK_UNREACHABLE });
                continue;
            }
            events.push(match known.filter(|_| !self.unavailable.contains(&guide)) {
                Some(guide) => Event::GuideArrived {
                    request,
                    texts: Box::new(texts(guide, self.language(&languages))),
                    guide: Box::new(guide.clone()),
                },
                None => Event::GuideUnavailable { request, code: Code::NO_SUCH_GUIDE },
            });
        }
        if !self.is_slow && core::mem::take(&mut self.tabs[tab].wants_all) {
            events.push(Event::Completed);
        }
        for (request, _) in core::mem::take(&mut self.tabs[tab].sends) {
            let is_acknowledged = self.transport == Transport::Acknowledges;
            if self.transport != Transport::Silent {
                events.push(Event::Sent { request, is_acknowledged });
            }
        }
        if self.paints && self.tabs[tab].is_visible && events.is_empty() {
            let view = self.tabs[tab].engine.view();
            let key =
                view.card.as_ref().map(|card| card.key).or(view.beacon.as_ref().map(|beacon| beacon.key));
            if let Some(card) = key.filter(|key| key.0 > self.tabs[tab].painted) {
                self.tabs[tab].painted = card.0;
                events.push(Event::Painted { card });
            }
        }
        let is_news = !events.is_empty();
        self.tabs[tab].queue.extend(events);
        is_news
    }

    /// When the next timer runs out, by browser time, and in which tab.
    pub fn next_alarm(&self) -> Option<(u64, usize, u32)> {
        let alarms = |(tab, state): (usize, &Tab)| {
            let began_ms = state.began_ms;
            let list: Vec<_> = state.alarms.iter().map(|(timer, at)| (began_ms + at, tab, *timer)).collect();
            list
        };
        self.tabs.iter().enumerate().flat_map(alarms).min()
    }

    /// Lets the next timer run out, if it does so until then. Returns whether it has.
    pub fn wake(&mut self, until_ms: u64) -> bool {
        let Some((at_ms, tab, timer)) = self.next_alarm().filter(|(at, ..)| *at <= until_ms) else {
            return false;
        };
        self.now_ms = self.now_ms.max(at_ms);
        self.tabs[tab].alarms.remove(&timer);
        self.queue(tab, Event::Timer(TimerId(timer)));
        true
    }

    /// Lets time pass.
    pub fn pass(&mut self, until_ms: u64) {
        self.rest();
        while self.wake(until_ms) {
            self.rest();
        }
        self.now_ms = self.now_ms.max(until_ms);
    }

    /// The language of the texts for these wishes.
    fn language(&self, wanted: &[String]) -> &str {
        let fits = |tag: &&String| wanted.iter().any(|wanted| wanted.split('-').next() == Some(tag.as_str()));
        let best = wanted.iter().find_map(|wanted| {
            self.languages.iter().find(|tag| wanted.split('-').next() == Some(tag.as_str()))
        });
        best.or_else(|| self.languages.iter().find(fits))
            .or(self.languages.first())
            .map_or("en", String::as_str)
    }
}

/// Texts for every id in a guide: the id itself, with the language before it where it is not English.
pub fn texts(guide: &Guide, language: &str) -> TextChunk {
    let mut ids = Vec::new();
    collect(&guide.give(), &mut ids);
    let content = |id: &str| {
        let text = if language == "en" { id.to_owned() } else { format!("{language}:{id}") };
        vec![Block::Paragraph { of: vec![Inline::Text { text }] }]
    };
    let texts = ids.into_iter().map(|id| (id.clone(), content(&id))).collect();
    TextChunk { language: language.to_owned(), texts }
}

fn collect(json: &Json, ids: &mut Vec<String>) {
    match json {
        Json::Map(members) => {
            for (name, value) in members {
                match value {
                    Json::Text(id) if ["title", "summary", "body", "label"].contains(&name.as_str()) => {
                        ids.push(id.clone());
                    }
                    inner => collect(inner, ids),
                }
            }
        }
        Json::List(items) => items.iter().for_each(|item| collect(item, ids)),
        _ => {}
    }
}
