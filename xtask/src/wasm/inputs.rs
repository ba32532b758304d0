//! One digest over everything that the built SDK depends on.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lotse_tests::place::Place;
use sha2::{Digest, Sha256};

use crate::command::Command;

/// Files and folders below the root, besides the compiler itself.
pub const SOURCES: [&str; 7] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "sdk",
    "xtask/src/wasm",
    "xtask/src/wasm.rs",
    "xtask/tools/package-lock.json",
];

/// Hex SHA-256 over names and contents.
pub async fn digest(place: &Place) -> Result<String> {
    digest_of_all(place, &SOURCES).await
}

/// The same over other files and folders below the root.
pub async fn digest_of_all(place: &Place, sources: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for source in sources {
        collect(&place.root().join(source), &mut files)?;
    }
    files.sort();
    let mut hasher = Sha256::new();
    hasher.update(Command::new("rustc").arg("-vV").output().await?);
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        hasher.update(file.strip_prefix(place.root())?.as_os_str().as_encoded_bytes());
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hex(&hasher.finalize()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("listing {}", path.display()))? {
        let entry = entry?;
        if entry.file_name() != "node_modules" {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}
