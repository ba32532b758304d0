//! Counting what passed, failed and was skipped, and saying it.

/// The sum over all areas.
#[derive(Debug, Default)]
pub struct Tally {
    passed: usize,
    failed: Vec<(String, String)>,
    skipped: Vec<(String, String)>,
    unsteady: Vec<(String, String)>,
}

/// How much of a reason is said once more at the end, in characters.
const SHORT: usize = 300;

impl Tally {
    /// Some more that passed.
    pub fn pass(&mut self, count: usize) {
        self.passed += count;
    }

    /// One more that failed, for a reason that is clear or was printed where it happened.
    pub fn fail(&mut self, name: impl Into<String>) {
        self.fail_with(name, "");
    }

    /// One more that failed, and why.
    pub fn fail_with(&mut self, name: impl Into<String>, reason: &str) {
        self.failed.push((name.into(), in_short(reason)));
    }

    /// One more that could not be run here, and why.
    pub fn skip(&mut self, name: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push((name.into(), reason.into()));
    }

    /// One that was run twice because it failed at first, and why; how it ended is counted besides.
    pub fn unsteady(&mut self, name: impl Into<String>, reason: &str) {
        self.unsteady.push((name.into(), in_short(reason)));
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
        println!("{}", self.summary());
    }

    /// Reasons stand here once more: of a long log, the middle is often not to be had.
    fn summary(&self) -> String {
        let mut lines = Vec::new();
        let kinds = [("skipped", &self.skipped), ("run twice", &self.unsteady), ("failed", &self.failed)];
        for (word, tests) in kinds {
            for (name, reason) in tests {
                let colon = if reason.is_empty() { "" } else { ": " };
                lines.push(format!("{word}: {name}{colon}{reason}"));
            }
        }
        lines.push(self.line());
        lines.join("\n")
    }
}

/// The beginning of a reason in one line.
fn in_short(reason: &str) -> String {
    let line = reason.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ");
    if line.chars().count() <= SHORT {
        return line;
    }
    let beginning: String = line.chars().take(SHORT).collect();
    format!("{beginning}…")
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

    #[test]
    fn says_reasons_once_more_and_in_short() {
        let mut tally = Tally::default();
        tally.skip("here", "no ../shared");
        tally.unsteady("menu in firefox", "no button “Save”\n  picture: menu.png\n");
        tally.fail_with("long", &"ü".repeat(1000));
        tally.fail("clippy");
        let summary = tally.summary();
        let lines: Vec<&str> = summary.lines().collect();
        let long = format!("failed: long: {}…", "ü".repeat(SHORT));
        assert_eq!(
            lines,
            [
                "skipped: here: no ../shared",
                "run twice: menu in firefox: no button “Save” / picture: menu.png",
                &long,
                "failed: clippy",
                "0 passed, 2 failed, 1 skipped",
            ]
        );
    }
}
