//! What keys are called: on the wire, by browsers, on German and English keyboards, and on Apple's.

use super::Modifiers;

/// Whose labels are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// English labels, and the choice for languages without labels of their own here.
    English,
    /// German labels.
    German,
    /// Apple's symbols, the same in every language.
    Mac,
}

impl Keyboard {
    /// The keyboard of somebody who reads this language.
    #[must_use]
    pub fn of(language: &str, is_mac: bool) -> Self {
        let is_german = language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("de"));
        match (is_mac, is_german) {
            (true, _) => Keyboard::Mac,
            (false, true) => Keyboard::German,
            (false, false) => Keyboard::English,
        }
    }

    pub(super) fn is_mac(self) -> bool {
        self == Keyboard::Mac
    }
}

/// A row of the list below.
#[derive(Clone, Copy, Debug)]
struct Row {
    means: Named,
    english: &'static str,
    german: &'static str,
    mac: &'static str,
    /// Other ways to write it, in small letters, separated by spaces.
    aliases: &'static str,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Modifier(Modifiers),
    Key(NamedKey),
    /// A character that cannot be written as itself.
    Character(char),
}

/// A key that has a name instead of a character: its `KeyboardEvent.key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NamedKey(&'static str);

impl NamedKey {
    pub(super) fn dom_key(self) -> &'static str {
        self.0
    }
}

const fn modifier(
    bits: Modifiers,
    english: &'static str,
    german: &'static str,
    mac: &'static str,
    aliases: &'static str,
) -> Row {
    Row { means: Named::Modifier(bits), english, german, mac, aliases }
}

const fn key(
    dom: &'static str,
    english: &'static str,
    german: &'static str,
    mac: &'static str,
    aliases: &'static str,
) -> Row {
    Row { means: Named::Key(NamedKey(dom)), english, german, mac, aliases }
}

const ROWS: [Row; 41] = [
    modifier(Modifiers::CTRL, "Ctrl", "Strg", "⌃", "control steuerung"),
    modifier(Modifiers::ALT, "Alt", "Alt", "⌥", "option wahl"),
    modifier(Modifiers::SHIFT, "Shift", "Umschalt", "⇧", "umschalttaste"),
    modifier(Modifiers::META, "Win", "Win", "⌘", "meta cmd command befehl windows super"),
    modifier(Modifiers::MOD, "Ctrl", "Strg", "⌘", "mod"),
    key("Enter", "Enter", "Eingabe", "↩", "return eingabetaste"),
    key("Escape", "Esc", "Esc", "⎋", "escape"),
    key("Tab", "Tab", "Tab", "⇥", "tabulator"),
    key("Backspace", "Backspace", "Rücktaste", "⌫", "rücktaste"),
    key("Delete", "Delete", "Entf", "⌦", "del entfernen"),
    key("Insert", "Insert", "Einfg", "Insert", "ins einfügen"),
    key("Home", "Home", "Pos1", "↖", ""),
    key("End", "End", "Ende", "↘", ""),
    key("PageUp", "Page Up", "Bild auf", "⇞", "pageup bildauf"),
    key("PageDown", "Page Down", "Bild ab", "⇟", "pagedown bildab"),
    key("ArrowUp", "↑", "↑", "↑", "arrowup up pfeilauf pfeilhoch"),
    key("ArrowDown", "↓", "↓", "↓", "arrowdown down pfeilab pfeilrunter"),
    key("ArrowLeft", "←", "←", "←", "arrowleft left pfeillinks"),
    key("ArrowRight", "→", "→", "→", "arrowright right pfeilrechts"),
    key(" ", "Space", "Leertaste", "␣", "spacebar leer"),
    key("CapsLock", "Caps Lock", "Feststelltaste", "⇪", "capslock"),
    key("PrintScreen", "Print", "Druck", "Print", "printscreen prtsc"),
    key("ScrollLock", "Scroll Lock", "Rollen", "Scroll Lock", "scrolllock"),
    key("Pause", "Pause", "Pause", "Pause", "break"),
    key("ContextMenu", "Menu", "Menü", "Menu", "contextmenu anwendung"),
    key("AltGraph", "AltGr", "Alt Gr", "⌥", "altgraph"),
    key("NumLock", "Num Lock", "Num", "Num Lock", "numlock"),
    key("F1", "F1", "F1", "F1", ""),
    key("F2", "F2", "F2", "F2", ""),
    key("F3", "F3", "F3", "F3", ""),
    key("F4", "F4", "F4", "F4", ""),
    key("F5", "F5", "F5", "F5", ""),
    key("F6", "F6", "F6", "F6", ""),
    key("F7", "F7", "F7", "F7", ""),
    key("F8", "F8", "F8", "F8", ""),
    key("F9", "F9", "F9", "F9", ""),
    key("F10", "F10", "F10", "F10", ""),
    key("F11", "F11", "F11", "F11", ""),
    key("F12", "F12", "F12", "F12", ""),
    Row { means: Named::Character('+'), english: "+", german: "+", mac: "+", aliases: "plus" },
    Row { means: Named::Character('-'), english: "-", german: "-", mac: "-", aliases: "minus" },
];

