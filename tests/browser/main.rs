//! Browser tests: what a person sees and does, in Chromium, Firefox and WebKit. One file per area, each listing its
//! cases; `cargo xtask test --only browser` builds what they load and runs them.

mod authoring;
mod bundles;
mod canaries;
mod django;
mod elsewhere;
mod errand;
mod first_part;
mod follow;
mod harness;
mod hostile;
mod identity;
mod kontor;
mod kontor_ways;
mod markup;
mod panel;
mod panic;
mod picker;
mod picker_django;
mod picker_menus;
mod picker_real;
mod plain;
mod platform;
mod realapps;
mod relay;
mod replay;
mod retrace;
mod scopes;
mod story;
mod studio;
mod together;
mod usage;

use std::process::ExitCode;

use lotse_tests::case::Case;
use lotse_tests::run;

fn main() -> ExitCode {
    let areas: &[&[Case]] = &[
        harness::CASES,
        authoring::CASES,
        bundles::CASES,
        together::CASES,
        usage::CASES,
        plain::CASES,
        platform::CASES,
        first_part::CASES,
        kontor::CASES,
        kontor_ways::CASES,
        django::CASES,
        realapps::CASES,
        picker_real::CASES,
        retrace::CASES,
        retrace::THIN,
        scopes::CASES,
        hostile::CASES,
        identity::HOSTILE,
        identity::KONTOR,
        markup::CASES,
        panel::CASES,
        panic::CASES,
        picker::CASES,
        canaries::CASES,
        story::CASES,
        picker_django::CASES,
        picker_menus::CASES,
        elsewhere::CASES,
    ];
    let code = run::main(&areas.concat());
    realapps::app::stop_all();
    code
}
