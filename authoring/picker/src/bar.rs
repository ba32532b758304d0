//! The bar in the host app: a small tool bar in the top layer, inside a closed shadow root of our own.

use lotse_api::channel::RecordingState;
use lotse_dom::guard::Callback;
use lotse_dom::natives::{self, Node};

use crate::{ports, words};

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Connect,
    Pause,
    Resume,
    Undo,
    Keep,
    Finish,
    Move,
    Cancel,
    StopTrying,
}

/// What the bar shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// A code is asked for.
    Code {
        error: Option<&'static str>,
        is_busy: bool,
    },
    /// The studio is there and wants nothing.
    Ready,
    /// The studio is being looked for.
    Looking,
    Recording {
        state: RecordingState,
        count: u64,
        can_keep: bool,
    },
    Picking {
        is_thawed: bool,
    },
    Trying,
}

/// The bar and the layer for marks.
#[derive(Debug)]
pub struct Bar {
    host: Node,
    bar: Node,
    pub marks: Node,
    buttons: Vec<(Node, Press)>,
    field: Option<Node>,
    shown: Option<(Face, bool, bool)>,
}

const CSS: &str = include_str!("picker.css");

impl Bar {
    /// Puts the bar into the page and listens through `ear`.
    pub fn new(ear: &Callback) -> Self {
        let host = natives::element("lotse-picker");
        let root = ports::closed_root(&host, CSS);
        let layer = |class: &str| {
            let node = natives::element("div");
            natives::set_attribute(&node, "class", class);
            natives::set_attribute(&node, "popover", "manual");
            ports::root_append(&root, &node);
            node
        };
        let (marks, bar) = (layer("marks"), layer("bar"));
        natives::set_attribute(&bar, "role", "toolbar");
        natives::set_attribute(&bar, "aria-label", words::title(false));
        natives::set_attribute(&marks, "aria-hidden", "true");
        natives::append(&natives::root_element(), &host);
        natives::show_popover(&marks, None);
        natives::show_popover(&bar, None);
        ports::watch(ear, &host, &root);
        Bar { host, bar, marks, buttons: Vec::new(), field: None, shown: None }
    }

    /// Keeps the bar where it can be used: in an open modal dialog, over what came later, and there at all.
    pub fn follow(&self) {
        let place = natives::query_last("dialog:modal").unwrap_or_else(natives::root_element);
        let is_there = natives::parent(&self.host).is_some_and(|parent| parent == place);
        if !is_there || !natives::matches(&self.bar, ":popover-open") {
            if !is_there {
                natives::append(&place, &self.host);
            }
            for layer in [&self.marks, &self.bar] {
                natives::hide_popover(layer);
                natives::show_popover(layer, None);
            }
        }
    }

    /// What a button does.
    pub fn press_of(&self, node: &Node) -> Option<Press> {
        if self.field.as_ref().is_some_and(|field| field == node) {
            return Some(Press::Connect);
        }
        self.buttons.iter().find(|(button, _)| button == node).map(|(_, press)| *press)
    }

    /// The code that was typed.
    pub fn code(&self) -> String {
        self.field.as_ref().map(ports::value_of).unwrap_or_default()
    }

    /// Shows a face; what is shown already stays.
    pub fn show(&mut self, face: &Face, german: bool, is_at_top: bool) {
        let wanted = (face.clone(), german, is_at_top);
        if self.shown.as_ref() == Some(&wanted) {
            return;
        }
        // While the code is sent, what was typed stays.
        let typed = self.code();
        self.shown = Some(wanted);
        natives::set_text(&self.bar, "");
        self.buttons.clear();
        self.field = None;
        natives::set_attribute(&self.bar, "class", if is_at_top { "bar top" } else { "bar" });
        natives::set_attribute(&self.bar, "lang", if german { "de" } else { "en" });
        self.fill(face, german, &typed);
        let arrow = if is_at_top { "↓" } else { "↑" };
        let to = if is_at_top { words::to_bottom(german) } else { words::to_top(german) };
        let move_it = self.button(&self.bar.clone(), arrow, Press::Move, "quiet");
        natives::set_attribute(&move_it, "aria-label", to);
        natives::set_attribute(&move_it, "title", &format!("{to} (Alt+Shift+B)"));
    }

