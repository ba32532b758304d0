//! `lotse keygen`: a new key pair for signing releases.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lotse_editor::sign::{PRIVATE_KEY_BYTES, PrivateKey};

use super::ended;
use crate::language::Language;

/// Name of the file with the private key.
const PRIVATE_FILE: &str = "lotse-private-key.pem";
/// Name of the file with the public key.
const PUBLIC_FILE: &str = "lotse-public-key.txt";

/// Makes a key pair: the private key signs releases, the public key goes into the page.
#[derive(Debug, clap::Args)]
pub struct Keygen {
    /// Folder to write lotse-private-key.pem and lotse-public-key.txt to. Existing keys are never overwritten.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Keygen, language: Language) -> ExitCode {
    ended(write(&arguments.out).map(|public| {
        println!("{public}");
        let folder = arguments.out.display();
        eprintln!(
            "{}",
            language.pick(
                    format!("Privater Schlüssel: {folder}/{PRIVATE_FILE} (geheim halten, nie einchecken). Öffentlicher Schlüssel: oben und in {folder}/{PUBLIC_FILE}."),
                    format!("Private key: {folder}/{PRIVATE_FILE} (keep it secret, never commit it). Public key: above and in {folder}/{PUBLIC_FILE}."),
                )
        );
        ExitCode::SUCCESS
    }))
}

fn write(folder: &Path) -> io::Result<String> {
    fs::create_dir_all(folder)?;
    let key = draw()?;
    let pem = key.to_pem().map_err(io::Error::other)?;
    let public = key.public().to_text().map_err(io::Error::other)?;
    create(&folder.join(PRIVATE_FILE), &pem)?;
    if let Err(error) = create(&folder.join(PUBLIC_FILE), &format!("{public}\n")) {
        // Half a pair would only be mistaken for a whole one.
        fs::remove_file(folder.join(PRIVATE_FILE))?;
        return Err(error);
    }
    Ok(public)
}

fn draw() -> io::Result<PrivateKey> {
    loop {
        let mut bytes = [0; PRIVATE_KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        if let Some(key) = PrivateKey::from_random(&bytes) {
            return Ok(key);
        }
    }
}

/// Creates a file that only its owner can read. Fails when there is one.
pub(super) fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut file = options.open(path).map_err(named)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(named)
}
