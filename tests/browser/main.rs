//! Browser tests: what a person sees and does, in Chromium, Firefox and WebKit. One file per area, each listing its
//! cases; `cargo xtask test --only browser` builds what they load and runs them.

mod authoring;
mod bundles;
mod django;
mod flow;
mod follow;
mod harness;
mod hostile;
mod identity;
mod kontor;
mod kontor_ways;
mod markup;
mod panic;
mod picker;
mod plain;
mod realapps;
mod replay;
mod studio;
mod together;

use std::process::ExitCode;

use lotse_tests::case::Case;
use lotse_tests::run;

fn main() -> ExitCode {
    let areas: &[&[Case]] = &[
        harness::CASES,
        authoring::CASES,
        bundles::CASES,
        together::CASES,
        plain::CASES,
        kontor::CASES,
        kontor_ways::CASES,
        django::CASES,
        realapps::CASES,
        hostile::CASES,
        identity::CASES,
        markup::CASES,
        panic::CASES,
        picker::CASES,
    ];
    run::main(&areas.concat())
}
