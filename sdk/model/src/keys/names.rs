//! What keys are called: on the wire, by browsers, on German and English keyboards, and on Apple's.

use super::Modifiers;
use crate::seek::{cut, parts};

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
        let is_german = cut(language, "-").0.eq_ignore_ascii_case("de");
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

/// What modifiers mean, in the order of their rows.
const MODIFIERS: [Modifiers; 5] =
    [Modifiers::CTRL, Modifiers::ALT, Modifiers::SHIFT, Modifiers::META, Modifiers::MOD];

/// Rows with `KeyboardEvent.key`, English, German and Mac names and other ways to write it: modifiers first, then keys; what has no
/// key behind these is a character. One text, which is less than half of a table.
const ROWS: &str = "\
    |Ctrl|Strg|⌃|control steuerung\n\
    |Alt|Alt|⌥|option wahl\n\
    |Shift|Umschalt|⇧|umschalttaste\n\
    |Win|Win|⌘|meta cmd command befehl windows super\n\
    |Ctrl|Strg|⌘|mod\n\
    Enter|Enter|Eingabe|↩|return eingabetaste\n\
    Escape|Esc|Esc|⎋|escape\n\
    Tab|Tab|Tab|⇥|tabulator\n\
    Backspace|Backspace|Rücktaste|⌫|rücktaste\n\
    Delete|Delete|Entf|⌦|del entfernen\n\
    Insert|Insert|Einfg|Insert|ins einfügen\n\
    Home|Home|Pos1|↖|\n\
    End|End|Ende|↘|\n\
    PageUp|Page Up|Bild auf|⇞|pageup bildauf\n\
    PageDown|Page Down|Bild ab|⇟|pagedown bildab\n\
    ArrowUp|↑|↑|↑|arrowup up pfeilauf pfeilhoch\n\
    ArrowDown|↓|↓|↓|arrowdown down pfeilab pfeilrunter\n\
    ArrowLeft|←|←|←|arrowleft left pfeillinks\n\
    ArrowRight|→|→|→|arrowright right pfeilrechts\n\
    \u{20}|Space|Leertaste|␣|spacebar leer\n\
    CapsLock|Caps Lock|Feststelltaste|⇪|capslock\n\
    PrintScreen|Print|Druck|Print|printscreen prtsc\n\
    ScrollLock|Scroll Lock|Rollen|Scroll Lock|scrolllock\n\
    Pause|Pause|Pause|Pause|break\n\
    ContextMenu|Menu|Menü|Menu|contextmenu anwendung\n\
    AltGraph|AltGr|Alt Gr|⌥|altgraph\n\
    NumLock|Num Lock|Num|Num Lock|numlock\n\
    F1|F1|F1|F1|\n\
    F2|F2|F2|F2|\n\
    F3|F3|F3|F3|\n\
    F4|F4|F4|F4|\n\
    F5|F5|F5|F5|\n\
    F6|F6|F6|F6|\n\
    F7|F7|F7|F7|\n\
    F8|F8|F8|F8|\n\
    F9|F9|F9|F9|\n\
    F10|F10|F10|F10|\n\
    F11|F11|F11|F11|\n\
    F12|F12|F12|F12|\n\
    |+|+|+|plus\n\
    |-|-|-|minus";

fn rows() -> impl Iterator<Item = Row> {
    parts(ROWS, "\n").enumerate().map(|(at, line)| {
        let mut fields = parts(line, "|");
        let mut next = || fields.next().unwrap_or_default();
        let (key, english, german, mac, aliases) = (next(), next(), next(), next(), next());
        let means = match (MODIFIERS.get(at), english.chars().next()) {
            (Some(modifier), _) => Named::Modifier(*modifier),
            (None, Some(letter)) if key.is_empty() => Named::Character(letter),
            _ => Named::Key(NamedKey(key)),
        };
        Row { means, english, german, mac, aliases }
    })
}

fn row(word: &str) -> Option<Row> {
    let folded: String = word.chars().map(crate::fold::fold).collect();
    let is_word = |name: &str| name.chars().map(crate::fold::fold).eq(folded.chars());
    // A sign that is written as itself needs no row, but one that stands for itself is found all the same.
    rows().find(|row| {
        parts(row.aliases, " ").any(|alias| !alias.is_empty() && alias == folded)
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
        let rows: Vec<Row> = rows().collect();
        assert_eq!(rows.len(), 41);
        for (index, row) in rows.iter().enumerate() {
            for alias in row.aliases.split(' ').filter(|alias| !alias.is_empty()) {
                let found: Vec<usize> =
                    (0..rows.len()).filter(|at| rows[*at].aliases.split(' ').any(|it| it == alias)).collect();
                assert_eq!(found, [index], "{alias}");
                assert_eq!(alias, crate::fold::fold_text(alias));
            }
        }
    }
}
