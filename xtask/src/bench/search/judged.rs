//! The judged queries.

use std::path::Path;

use anyhow::{Context, Result, bail};

/// Kinds of queries.
pub const CLASSES: [&str; 5] = ["plain", "typo", "compound", "synonym", "everyday"];

/// Whether a query may be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// For improving the ranker.
    Tune,
    /// For judging it; never shown.
    HeldOut,
}

/// A query and what answers it.
#[derive(Debug)]
pub struct Query {
    /// Language tag.
    pub language: String,
    /// Which half.
    pub half: Half,
    /// Which kind.
    pub class: String,
    /// What is typed.
    pub text: String,
    /// Ids of the entries that answer it.
    pub answers: Vec<String>,
}

impl Query {
    /// Whether one of the first three results answers it.
    pub fn is_answered(&self, results: &[String]) -> bool {
        results.iter().take(3).any(|result| self.answers.contains(result))
    }
}

/// Reads the table.
///
/// # Errors
/// When a line is not as the heading says.
pub fn read(file: &Path) -> Result<Vec<Query>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    text.lines().skip(1).map(line).collect()
}

fn line(line: &str) -> Result<Query> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [language, half, class, text, answers] = cells.as_slice() else { bail!("not five cells: {line}") };
    let half = match *half {
        "tune" => Half::Tune,
        "held_out" => Half::HeldOut,
        other => bail!("{other} is no half"),
    };
    if !CLASSES.contains(class) {
        bail!("{class} is no class");
    }
    Ok(Query {
        language: (*language).to_owned(),
        half,
        class: (*class).to_owned(),
        text: (*text).to_owned(),
        answers: answers.split(',').map(str::to_owned).collect(),
    })
}
