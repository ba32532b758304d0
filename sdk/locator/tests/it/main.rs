//! One binary for all integration tests of the crate.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod properties;
mod suite;
