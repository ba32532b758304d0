//! Suggested sentences, in German and English: every one of them stands here.
//!
//! They are content trees, so that nothing that an app calls its controls can become Markdown.

use lotse_api::channel::{Done, Element};
use lotse_markup::render;
use lotse_model::basic::Table;
use lotse_model::content::{Block, Inline};
use lotse_model::keys::Keyboard;
use lotse_model::keys::key_name;
use lotse_model::text::Text;

/// Longest typed text that a sentence repeats, in characters.
const MAX_TYPED: usize = 120;

/// A text in every language that a sentence is wanted in: German for German, English for all others.
pub(super) fn text(languages: &[String], say: impl Fn(bool) -> String) -> Text {
    Text::Inline(Table::from_iter(
        languages.iter().map(|language| (language.clone(), say(is_german(language)))),
    ))
}

pub(super) fn is_german(language: &str) -> bool {
    language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("de"))
}

/// Plain text as Markdown.
pub(super) fn plain(text: &str) -> String {
    render(&[Block::Paragraph { of: vec![Inline::Text { text: text.to_owned() }] }]).trim().to_owned()
}

/// What to do, as Markdown. `place` is the title of a page that is to be opened.
pub(super) fn sentence(
    done: &Done,
    element: Option<&Element>,
    place: &str,
    has_target: bool,
    german: bool,
) -> String {
    let of = match (done, element) {
        (Done::Key { keys }, _) => key(keys, german),
        (Done::Navigated { .. }, _) | (_, None) => open_page(place, german),
        (done, Some(element)) => match &element.list {
            Some(list) => entry(done, element, list, german),
            None => {
                let fallback = String::new();
                let label = if has_target { Inline::TargetLabel { fallback } } else { named(&element.name) };
                control(done, element, &label, german)
            }
        },
    };
    render(&[Block::Paragraph { of }]).trim().to_owned()
}

/// `Open **X**.` from `Open `, the name, `.`
fn around(before: &str, name: Inline, after: &str) -> Vec<Inline> {
    let text = |text: &str| Inline::Text { text: text.to_owned() };
    vec![text(before), Inline::Strong { of: vec![name] }, text(after)]
}

fn named(name: &str) -> Inline {
    Inline::Text { text: name.to_owned() }
}

/// A sentence about `label`: what stands before and behind it in English, and in German.
fn words(label: &Inline, german: bool, of: [&'static str; 2], or: [&'static str; 2]) -> Vec<Inline> {
    let [before, after] = if german { or } else { of };
    around(before, label.clone(), after)
}

/// `label` is the name of the control as the screen says it.
fn control(done: &Done, element: &Element, label: &Inline, german: bool) -> Vec<Inline> {
    if element.name.is_empty() {
        return vec![named(nameless(done, element, german))];
    }
    let say = |english, words_de| words(label, german, english, words_de);
    match done {
        Done::Typed { text, .. } => typed(text.as_deref(), element, label, german),
        Done::Chosen { option: Some(option), .. } => {
            let mut out = around(
                if german { "Wählen Sie " } else { "Choose " },
                named(option),
                if german { " bei " } else { " in " },
            );
            out.extend(around("", label.clone(), "."));
            out
        }
        Done::Chosen { option: None, .. } => {
            say(["Choose the right entry in ", "."], ["Wählen Sie bei ", " den passenden Eintrag."])
        }
        Done::Set { on } => set(*on, element, label, german),
        Done::DoubleClick {} => say(["Double-click ", "."], ["Doppelklicken Sie auf ", "."]),
        Done::ContextMenu {} => {
            say(["Right-click ", "."], ["Klicken Sie mit der rechten Maustaste auf ", "."])
        }
        Done::Hover {} => say(["Point at ", "."], ["Zeigen Sie auf ", "."]),
        Done::Click {} | Done::Key { .. } | Done::Navigated { .. } | Done::Undo {} => {
            click(element, label, german)
        }
    }
}

