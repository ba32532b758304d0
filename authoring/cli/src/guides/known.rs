//! What a folder knows of the server: which revision each guide had when it was last the same on both sides.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Name of the file. It belongs to one working folder: keep it out of version control.
const FILE: &str = ".lotse-pull.json";

/// What is known.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    guides: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    revision: i64,
    sha256: String,
}

impl Known {
    /// Reads what is known; nothing, where nothing was fetched yet.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(folder.join(FILE)) {
            Ok(text) => serde_json::from_str(&text).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Known::default()),
            Err(error) => Err(error),
        }
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(io::Error::other)?;
        super::replace(&folder.join(FILE), &format!("{text}\n"))
    }

    /// The revision at which both sides were the same.
    #[must_use]
    pub fn revision(&self, guide: &str) -> Option<i64> {
        self.guides.get(guide).map(|entry| entry.revision)
    }

    /// Whether a file still says what it said then.
    #[must_use]
    pub fn is_as_left(&self, guide: &str, text: &str) -> bool {
        self.guides.get(guide).is_some_and(|entry| entry.sha256 == digest(text))
    }

    /// Both sides say this now.
    pub fn note(&mut self, guide: &str, revision: i64, text: &str) {
        self.guides.insert(guide.to_owned(), Entry { revision, sha256: digest(text) });
    }
}

fn digest(text: &str) -> String {
    lotse_editor::compile::hex(&Sha256::digest(text.as_bytes()))
}
