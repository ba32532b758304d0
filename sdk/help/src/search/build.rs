//! Building an index out of entries: what each word is worth where, worked out once, natively.
//!
//! The worth of a word in an entry is BM25F (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
//! 2009): occurrences weighted by field and set against the field's length, saturated, times how rare the word is. Parts of
//! compounds and synonyms count as occurrences of less worth, in the index rather than in the query: so the page needs neither
//! rules nor lists. Absent on purpose: names of shards; who stores them names them.

mod compounds;
mod synonyms;
mod worth;

use lotse_model::bundle::MAX_SHARD_BYTES;
use lotse_model::search::{
    EntryKind, SearchEntries, SearchEntry, SearchPages, SearchPart, SearchPostings, SearchRoot, SearchWords,
};
use lotse_model::wire::Wire;

use super::code::push;
use super::words::pack;
use compounds::Compounds;
use synonyms::Groups;

/// Room left in a shard for what is around the packed text.
const ROOM_BYTES: usize = 256;
const STOP_WORDS: &str = include_str!("build/stop.txt");

/// What is to be found.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Id of the problem, guide or checklist.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
    /// Its title in the index's language, as plain text.
    pub title: String,
    /// What users say and see.
    pub symptoms: Vec<String>,
    /// What it is about.
    pub summary: String,
    /// Globs over path and query where it applies; everywhere when empty.
    pub pages: Vec<String>,
    /// In how many of 1,000 cases it has solved the problem; unknown where too few.
    pub solved_permille: Option<u32>,
}

/// How an index is built.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// Language tag.
    pub language: &'a str,
    /// Groups of words that mean the same, as technicians keep them; the starting list comes besides.
    pub synonyms: &'a [Vec<String>],
    /// Whether the starting list of synonyms is used.
    pub uses_starting_synonyms: bool,
    /// Most bytes of a shard.
    pub shard_bytes: usize,
}

impl<'a> Settings<'a> {
    /// As products do it.
    #[must_use]
    pub fn new(language: &'a str, synonyms: &'a [Vec<String>]) -> Self {
        Settings { language, synonyms, uses_starting_synonyms: true, shard_bytes: MAX_SHARD_BYTES }
    }
}

/// The starting list of synonyms, for comparisons.
#[must_use]
pub fn starting_synonyms() -> Vec<Vec<String>> {
    synonyms::starting()
        .map(|line| line.split(',').map(|phrase| phrase.trim().to_owned()).collect())
        .collect()
}

/// An index: its root, and its parts by name.
#[derive(Clone, Debug)]
pub struct Index {
    /// The root.
    pub root: SearchRoot,
    /// Name and text of every part.
    pub shards: Vec<(String, String)>,
}

/// Builds an index. `name` gives each part its name, in a bundle the SHA-256 of its text.
#[must_use]
pub fn build(entries: &[Entry], settings: &Settings, name: &dyn Fn(&str) -> String) -> Index {
    let tongue = super::Tongue::of(settings.language);
    let stop_words: Vec<String> = stop_words(settings.language, tongue);
    let compounds = Compounds::new(entries, tongue, &stop_words);
    let groups = Groups::new(settings, tongue);
    let table = worth::table(entries, tongue, &stop_words, &compounds, &groups);
    let mut shards = Vec::new();
    let mut keep = |text: String| {
        let name = name(&text);
        shards.push((name.clone(), text));
        name
    };
    let most = settings.shard_bytes.saturating_sub(ROOM_BYTES);
    let words: Vec<&str> = table.iter().map(|(word, _)| word.as_str()).collect();
    let words = parts(&words, most, |word| word.len() + 1, &mut |list| {
        keep(SearchWords { words: pack(list) }.give().write())
    });
    let packed: Vec<String> = table.iter().map(|(_, postings)| pack_postings(postings)).collect();
    let postings = parts(&packed, most, String::len, &mut |list| {
        keep(SearchPostings { postings: list.concat() }.give().write())
    });
    let shown: Vec<SearchEntry> = entries
        .iter()
        .map(|entry| SearchEntry { id: entry.id.clone(), kind: entry.kind, title: entry.title.clone() })
        .collect();
    let shown = parts(&shown, most, |entry| entry.give().write().len() + 1, &mut |list| {
        keep(SearchEntries { entries: list.to_vec() }.give().write())
    });
    let (ranks, pages) = ranks(entries);
    let root = SearchRoot {
        schema: lotse_model::bundle::SCHEMA,
        language: settings.language.to_owned(),
        count: entries.len() as u32,
        stop_words,
        words,
        postings,
        entries: shown,
        ranks,
        pages,
    };
    Index { root, shards }
}

/// Cuts a list into parts of at most so many bytes.
fn parts<T>(
    list: &[T],
    most: usize,
    size: impl Fn(&T) -> usize,
    keep: &mut dyn FnMut(&[T]) -> String,
) -> Vec<SearchPart> {
    let (mut out, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (index, item) in list.iter().enumerate() {
        let more = size(item);
        if bytes + more > most && index > start {
            let part = list.get(start..index).unwrap_or_default();
            out.push(SearchPart { first: start as u32, shard: keep(part) });
            (start, bytes) = (index, 0);
        }
        bytes += more;
    }
    if start < list.len() {
        out.push(SearchPart { first: start as u32, shard: keep(list.get(start..).unwrap_or_default()) });
    }
    out
}

fn pack_postings(postings: &[(u32, u8)]) -> String {
    let (mut out, mut before) = (String::new(), 0);
    push(postings.len() as u32, &mut out);
    for (entry, worth) in postings {
        push(entry - before, &mut out);
        push(u32::from(*worth), &mut out);
        before = *entry;
    }
    out
}

/// Success and set of pages of every entry, and the sets.
fn ranks(entries: &[Entry]) -> (String, Vec<SearchPages>) {
    let (mut out, mut sets) = (String::new(), Vec::<SearchPages>::new());
    for entry in entries {
        // Half where nothing is known: neither praise nor blame.
        push(entry.solved_permille.unwrap_or(500).min(1_000) * 31 / 1_000, &mut out);
        let set = match sets.iter().position(|set| set.globs == entry.pages) {
            _ if entry.pages.is_empty() => 0,
            Some(place) => place + 1,
            None => {
                sets.push(SearchPages { globs: entry.pages.clone() });
                sets.len()
            }
        };
        push(set as u32, &mut out);
    }
    (out, sets)
}

fn stop_words(language: &str, tongue: super::Tongue) -> Vec<String> {
    let wanted = language.split('-').next().unwrap_or_default();
    let lines = STOP_WORDS.lines().filter_map(|line| line.split_once(' ')).filter(|(tag, _)| *tag == wanted);
    let mut list: Vec<String> =
        lines.flat_map(|(_, line)| super::letters::words(line, tongue)).map(|word| word.letters).collect();
    list.sort();
    list.dedup();
    list
}
