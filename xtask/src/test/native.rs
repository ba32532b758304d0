//! Tests that run without a browser, through `cargo nextest` where it is installed, otherwise `cargo test`.
//!
//! A test that finds at run time that it cannot be run (say, without `../shared`) appends `name<TAB>reason` to the file
//! named by `LOTSE_SKIPS`; it is then counted as skipped, not as passed. `lotse_tests::skip` does that.

use std::fs;

use anyhow::Result;

use super::Round;
use super::tally::Tally;
use crate::command::{Command, Ending, in_path};

/// Every crate's own tests. All are built for the whole workspace, so that nothing is compiled a second time with other features;
/// cargo is told what to leave out by the kinds of programs, nextest by [`OWN_PROGRAMS`].
const EVERYWHERE: &[&str] = &["--workspace"];
/// How cargo names the tests inside the crates; `tests/arch/builds.rs` sees to it that they are called so.
const INSIDE: &[&str] = &["--lib", "--bins", "--test", "it"];
/// The programs of `tests/`, which have areas of their own.
const OWN_PROGRAMS: &str = "(package(lotse-tests) and kind(test))";
/// What plays the folders of `tests/suite` stands in a module of this name, in the crate whose behaviour they are.
const SUITE: &str = "suite::";

/// Tests inside the crates, those of the suite excepted, and their documentation's examples.
pub async fn unit(round: &Round<'_>, filter: Option<&str>, tally: &mut Tally) -> Result<()> {
    counted(round, "unit", &Selection::Others(EVERYWHERE, filter), tally).await?;
    let command = round.cargo().args(["test", "--quiet", "--locked", "--doc"]).args(EVERYWHERE);
    count(round, "documentation", Runner::CargoTest, command.arg("--").args(filter), tally).await
}

/// Behaviour tests that are folders of data.
pub async fn suite(round: &Round<'_>, filter: Option<&str>, tally: &mut Tally) -> Result<()> {
    counted(round, "suite", &Selection::Suite(EVERYWHERE, filter), tally).await
}

/// One of the test programs of `tests/`.
pub async fn own(round: &Round<'_>, name: &str, filter: Option<&str>, tally: &mut Tally) -> Result<()> {
    let which = ["--workspace", "--test", name];
    counted(round, name, &Selection::Others(&which, filter), tally).await
}

/// Which tests of which packages, and what their names must contain.
enum Selection<'a> {
    Suite(&'a [&'a str], Option<&'a str>),
    Others(&'a [&'a str], Option<&'a str>),
}

impl Selection<'_> {
    fn nextest(&self, cargo: Command) -> Command {
        let quiet = ["--no-fail-fast", "--no-tests=pass", "--status-level=slow", "--final-status-level=fail"];
        let command = cargo.args(["nextest", "run", "--locked"]).args(quiet);
        let (which, mut wanted, filter) = match self {
            Self::Suite(which, filter) => (which, format!("test(/^{SUITE}/)"), filter),
            Self::Others(which, filter) => (which, format!("not test(/^{SUITE}/)"), filter),
        };
        if !which.contains(&"--test") {
            wanted = format!("{wanted} and not {OWN_PROGRAMS}");
        }
        command.args(*which).args(["-E", &wanted]).args(*filter)
    }

    fn cargo_test(&self, cargo: Command) -> Command {
        let command = cargo.args(["test", "--locked", "--no-fail-fast"]);
        let (which, after) = match self {
            Self::Suite(which, filter) => (which, vec![format!("{SUITE}{}", filter.unwrap_or_default())]),
            Self::Others(which, filter) => {
                let mut after = vec!["--skip".to_owned(), SUITE.to_owned()];
                after.extend(filter.map(str::to_owned));
                (which, after)
            }
        };
        // Documentation has a run of its own, as nextest knows none.
        let kinds: &[&str] = if which.contains(&"--test") { &[] } else { INSIDE };
        command.args(kinds).args(*which).arg("--").args(after)
    }
}

async fn counted(round: &Round<'_>, name: &str, selection: &Selection<'_>, tally: &mut Tally) -> Result<()> {
    let (runner, command) = if in_path("cargo-nextest") {
        (Runner::Nextest, selection.nextest(round.cargo()))
    } else {
        (Runner::CargoTest, selection.cargo_test(round.cargo()))
    };
    count(round, name, runner, command, tally).await
}

