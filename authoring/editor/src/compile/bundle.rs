//! A bundle in memory: documents by the first half of the SHA-256 of their bytes, and the manifest that names them.

use std::collections::BTreeMap;

use lotse_model::basic::Table;
use lotse_model::bundle::{
    GuideChunk, MAX_CHUNK_WIRE_BYTES, NAME_DIGITS, SCHEMA, ShardEntry, SingleFile, TextChunk,
};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::wire::Wire;
use sha2::{Digest as _, Sha256};

use crate::finding::Finding;

/// Everything that an environment serves, apart from the signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Exact bytes of the manifest: what is signed.
    pub manifest: String,
    /// Exact bytes of shards and chunks, by their names.
    pub chunks: BTreeMap<String, String>,
    /// Whether only sizes matter: then every chunk has the same name and none is kept.
    is_measuring: bool,
}

impl Bundle {
    /// One that only finds out how large everything would be.
    pub(super) fn measuring() -> Self {
        Bundle { is_measuring: true, ..Bundle::default() }
    }

    /// The same bundle as one file.
    #[must_use]
    pub fn single_file(&self, signature: Option<&str>) -> String {
        let chunks = self.chunks.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
        let signature = signature.map(str::to_owned);
        SingleFile { schema: SCHEMA, manifest: self.manifest.clone(), signature, chunks }.give().write()
    }

    /// Adds a document and returns its name.
    pub(super) fn add(&mut self, document: &impl Wire) -> (String, usize) {
        let text = document.give().write();
        if self.is_measuring {
            return ("0".repeat(NAME_DIGITS), text.len());
        }
        let (name, size) = (name_of(&text), text.len());
        self.chunks.insert(name.clone(), text);
        (name, size)
    }

    /// Adds the chunks of a guide and returns its entry in the index.
    pub(super) fn add_guide(
        &mut self,
        file: &str,
        guide: &Guide,
        texts: &[TextChunk],
        findings: &mut Vec<Finding>,
    ) -> ShardEntry {
        let mut add = |document: &dyn Fn(&mut Bundle) -> (String, usize), what: &str| {
            let (name, size) = document(self);
            // Held before compression, so that every server can serve it.
            if size > MAX_CHUNK_WIRE_BYTES {
                findings.push(Finding::new(
                    file,
                    Code::CHUNK_TOO_LARGE_ON_WIRE,
                    "/guide",
                    format!("{what}: {size}"),
                ));
            }
            name
        };
        let chunk = GuideChunk { guide: guide.clone() };
        let chunk = add(&|bundle| bundle.add(&chunk), guide.id.as_str());
        let texts: Table<String> = texts
            .iter()
            .map(|texts| (texts.language.clone(), add(&|bundle| bundle.add(texts), &texts.language)))
            .collect();
        ShardEntry {
            id: guide.id.clone(),
            pages: guide.pages.clone(),
            audience: guide.audience.clone(),
            trigger: guide.trigger.clone(),
            frequency: guide.frequency.clone(),
            chunk,
            texts,
            needs: Vec::new(),
        }
    }
}

/// The name of a document: the first half of the SHA-256 of its bytes.
#[must_use]
pub fn name_of(text: &str) -> String {
    let mut name = hex(&Sha256::digest(text.as_bytes()));
    name.truncate(NAME_DIGITS);
    name
}

/// Bytes as hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
