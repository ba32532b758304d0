//! The panel as a whole: one event in, effects and a view out.
//!
//! Entry point: [`Panel::handle_text`]. After every event [`Panel::advance`] goes on as far as what is here allows; what is not
//! here has been asked for by then.

pub(crate) mod draw;
mod events;

use std::rc::Rc;

use lotse_help::triage::Clock;
use lotse_model::basic::Table;
use lotse_model::desk::Desk;
use lotse_model::handover::KEY_HEX_DIGITS;
use lotse_model::help::{ChecklistChunk, DeskChunk, HelpEntry, HelpRoot, HelpShard};
use lotse_model::json::{Json, parse};
use lotse_model::problem::ProblemChunk;
use lotse_model::search::EntryKind;
use lotse_model::wire::{Wire, read};

use crate::case::CaseHere;
use crate::chunks::{Chunks, Want};
use crate::draft::Draft;
use crate::home::Home;
use crate::lists::ListHere;
use crate::sent::Sent;
use crate::signs::Signs;
use crate::texts::{Texts, in_language};
use crate::view::{list, object, of_kind};
use crate::words::Words;

/// What the panel is told when it begins; also kept in step with later events.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Languages, best first.
    pub languages: Vec<String>,
    /// Path, query and fragment of the page.
    pub address: String,
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: Option<String>,
    /// The release that the page has; 0 when it is not known.
    pub release: i64,
    /// Whether there is a server to hand cases to.
    pub has_desk: bool,
    /// What is known of the user: `id`, `name`, `mail`, `phone`, `place`, `token`.
    pub user: Json,
    /// What the host app says, by name.
    pub facts: Vec<(String, String)>,
    /// Page address without query and fragment, page title, browser, platform.
    pub page: Json,
}

/// Where the panel is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Screen {
    /// Search, and what fits here.
    #[default]
    Home,
    /// A problem, guide or checklist is being fetched.
    Opening(EntryKind, String),
    /// A problem is being worked on.
    Case,
    /// Handing over without a problem.
    Draft,
    /// A case that was handed over.
    Sent(String),
    /// A checklist.
    List,
    /// A guide that could not be shown.
    NoGuide,
}

/// The desk with its texts.
#[derive(Clone, Debug)]
pub struct DeskHere {
    /// The desk.
    pub desk: Rc<Desk>,
    /// Its texts.
    pub texts: Texts,
}

/// The help panel.
#[derive(Debug, Default)]
pub struct Panel {
    pub(crate) setup: Setup,
    pub(crate) chunks: Chunks,
    pub(crate) effects: Vec<Json>,
    root_name: Option<String>,
    root: Option<HelpRoot>,
    pub(crate) desk: Option<DeskHere>,
    pub(crate) is_open: bool,
    pub(crate) screen: Screen,
    pub(crate) home: Home,
    pub(crate) case: Option<CaseHere>,
    /// A case that was kept on the device, until it can be taken up.
    pub(crate) kept_case: Option<Json>,
    /// The user has gone to the first screen instead of waiting for the kept case.
    pub(crate) is_case_left: bool,
    pub(crate) draft: Option<Draft>,
    pub(crate) sent: Sent,
    pub(crate) list: Option<ListHere>,
    pub(crate) signs: Signs,
    /// When problems were solved on this device: id and seconds since 1970.
    pub(crate) solved: Vec<(String, i64)>,
    /// Notices for which "me too" was said, and whether that has arrived.
    pub(crate) me_too: Vec<(String, Option<bool>)>,
    clocks: Vec<(String, Option<Clock>)>,
    pub(crate) now_ms: i64,
    chance: String,
    pub(crate) live: String,
}

