//! Shards: by id, so that anything can be looked up, and by literal address prefix, so that what fits a page is there at once.

use std::collections::BTreeMap;

use lotse_model::bundle::{IndexEntry, MAX_SHARD_BYTES};
use lotse_model::help::{HelpEntry, HelpPart, HelpShard, SignEntry, SignShard};
use lotse_model::wire::Wire;

use super::super::Bundle;
use super::super::index::{few, prefixes};

/// `{"entries":[]}` with room to spare.
const FRAME_BYTES: usize = 32;
/// Most shards of one prefix: what fits a page is a list to choose from, not everything there is.
const MAX_SHARDS_OF_A_PREFIX: usize = 2;

/// Shards of all entries by id, and of those that belong to pages by prefix.
pub(super) fn of_entries(entries: &[&HelpEntry], bundle: &mut Bundle) -> (Vec<HelpPart>, Vec<IndexEntry>) {
    let mut parts = Vec::new();
    for list in filled(entries) {
        let Some(first) = list.first().map(|entry| entry.id.clone()) else { continue };
        parts.push(HelpPart { first, shard: add(&list, bundle) });
    }
    let mut groups: BTreeMap<String, std::collections::BTreeSet<usize>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        for prefix in prefixes(&entry.pages) {
            groups.entry(prefix).or_default().insert(place);
        }
    }
    let mut index = Vec::new();
    for (prefix, places) in few(groups) {
        // Problems and checklists first: they know which guide is right.
        let mut members: Vec<&HelpEntry> =
            places.into_iter().filter_map(|place| entries.get(place).copied()).collect();
        members.sort_by_key(|entry| entry.chunk.is_none());
        for list in filled(&members).into_iter().take(MAX_SHARDS_OF_A_PREFIX) {
            index.push(IndexEntry { prefix: prefix.clone(), shard: add(&list, bundle) });
        }
    }
    (parts, index)
}

/// Shards of signs by prefix.
pub(super) fn of_signs(signs: &[(Vec<String>, SignEntry)], bundle: &mut Bundle) -> Vec<IndexEntry> {
    let mut groups: BTreeMap<String, std::collections::BTreeSet<usize>> = BTreeMap::new();
    for (place, (pages, _)) in signs.iter().enumerate() {
        for prefix in prefixes(pages) {
            groups.entry(prefix).or_default().insert(place);
        }
    }
    let mut index = Vec::new();
    for (prefix, places) in few(groups) {
        let members: Vec<&SignEntry> =
            places.into_iter().filter_map(|place| signs.get(place).map(|(_, sign)| sign)).collect();
        for list in filled(&members) {
            let shard = SignShard { signs: list.into_iter().cloned().collect() };
            index.push(IndexEntry { prefix: prefix.clone(), shard: bundle.add(&shard).0 });
        }
    }
    index
}

fn add(list: &[&HelpEntry], bundle: &mut Bundle) -> String {
    bundle.add(&HelpShard { entries: list.iter().map(|entry| (*entry).clone()).collect() }).0
}

/// Cuts a list where a shard would get too large.
fn filled<'a, T: Wire>(list: &[&'a T]) -> Vec<Vec<&'a T>> {
    let mut shards: Vec<Vec<&T>> = Vec::new();
    let mut size = 0;
    for item in list {
        let bytes = item.give().write().len() + 1;
        match shards.last_mut() {
            Some(shard) if size + bytes + FRAME_BYTES <= MAX_SHARD_BYTES => shard.push(item),
            _ => {
                shards.push(vec![item]);
                size = 0;
            }
        }
        size += bytes;
    }
    shards
}
