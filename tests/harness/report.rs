//! What a browser test came to, as one line for people and one JSON line for `cargo xtask test`.

use serde::{Deserialize, Serialize};

use crate::browser::Browser;

/// One test in one browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// `area/function`.
    pub test: String,
    /// Where it ran.
    pub browser: Browser,
    /// From starting the browser to closing it.
    pub seconds: f64,
    /// Why it failed at first, when it was run again, alone.
    pub at_first: Option<String>,
    /// How it ended, the last time.
    pub outcome: Outcome,
}

/// How a test ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Outcome {
    /// It held.
    Passed,
    /// It did not, and why.
    Failed {
        /// The error with its causes, and what the page complained of.
        reason: String,
    },
    /// It could not run here, and why.
    Skipped {
        /// What was missing.
        reason: String,
    },
}

impl Record {
    /// The line that is printed when the test ends.
    pub fn line(&self) -> String {
        let (word, reason) = match &self.outcome {
            Outcome::Passed => ("ok  ", None),
            Outcome::Failed { reason } => ("FAIL", Some(reason)),
            Outcome::Skipped { reason } => ("skip", Some(reason)),
        };
        let mut line = format!("{word}  {:<8}  {} ({:.1} s)", self.browser.name(), self.test, self.seconds);
        for text in reason.iter().flat_map(|reason| reason.lines()) {
            line.push_str("\n          ");
            line.push_str(text);
        }
        line
    }
}
