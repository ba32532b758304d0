//! Counting what passed, failed and was skipped, and saying it.

/// The sum over all areas.
#[derive(Debug, Default)]
pub struct Tally {
    passed: usize,
    failed: Vec<String>,
    skipped: Vec<(String, String)>,
    unsteady: Vec<String>,
}

impl Tally {
    /// Some more that passed.
    pub fn pass(&mut self, count: usize) {
        self.passed += count;
    }

    /// One more that failed.
    pub fn fail(&mut self, name: impl Into<String>) {
        self.failed.push(name.into());
    }

    /// One more that could not be run here, and why.
    pub fn skip(&mut self, name: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push((name.into(), reason.into()));
    }

    /// One that was run twice because it failed at first; how it ended is counted besides.
    pub fn unsteady(&mut self, name: impl Into<String>) {
        self.unsteady.push(name.into());
    }

    /// Whether nothing failed and something was run at all.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty() && self.passed > 0
    }

    /// The closing line.
    pub fn line(&self) -> String {
        format!("{} passed, {} failed, {} skipped", self.passed, self.failed.len(), self.skipped.len())
    }

    /// Lists what failed and what was skipped; the counting line comes last.
    pub fn print(&self) {
        println!();
        for (name, reason) in &self.skipped {
            println!("skipped: {name}: {reason}");
        }
        for name in &self.unsteady {
            println!("run twice: {name}");
        }
        for name in &self.failed {
            println!("failed: {name}");
        }
        println!("{}", self.line());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_kind() {
        let mut tally = Tally::default();
        assert!(!tally.is_clean(), "a run in which nothing ran proves nothing");
        tally.pass(3);
        tally.skip("a", "no ../shared");
        assert!(tally.is_clean());
        tally.fail("b");
        assert!(!tally.is_clean());
        assert_eq!(tally.line(), "3 passed, 1 failed, 1 skipped");
    }
}
