//! What is wrong with a Markdown text, with its place in the source.

use lotse_model::diagnostic::{Code, Severity};

/// Most errors, and most other findings, kept of one text; a hostile text has one per byte.
pub const MAX_FINDINGS: usize = 100;

/// One finding. Codes are those of the model's catalogue, mostly L300 to L399.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind.
    pub code: Code,
    /// Where it begins in the Markdown source, in bytes.
    pub start: usize,
    /// How long it is, in bytes.
    pub len: usize,
    /// The address, tag or number in question; may be empty.
    pub detail: String,
}

/// Findings, limited by severity: remarks never crowd out an error.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    findings: Vec<Finding>,
    errors: usize,
    others: usize,
}

impl Notes {
    pub(crate) fn add(&mut self, finding: Finding) {
        let alike =
            if finding.code.severity() == Severity::Error { &mut self.errors } else { &mut self.others };
        *alike += 1;
        if *alike <= MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// In the order of the source.
    pub(crate) fn in_order(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.start, finding.code));
        self.findings
    }
}
