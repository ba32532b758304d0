//! The engine against a simulated shell: a suite of behaviours kept as data, and random runs.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod browser;
mod guides;
mod leaks;
mod properties;
mod render;
mod script;
mod suite;
mod tab;
