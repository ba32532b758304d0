//! Browser tests: what a person sees and does, in Chromium, Firefox and WebKit. One file per area, each listing its
//! cases; `cargo xtask test --only browser` builds what they load and runs them.

mod harness;

use std::process::ExitCode;

use lotse_tests::case::Case;
use lotse_tests::run;

fn main() -> ExitCode {
    let areas: [&[Case]; 1] = [harness::CASES];
    run::main(&areas.concat())
}
