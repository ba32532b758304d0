//! The picker: what it hears from the page, the bar and the studio, and what it does about it. One event at a time.

use lotse_api::channel::{Done, FromPicker, Page, RecordingState};
use lotse_dom::guard::{Callback, Guard, is, set_door};
use lotse_dom::natives::{Node, Signal};
use lotse_dom::navigation::Navigation;
use lotse_locator::{FIELD, ITEM};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::bar::Bar;
use crate::element::Reader;
use crate::marks::Marks;
use crate::memory::Memory;
use crate::pick::Pick;
use crate::recorder::{self, Recorder};
use crate::tracing::{Progress, Tracing};
use crate::{address, ports};

mod controls;
mod studio;
mod traced;

/// How long after an action the bar looks where it has to be, in milliseconds.
const SETTLE_MS: f64 = 120.0;

/// Where the picker was loaded.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Settings {
    /// The studio's exact origin.
    studio: String,
    /// Where the relay's routes begin; none when empty.
    api: String,
    /// The SDK's loader, for trying.
    sdk: String,
}

/// Who hears us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Alone,
    Looking,
    /// There is a way; the studio has not said welcome yet.
    Met,
    Welcome,
}

/// The picker of one page.
#[wasm_bindgen]
pub struct Picker {
    settings: Settings,
    ear: Callback,
    /// Shuts the door; nobody calls it while the page lives.
    _release: Callback,
    memory: Memory,
    link: Link,
    error: Option<&'static str>,
    is_pairing: bool,
    reader: Reader,
    recorder: Recorder,
    navigation: Navigation,
    pick: Option<Pick>,
    tracing: Option<Tracing>,
    /// What a search by new evidence has found, until somebody can see it.
    traced: Option<Node>,
    is_trying: bool,
    has_just_ended: bool,
    bar: Bar,
    marks: Marks,
    page: Page,
    flash: Option<Guard>,
    settle: Option<Guard>,
}

#[wasm_bindgen]
impl Picker {
    /// Begins in a page. `settings` is JSON; `ear` takes `(what, node, text)` and hands it to [`Picker::hear`], `door` takes
    /// `(number, signal)` and hands it to [`Picker::wake`].
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(settings: &str, ear: Callback, door: &Callback) -> Picker {
        let release = set_door(door);
        let bar = Bar::new(&ear);
        let marks = Marks::new(bar.marks.clone());
        let mut picker = Picker {
            settings: serde_json::from_str(settings).unwrap_or_default(),
            ear,
            _release: release,
            memory: Memory::recall(),
            link: Link::Alone,
            error: None,
            is_pairing: false,
            reader: Reader::default(),
            recorder: Recorder::default(),
            navigation: Navigation::new(),
            pick: None,
            tracing: None,
            traced: None,
            is_trying: false,
            has_just_ended: false,
            bar,
            marks,
            page: Page {
                address: String::new(),
                title: String::new(),
                language: String::new(),
                viewport: [0, 0],
            },
            flash: None,
            settle: None,
        };
        picker.look_at_page();
        if picker.memory.recording == RecordingState::On {
            picker.act(None, Done::Navigated { is_load: true });
        }
        picker.look_for_studio();
        picker.show();
        picker
    }

    /// A guard or the finder has news.
    pub fn wake(&mut self, token: u32, _signal: Option<Signal>) {
        if token == self.reader.token() {
            return;
        }
        if is(&self.flash, token) {
            self.flash = None;
            self.marks.clear();
        } else if is(&self.settle, token) {
            self.settle = None;
            self.bar.follow();
        } else if let Some(progress) = self.tracing.as_mut().and_then(|tracing| tracing.wake(token)) {
            match progress {
                Progress::UnderWay => {}
                Progress::Nothing => self.found_nothing(),
                Progress::Found(node) => self.found(node),
            }
        } else if let Some(pick) = &mut self.pick {
            pick.wake(token, &mut self.reader, &self.marks, self.memory.is_german());
        }
        if self.navigation.wake(token) || self.navigation.take_change().is_some() {
            self.moved();
        }
    }

    /// Something happened: in the page, on the bar, or with the studio.
    pub fn hear(&mut self, what: &str, node: Option<Node>, text: &str) {
        if what != "typed" {
            self.has_just_ended = false;
        }
        match (what, node) {
            ("message", _) => self.receive(text),
            ("met", _) => self.met(text),
            ("alone", _) => self.link = Link::Alone,
            ("parted", _) => self.parted(),
            ("refused", _) => self.refused(text),
            ("tried", _) => self.tried(text),
            ("button", Some(node)) => {
                if let Some(press) = self.bar.press_of(&node) {
                    self.press(press);
                }
            }
            ("shortcut", _) => self.shortcut(text),
            ("visible", _) => self.show_traced(),
            ("escape", _) => self.cancel_pick(),
            ("press" | "typing", Some(node)) => self.recorder.see(&node, &mut self.reader),
            ("over" | "walk" | "pick" | "freeze", node) => self.picking(what, node, text),
            (_, Some(node)) => self.did(what, &node, text),
            _ => {}
        }
        self.settle = Some(Guard::timer(SETTLE_MS));
        self.show();
    }

