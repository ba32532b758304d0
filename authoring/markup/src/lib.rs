//! Markdown to the closed content tree, and back.
//!
//! Entry points: [`parse()`] (Markdown to [`lotse_model::content::Content`] with findings) and [`render()`] (a tree to
//! Markdown that reads back as the same tree).
//!
//! What can be written: CommonMark, tables, task lists, `~~struck out~~`, and three things of our own:
//!
//! - `[[Ctrl+S]]`: keys to press together; `[[Ctrl++]]` is Ctrl and plus.
//! - `{target}`: the live name of the control that the step points at; `{target:Save}` gives the name to use when that
//!   cannot be read.
//! - `> [!NOTE]` (also `TIP`, `IMPORTANT`, `WARNING`, `CAUTION`) as the first line of a quotation: a callout.
//!
//! A backslash before `[` or `{` takes the meaning away, as everywhere in CommonMark.
//!
//! Invariants: no HTML leaves this crate (it becomes a finding, its characters stay as text); no address leaves it that
//! the model's rule has not passed; the limits of `lotse_model::content` hold for every tree, whatever the source; time is
//! linear in the source. This crate is the only user of pulldown-cmark. Absent on purpose: IO, images, highlighting.

mod build;
mod element;
pub mod finding;
mod frame;
mod inline;
mod parse;
mod render;
mod run;

pub use finding::Finding;
pub use parse::{Parsed, parse};
pub use render::{normalise, render};
