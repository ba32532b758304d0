//! Help that knows when self-help is right: search, triage and diagnosis, as pure functions of what is handed in.
//!
//! Entry points: [`case::Case`] (one user's case from the problem to its end), [`diagnosis::Diagnosis`] (the likeliest cause with
//! the fewest questions), [`triage::triage`] (whether self-help is right at all), [`search::Search`] (finding the problem),
//! [`checks::result`] (what automatic checks come to), [`words`] (every word that help says by itself). Loaded by the browser
//! only when help is opened; server and studio use the same code. Absent on purpose: IO, clocks, randomness, time zone data.

pub mod case;
pub mod checks;
pub mod diagnosis;
pub mod search;
#[cfg(feature = "simulation")]
pub mod simulation;
pub mod triage;
pub mod words;
