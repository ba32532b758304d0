//! The pump: one event in, all effects out, then the next; then what is to be seen is drawn.
//!
//! The only place where engine, library, stage and ports meet. Nothing here decides anything.

mod answers;
mod perform;

use lotse_model::seek::{cut, whole_number};
use std::collections::VecDeque;

use lotse_dom::natives::Signal;
use lotse_dom::overlay::Options;
use lotse_engine::Engine;
use lotse_engine::event::{Event, Now, Slot};
use lotse_model::basic::GuideId;
use lotse_model::bundle::MAX_CHUNK_BYTES;
use lotse_model::condition::{Condition, Platform};
use lotse_model::diagnostic::Code;
use lotse_model::json::Json;
use wasm_bindgen::JsValue;

use crate::command::Command;
use crate::config::Config;
use crate::library::{Floor, Library, Terms};
use crate::slots::{Keys, SLOTS};
use crate::stage::Stage;
use crate::{ports, surroundings};

/// Most events handled in one go. A state that feeds itself would otherwise stop the page; the rest waits for a timer.
const MAX_ROUNDS: usize = 500;

/// Everything that belongs to one instance.
pub struct Pump {
    id: u32,
    config: Config,
    keys: Keys,
    engine: Engine,
    library: Library,
    documents: Option<(Option<String>, Option<String>)>,
    stage: Stage,
    platform: Option<Platform>,
    page_origin: String,
    is_storage_reported: bool,
    is_unsupported_reported: bool,
    queue: VecDeque<Event>,
}

impl Pump {
    /// An instance that has not begun.
    #[must_use]
    pub fn new(id: u32, config: Config, main: &JsValue, signature: &JsValue) -> Self {
        let limit = MAX_CHUNK_BYTES as u32;
        let documents = (ports::text_of(main, limit), ports::text_of(signature, limit));
        let keys = Keys::new(&config.scope);
        let facts = surroundings::read(&ports::surroundings(), &config, seed());
        let address = surroundings::path_of(&facts.url);
        let page_origin = facts.url.strip_suffix(address).unwrap_or_default().to_owned();
        let library = Library::new(terms(&config, &keys, facts.platform), address, now().wall_ms / 1000);
        Pump {
            id,
            config,
            keys,
            engine: Engine::new(),
            library,
            documents: Some(documents),
            stage: Stage::new(facts.platform == Some(Platform::Macos)),
            platform: facts.platform,
            page_origin,
            is_storage_reported: false,
            is_unsupported_reported: false,
            queue: VecDeque::from([Event::Began(Box::new(facts))]),
        }
    }

    /// Begins to work.
    pub fn begin(&mut self) {
        ports::watch_tabs(self.id, "lotse:");
        self.restore();
        if let Some((main, signature)) = self.documents.take() {
            self.library.begin(main, signature);
        }
        self.run();
    }

    /// Something that was listened for has happened.
    pub fn wake(&mut self, token: u32, event: &Signal) {
        if self.stage.wake(token, event) {
            self.run();
        }
    }

    /// The host app calls. Answers with what was asked for, otherwise with the guide that has a card by then.
    pub fn call(&mut self, name: &str, payload: &str) -> Option<String> {
        match Command::read(name, payload)? {
            Command::Event(event) => self.queue.push_back(event),
            Command::Identify(event) => {
                if let Event::Identified { user, .. } = &event {
                    self.keys.set_user(user.as_deref());
                }
                self.queue.push_back(event);
                self.restore();
            }
            Command::PageChanged(url) => self.page_changed(url),
            Command::Asked(conditions) => return self.asked(conditions),
            Command::Bundle => return self.library.accepted().map(str::to_owned),
            Command::Part(name) => return self.library.part(&name).map(str::to_owned),
            Command::Explain(guide) => return Some(self.engine.explain(&guide, now()).write()),
        }
        self.run();
        let shown = self.engine.view().card.as_ref();
        Some(shown.map(|card| card.guide.as_str()).unwrap_or_default().to_owned())
    }