fn click(element: &Element, label: &Inline, german: bool) -> Vec<Inline> {
    let say = |english, words_de| words(label, german, english, words_de);
    match (element.role.as_str(), element.opens.as_str()) {
        ("tab", _) => say(["Open the tab ", "."], ["Öffnen Sie den Reiter ", "."]),
        ("menuitem" | "menuitemradio" | "option" | "radio", "") => {
            say(["Choose ", "."], ["Wählen Sie ", "."])
        }
        ("treeitem" | "row" | "cell" | "gridcell", _) => say(["Select ", "."], ["Wählen Sie ", " aus."]),
        (_, "menu") => say(["Open the menu ", "."], ["Öffnen Sie das Menü ", "."]),
        ("combobox", _) | (_, "listbox" | "tree" | "grid") => {
            say(["Open the list ", "."], ["Öffnen Sie die Liste ", "."])
        }
        (_, "section") => say(["Open ", "."], ["Klappen Sie ", " auf."]),
        ("textbox" | "searchbox" | "spinbutton", _) => {
            say(["Click into the field ", "."], ["Klicken Sie in das Feld ", "."])
        }
        ("slider", _) => say(["Set ", " to the right value."], ["Stellen Sie ", " auf den richtigen Wert."]),
        _ => say(["Click ", "."], ["Klicken Sie auf ", "."]),
    }
}

fn typed(text: Option<&str>, element: &Element, label: &Inline, german: bool) -> Vec<Inline> {
    let say = |english, words_de| words(label, german, english, words_de);
    match (text, element.role.as_str()) {
        (Some(text), _) if !text.is_empty() && text.chars().count() <= MAX_TYPED => {
            let mut out = around(
                if german { "Geben Sie " } else { "Type " },
                named(text),
                if german { " in " } else { " into " },
            );
            out.extend(around("", label.clone(), if german { " ein." } else { "." }));
            out
        }
        (_, "searchbox") => {
            say(["Type what you are looking for into ", "."], ["Geben Sie bei ", " ein, wonach Sie suchen."])
        }
        (_, "slider" | "spinbutton") => {
            say(["Set ", " to the right value."], ["Stellen Sie ", " auf den richtigen Wert."])
        }
        _ => say(["Fill in ", "."], ["Füllen Sie ", " aus."]),
    }
}

fn set(on: bool, element: &Element, label: &Inline, german: bool) -> Vec<Inline> {
    let say = |english, words_de| words(label, german, english, words_de);
    match (element.role.as_str(), on) {
        ("radio" | "menuitemradio", _) => say(["Choose ", "."], ["Wählen Sie ", "."]),
        ("checkbox", true) => say(["Tick ", "."], ["Setzen Sie den Haken bei ", "."]),
        ("checkbox", false) => say(["Clear the tick at ", "."], ["Entfernen Sie den Haken bei ", "."]),
        (_, true) => say(["Switch on ", "."], ["Schalten Sie ", " ein."]),
        (_, false) => say(["Switch off ", "."], ["Schalten Sie ", " aus."]),
    }
}

