//! The loader and its package without a browser: Node's own tests, and TypeScript over what an integrator would write.

use anyhow::Result;

use super::Round;
use super::tally::Tally;
use crate::command::{Command, Ending};
use crate::{setup, wasm};

/// Folder of the loader's tests, below the project's root.
const TESTS: &str = "sdk/loader/test";

/// Compiles the types' consumer and runs every `*.test.mjs`.
pub async fn run(round: &Round<'_>, tally: &mut Tally) -> Result<()> {
    let Round { place, deadline, .. } = *round;
    setup::for_building(place).await?;
    // One of the tests imports the package as it would be published.
    wasm::build(place).await?;
    let types = Command::new("node")
        .arg(place.npm("typescript/bin/tsc"))
        .args(["-p", "sdk/loader/test/tsconfig.json"])
        .in_folder(place.root())
        .until(deadline);
    match types.ending().await? {
        Ending::Success => tally.pass(1),
        Ending::Failure => tally.fail("loader: types"),
        Ending::OutOfTime => tally.fail("loader: types: out of time"),
    }
    let mut counts = Counts::default();
    let tests = Command::new("node")
        .args(["--test", "--test-reporter=tap", TESTS])
        .env("LOTSE_PACKAGE", wasm::package(place))
        .in_folder(place.root())
        .until(deadline);
    let ending = tests
        .lines(|line| {
            counts.read(line);
            if line.trim_start().starts_with("not ok") {
                eprintln!("{line}");
            }
        })
        .await?;
    tally.pass(counts.passed);
    if counts.failed > 0 || counts.passed == 0 || ending != Ending::Success {
        tally.fail(format!("loader: {} of its tests; `node --test {TESTS}` says more", counts.failed));
    }
    Ok(())
}

/// What node's closing lines say.
#[derive(Debug, Default)]
struct Counts {
    passed: usize,
    failed: usize,
}

impl Counts {
    fn read(&mut self, line: &str) {
        let number = |word: &str| line.strip_prefix(word).and_then(|rest| rest.trim().parse().ok());
        self.passed = number("# pass ").unwrap_or(self.passed);
        self.failed = number("# fail ").unwrap_or(self.failed);
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn reads_what_node_counts() {
        let mut counts = Counts::default();
        for line in ["ok 1 - vectors", "# tests 4", "# pass 3", "# fail 1", "# duration_ms 5"] {
            counts.read(line);
        }
        assert_eq!((counts.passed, counts.failed), (3, 1));
    }
}
