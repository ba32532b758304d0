//! Markdown to trees and back: the CommonMark examples, hostile strings, limits, our own syntax, round trips.

mod commonmark;
mod hostile;
mod html;
mod limits;
mod own_syntax;
mod places;
mod round_trip;
mod trees;
