//! Drafts, their checks, and compile of guides.
//!
//! Entry points: [`draft::Draft`] (a guide at work, changed by [`command::Command`]), [`compile::Surroundings`] (everything
//! that is wrong with a draft), [`fix`] (the command that mends it), [`diff::Diff`] (what has changed between two versions),
//! [`preview`] (one step as a project of its own), [`renewal`] (new evidence for targets that have changed), [`compile::compile`] (project and guides to a bundle, or to findings), [`proof`] (every path ends), [`sign`] (keys,
//! signatures, what a manifest must show), [`project::Project`] (the settings), [`record`] (what was done in the host app, as steps).
//!
//! Invariants: pure (same input, same bytes, on any machine: times, keys and release numbers are arguments); whatever the
//! input, the answer is findings and never a panic; a bundle exists only without errors. Absent on purpose: IO, clocks,
//! randomness.

pub mod chances;
pub mod command;
pub mod compile;
pub mod diff;
pub mod draft;
pub mod exchange;
pub mod fault_tree;
pub mod finding;
pub mod fix;
pub mod layers;
pub mod preview;
pub mod project;
pub mod proof;
pub mod record;
pub mod renewal;
#[cfg(feature = "sign")]
pub mod sign;
pub mod walk;