impl Panel {
    /// One event in, as JSON; `{"effects": […], "view": {…}}` out. What cannot be read changes nothing.
    pub fn handle_text(&mut self, event: &str) -> String {
        let event = parse(event).unwrap_or_default();
        if let Some(now_ms) = whole(&event, "now_ms") {
            self.now_ms = now_ms;
        }
        if let Some(chance) = text(&event, "chance") {
            chance.clone_into(&mut self.chance);
        }
        self.live.clear();
        self.handle(&event);
        self.advance();
        let view = self.draw();
        self.effects.append(&mut self.chunks.take_effects());
        object().put("effects", list(core::mem::take(&mut self.effects))).put("view", view).made().write()
    }

    pub(crate) fn now_s(&self) -> i64 {
        self.now_ms.div_euclid(1_000)
    }

    /// The user's language.
    pub(crate) fn tag(&self) -> &str {
        self.setup.languages.first().map_or("en", String::as_str)
    }

    /// The one of its two languages in which the panel speaks.
    #[inline(never)]
    pub(crate) fn language(&self) -> &'static str {
        if self.tag().split('-').next() == Some("de") { "de" } else { "en" }
    }

    #[inline(never)]
    pub(crate) fn say(&self, words: Words) -> &'static str {
        words.pick(self.language())
    }

    #[inline(never)]
    pub(crate) fn effect(&mut self, effect: Json) {
        self.effects.push(effect);
    }

    /// Keeps a value on the device.
    pub(crate) fn keep(&mut self, slot: &str, value: Json) {
        self.effect(of_kind("keep").text("slot", slot).put("value", value).made());
    }

    /// 32 fresh hex digits.
    pub(crate) fn key(&mut self) -> String {
        let at = self.chance.len().saturating_sub(KEY_HEX_DIGITS);
        self.chance.split_off(at)
    }

    /// The clock of a zone (the device's own when empty), once it is known. Until then UTC stands in.
    pub(crate) fn clock(&mut self, zone: &str) -> Clock {
        match self.clocks.iter().find(|(known, _)| known == zone) {
            Some((_, clock)) => clock.clone().unwrap_or_else(|| Clock::fixed(0)),
            None => {
                self.clocks.push((zone.to_owned(), None));
                self.effect(of_kind("clock").text("zone", zone).made());
                Clock::fixed(0)
            }
        }
    }

    pub(crate) fn set_clock(&mut self, zone: &str, clock: Clock) {
        if let Some((_, slot)) = self.clocks.iter_mut().find(|(known, _)| known == zone) {
            *slot = Some(clock);
        }
    }

    /// Goes on as far as what is here allows.
    fn advance(&mut self) {
        if !self.is_open && self.signs.is_idle() {
            return;
        }
        self.signs.advance(&mut self.chunks, &self.setup, &mut self.effects);
        if !self.is_open {
            return;
        }
        self.load_root();
        let Some(root) = self.root.take() else { return };
        self.load_desk(&root);
        let language = self.tag().to_owned();
        self.home.advance(&root, &mut self.chunks, &self.setup, &language, &mut self.effects);
        self.take_up_case();
        if let Screen::Opening(kind, id) = self.screen.clone() {
            self.open_entry(&root, kind, &id);
        }
        self.root = Some(root);
        self.advance_case();
        self.advance_list();
    }

    fn load_root(&mut self) {
        let (None, Some(name)) = (&self.root, &self.root_name) else { return };
        if let Want::Here(text) = self.chunks.want(name) {
            self.root = read(text).ok();
        }
    }

    fn load_desk(&mut self, root: &HelpRoot) {
        let (None, Some(name)) = (&self.desk, &root.desk) else { return };
        let texts = in_language(&root.desk_texts, &self.setup.languages).map(str::to_owned);
        let texts = match texts.as_deref().map(|name| self.chunks.want(name)) {
            Some(Want::Here(text)) => Texts::read(text),
            Some(Want::Coming) => {
                let _ = self.chunks.want(name);
                return;
            }
            _ => Texts::default(),
        };
        if let Some(chunk) = chunk::<DeskChunk>(&mut self.chunks, name) {
            self.clock(&chunk.desk.hours.time_zone);
            self.clock("");
            self.desk = Some(DeskHere { desk: Rc::new(chunk.desk), texts });
        }
    }

    /// Whether everything about the desk that there is to know is known.
    fn is_desk_decided(&mut self, root: &HelpRoot) -> bool {
        match &root.desk {
            Some(name) => self.desk.is_some() || self.chunks.want(name) == Want::Away,
            None => true,
        }
    }

    fn open_entry(&mut self, root: &HelpRoot, kind: EntryKind, id: &str) {
        if kind == EntryKind::Guide {
            self.effect(of_kind("start").text("guide", id).made());
            self.screen = Screen::Home;
            return;
        }
        if !self.is_desk_decided(root) {
            return;
        }
        let Some(entry) = find(root, &mut self.chunks, kind, id) else { return };
        let Some(entry) = entry else {
            self.screen = Screen::Home;
            self.kept_case = None;
            self.live = self.say(crate::words::PROBLEM_GONE).to_owned();
            self.home.say_gone();
            return;
        };
        let Some(texts) = self.texts_of(&entry.texts) else { return };
        let Some(name) = &entry.chunk else { return };
        if kind == EntryKind::Problem {
            if let Some(chunk) = chunk::<ProblemChunk>(&mut self.chunks, name) {
                self.begin_case(Rc::new(chunk.problem), texts);
            }
        } else if let Some(chunk) = chunk::<ChecklistChunk>(&mut self.chunks, name) {
            self.list = Some(ListHere::new(chunk.checklist, texts));
            self.screen = Screen::List;
        }
    }

    fn texts_of(&mut self, names: &Table<String>) -> Option<Texts> {
        let Some(name) = in_language(names, &self.setup.languages).map(str::to_owned) else {
            return Some(Texts::default());
        };
        match self.chunks.want(&name) {
            Want::Here(text) => Some(Texts::read(text)),
            _ => None,
        }
    }
}

