//! `lotse man`: the manual pages.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;

use super::{Lotse, ended};

/// Prints the manual page, or writes one page for each subcommand into a folder.
///
/// For instance: lotse man | man -l -
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Folder for lotse.1, lotse-serve.1 and so on.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Man) -> ExitCode {
    ended(match &arguments.out {
        Some(folder) => write_all(folder).map(|()| ExitCode::SUCCESS),
        None => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(Lotse::command()).render(&mut page);
            rendered.map(|()| super::print(&mut io::stdout(), &page))
        }
    })
}

fn write_all(folder: &Path) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(named)?;
    clap_mangen::generate_to(Lotse::command(), folder).map_err(named)
}