    fn fill(&mut self, face: &Face, german: bool, typed: &str) {
        match face {
            Face::Code { error, is_busy } => self.fill_code(*error, *is_busy, german, typed),
            Face::Ready => {
                self.state("light", words::ready(german), "");
            }
            Face::Looking => {
                self.state("light still", words::connecting(german), "");
            }
            Face::Recording { state, count, can_keep } => {
                let is_on = *state == RecordingState::On;
                let (light, said) = if is_on {
                    ("light live", words::recording(german))
                } else {
                    ("light still", words::paused(german))
                };
                self.state(light, said, &words::count(*count, german));
                let keys = self.group();
                if is_on {
                    self.key(&keys, words::pause(german), Press::Pause, "", "P");
                } else {
                    self.key(&keys, words::resume(german), Press::Resume, "", "P");
                }
                let undo = self.key(&keys, words::undo(german), Press::Undo, "", "U");
                if *count == 0 {
                    natives::set_attribute(&undo, "disabled", "");
                }
                let keep = self.key(&keys, words::keep(german), Press::Keep, "", "K");
                if !can_keep {
                    natives::set_attribute(&keep, "disabled", "");
                }
                self.key(&keys, words::finish(german), Press::Finish, "main", "F");
            }
            Face::Picking { is_thawed } => {
                let said = if *is_thawed { words::thawed(german) } else { words::picking(german) };
                let light = if *is_thawed { "light still" } else { "light" };
                self.state(light, said, words::picking_keys(german));
                let keys = self.group();
                self.button(&keys, words::stop(german), Press::Cancel, "");
            }
            Face::Trying => {
                self.state("light", words::trying(german), "");
                let keys = self.group();
                self.button(&keys, words::stop(german), Press::StopTrying, "");
            }
        }
    }

    fn fill_code(&mut self, error: Option<&'static str>, is_busy: bool, german: bool, typed: &str) {
        let label = child(&self.bar.clone(), "label", "");
        let name = child(&label, "span", "");
        natives::set_text(&name, words::code_label(german));
        let field = child(&label, "input", "");
        for (name, value) in [
            ("maxlength", "12"),
            ("autocomplete", "off"),
            ("autocapitalize", "characters"),
            ("spellcheck", "false"),
            ("value", typed),
        ] {
            natives::set_attribute(&field, name, value);
        }
        let keys = self.group();
        let said = if is_busy { words::connecting(german) } else { words::connect(german) };
        let connect = self.button(&keys, said, Press::Connect, "main");
        if is_busy {
            natives::set_attribute(&connect, "disabled", "");
        }
        let note = child(&self.bar.clone(), "span", if error.is_some() { "fault" } else { "note" });
        natives::set_attribute(&note, "role", "status");
        natives::set_text(&note, error.unwrap_or_else(|| words::code_hint(german)));
        self.field = Some(field);
    }

    /// Puts the cursor where the code is typed.
    pub fn focus_code(&self) {
        if let Some(field) = &self.field {
            ports::focus(field);
        }
    }

    fn state(&self, light: &str, said: &str, note: &str) {
        let state = child(&self.bar, "span", "state");
        natives::set_attribute(&state, "role", "status");
        child(&state, "span", light);
        let name = child(&state, "span", "");
        natives::set_text(&name, said);
        if !note.is_empty() {
            let node = child(&self.bar, "span", "note");
            natives::set_text(&node, note);
        }
    }

    fn group(&self) -> Node {
        child(&self.bar, "span", "keys")
    }

    fn key(&mut self, to: &Node, said: &str, press: Press, class: &str, letter: &str) -> Node {
        let button = self.button(to, said, press, class);
        natives::set_attribute(&button, "title", &format!("Alt+Shift+{letter}"));
        natives::set_attribute(&button, "aria-keyshortcuts", &format!("Alt+Shift+{letter}"));
        button
    }

    fn button(&mut self, to: &Node, said: &str, press: Press, class: &str) -> Node {
        let button = child(to, "button", class);
        natives::set_attribute(&button, "type", "button");
        natives::set_text(&button, said);
        self.buttons.push((button.clone(), press));
        button
    }
}

/// A new element at the end of another.
pub fn child(to: &Node, tag: &str, class: &str) -> Node {
    let node = natives::element(tag);
    if !class.is_empty() {
        natives::set_attribute(&node, "class", class);
    }
    natives::append(to, &node);
    node
}
