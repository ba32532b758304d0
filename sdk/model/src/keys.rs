//! Keys and shortcuts: read from `Ctrl+Shift+E`, compared with what was pressed, named as they stand on the keyboard.
//!
//! Entry points: [`Chord::new`] and [`Chord::fits`] for completion by key, [`key_name`] for keys in texts. Names on the
//! wire are English; the German words on German keyboards are read too (`Strg+Umschalt+Entf`).

mod names;

use crate::seek::parts;
pub use names::{Keyboard, key_name};
use names::{Named, NamedKey};

/// Keys that are pressed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chord {
    modifiers: Modifiers,
    key: Key,
}

/// Modifier keys, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers(u8);

impl Modifiers {
    /// None.
    pub const NONE: Modifiers = Modifiers(0);
    /// Control.
    pub const CTRL: Modifiers = Modifiers(1);
    /// Shift.
    pub const SHIFT: Modifiers = Modifiers(2);
    /// Alt, on macOS Option.
    pub const ALT: Modifiers = Modifiers(4);
    /// The Windows key, on macOS Command.
    pub const META: Modifiers = Modifiers(8);
    /// Control, on macOS Command.
    const MOD: Modifiers = Modifiers(16);

    /// These and those.
    #[must_use]
    pub fn with(self, more: Modifiers) -> Self {
        Modifiers(self.0 | more.0)
    }

    /// Whether all of those are among these.
    #[must_use]
    pub fn contains(self, those: Modifiers) -> bool {
        self.0 & those.0 == those.0
    }

    fn without(self, those: Modifiers) -> Self {
        Modifiers(self.0 & !those.0)
    }

    /// What `Mod` means on this keyboard, put in its place.
    fn resolved(self, is_mac: bool) -> Self {
        match (self.contains(Modifiers::MOD), is_mac) {
            (false, _) => self,
            (true, true) => self.without(Modifiers::MOD).with(Modifiers::META),
            (true, false) => self.without(Modifiers::MOD).with(Modifiers::CTRL),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    /// A key that writes this character; letters are small.
    Character(char),
    Named(NamedKey),
}

/// A key press as the browser reports it.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`
    pub key: &'a str,
    /// `KeyboardEvent.code`; where Option or another layer changes `key`, it still tells the letter.
    pub code: &'a str,
    /// The modifiers held down.
    pub modifiers: Modifiers,
}

impl Chord {
    /// Reads a chord: modifiers and one key, joined by `+`. The plus key itself is `Plus`, the space bar `Space`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut modifiers = Modifiers::NONE;
        let mut parts = parts(text, "+").map(str::trim).peekable();
        loop {
            let part = parts.next()?;
            let named = names::find(part);
            if parts.peek().is_none() {
                let key = match named {
                    Some(Named::Key(key)) => Key::Named(key),
                    Some(Named::Character(letter)) => Key::Character(letter),
                    Some(Named::Modifier(_)) => return None,
                    None => Key::Character(crate::fold::fold(only_character(part)?)),
                };
                return Some(Chord { modifiers, key });
            }
            let Some(Named::Modifier(modifier)) = named else { return None };
            if modifiers.contains(modifier) {
                return None;
            }
            modifiers = modifiers.with(modifier);
        }
    }

    /// Whether this is what was pressed.
    #[must_use]
    pub fn fits(&self, press: &Press, is_mac: bool) -> bool {
        let wanted = self.modifiers.resolved(is_mac);
        match self.key {
            Key::Named(key) => wanted == press.modifiers && key.dom_key().eq_ignore_ascii_case(press.key),
            Key::Character(letter) if is_letter(letter) => {
                let is_code = press.code.strip_prefix("Key").and_then(only_character).map(crate::fold::fold);
                // A letter that the layout does not write (macOS: Option+E is a dead key) is told by its place.
                let writes =
                    only_character(press.key).map(crate::fold::fold).filter(|found| is_letter(*found));
                let is_layered = wanted.contains(Modifiers::ALT) || writes.is_none();
                wanted == press.modifiers && (writes == Some(letter) || is_layered && is_code == Some(letter))
            }
            // Whether a digit or sign needs Shift or AltGr is the layout's affair, unless the chord says so.
            Key::Character(sign) => {
                let layers = Modifiers::SHIFT.with(if is_mac { Modifiers::ALT } else { Modifiers::NONE });
                let pressed = press.modifiers.without(layers.without(wanted));
                wanted == pressed && only_character(press.key) == Some(sign)
            }
        }
    }

    /// The keys in order, as they stand on the keyboard.
    #[must_use]
    pub fn names(&self, keyboard: Keyboard) -> Vec<String> {
        let held = self.modifiers.resolved(keyboard.is_mac());
        let mut out: Vec<String> = names::modifiers_in_order(keyboard)
            .iter()
            .filter(|(modifier, _)| held.contains(*modifier))
            .map(|(_, name)| key_name(name, keyboard))
            .collect();
        out.push(match self.key {
            Key::Named(key) => key_name(key.dom_key(), keyboard),
            Key::Character(letter) => key_name(letter.encode_utf8(&mut [0; 4]), keyboard),
        });
        out
    }

