//! The session is at its end: last words, "Did this help?", thanks.
//!
//! Entered at the end of the outermost guide and by escalation. Exit: closed by the user. Everything that matters has been
//! recorded on the way in; closing the tab instead loses nothing.

use lotse_model::step::Outcome;

/// What remains to be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ended {
    pub outcome: Outcome,
    /// What the user says.
    pub has_helped: Option<bool>,
    /// The user has asked for a person afterwards.
    pub is_person_asked: bool,
}

impl Ended {
    /// An end without anything said about it yet.
    pub fn new(outcome: Outcome) -> Self {
        Ended { outcome, has_helped: None, is_person_asked: false }
    }
}