/// A member that is text, or nothing said.
#[inline(never)]
#[must_use]
pub fn word<'a>(json: &'a Json, name: &str) -> &'a str {
    text(json, name).unwrap_or_default()
}

/// Whether a member is true.
#[inline(never)]
#[must_use]
pub fn is_on(json: &Json, name: &str) -> bool {
    matches!(json.get(name), Some(Json::Bool(true)))
}

/// A member as it is.
#[inline(never)]
#[must_use]
pub fn copied(json: &Json, name: &str) -> Json {
    json.get(name).cloned().unwrap_or_default()
}

/// The items of a member that is a list.
#[inline(never)]
#[must_use]
pub fn items<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    match json.get(name) {
        Some(Json::List(items)) => items,
        _ => &[],
    }
}

/// A member that is a number.
#[inline(never)]
#[must_use]
pub fn whole(json: &Json, name: &str) -> Option<i64> {
    match json.get(name) {
        Some(Json::Number(number)) => Some(*number),
        _ => None,
    }
}

/// A member that is text.
#[inline(never)]
#[must_use]
pub fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_text)
}

fn chunk<T: Wire>(chunks: &mut Chunks, name: &str) -> Option<T> {
    match chunks.want(name) {
        Want::Here(text) => read(text).ok(),
        _ => None,
    }
}

/// An entry by id: nothing while its shard is on its way, nothing in it when there is no such entry.
pub(crate) fn find(
    root: &HelpRoot,
    chunks: &mut Chunks,
    kind: EntryKind,
    id: &str,
) -> Option<Option<HelpEntry>> {
    // Two of different kinds may share an id, and a shard may end between them.
    for part in root.entries.iter().rev().filter(|part| part.first.as_str() <= id) {
        let shard = chunk::<HelpShard>(chunks, &part.shard)?;
        if let Some(entry) = shard.entries.into_iter().find(|entry| entry.kind == kind && entry.id == id) {
            return Some(Some(entry));
        }
        if part.first.as_str() < id {
            break;
        }
    }
    Some(None)
}
