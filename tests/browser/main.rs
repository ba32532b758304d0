//! Browser tests: what a person sees and does, in Chromium, Firefox and WebKit. One file per area, each listing its
//! cases; `cargo xtask test --only browser` builds what they load and runs them.

mod django;
mod follow;
mod harness;
mod hostile;
mod kontor;
mod kontor_ways;
mod realapps;

use std::process::ExitCode;

use lotse_tests::case::Case;
use lotse_tests::run;

fn main() -> ExitCode {
    let areas: [&[Case]; 6] =
        [harness::CASES, kontor::CASES, kontor_ways::CASES, django::CASES, realapps::CASES, hostile::CASES];
    run::main(&areas.concat())
}
