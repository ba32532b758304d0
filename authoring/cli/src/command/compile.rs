//! `lotse compile`: a folder of guides to a bundle.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use lotse_editor::compile::{Stamp, compile};
use lotse_editor::sign::PrivateKey;

use super::{ERRORS_FOUND, USAGE_OR_IO};
use crate::guides;
use crate::language::Language;

/// Checks a folder of guides and writes the bundle that pages load.
///
/// OUT gets manifest.json, chunks/, bundle.json (everything in one file) and, with a key, manifest.json.sig. Exit codes: 0
/// written, 1 errors in the guides (nothing written), 2 something could not be read or written.
#[derive(Debug, clap::Args)]
pub struct Compile {
    /// Folder with project.json and *.guide.json.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Folder to write the bundle to.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Private key to sign with, as written by `lotse keygen`.
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Release number; has to rise with every publish. The time of issue when not given.
    #[arg(long, value_name = "NUMBER")]
    pub release: Option<i64>,
    /// Time of issue in seconds since 1970; SOURCE_DATE_EPOCH or now when not given. Same time, same bytes.
    #[arg(long, value_name = "SECONDS", env = "SOURCE_DATE_EPOCH")]
    pub issued: Option<i64>,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Compile, language: Language) -> ExitCode {
    match attempt(arguments, language) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("lotse: {error}");
            ExitCode::from(USAGE_OR_IO)
        }
    }
}

fn attempt(arguments: &Compile, language: Language) -> io::Result<ExitCode> {
    let key = arguments.key.as_deref().map(read_key).transpose()?;
    let found = guides::read(std::slice::from_ref(&arguments.folder))?;
    let Some(project) = &found.project else {
        let missing = arguments.folder.join("project.json");
        return Err(io::Error::other(format!(
            "{}: {}",
            missing.display(),
            language.pick("fehlt", "is missing")
        )));
    };
    let issued_s = arguments.issued.map_or_else(now_s, Ok)?;
    let stamp = Stamp { release: arguments.release.unwrap_or(issued_s), issued_s };
    let compiled = compile(project, &found.guides, stamp);
    for finding in &compiled.findings {
        eprintln!(
            "{}:{}: {} {}",
            finding.file,
            finding.problem.pointer,
            finding.problem.code.name(),
            finding.problem.detail
        );
    }
    let Some(bundle) = &compiled.bundle else { return Ok(ExitCode::from(ERRORS_FOUND)) };
    let signature = key.map(|key| key.sign(&bundle.manifest));
    guides::write(&arguments.out, bundle, signature.as_deref())?;
    Ok(ExitCode::SUCCESS)
}

fn read_key(path: &Path) -> io::Result<PrivateKey> {
    let named = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let pem = std::fs::read_to_string(path).map_err(|error| named(&error))?;
    PrivateKey::from_pem(&pem).map_err(|error| named(&error))
}

fn now_s() -> io::Result<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    i64::try_from(since.as_secs()).map_err(io::Error::other)
}
