//! Random ids and secrets, and what is kept of secrets: their SHA-256.

use lotse_editor::compile::hex;
use sha2::{Digest as _, Sha256};

use crate::refusal::Refusal;

/// Letters of codes that people type: none looks like another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Letters of a code.
pub(crate) const CODE_LETTERS: usize = 8;

/// Random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Refusal::internal(&error))?;
    Ok(bytes)
}

/// An id that nobody guesses, 16 bytes in hex.
pub(crate) fn id() -> Result<String, Refusal> {
    Ok(hex(&random::<16>()?))
}

/// A secret, 32 bytes in hex.
pub(crate) fn secret() -> Result<String, Refusal> {
    Ok(hex(&random::<32>()?))
}

/// A code for people, 40 bits.
pub(crate) fn code() -> Result<String, Refusal> {
    let bytes = random::<CODE_LETTERS>()?;
    let letter = |byte: u8| LETTERS.get(usize::from(byte) % LETTERS.len()).copied().map_or('A', char::from);
    Ok(bytes.into_iter().map(letter).collect())
}

/// A code as it was typed, in the form in which it was made.
pub(crate) fn typed(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// What is stored of a secret.
pub(crate) fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let differs = one.bytes().zip(other.bytes()).fold(0, |all, (one, other)| all | (one ^ other));
    one.len() == other.len() && differs == 0
}
