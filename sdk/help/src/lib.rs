//! Help that knows when self-help is right: search, triage and diagnosis, as pure functions of what is handed in.
//!
//! Entry points: [`diagnosis::Diagnosis`] (the likeliest cause with the fewest questions). Loaded by the browser only when help
//! is opened; server and studio use the same code. Absent on purpose: IO, clocks, randomness, wire decoding of its own.

pub mod diagnosis;
pub mod search;
#[cfg(feature = "simulation")]
pub mod simulation;
pub mod triage;
