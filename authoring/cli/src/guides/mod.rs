//! Guides on disk: the folder that they are written in, and the folder that a bundle is written to.
//!
//! Entry points: [`read`] (what `check` and `compile` are given), [`write`] (a bundle, whole or not at all).

mod folder;
mod output;

pub use folder::{Guides, read};
pub use output::write;
