//! Which documents a manifest leads to: pure, so that a database, a bucket and a folder are walked the same way.

use lotse_model::bundle::{Manifest, Shard};
use lotse_model::help::{HelpRoot, HelpShard};
use lotse_model::search::SearchRoot;
use lotse_model::wire::read;

/// What a document is, as far as it decides what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The pointer document.
    Manifest,
    /// An index shard.
    Shard,
    /// The root of self-help.
    Help,
    /// The root of a search index.
    Search,
    /// A part of self-help's entries.
    Entries,
    /// Leads to nothing.
    Leaf,
}

/// The documents that this one names; `None` when it cannot be read.
#[must_use]
pub fn links(kind: Kind, text: &str) -> Option<Vec<(Kind, String)>> {
    let mut found = Vec::new();
    let mut add = |kind: Kind, name: &String| found.push((kind, name.clone()));
    match kind {
        Kind::Manifest => {
            let manifest: Manifest = read(text).ok()?;
            manifest.index.iter().for_each(|entry| add(Kind::Shard, &entry.shard));
            manifest.signs.iter().for_each(|entry| add(Kind::Leaf, &entry.shard));
            manifest.help.iter().for_each(|root| add(Kind::Help, root));
        }
        Kind::Shard => {
            let shard: Shard = read(text).ok()?;
            for guide in &shard.guides {
                add(Kind::Leaf, &guide.chunk);
                guide.texts.iter().for_each(|(_, name)| add(Kind::Leaf, name));
            }
        }
        Kind::Help => {
            let root: HelpRoot = read(text).ok()?;
            root.desk.iter().for_each(|name| add(Kind::Leaf, name));
            root.desk_texts.iter().for_each(|(_, name)| add(Kind::Leaf, name));
            root.search.iter().for_each(|(_, name)| add(Kind::Search, name));
            root.entries.iter().for_each(|part| add(Kind::Entries, &part.shard));
            root.index.iter().for_each(|entry| add(Kind::Entries, &entry.shard));
        }
        Kind::Search => {
            let index: SearchRoot = read(text).ok()?;
            let parts = index.words.iter().chain(&index.postings).chain(&index.entries);
            parts.for_each(|part| add(Kind::Leaf, &part.shard));
        }
        Kind::Entries => {
            let shard: HelpShard = read(text).ok()?;
            for entry in &shard.entries {
                entry.chunk.iter().for_each(|name| add(Kind::Leaf, name));
                entry.texts.iter().for_each(|(_, name)| add(Kind::Leaf, name));
            }
        }
        Kind::Leaf => {}
    }
    Some(found)
}
