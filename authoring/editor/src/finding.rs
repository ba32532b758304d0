//! What is wrong with a project or guide, with its place in a file.

use core::ops::Range;

use lotse_model::diagnostic::{Code, Problem};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the file.
    pub file: String,
    /// What and where: code, JSON pointer, value in question.
    pub problem: Problem,
    /// Bytes within the text that the pointer names, where a part of it is meant.
    pub part: Option<Range<usize>>,
}

impl Finding {
    /// A finding about a place in a file.
    #[must_use]
    pub fn new(file: &str, code: Code, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let problem = Problem { code, pointer: pointer.into(), detail: detail.into() };
        Finding { file: file.to_owned(), problem, part: None }
    }
}

pub use lotse_model::diagnostic::Severity;

impl Finding {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.code.severity()
    }
}
