//! The index: which guides matter on which pages, in shards by literal address prefix.
//!
//! A loader may look into a shard in vain, but must never overlook one. So a prefix is only ever shortened.

use std::collections::{BTreeMap, BTreeSet};

use lotse_model::basic::GuideId;
use lotse_model::bundle::{IndexEntry, MAX_SHARD_BYTES, Shard, ShardEntry};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::url::literal_prefix;
use lotse_model::wire::Wire as _;

use super::Bundle;
use crate::finding::Finding;
use crate::proof::needs;

/// Most different prefixes in a manifest: it is fetched on every page, so it stays small.
pub const MAX_PREFIXES: usize = 64;

/// Entries by their place in the list of guides.
pub(super) type Groups = BTreeMap<String, BTreeSet<usize>>;

/// Writes the shards and names them. `entries` and `guides` are in the same order. Where a guide matters, so do the guides
/// that it runs.
pub(super) fn build(
    mut entries: Vec<ShardEntry>,
    guides: &[(String, Guide)],
    bundle: &mut Bundle,
    findings: &mut Vec<Finding>,
) -> Vec<IndexEntry> {
    let needs = needs(guides);
    let places: BTreeMap<GuideId, usize> =
        entries.iter().enumerate().map(|(place, entry)| (entry.id.clone(), place)).collect();
    let mut groups = Groups::new();
    for (place, entry) in entries.iter_mut().enumerate() {
        let needed = needs.get(&entry.id).into_iter().flatten();
        entry.needs = needed.clone().filter(|id| **id != &entry.id).map(|id| (*id).clone()).collect();
        let members = entry.needs.iter().filter_map(|id| places.get(id).copied()).chain([place]);
        let members: BTreeSet<usize> = members.collect();
        for prefix in prefixes(&entry.pages) {
            groups.entry(prefix).or_default().extend(&members);
        }
    }
    let mut index = Vec::new();
    for (prefix, members) in few(groups) {
        let mut shard = Shard { guides: Vec::new() };
        let mut size = 0;
        let mut members: Vec<(usize, &ShardEntry)> =
            members.into_iter().filter_map(|place| entries.get(place).map(|entry| (place, entry))).collect();
        // The order of the files leaves no trace.
        members.sort_by(|(_, one), (_, other)| one.id.cmp(&other.id));
        for (place, entry) in members {
            let bytes = entry.give().write().len() + SEPARATOR_BYTES;
            if bytes + FRAME_BYTES > MAX_SHARD_BYTES {
                let file = guides.get(place).map_or("", |(file, _)| file.as_str());
                findings.push(Finding::new(file, Code::SHARD_TOO_LARGE, "/guide", bytes.to_string()));
                continue;
            }
            if size + bytes + FRAME_BYTES > MAX_SHARD_BYTES {
                let full = core::mem::replace(&mut shard, Shard { guides: Vec::new() });
                index.push(IndexEntry { prefix: prefix.clone(), shard: bundle.add(&full).0 });
                size = 0;
            }
            size += bytes;
            shard.guides.push(entry.clone());
        }
        if !shard.guides.is_empty() {
            index.push(IndexEntry { prefix, shard: bundle.add(&shard).0 });
        }
    }
    index
}

/// `{"guides":[]}`
const FRAME_BYTES: usize = 13;
/// The comma between entries.
const SEPARATOR_BYTES: usize = 1;

/// The literal prefixes of a guide's pages; none that another one covers.
pub(super) fn prefixes(pages: &[String]) -> BTreeSet<String> {
    let all: BTreeSet<String> = pages.iter().map(|page| literal_prefix(page)).collect();
    if all.is_empty() {
        return BTreeSet::from([String::new()]);
    }
    let is_covered =
        |prefix: &String| all.iter().any(|other| other != prefix && prefix.starts_with(other.as_str()));
    all.iter().filter(|prefix| !is_covered(prefix)).cloned().collect()
}

/// Shortens the longest prefixes until few enough are left.
pub(super) fn few(mut groups: Groups) -> Groups {
    while groups.len() > MAX_PREFIXES {
        let Some(longest) = groups.keys().max_by_key(|prefix| (prefix.len(), *prefix)).cloned() else {
            break;
        };
        let Some(members) = groups.remove(&longest) else { break };
        let parent = longest.rfind('/').and_then(|end| longest.get(..end)).unwrap_or_default();
        groups.entry(parent.to_owned()).or_default().extend(members);
    }
    groups
}