    /// Whether browsers or systems keep this chord for themselves, so that a page may never hear of it.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        const TAKEN: [&str; 16] = [
            "Mod+W",
            "Mod+T",
            "Mod+N",
            "Mod+Q",
            "Mod+Shift+W",
            "Mod+Shift+T",
            "Mod+Shift+N",
            "Ctrl+Tab",
            "Ctrl+Shift+Tab",
            "Alt+F4",
            "Alt+Tab",
            "F11",
            "F12",
            "PrintScreen",
            "Ctrl+Alt+Delete",
            "Meta+L",
        ];
        [false, true].into_iter().any(|is_mac| {
            let resolved = |chord: &Chord| (chord.modifiers.resolved(is_mac), chord.key);
            TAKEN.iter().filter_map(|taken| Chord::new(taken)).any(|taken| resolved(&taken) == resolved(self))
        })
    }
}

/// Letters of ASCII, and everything from `À` on: the signs that Western keyboards write lie below.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || character as u32 >= 0xC0
}

fn only_character(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let first = letters.next().filter(|letter| !letter.is_control() && !letter.is_whitespace())?;
    letters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press<'a>(key: &'a str, code: &'a str, modifiers: Modifiers) -> Press<'a> {
        Press { key, code, modifiers }
    }

    #[test]
    fn german_and_english_words_mean_the_same() {
        for (one, other) in [
            ("Ctrl+Shift+E", "strg + umschalt + e"),
            ("Delete", "Entf"),
            ("Enter", "Eingabe"),
            ("Home", "Pos1"),
            ("Mod+S", "mod+s"),
            ("Meta+ArrowUp", "Cmd+Up"),
            ("Escape", "ESC"),
            ("F4", "f4"),
        ] {
            assert!(Chord::new(one).is_some(), "{one}");
            assert_eq!(Chord::new(one), Chord::new(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_chord_is_refused() {
        for text in [
            "",
            "+",
            "Ctrl",
            "Ctrl+",
            "Ctrl+Ctrl+A",
            "A+B",
            "Strg++",
            "Hyper+X",
            "F99",
            "Ctrl+Enterr",
            "ab",
            "\n",
        ] {
            assert_eq!(Chord::new(text), None, "{text:?}");
        }
    }

    #[test]
    fn presses_are_compared_on_both_kinds_of_keyboard() {
        let save = Chord::new("Mod+S").unwrap();
        assert!(save.fits(&press("s", "KeyS", Modifiers::CTRL), false));
        assert!(save.fits(&press("S", "KeyS", Modifiers::CTRL), false), "caps lock");
        assert!(!save.fits(&press("s", "KeyS", Modifiers::CTRL), true));
        assert!(save.fits(&press("s", "KeyS", Modifiers::META), true));
        assert!(!save.fits(&press("S", "KeyS", Modifiers::CTRL.with(Modifiers::SHIFT)), false));
        let dead = Chord::new("Alt+E").unwrap();
        assert!(dead.fits(&press("Dead", "KeyE", Modifiers::ALT), true));
        assert!(!dead.fits(&press("e", "KeyE", Modifiers::NONE), true));
        let cyrillic = Chord::new("Ctrl+C").unwrap();
        assert!(
            !cyrillic.fits(&press("с", "KeyC", Modifiers::CTRL), false),
            "another letter is another letter"
        );
        let question = Chord::new("?").unwrap();
        assert!(question.fits(&press("?", "Minus", Modifiers::SHIFT), false));
        assert!(!question.fits(&press("?", "Minus", Modifiers::SHIFT.with(Modifiers::CTRL)), false));
        assert!(Chord::new("Space").unwrap().fits(&press(" ", "Space", Modifiers::NONE), false));
        assert!(Chord::new("Ctrl+Plus").unwrap().fits(&press("+", "BracketRight", Modifiers::CTRL), false));
        assert!(!Chord::new("Enter").unwrap().fits(&press("Enter", "Enter", Modifiers::SHIFT), false));
    }

    #[test]
    fn keys_are_called_as_they_are_labelled() {
        let names = |chord: &str, keyboard| Chord::new(chord).unwrap().names(keyboard).join(" ");
        assert_eq!(names("Mod+Shift+Delete", Keyboard::German), "Strg Umschalt Entf");
        assert_eq!(names("Mod+Shift+Delete", Keyboard::English), "Ctrl Shift Delete");
        assert_eq!(names("Mod+Shift+Alt+Delete", Keyboard::Mac), "⌥ ⇧ ⌘ ⌦");
        assert_eq!(names("ctrl+home", Keyboard::German), "Strg Pos1");
        assert_eq!(names("Alt+ä", Keyboard::German), "Alt Ä");
        assert_eq!(key_name("Strg", Keyboard::English), "Ctrl");
        assert_eq!(key_name("Fn", Keyboard::German), "Fn");
        assert_eq!(key_name("Mod", Keyboard::Mac), "⌘");
        assert_eq!(Keyboard::of("de-AT", false), Keyboard::German);
        assert_eq!(Keyboard::of("fr", false), Keyboard::English);
        assert_eq!(Keyboard::of("de", true), Keyboard::Mac);
    }

    #[test]
    fn chords_that_pages_never_hear_are_known() {
        assert!(Chord::new("Ctrl+W").unwrap().is_taken() && Chord::new("Mod+T").unwrap().is_taken());
        assert!(!Chord::new("Ctrl+S").unwrap().is_taken() && !Chord::new("F4").unwrap().is_taken());
    }
}