/// Something in one entry of a list; which entry, the user knows.
fn entry(done: &Done, element: &Element, list: &str, german: bool) -> Vec<Inline> {
    if !element.name.is_empty() {
        let (before, after) = match (done, german) {
            (Done::Set { .. }, false) => ("Set ", " at the entry that you need."),
            (Done::Set { .. }, true) => ("Setzen Sie beim passenden Eintrag ", "."),
            (Done::Typed { .. }, false) => ("Fill in ", " at the entry that you need."),
            (Done::Typed { .. }, true) => ("Füllen Sie beim passenden Eintrag ", " aus."),
            (_, false) => ("Click ", " at the entry that you need."),
            (_, true) => ("Klicken Sie beim passenden Eintrag auf ", "."),
        };
        return around(before, named(&element.name), after);
    }
    let [verb, rest] = match (done, german) {
        (Done::DoubleClick {}, false) => ["Double-click the entry that you need", "."],
        (Done::DoubleClick {}, true) => ["Doppelklicken Sie", " auf den passenden Eintrag."],
        (Done::ContextMenu {}, false) => ["Right-click the entry that you need", "."],
        (Done::ContextMenu {}, true) => {
            ["Klicken Sie", " mit der rechten Maustaste auf den passenden Eintrag."]
        }
        (Done::Set { .. }, false) => ["Mark the entry that you need", "."],
        (Done::Set { .. }, true) => ["Markieren Sie", " den passenden Eintrag."],
        (_, false) => ["Choose the entry that you need", "."],
        (_, true) => ["Wählen Sie", " den passenden Eintrag."],
    };
    if list.is_empty() {
        return vec![named(&[verb, rest].concat())];
    }
    // The same word in both languages.
    around(&[verb, " in "].concat(), named(list), rest)
}

fn nameless(done: &Done, element: &Element, german: bool) -> &'static str {
    match (done, element.role.as_str(), german) {
        (Done::Typed { .. }, _, false) => "Fill in the marked field.",
        (Done::Typed { .. }, _, true) => "Füllen Sie das markierte Feld aus.",
        (Done::Chosen { .. }, _, false) => "Choose the right entry in the marked list.",
        (Done::Chosen { .. }, _, true) => "Wählen Sie in der markierten Liste den passenden Eintrag.",
        (Done::Set { on: true }, _, false) => "Switch on the marked option.",
        (Done::Set { on: true }, _, true) => "Schalten Sie die markierte Option ein.",
        (Done::Set { on: false }, _, false) => "Switch off the marked option.",
        (Done::Set { on: false }, _, true) => "Schalten Sie die markierte Option aus.",
        (Done::DoubleClick {}, _, false) => "Double-click the marked place.",
        (Done::DoubleClick {}, _, true) => "Doppelklicken Sie auf die markierte Stelle.",
        (Done::ContextMenu {}, _, false) => "Right-click the marked place.",
        (Done::ContextMenu {}, _, true) => "Klicken Sie mit der rechten Maustaste auf die markierte Stelle.",
        (Done::Hover {}, _, false) => "Point at the marked place.",
        (Done::Hover {}, _, true) => "Zeigen Sie auf die markierte Stelle.",
        (_, "button", false) => "Click the marked button.",
        (_, "button", true) => "Klicken Sie auf die markierte Schaltfläche.",
        (_, "link", false) => "Click the marked link.",
        (_, "link", true) => "Klicken Sie auf den markierten Link.",
        (_, _, false) => "Click the marked place.",
        (_, _, true) => "Klicken Sie auf die markierte Stelle.",
    }
}

fn key(keys: &str, german: bool) -> Vec<Inline> {
    let keyboard = Keyboard::of(if german { "de" } else { "en" }, false);
    let keys = keys.split('+').filter(|key| !key.is_empty()).map(|key| key_name(key, keyboard)).collect();
    vec![
        Inline::Text { text: if german { "Drücken Sie " } else { "Press " }.to_owned() },
        Inline::Keys { keys },
        Inline::Text { text: ".".to_owned() },
    ]
}

fn open_page(place: &str, german: bool) -> Vec<Inline> {
    match (place.is_empty(), german) {
        (true, false) => vec![named("Open the next page.")],
        (true, true) => vec![named("Öffnen Sie die nächste Seite.")],
        (false, false) => around("Open the page ", named(place), "."),
        (false, true) => around("Öffnen Sie die Seite ", named(place), "."),
    }
}

/// The button that opens a page.
pub(super) fn go_there(german: bool) -> String {
    if german { "Dorthin gehen" } else { "Take me there" }.to_owned()
}

/// Heading of the end.
pub(super) fn done(german: bool) -> String {
    if german { "Fertig" } else { "Done" }.to_owned()
}
