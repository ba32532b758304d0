//! Connectors against real systems, and against stand-ins that check what arrives; nothing reaches an address inside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy's own exception for tests ends at the functions that they share"
)]

mod cases;
mod fakes;
mod inside;
mod letters;
mod real;
mod systems;
