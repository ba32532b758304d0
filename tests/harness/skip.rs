//! Tests that find at run time that they cannot run here.

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// Records, from a native test, that it could not run; `cargo xtask test` then counts it as skipped. The test returns
/// right afterwards.
pub fn record(test: &str, reason: &str) {
    eprintln!("skipped: {test}: {reason}");
    let Some(file) = std::env::var_os("LOTSE_SKIPS") else { return };
    // Tests run in parallel processes; one short append is one write.
    if let Ok(mut file) = OpenOptions::new().append(true).create(true).open(Path::new(&file)) {
        let _ = file.write_all(format!("{test}\t{}\n", reason.replace(['\n', '\t'], " ")).as_bytes());
    }
}

/// The error by which a browser test says that it cannot run here: `return Err(Skip::because("…").into())`.
#[derive(Debug)]
pub struct Skip {
    reason: String,
}

impl Skip {
    /// `reason` is printed beside the test's name.
    pub fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }

    /// What was given to [`Skip::because`].
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "skipped: {}", self.reason)
    }
}

impl std::error::Error for Skip {}
