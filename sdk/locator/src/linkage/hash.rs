//! Texts as numbers, so that they are compared, counted and kept without being kept.
//!
//! Source: Fowler, Noll and Vo, FNV-1a.

/// Of a feature, 24 bits: 0 stands for "none".
pub type Hash = u32;

/// The bits of a hash.
pub const MASK: u32 = 0xff_ffff;
const BASIS: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// The hash of bytes, mixed well in its lower bits.
#[must_use]
pub fn of(bytes: &[u8]) -> Hash {
    finish(bytes.iter().fold(BASIS, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(PRIME)))
}

/// The hash of a text without case, punctuation and white space; 0 for nothing.
#[must_use]
pub fn of_text(text: &str) -> Hash {
    let plain = crate::text::plain(text);
    if plain.is_empty() { 0 } else { of_letters(&plain) }
}

/// The hash of letters; 0 for none.
#[must_use]
pub fn of_letters(letters: &[char]) -> Hash {
    if letters.is_empty() {
        return 0;
    }
    finish(letters.iter().fold(BASIS, |hash, letter| (hash ^ u32::from(*letter)).wrapping_mul(PRIME)))
}

/// The hash of a word that is taken as it stands; 0 for nothing.
#[must_use]
pub fn of_word(word: &str) -> Hash {
    if word.is_empty() { 0 } else { of(word.as_bytes()) }
}

/// Two hashes in one.
#[must_use]
pub fn join(one: Hash, other: Hash) -> Hash {
    finish(one.wrapping_mul(PRIME) ^ other.rotate_left(15))
}

fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x7feb_352d);
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x846c_a68b);
    ((hash ^ (hash >> 16)) & MASK).max(1)
}
