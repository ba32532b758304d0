//! `lotse completions`: what a shell needs to complete the command line.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Lotse;

/// Prints the completion script for a shell.
///
/// For instance: lotse completions bash > ~/.local/share/bash-completion/completions/lotse
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell.
    pub shell: Shell,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Completions) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Lotse::command(), "lotse", &mut script);
    super::print(&mut io::stdout(), &script)
}