fn row(word: &str) -> Option<&'static Row> {
    let folded: String = word.chars().map(crate::fold::fold).collect();
    let is_word = |name: &str| name.chars().map(crate::fold::fold).eq(folded.chars());
    // A sign that is written as itself needs no row, but one that stands for itself is found all the same.
    ROWS.iter().find(|row| {
        row.aliases.split(' ').any(|alias| !alias.is_empty() && alias == folded)
            || matches!(row.means, Named::Key(NamedKey(dom)) if is_word(dom))
            || is_word(row.english)
            || is_word(row.german)
    })
}

/// What a word stands for; nothing when it is not in the list.
pub(super) fn find(word: &str) -> Option<Named> {
    row(word).map(|row| row.means)
}

/// The modifiers as they are said on this keyboard.
pub(super) fn modifiers_in_order(keyboard: Keyboard) -> [(Modifiers, &'static str); 4] {
    let (ctrl, alt) = ((Modifiers::CTRL, "Ctrl"), (Modifiers::ALT, "Alt"));
    let (shift, meta) = ((Modifiers::SHIFT, "Shift"), (Modifiers::META, "Meta"));
    match keyboard {
        // Apple's order; elsewhere the Windows key comes first.
        Keyboard::Mac => [ctrl, alt, shift, meta],
        Keyboard::English | Keyboard::German => [meta, ctrl, alt, shift],
    }
}

/// What a key is called on this keyboard. Single letters are capital; what is not known stays as it is.
#[must_use]
pub fn key_name(word: &str, keyboard: Keyboard) -> String {
    let Some(row) = row(word) else {
        let mut letters = word.chars();
        return match (letters.next(), letters.next()) {
            (Some(letter), None) => capital(letter).to_string(),
            _ => word.to_owned(),
        };
    };
    match keyboard {
        Keyboard::English => row.english,
        Keyboard::German => row.german,
        Keyboard::Mac => row.mac,
    }
    .to_owned()
}

/// The capital form of the letters on Western keyboards; the standard library's tables are too heavy for a page.
fn capital(letter: char) -> char {
    match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' => char::from_u32(letter as u32 - 0x20).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_for_two_keys() {
        for (index, row) in ROWS.iter().enumerate() {
            for alias in row.aliases.split(' ').filter(|alias| !alias.is_empty()) {
                let found: Vec<usize> =
                    (0..ROWS.len()).filter(|at| ROWS[*at].aliases.split(' ').any(|it| it == alias)).collect();
                assert_eq!(found, [index], "{alias}");
                assert_eq!(alias, crate::fold::fold_text(alias));
            }
        }
    }
}
