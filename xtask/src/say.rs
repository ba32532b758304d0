//! What a person sees while a task runs: one line per thing done, on standard error.

use std::time::Instant;

/// A thing that takes a while: said when it begins, timed when it ends.
pub struct Step {
    what: String,
    begun: Instant,
}

/// Says that `what` begins.
pub fn step(what: impl Into<String>) -> Step {
    let what = what.into();
    eprintln!("  … {what}");
    Step { what, begun: Instant::now() }
}

impl Step {
    /// Says that it is done and how long it took.
    pub fn done(self) {
        eprintln!("  ✓ {} ({:.1} s)", self.what, self.begun.elapsed().as_secs_f64());
    }
}

/// A heading above a group of steps.
pub fn heading(what: &str) {
    eprintln!("\n{what}");
}

/// A remark.
pub fn note(what: &str) {
    eprintln!("    {what}");
}

/// Why the task ends here.
pub fn failure(what: &str) {
    eprintln!("\n  ✗ {what}");
}
