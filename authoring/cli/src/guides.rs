//! Guides on disk: the folder that they are written in, the folder that a bundle is written to, and what is said of them.
//!
//! Entry points: [`read`] (what `check` and `compile` are given), [`write`] (a bundle, every file whole or not at all),
//! [`text`] and [`document`] (findings for people and for programs).

mod folder;
mod known;
mod lines;
mod output;
mod report;
mod report_json;

pub use folder::{CHECKLIST_ENDING, DESK_FILE, GUIDE_ENDING, Guides, PROBLEM_ENDING, PROJECT_FILE, read};
pub use known::Known;
pub use output::{replace, write};
pub use report::{Counts, Style, summary, text};
pub use report_json::document;
