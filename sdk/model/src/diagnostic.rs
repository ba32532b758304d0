//! What is wrong with a document: a stable code and a place. Words for people are in `catalogue`, for authoring only.

use crate::json::{JsonError, JsonFault};

/// A stable number for one kind of finding, written `L001`. Numbers are never given to another finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl Code {
    /// Not JSON.
    pub const NOT_JSON: Code = Code(1);
    /// JSON nested too deep.
    pub const JSON_TOO_DEEP: Code = Code(2);
    /// The same member twice in one object.
    pub const DUPLICATE_MEMBER: Code = Code(3);
    /// A member that must be there is not.
    pub const MISSING_MEMBER: Code = Code(4);
    /// A value of another JSON type is wanted.
    pub const WRONG_TYPE: Code = Code(5);
    /// A number outside its range.
    pub const NUMBER_OUT_OF_RANGE: Code = Code(6);
    /// A `kind` that this version does not know.
    pub const UNKNOWN_KIND: Code = Code(7);
    /// A word that is not in the list of its type.
    pub const UNKNOWN_WORD: Code = Code(8);
    /// A member that this version does not know, where guessing is dangerous.
    pub const UNKNOWN_MEMBER_REFUSED: Code = Code(9);
    /// A descriptive member that this version does not know.
    pub const UNKNOWN_MEMBER_IGNORED: Code = Code(10);
    /// Not usable as an id.
    pub const BAD_ID: Code = Code(11);
    /// A text that is neither an id nor one text per language.
    pub const BAD_TEXT: Code = Code(12);
    /// A condition that this version cannot evaluate; it counts as unknown.
    pub const UNSUPPORTED_CONDITION: Code = Code(13);
    /// Evidence that this version cannot use; it does not count.
    pub const UNSUPPORTED_EVIDENCE: Code = Code(14);

    /// The manifest or single file could not be fetched, and nothing is kept on the device.
    pub const UNREACHABLE: Code = Code(500);
    /// A document is larger than its limit.
    pub const TOO_LARGE: Code = Code(501);
    /// A document of a later schema.
    pub const TOO_NEW: Code = Code(502);
    /// A manifest that needs a later SDK.
    pub const SDK_TOO_OLD: Code = Code(503);
    /// A manifest of another project or environment.
    pub const WRONG_PROJECT: Code = Code(504);
    /// A manifest without the signature that is required.
    pub const SIGNATURE_MISSING: Code = Code(505);
    /// A signature that none of the keys made.
    pub const SIGNATURE_WRONG: Code = Code(506);
    /// A signature that this page cannot check.
    pub const SIGNATURE_UNCHECKED: Code = Code(507);
    /// A release below the floor.
    pub const RELEASE_TOO_LOW: Code = Code(508);
    /// A manifest that has expired before it was accepted.
    pub const EXPIRED: Code = Code(509);
    /// A chunk whose bytes do not have its name.
    pub const CHUNK_MISMATCH: Code = Code(510);
    /// The core could not be fetched.
    pub const CORE_MISSING: Code = Code(511);
    /// The page's policy forbids WebAssembly.
    pub const CORE_FORBIDDEN: Code = Code(512);
    /// The core has failed and is silent from now on.
    pub const CORE_DEAD: Code = Code(513);
    /// A guide that no shard names.
    pub const GUIDE_UNKNOWN: Code = Code(514);
    /// A chunk that could not be fetched.
    pub const CHUNK_UNREACHABLE: Code = Code(515);
    /// A document that cannot be read.
    pub const UNREADABLE: Code = Code(516);
    /// A guide without texts in any language.
    pub const TEXTS_MISSING: Code = Code(517);
    /// State cannot be kept on this device.
    pub const STORAGE_UNAVAILABLE: Code = Code(518);
    /// The browser lacks what the overlay needs.
    pub const OVERLAY_UNSUPPORTED: Code = Code(519);
    /// The host app hides or removes the overlay.
    pub const OVERLAY_LOST: Code = Code(520);
    /// The accepted manifest has expired and stays in use.
    pub const EXPIRED_IN_USE: Code = Code(521);
    /// A navigation that is not allowed.
    pub const NAVIGATION_REFUSED: Code = Code(522);
    /// No function is registered under this name.
    pub const CALLBACK_UNKNOWN: Code = Code(523);

    /// The code as people read and search it.
    #[must_use]
    pub fn name(self) -> String {
        let mut digits = String::new();
        crate::json::write_integer(i64::from(self.0), &mut digits);
        let zeros = "000".get(digits.len().min(3)..).unwrap_or_default();
        ["L", zeros, &digits].concat()
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Works, but probably not as meant.
    Warning,
    /// Cannot be published.
    Error,
}

/// A finding as the decoder reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of finding.
    pub code: Code,
    /// JSON pointer (RFC 6901) to the place.
    pub pointer: String,
    /// The value, name or expectation in question; may be empty.
    pub detail: String,
}

impl From<JsonFault> for Code {
    fn from(fault: JsonFault) -> Self {
        match fault {
            JsonFault::Syntax => Code::NOT_JSON,
            JsonFault::TooDeep => Code::JSON_TOO_DEEP,
            JsonFault::DuplicateMember => Code::DUPLICATE_MEMBER,
        }
    }
}

impl From<JsonError> for Problem {
    fn from(error: JsonError) -> Self {
        let code = Code::from(error.fault);
        let mut detail = String::new();
        crate::json::write_integer(error.line as i64, &mut detail);
        detail.push(':');
        crate::json::write_integer(error.column as i64, &mut detail);
        Problem { code, pointer: String::new(), detail }
    }
}