    /// What is known of conditions, as a list of words; what has to be looked for first is unknown until it was.
    fn asked(&mut self, conditions: Vec<Condition>) -> Option<String> {
        self.engine.ask(conditions);
        self.run();
        let nobody = GuideId::new("help")?;
        let verdicts = self.engine.verdicts(&nobody);
        Some(Json::List(verdicts.iter().map(|verdict| Json::from(verdict.word())).collect()).write())
    }

    /// The host app ends the instance.
    pub fn end(&mut self) {
        self.stage.clear();
    }

    fn page_changed(&mut self, url: String) {
        self.library.page_changed(surroundings::path_of(&url));
        self.queue.push_back(Event::PageChanged { url });
    }

    /// What is stored for the present user, slot by slot.
    fn restore(&mut self) {
        for slot in SLOTS {
            let text = if self.config.stores { ports::recall(&self.keys.slot(slot)) } else { None };
            self.stored(slot, text);
        }
    }

    fn stored(&mut self, slot: Slot, text: Option<String>) {
        let value = text.and_then(|text| lotse_model::json::parse(&text).ok());
        self.queue.push_back(Event::Stored { slot, value });
    }

    /// Runs until nothing is left to do, then draws.
    fn run(&mut self) {
        for _ in 0..MAX_ROUNDS {
            self.fulfil();
            self.collect();
            let Some(event) = self.queue.pop_front() else { break };
            self.engine.handle(event, now());
            for effect in self.engine.take_effects() {
                self.perform(effect);
            }
        }
        self.stage.hurry(self.engine.is_guiding());
        self.draw();
    }

    fn draw(&mut self) {
        let manifest = self.library.manifest();
        let theme = manifest.and_then(|manifest| manifest.theme.clone()).unwrap_or_default();
        let (page_origin, is_mac) = (&self.page_origin, self.platform == Some(Platform::Macos));
        let is_native_anchoring_off = !self.config.anchors;
        self.stage.draw(self.engine.view(), &theme, || Options {
            http_hosts: manifest.map(|manifest| manifest.http_hosts.clone()).unwrap_or_default(),
            image_hosts: manifest.map(|manifest| manifest.image_hosts.clone()).unwrap_or_default(),
            page_origin: page_origin.clone(),
            is_mac,
            is_native_anchoring_off,
        });
        if self.stage.is_unsupported() && !self.is_unsupported_reported {
            self.is_unsupported_reported = true;
            self.diagnose(Code::BROWSER_TOO_OLD, "");
        }
    }

    /// Takes in what the page has queued.
    fn collect(&mut self) {
        for event in self.stage.take_events() {
            match event {
                Event::PageChanged { url } => self.page_changed(url),
                other => self.queue.push_back(other),
            }
        }
    }
}

/// The present moment.
fn now() -> Now {
    Now {
        monotonic_ms: ports::monotonic() as u64,
        wall_ms: ports::wall() as i64,
        utc_offset_min: ports::utc_offset(),
    }
}

/// Random bits for the engine: two draws of 53.
fn seed() -> u64 {
    (ports::chance() as u64) ^ ((ports::chance() as u64) << 11)
}

fn terms(config: &Config, keys: &Keys, platform: Option<Platform>) -> Terms {
    let floor = config.stores.then(|| ports::recall(&keys.floor())).flatten().unwrap_or_default();
    let (release, issued_s) = cut(&floor, " ");
    let number = |text: &str| whole_number(text).unwrap_or(0);
    Terms {
        source: config.source.clone(),
        is_single_file: config.is_single_file,
        has_keys: !config.keys.is_empty(),
        require_signature: config.require_signature,
        project: config.project.clone(),
        environment: config.environment.clone(),
        sdk: surroundings::version_number(&config.version),
        floor: Floor { release: number(release), issued_s: number(issued_s.unwrap_or_default()) },
        platform: platform.map_or("", Platform::word),
    }
}
