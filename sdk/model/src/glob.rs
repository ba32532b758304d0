//! Globs: `*` stands for any text, `?` (where it is asked for) for one character.
//!
//! A glob is matched by simulating all its states at once, one bit each (Shift-And; Baeza-Yates and Gonnet, "A new
//! approach to text searching", 1992). Time is linear in the text whatever the pattern is, and nothing is tried twice.

/// Longest glob, in bytes. Source: its states have to fit into four words of 64 bits.
pub const MAX_GLOB_BYTES: usize = 250;

const WORDS: usize = 4;

/// One bit per state; state `n` means that `n` symbols have been matched.
type Row = [u64; WORDS];

/// A compiled glob over bytes.
#[derive(Clone, Debug)]
pub struct Glob {
    symbols: Vec<Symbol>,
    /// States that any byte keeps, because a `*` stands there.
    kept_by_any: Row,
    /// States that the rest of a character keeps, because a `?` stands before them.
    kept_by_rest: Row,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Symbol {
    Byte(u8),
    Character,
}

impl Glob {
    /// A glob in which `*` and `?` are special.
    #[must_use]
    pub fn new(pattern: &str) -> Option<Self> {
        Glob::compile(pattern.bytes().map(|byte| match byte {
            b'*' => Piece::AnyText,
            b'?' => Piece::Character,
            other => Piece::Byte(other),
        }))
    }

    /// A glob of pieces; `None` when there are more than [`MAX_GLOB_BYTES`].
    pub(crate) fn compile(pieces: impl Iterator<Item = Piece>) -> Option<Self> {
        let mut glob = Glob { symbols: Vec::new(), kept_by_any: [0; WORDS], kept_by_rest: [0; WORDS] };
        for piece in pieces {
            match piece {
                Piece::AnyText => set(&mut glob.kept_by_any, glob.symbols.len()),
                Piece::Byte(byte) => glob.symbols.push(Symbol::Byte(byte)),
                Piece::Character => {
                    glob.symbols.push(Symbol::Character);
                    set(&mut glob.kept_by_rest, glob.symbols.len());
                }
            }
            if glob.symbols.len() > MAX_GLOB_BYTES {
                return None;
            }
        }
        Some(glob)
    }

    /// Whether the whole text fits.
    #[must_use]
    pub fn fits(&self, text: impl IntoIterator<Item = u8>) -> bool {
        let table = self.transitions();
        let mut states: Row = [0; WORDS];
        set(&mut states, 0);
        for byte in text {
            let is_rest = byte & 0xC0 == 0x80;
            let moves = table.get(usize::from(byte)).copied().unwrap_or_default();
            let mut carry = 0;
            for (index, word) in states.iter_mut().enumerate() {
                let at = |row: &Row| row.get(index).copied().unwrap_or_default();
                let moved = *word & at(&moves);
                let mut kept = *word & at(&self.kept_by_any);
                if is_rest {
                    kept |= *word & at(&self.kept_by_rest);
                }
                *word = moved << 1 | carry | kept;
                carry = moved >> 63;
            }
        }
        is_set(&states, self.symbols.len())
    }

    /// For each byte the states that it moves on.
    fn transitions(&self) -> [Row; 256] {
        let mut table = [[0; WORDS]; 256];
        for (state, symbol) in self.symbols.iter().enumerate() {
            for (byte, row) in (0..=u8::MAX).zip(&mut table) {
                let is_moved = match symbol {
                    Symbol::Byte(wanted) => byte == *wanted,
                    Symbol::Character => byte & 0xC0 != 0x80,
                };
                if is_moved {
                    set(row, state);
                }
            }
        }
        table
    }
}

/// What a glob is made of.
pub(crate) enum Piece {
    AnyText,
    Character,
    Byte(u8),
}

fn set(row: &mut Row, state: usize) {
    if let Some(word) = row.get_mut(state / 64) {
        *word |= 1 << (state % 64);
    }
}

fn is_set(row: &Row, state: usize) -> bool {
    row.get(state / 64).is_some_and(|word| word >> (state % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(pattern: &str, text: &str) -> bool {
        Glob::new(pattern).unwrap().fits(text.bytes())
    }

    /// The obvious definition, exponential and only for small inputs.
    fn by_definition(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some(('*', rest)), _) => {
                by_definition(rest, text) || (!text.is_empty() && by_definition(pattern, &text[1..]))
            }
            (Some(('?', rest)), Some((_, tail))) => by_definition(rest, tail),
            (Some((wanted, rest)), Some((found, tail))) => wanted == found && by_definition(rest, tail),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(pattern in "[ab*?é€]{0,7}", text in "[abé€]{0,9}") {
            let (pattern_chars, text_chars): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            prop_assert_eq!(fits(&pattern, &text), by_definition(&pattern_chars, &text_chars));
        }
    }

    #[test]
    fn states_cross_the_borders_of_words() {
        let long = "x".repeat(MAX_GLOB_BYTES);
        assert!(fits(&long, &long));
        assert!(!fits(&long, &long[1..]));
        assert!(Glob::new(&(long + "x")).is_none());
    }

    #[test]
    fn hostile_patterns_take_no_longer_than_harmless_ones() {
        let text = "a".repeat(100_000);
        let time = |pattern: &str| {
            let start = std::time::Instant::now();
            assert!(!fits(pattern, &text));
            start.elapsed()
        };
        let harmless = time("*b");
        let hostile =
            time(&("*a".repeat(MAX_GLOB_BYTES / 2) + "b")).max(time(&format!("*{}b", "a".repeat(248))));
        assert!(
            hostile < harmless * 20 + std::time::Duration::from_secs(5),
            "{hostile:?} against {harmless:?}"
        );
    }
}
