//! What a technician did in the host app, as steps.
//!
//! Entry points: [`fold`] (actions to steps), [`Recorded::source`] (a whole guide for a new file), [`Recorded::command`] (one command
//! that puts the steps into a draft).
//!
//! Invariants: every action is in exactly one [`RecordedStep::parts`], of a step or of one that was taken back; what has not arrived is
//! in [`Recorded::missing`]. The same actions in any order, also twice, give the same steps. Absent on purpose: the page, clocks.

pub mod beside;
mod folding;
mod guide;
pub mod lasts;
mod shape;
pub mod wireframe;
mod words;

use lotse_api::channel::{Action, Grade};
use lotse_model::step::Instruct;

pub use folding::Why;
pub use guide::{Heading, Position};
pub use shape::slug;

/// Steps out of actions.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Recorded {
    /// In order; each leads to the next one, the last to nothing yet.
    pub steps: Vec<RecordedStep>,
    /// Steps that the technician has taken back.
    pub taken_back: Vec<RecordedStep>,
    /// Numbers of actions that have not arrived.
    pub missing: Vec<u64>,
    /// Languages of the suggested sentences.
    pub languages: Vec<String>,
}

/// A step with what it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedStep {
    /// The step; its id is unique among the recorded ones, `next` is that of the following step.
    pub step: Instruct,
    /// The actions that went into it, in order; at least one.
    pub parts: Vec<Part>,
    /// How sure its target will be found again; absent without a target.
    pub grade: Option<Grade>,
    /// Codes of reasons for the grade.
    pub reasons: Vec<String>,
}

/// An action in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its number.
    pub number: u64,
    /// What it is to the step.
    pub why: Why,
}

/// Folds actions into steps, with sentences in these languages.
#[must_use]
pub fn fold(actions: &[Action], languages: &[String]) -> Recorded {
    let folded = folding::fold(actions);
    let steps = shape::shape(&folded.strokes, languages);
    let taken_back =
        folded.taken_back.iter().flat_map(|stroke| shape::shape(std::slice::from_ref(stroke), languages));
    Recorded {
        steps,
        taken_back: taken_back.collect(),
        missing: folded.missing,
        languages: languages.to_vec(),
    }
}
