//! `lotse compile`: a folder of guides to a bundle.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use lotse_editor::compile::{Bundle, Source, Stamp, compile_all};
use lotse_editor::finding::Finding;
use lotse_editor::sign::PrivateKey;
use lotse_model::bundle::Manifest;
use lotse_model::diagnostic::Code;

use super::{ERRORS_FOUND, ended};
use crate::guides::{self, Style};
use crate::language::Language;

/// Checks a folder of guides and writes the bundle that pages load.
///
/// OUT gets manifest.json, chunks/, bundle.json (everything in one file) and, with a key, manifest.json.sig. Exit codes: 0
/// written, 1 errors in the guides (nothing written), 2 something could not be read or written.
#[derive(Debug, clap::Args)]
pub struct Compile {
    /// Folder with project.json, *.guide.json, *.problem.json, *.checklist.json and desk.json.
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
    /// Language of the messages; that of the terminal when not given.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// Say nothing unless something keeps the bundle from being written.
    #[arg(long)]
    pub quiet: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Compile, language: Language) -> ExitCode {
    let language = arguments.lang.unwrap_or(language);
    ended(attempt(arguments, language))
}

fn attempt(arguments: &Compile, language: Language) -> io::Result<ExitCode> {
    let key = match arguments.key.as_deref().map(read_key).transpose()? {
        Some(Err(complaint)) => return Ok(refuse(&complaint, language)),
        Some(Ok(key)) => Some(key),
        None => None,
    };
    let found = guides::read(std::slice::from_ref(&arguments.folder))?;
    let Some(project) = &found.project else {
        let missing = arguments.folder.join(guides::PROJECT_FILE);
        return Err(io::Error::other(format!(
            "{}: {}",
            missing.display(),
            language.pick("fehlt", "is missing")
        )));
    };
    let issued_s = arguments.issued.map_or_else(now_s, Ok)?;
    let stamp = Stamp { release: arguments.release.unwrap_or(issued_s), issued_s };
    let mut compiled = compile_all(project, &found.guides, found.help(), stamp);
    if key.is_none() {
        compiled.findings.push(Finding::new(&project.name, Code::NOT_SIGNED, "", ""));
    }
    let sources: Vec<&Source> = found.files().chain([project]).collect();
    if !arguments.quiet || compiled.bundle.is_none() {
        super::check::print(&compiled, &sources, found.guides.len(), language);
    }
    let Some(bundle) = &compiled.bundle else { return Ok(ExitCode::from(ERRORS_FOUND)) };
    if let Some(complaint) = not_higher(&arguments.out, stamp) {
        return Ok(refuse(&complaint, language));
    }
    let signature = key.map(|key| key.sign(&bundle.manifest));
    guides::write(&arguments.out, bundle, signature.as_deref())?;
    if !arguments.quiet {
        super::check::say(&format!("{}\n", written(arguments, bundle, stamp, language)));
    }
    Ok(ExitCode::SUCCESS)
}

/// A release never replaces a higher one: pages that have accepted that would refuse it.
fn not_higher(out: &Path, stamp: Stamp) -> Option<Finding> {
    let path = out.join("manifest.json");
    let manifest = std::fs::read_to_string(&path).ok()?;
    let there = lotse_model::wire::read::<Manifest>(&manifest).ok()?.release;
    (there > stamp.release).then(|| {
        let detail = stamp.release.to_string();
        Finding::new(&path.display().to_string(), Code::RELEASE_NOT_HIGHER, "", detail)
    })
}

fn refuse(complaint: &Finding, language: Language) -> ExitCode {
    let source = Source { name: complaint.file.clone(), text: String::new() };
    let style = Style { language, has_colours: false };
    eprint!("{}", guides::text(std::slice::from_ref(complaint), &[&source], style));
    ExitCode::from(ERRORS_FOUND)
}

fn written(arguments: &Compile, bundle: &Bundle, stamp: Stamp, language: Language) -> String {
    let bytes = bundle.chunks.values().map(String::len).sum::<usize>() + bundle.manifest.len();
    let (out, release, chunks) = (arguments.out.display(), stamp.release, bundle.chunks.len());
    match language {
        Language::German => format!("{out}: Release {release}, {chunks} Teile, {bytes} Byte"),
        Language::English => format!("{out}: release {release}, {chunks} chunks, {bytes} bytes"),
    }
}

/// The outer error is about the file, the inner one about the key.
fn read_key(path: &Path) -> io::Result<Result<PrivateKey, Finding>> {
    let name = path.display().to_string();
    let pem = std::fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
    Ok(PrivateKey::from_pem(&pem).map_err(|error| Finding::new(&name, Code::BAD_KEY, "", error.to_string())))
}

pub(super) fn now_s() -> io::Result<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    i64::try_from(since.as_secs()).map_err(io::Error::other)
}