    /// The page goes away.
    pub fn leave(&mut self) {
        if self.memory.recording == RecordingState::On {
            ports::flush();
        }
        recorder::tell(&FromPicker::Leaving {});
        self.memory.keep();
    }
}

/// Stops listening in the page. For when a [`Picker`] has died: it cannot be asked itself any more.
#[wasm_bindgen]
pub fn end() {
    ports::unwatch();
}

impl Picker {
    // --- recording

    fn did(&mut self, what: &str, node: &Node, text: &str) {
        // A field that was not left when recording ended is told of a moment later.
        let is_late = what == "typed" && self.has_just_ended;
        if self.memory.recording != RecordingState::On && !is_late {
            return;
        }
        if let Some((element, done)) = self.recorder.action(what, node, text, &mut self.reader) {
            // Apps give a page its title when it is drawn.
            self.page.title = self.reader.private().title(&ports::page_title(), &ports::spoken());
            self.act(element, done);
        }
    }

    fn act(&mut self, element: Option<lotse_api::channel::Element>, done: Done) {
        recorder::send(&mut self.memory, element, done, self.page.clone());
    }

    fn set_recording(&mut self, state: RecordingState) {
        let was = self.memory.recording;
        if was == RecordingState::Off && state == RecordingState::On {
            self.memory.number = 0;
            self.memory.unsent.clear();
            self.memory.began_ms = ports::wall() as u64;
        }
        self.has_just_ended = was == RecordingState::On && state != RecordingState::On;
        self.memory.recording = state;
        self.memory.keep();
        self.set_mode();
    }

    /// It is another one now, by the studio's wish or the technician's: the studio hears of it.
    fn tell_recording(&mut self, state: RecordingState) {
        self.set_recording(state);
        recorder::tell(&FromPicker::Recording { state, last: self.memory.number });
    }

    fn set_mode(&self) {
        let is_on = self.memory.recording == RecordingState::On;
        ports::set_mode(if self.pick.is_some() {
            "pick"
        } else if is_on {
            "record"
        } else {
            "off"
        });
    }

    // --- the page

    /// Reads where we are. A page links to others, which says which parts of addresses are the app's own.
    fn look_at_page(&mut self) {
        self.reader.refresh();
        let linked = ports::linked();
        let (outside, rows) = linked.split_once(ITEM).unwrap_or((&linked, ""));
        let mut pairs = address::own_pairs(outside.split(FIELD), rows.split(FIELD));
        pairs.extend(self.memory.pairs.drain(..));
        let private = self.reader.private();
        let viewport = ports::viewport();
        let mut sizes = viewport.split(FIELD).map(|size| size.parse().unwrap_or_default());
        self.page = Page {
            address: address::glob(&ports::page_address(), &pairs, private),
            title: private.title(&ports::page_title(), &ports::spoken()),
            language: ports::page_language(),
            viewport: [sizes.next().unwrap_or_default(), sizes.next().unwrap_or_default()],
        };
        self.memory.pairs = pairs.into_iter().collect();
    }

    fn moved(&mut self) {
        let before = self.page.address.clone();
        self.look_at_page();
        if before == self.page.address {
            return;
        }
        recorder::tell(&FromPicker::Moved { page: self.page.clone() });
        if self.memory.recording == RecordingState::On {
            self.act(None, Done::Navigated { is_load: false });
        }
        self.settle = Some(Guard::timer(SETTLE_MS));
        self.show();
    }

    // --- picking

    fn picking(&mut self, what: &str, node: Option<Node>, text: &str) {
        let Some(pick) = &mut self.pick else { return };
        match (what, node) {
            ("over", Some(node)) if !pick.is_thawed => pick.over(node, &self.marks),
            ("walk", _) => pick.walk(text, &self.marks),
            ("freeze", _) => {
                pick.is_thawed = !pick.is_thawed;
                ports::thaw(pick.is_thawed);
                self.marks.clear();
            }
            ("pick", node) => {
                let purpose = pick.purpose.clone();
                if let Some(element) = pick.take(node, &mut self.reader) {
                    let page = Some(self.page.clone());
                    recorder::tell(&FromPicker::Picked { purpose, element, page });
                    self.end_pick();
                }
            }
            _ => {}
        }
    }

    fn end_pick(&mut self) {
        if self.pick.take().is_some() {
            self.marks.clear();
            ports::thaw(false);
            self.set_mode();
        }
    }

    fn cancel_pick(&mut self) {
        if let Some(pick) = &self.pick {
            recorder::tell(&FromPicker::PickCancelled { purpose: pick.purpose.clone() });
            self.end_pick();
        }
    }
}
