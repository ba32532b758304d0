//! Whether a manifest may be used: the same questions in the same order as the SDK asks them in a page.

use lotse_model::bundle::{EXPIRY_LENIENCE_S, MAX_CHUNK_BYTES, Manifest, SCHEMA};
use lotse_model::diagnostic::Code;
use lotse_model::json::{self, Json};
use lotse_model::wire::{Reader, Wire as _};

use super::PublicKey;

/// What was accepted last: the least that the next one must have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    /// Release number; a lower one is refused.
    pub release: i64,
    /// Newest time of issue, in seconds since 1970-01-01 UTC; an older clock is wrong and says nothing about expiry.
    pub issued_s: i64,
}

/// What a manifest must show.
#[derive(Clone, Debug, Default)]
pub struct Terms<'a> {
    /// Pinned keys, now and next. Without any, signatures are not looked at.
    pub keys: &'a [PublicKey],
    /// The only project and environment that are accepted; any when absent.
    pub place: Option<(&'a str, &'a str)>,
    /// What was accepted last.
    pub floor: Floor,
    /// The present moment, in seconds since 1970-01-01 UTC.
    pub now_s: i64,
}

/// Reads a manifest when everything about it is right.
///
/// # Errors
/// The reason for which it is refused (L500 to L599).
pub fn accept(manifest: &str, signature: Option<&str>, terms: &Terms<'_>) -> Result<Manifest, Code> {
    if manifest.len() > MAX_CHUNK_BYTES {
        return Err(Code::BUNDLE_TOO_LARGE);
    }
    if !terms.keys.is_empty() {
        let signature = signature.ok_or(Code::SIGNATURE_MISSING)?;
        if !terms.keys.iter().any(|key| key.verifies(manifest, signature)) {
            return Err(Code::SIGNATURE_WRONG);
        }
    }
    let json = json::parse(manifest).map_err(|_| Code::MANIFEST_UNREADABLE)?;
    if matches!(json.get("schema"), Some(Json::Number(schema)) if *schema > i64::from(SCHEMA)) {
        return Err(Code::BUNDLE_TOO_NEW);
    }
    let document = Manifest::take(&json, &mut Reader::default()).ok_or(Code::MANIFEST_UNREADABLE)?;
    if terms.place.is_some_and(|place| place != (document.project.as_str(), document.environment.as_str())) {
        return Err(Code::OTHER_PROJECT);
    }
    if document.release < terms.floor.release {
        return Err(Code::RELEASE_TOO_LOW);
    }
    let is_clock_sound = terms.now_s >= terms.floor.issued_s;
    if is_clock_sound && document.expires_s.saturating_add(EXPIRY_LENIENCE_S) < terms.now_s {
        return Err(Code::MANIFEST_EXPIRED);
    }
    Ok(document)
}
