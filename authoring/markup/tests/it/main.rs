//! Markdown to trees and back: the CommonMark examples, hostile strings, limits, our own syntax, round trips.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy's own exception for tests ends at the functions that they share"
)]

mod commonmark;
mod hostile;
mod html;
mod limits;
mod own_syntax;
mod places;
mod round_trip;
mod trees;
