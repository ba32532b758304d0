//! Globs: `*` stands for any text, `?` (where it is asked for) for one character.
//!
//! Of all stars only the last one before a difference is moved on, as no earlier one can do better. Time is bounded by the lengths
//! of glob and text multiplied, whatever they are.

use crate::gather::Gather as _;

/// Longest glob, in bytes besides its stars.
pub const MAX_GLOB_BYTES: usize = 250;

/// A compiled glob over bytes.
#[derive(Clone, Debug)]
pub struct Glob(Vec<Piece>);

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
        let pieces: Vec<Piece> = pieces.gather();
        let length = pieces.iter().filter(|piece| **piece != Piece::AnyText).count();
        (length <= MAX_GLOB_BYTES).then_some(Glob(pieces))
    }

    /// Whether the whole text fits.
    #[must_use]
    pub fn fits(&self, text: &[u8]) -> bool {
        let (mut piece, mut at) = (0, 0);
        // Behind the last star, and where in the text what follows it is tried.
        let mut last_star = None;
        while let Some(byte) = text.get(at) {
            match self.0.get(piece) {
                Some(Piece::AnyText) => {
                    piece += 1;
                    last_star = Some((piece, at));
                    continue;
                }
                Some(Piece::Byte(wanted)) if wanted == byte => {
                    piece += 1;
                    at += 1;
                    continue;
                }
                Some(Piece::Character) if !is_rest(*byte) => {
                    piece += 1;
                    at += 1;
                    while text.get(at).copied().is_some_and(is_rest) {
                        at += 1;
                    }
                    continue;
                }
                _ => {}
            }
            let Some((behind, tried)) = last_star else { return false };
            piece = behind;
            at = tried + 1;
            last_star = Some((piece, at));
        }
        self.0.iter().skip(piece).all(|piece| *piece == Piece::AnyText)
    }
}

/// What a glob is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece {
    AnyText,
    Character,
    Byte(u8),
}

/// Whether a byte goes on with a character that has begun.
fn is_rest(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(pattern: &str, text: &str) -> bool {
        Glob::new(pattern).unwrap().fits(text.as_bytes())
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
    fn the_longest_is_as_good_as_any() {
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
