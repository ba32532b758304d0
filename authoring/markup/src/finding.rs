//! What is wrong with a Markdown text, with its place in the source.

use lotse_model::diagnostic::Code;

/// Most findings of one severity kept of one text; a hostile text has one per byte.
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
