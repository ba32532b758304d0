//! What tests stand on that need more than one crate: pages in real browsers, and where the project's files are.
//!
//! Entry points: [`case::Case`] (a browser test is one async function, see [`case!`]), [`page::Page`] (what it is given),
//! [`find`] (elements by role and accessible name), [`server::Pages`] (what the page is served), [`run::main`] (the
//! program that `tests/browser` is), [`place::Place`] (folders), [`skip::record`] (native tests that cannot run here).
//!
//! Invariants: loopback only; every test has a fresh profile, or a container that serves as one, and a server of its own; a
//! console error, a page error or a CSP report fails the test in which it happens; nothing outlives the process that started
//! it; nothing sleeps for luck: every wait has a condition and a limit.

pub mod accessibility;
mod bidi;
pub mod browser;
pub mod case;
mod console;
mod driver;
pub mod find;
pub mod page;
pub mod payloads;
pub mod place;
pub mod report;
pub mod run;
pub mod server;
pub mod session;
pub mod skip;
