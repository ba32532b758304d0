//! Gestures of the user on the page's own elements: click, double click, context menu, keys. Heard at the window, before the
//! page's listeners, so that a page that stops events or re-renders on the first of them does not hide them.

use lotse_engine::effect::Gesture;
use lotse_engine::event::{Event, FindId, WatchId};
use lotse_model::gather::keep;
use lotse_model::keys::{Chord, Modifiers, Press};

use crate::guard::{CAPTURE, Guard, PASSIVE, window_of, window_target};
use crate::natives::{
    Node, Signal, code, is_connected, is_framed, is_ours, is_repeated, is_trusted, is_within, key, matches,
    modifier_bits, now, origin, path_has,
};

/// How long a click is remembered that came while its element was being looked for, in milliseconds: a second look takes its time.
const EARLY_MS: f64 = 5000.0;

/// What is listened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Click,
    DoubleClick,
    ContextMenu,
    KeyDown,
    PointerDown,
    PointerUp,
}

const KINDS: [(&str, Kind); 6] = [
    ("click", Kind::Click),
    ("dblclick", Kind::DoubleClick),
    ("contextmenu", Kind::ContextMenu),
    ("keydown", Kind::KeyDown),
    ("pointerdown", Kind::PointerDown),
    ("pointerup", Kind::PointerUp),
];

struct Watch {
    id: WatchId,
    find: Option<FindId>,
    wants: Wants,
    /// The element on which a pointer went down.
    pressed: Option<Node>,
    /// What was clicked on last while the element was being looked for, and when.
    early: Option<(Node, f64)>,
}

enum Wants {
    Click,
    DoubleClick,
    ContextMenu,
    Key(Chord),
}

/// The gestures that are watched for.
#[derive(Default)]
pub struct Gestures {
    watches: Vec<Watch>,
    listeners: Vec<(Guard, Kind)>,
    /// Windows of frames that are listened to.
    frames: Vec<Node>,
    is_mac: bool,
    events: Vec<Event>,
}

impl Gestures {
    /// Nothing is watched yet.
    #[must_use]
    pub fn new(is_mac: bool) -> Gestures {
        Gestures { is_mac, ..Gestures::default() }
    }

    /// Watches for a gesture, on the element of a search or anywhere. `element` is that element as it is now.
    pub fn watch(&mut self, id: WatchId, find: Option<FindId>, gesture: &Gesture, element: Option<&Node>) {
        let wants = match gesture {
            Gesture::Click => Wants::Click,
            Gesture::DoubleClick => Wants::DoubleClick,
            Gesture::ContextMenu => Wants::ContextMenu,
            Gesture::Key(keys) => match Chord::new(keys) {
                Some(chord) => Wants::Key(chord),
                None => return,
            },
        };
        if self.listeners.is_empty() {
            self.listen(&window_target());
        }
        if let Some(element) = element {
            self.look_into(element);
        }
        self.watches.push(Watch { id, find, wants, pressed: None, early: None });
    }

    /// Makes sure that events of an element's own window are heard, when it lies in a frame.
    fn look_into(&mut self, element: &Node) {
        if !is_framed(element) {
            return;
        }
        let window = window_of(element);
        if !self.frames.contains(&window) {
            self.listen(&window);
            self.frames.push(window);
        }
    }

    /// Watches for it no longer.
    pub fn unwatch(&mut self, id: WatchId) {
        keep(&mut self.watches, |watch| watch.id != id);
        if self.watches.is_empty() {
            self.listeners.clear();
            self.frames.clear();
        }
    }

    /// Looks at a signal; whether it was meant for these watches. `find` gives the element of a search.
    pub fn wake(&mut self, token: u32, signal: &Signal, find: &dyn Fn(FindId) -> Option<Node>) -> bool {
        let Some(kind) =
            self.listeners.iter().find(|(guard, _)| guard.token() == token).map(|(_, kind)| *kind)
        else {
            return false;
        };
        if is_ours(signal) {
            return true;
        }
        let (is_mac, is_trusted) = (self.is_mac, is_trusted(signal));
        for watch in &mut self.watches {
            let element = watch.find.and_then(find);
            // A watch on an element that is not there must not be one on the whole page.
            let is_on_it = match (&watch.find, &element) {
                (None, _) => true,
                (Some(_), Some(element)) => path_has(signal, element),
                (Some(_), None) => {
                    if kind == Kind::Click && is_trusted {
                        watch.early = origin(signal).map(|node| (node, now()));
                    }
                    false
                }
            };
            if watch.is_made(kind, signal, is_on_it, element, is_mac) {
                self.events.push(Event::Gesture { watch: watch.id, is_trusted });
            }
        }
        true
    }

    /// The element of a search is there (again). Who has just clicked on it did so while it was being looked for.
    pub fn found(&mut self, find: FindId, element: &Node) {
        self.look_into(element);
        for watch in self.watches.iter_mut().filter(|watch| watch.find == Some(find)) {
            if let Some((node, at_ms)) = watch.early.take()
                && matches!(watch.wants, Wants::Click)
                && now() - at_ms < EARLY_MS
                && is_within(&node, element)
            {
                self.events.push(Event::Gesture { watch: watch.id, is_trusted: true });
            }
        }
    }

    /// What has happened since this was last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    fn listen(&mut self, window: &Node) {
        for (name, kind) in KINDS {
            self.listeners.push((Guard::listen(window, name, CAPTURE | PASSIVE), kind));
        }
    }
}

impl Watch {
    /// Whether the gesture is made by this event.
    fn is_made(
        &mut self,
        kind: Kind,
        signal: &Signal,
        is_on_it: bool,
        element: Option<Node>,
        is_mac: bool,
    ) -> bool {
        match (&self.wants, kind) {
            (Wants::DoubleClick, Kind::DoubleClick) | (Wants::ContextMenu, Kind::ContextMenu) => is_on_it,
            (Wants::Key(chord), Kind::KeyDown) => is_on_it && fits(chord, signal, is_mac),
            (Wants::Click, Kind::Click) => {
                self.pressed = None;
                is_on_it
            }
            (Wants::Click, Kind::KeyDown) => is_on_it && is_activation(signal),
            (Wants::Click, Kind::PointerDown) => {
                self.pressed = element.filter(|_| is_on_it && is_trusted(signal));
                false
            }
            // The page has replaced the element while it was pressed: then no click comes.
            (Wants::Click, Kind::PointerUp) => {
                self.pressed.take().is_some_and(|pressed| !is_connected(&pressed))
            }
            _ => false,
        }
    }
}

fn fits(chord: &Chord, signal: &Signal, is_mac: bool) -> bool {
    let bits = modifier_bits(signal);
    let each = [(1, Modifiers::CTRL), (2, Modifiers::SHIFT), (4, Modifiers::ALT), (8, Modifiers::META)];
    let held = each.iter().filter(|(bit, _)| bits & bit != 0);
    let modifiers = held.fold(Modifiers::NONE, |all, (_, one)| all.with(*one));
    chord.fits(&Press { key: &key(signal), code: &code(signal), modifiers }, is_mac)
}

/// Enter or the space bar on an element that the browser does not turn into a click by itself.
fn is_activation(signal: &Signal) -> bool {
    let is_key = matches!(key(signal).as_str(), "Enter" | " ");
    is_key
        && !is_repeated(signal)
        && origin(signal).is_some_and(|node| {
            matches(&node, "[role]")
                && !matches(&node, "a[href],button,input,select,textarea,summary,[contenteditable]")
        })
}
