//! The `lotse` command.

use std::process::ExitCode;

use clap::Parser;
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;

fn main() -> ExitCode {
    Lotse::parse().run(Language::of_terminal())
}
