//! The command line: one file for each subcommand, with its arguments and what it does.

pub mod backup;
pub mod check;
pub mod check_csp;
pub mod compile;
pub mod completions;
pub mod diff;
pub mod export;
pub mod import;
pub mod keygen;
pub mod man;
pub mod publish;
pub mod pull;
pub mod push;
pub mod resign;
mod selfhelp;
pub mod serve;
mod store;
pub mod try_app;
pub mod user;

use std::fmt::Display;
use std::future::Future;
use std::process::ExitCode;

use crate::language::Language;

/// Exit code when what was looked at has faults: guides with errors, a policy that lacks something.
pub const ERRORS_FOUND: u8 = 1;
/// Exit code when the command was called wrongly, or something could not be read, written or reached.
pub const USAGE_OR_IO: u8 = 2;

/// Self-help inside business software: guides are written, checked, compiled and tried here.
#[derive(Debug, clap::Parser)]
#[command(
    name = "lotse",
    version,
    after_help = "Exit codes: 0 done; 1 faults were found in what was looked at; 2 wrong arguments, or something could not be read, written or reached.\n\nMessages are in German where LC_ALL, LC_MESSAGES or LANG say so, else in English."
)]
pub struct Lotse {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(check::Check),
    Compile(compile::Compile),
    Diff(diff::DiffGuides),
    Keygen(keygen::Keygen),
    Serve(serve::Serve),
    Pull(pull::Pull),
    Push(push::Push),
    Publish(publish::Publish),
    Export(export::Export),
    Resign(resign::Resign),
    Import(import::Import),
    Backup(backup::Backup),
    Restore(backup::Restore),
    User(user::User),
    Try(try_app::Try),
    CheckCsp(check_csp::CheckCsp),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Lotse {
    /// Runs the subcommand. Its exit code says how it went.
    #[must_use]
    pub fn run(self, language: Language) -> ExitCode {
        match self.command {
            Command::Check(arguments) => check::run(&arguments, language),
            Command::Compile(arguments) => compile::run(&arguments, language),
            Command::Diff(arguments) => diff::run(&arguments, language),
            Command::Keygen(arguments) => keygen::run(&arguments, language),
            Command::Serve(arguments) => serve::run(arguments, language),
            Command::Pull(arguments) => pull::run(&arguments, language),
            Command::Push(arguments) => push::run(&arguments, language),
            Command::Publish(arguments) => publish::run(&arguments, language),
            Command::Export(arguments) => export::run(&arguments, language),
            Command::Resign(arguments) => resign::run(&arguments, language),
            Command::Import(arguments) => import::run(&arguments, language),
            Command::Backup(arguments) => backup::run(&arguments, language),
            Command::Restore(arguments) => backup::run_restore(&arguments, language),
            Command::User(arguments) => user::run(&arguments, language),
            Command::Try(arguments) => try_app::run(arguments, language),
            Command::CheckCsp(arguments) => check_csp::run(&arguments, language),
            Command::Completions(arguments) => completions::run(&arguments),
            Command::Man(arguments) => man::run(&arguments),
        }
    }
}

/// Runs a subcommand that needs the network, and says what went wrong.
fn block_on(work: impl Future<Output = Result<ExitCode, String>>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.map_err(|error| error.to_string()).and_then(|runtime| {
        let done = runtime.block_on(work);
        // Connections that were passed through may still be open; they end with the process.
        runtime.shutdown_background();
        done
    });
    ended(done)
}

/// The exit code of a subcommand; what kept it from its work is said.
fn ended(done: Result<ExitCode, impl Display>) -> ExitCode {
    done.unwrap_or_else(|problem| {
        eprintln!("lotse: {problem}");
        ExitCode::from(USAGE_OR_IO)
    })
}

/// Waits until the user ends the command (Ctrl+C), or the system does (SIGTERM).
async fn until_stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // An error means that no signal can be waited for; then the command ends at once rather than never.
    let _ = tokio::signal::ctrl_c().await;
}

/// Writes a whole document to standard output. A reader that has seen enough (`| head`) is no fault.
fn print(output: &mut impl std::io::Write, document: &[u8]) -> ExitCode {
    match output.write_all(document).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ended(Err(error)),
        _ => ExitCode::SUCCESS,
    }
}
