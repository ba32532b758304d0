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

impl From<JsonError> for Problem {
    fn from(error: JsonError) -> Self {
        let code = match error.fault {
            JsonFault::Syntax => Code::NOT_JSON,
            JsonFault::TooDeep => Code::JSON_TOO_DEEP,
            JsonFault::DuplicateMember => Code::DUPLICATE_MEMBER,
        };
        let mut detail = String::new();
        crate::json::write_integer(error.line as i64, &mut detail);
        detail.push(':');
        crate::json::write_integer(error.column as i64, &mut detail);
        Problem { code, pointer: String::new(), detail }
    }
}