async fn count(
    round: &Round<'_>,
    name: &str,
    runner: Runner,
    command: Command,
    tally: &mut Tally,
) -> Result<()> {
    let skips = round.place.out().join("skips.tsv");
    fs::create_dir_all(round.place.out())?;
    fs::write(&skips, "")?;
    let mut seen = Counts::of(runner);
    let command = command.env("LOTSE_SKIPS", &skips).env("CARGO_TERM_COLOR", "never");
    let ending = command
        .lines(|line| {
            seen.read(line);
            if !noise(line) {
                eprintln!("{line}");
            }
        })
        .await?;

    let at_run_time = fs::read_to_string(&skips)?;
    let mut skipped = 0;
    for (test, reason) in at_run_time.lines().filter_map(|line| line.split_once('\t')) {
        tally.skip(format!("{name}: {test}"), reason);
        skipped += 1;
    }
    tally.pass(seen.passed.saturating_sub(skipped));
    for test in &seen.ignored {
        tally.skip(format!("{name}: {test}"), "switched off");
    }
    for test in &seen.failed {
        tally.fail(format!("{name}: {test}"));
    }
    match ending {
        Ending::OutOfTime => tally.fail(format!("{name}: out of time")),
        Ending::Failure if seen.failed.is_empty() => {
            tally.fail(format!("{name}: does not build or broke off"))
        }
        Ending::Failure | Ending::Success => {}
    }
    Ok(())
}

/// Lines that say that all is well, hundreds of times.
fn noise(line: &str) -> bool {
    line.trim().is_empty()
        || line.starts_with("test ") && line.ends_with(" ok")
        || line.starts_with("running ")
        || line.starts_with("test result: ok. 0 passed")
}

/// Who runs the tests. Each prints what a failing test wrote, which can look like the other's own lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Runner {
    Nextest,
    CargoTest,
}

/// What a runner prints, understood.
#[derive(Debug)]
struct Counts {
    runner: Runner,
    passed: usize,
    failed: Vec<String>,
    ignored: Vec<String>,
}

impl Counts {
    fn of(runner: Runner) -> Self {
        Self { runner, passed: 0, failed: Vec::new(), ignored: Vec::new() }
    }

    fn read(&mut self, line: &str) {
        match self.runner {
            Runner::Nextest => self.read_nextest(line.trim()),
            Runner::CargoTest => self.read_cargo_test(line),
        }
    }

    fn read_cargo_test(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += numbered(result, " passed");
        } else if let Some(test) = line.strip_prefix("test ") {
            if let Some(test) = test.strip_suffix(" ... FAILED") {
                self.fail(test);
            } else if let Some((test, _)) = test.split_once(" ... ignored") {
                self.ignored.push(test.to_owned());
            }
        }
    }

    fn read_nextest(&mut self, line: &str) {
        const ENDS: [&str; 5] = ["FAIL [", "TIMEOUT [", "SIGABRT [", "SIGKILL [", "SIGSEGV ["];
        if line.starts_with("Summary [") {
            // It counts as skipped what was not selected, so that ignored tests cannot be told from them: the rules of
            // the tree refuse to switch tests off.
            self.passed += numbered(line, " passed");
        } else if ENDS.iter().any(|word| line.starts_with(word))
            && let Some((_, test)) = line.split_once(']')
        {
            self.fail(test.trim());
        }
    }

    /// nextest names a failure when it happens and once more at the end.
    fn fail(&mut self, test: &str) {
        // What precedes the name is its place in the order of the run, such as `( 3/12)`.
        let test = test
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .map_or(test, |(_, test)| test.trim());
        if !self.failed.iter().any(|known| known == test) {
            self.failed.push(test.to_owned());
        }
    }
}

/// The number before `word`, 0 when the word is not there.
fn numbered(line: &str, word: &str) -> usize {
    line.split_once(word)
        .and_then(|(before, _)| before.rsplit(|character: char| !character.is_ascii_digit()).next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(runner: Runner, lines: &[&str]) -> Counts {
        let mut counts = Counts::of(runner);
        for line in lines {
            counts.read(line);
        }
        counts
    }

    #[test]
    fn reads_cargo_test() {
        let lines = [
            "test decode::accepts ... ok",
            "test decode::refuses ... FAILED",
            "test slow::thing ... ignored, needs an hour",
            "test result: FAILED. 12 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ];
        let counts = read(Runner::CargoTest, &lines);
        assert_eq!(counts.passed, 15);
        assert_eq!(counts.failed, ["decode::refuses"]);
        assert_eq!(counts.ignored, ["slow::thing"]);
    }

    #[test]
    fn reads_nextest() {
        let lines = [
            "        FAIL [   0.004s] ( 3/12) lotse-model decode::refuses",
            "     Summary [   0.052s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped",
            "        FAIL [   0.004s] ( 3/12) lotse-model decode::refuses",
            "    test decode::refuses ... FAILED",
        ];
        let counts = read(Runner::Nextest, &lines);
        assert_eq!(counts.passed, 11);
        assert_eq!(counts.failed, ["lotse-model decode::refuses"]);
        assert!(counts.ignored.is_empty());
    }
}
