//! What is wrong with a document: a stable code and a place. Words for people are in [`catalogue`], for authoring only.

use crate::json::{JsonError, JsonFault};
use crate::seek::joined;

pub mod catalogue;

/// A stable number for one kind of finding, written `L001`. Numbers are never given to another finding.
///
/// The codes are listed in [`catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl Code {
    /// The code as people read and search it.
    #[must_use]
    pub fn name(self) -> String {
        let mut digits = String::new();
        crate::json::write_integer(i64::from(self.0), &mut digits);
        let zeros = "000".get(digits.len().min(3)..).unwrap_or_default();
        joined(&["L", zeros, &digits])
    }

    /// How much it matters; an unknown code is an error.
    #[cfg(feature = "authoring")]
    #[must_use]
    pub fn severity(self) -> Severity {
        catalogue::finding(self).map_or(Severity::Error, |finding| finding.severity)
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

#[cfg(feature = "authoring")]
impl Severity {
    /// The word in machine-readable output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
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

/// A finding in the words of one language, with its place in the source.
#[cfg(feature = "authoring")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) to the place.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub fix: String,
    /// The place in the source, in bytes; absent when there is no source or the place cannot be told.
    pub span: Option<core::ops::Range<usize>>,
    /// The value in question, for other languages: see [`Diagnostic::of`].
    pub detail: String,
}

#[cfg(feature = "authoring")]
impl Diagnostic {
    /// A problem in the words of a language (`de` or `en`; English for others).
    #[must_use]
    pub fn of(problem: Problem, language: &str) -> Self {
        let Problem { code, pointer, detail } = problem;
        let words = catalogue::finding(code).map(|finding| finding.words(language).with(&detail));
        let (message, fix) = words.unwrap_or_else(|| (detail.clone(), String::new()));
        Diagnostic { code, severity: code.severity(), pointer, message, fix, span: None, detail }
    }
}
