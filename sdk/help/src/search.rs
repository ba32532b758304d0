//! Search on the device, over an index in parts: tolerant of typing errors, of spellings, and of compounds written together or apart.
//!
//! Entry point: [`Search`]. Build one from its root, ask, fetch the parts that the answer says are missing, ask again. What a word
//! is worth in an entry (BM25 with field weights, synonyms, parts of compounds) is worked out when the index is built
//! (`build`, never in a page), so that here remain: finding the words, adding up, page and success.
//!
//! Invariants: same index and query, same answer; no part is needed twice; a broken part finds nothing and harms nothing.

#[cfg(feature = "compile")]
pub mod build;
mod code;
mod letters;
mod query;
mod words;

use lotse_model::gather::Gather as _;
use lotse_model::search::{SearchEntries, SearchEntry, SearchPart, SearchPostings, SearchRoot, SearchWords};

pub use letters::{MAX_WORD_LETTERS, Tongue};
use words::Words;

/// Most results of one answer.
pub const MAX_HITS: usize = 20;
/// Longest query, in words; the rest is not read.
pub const MAX_QUERY_WORDS: usize = 16;
/// How much more an entry counts whose pages fit the page where help was opened.
const PAGE_GAIN: f32 = 1.25;
/// How much more an entry counts that always solves it than one that never does.
const SUCCESS_GAIN: f32 = 0.25;

/// A part of an index, as its root names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of the dictionary; these are fetched when search is opened.
    Words(usize),
    /// Of the postings.
    Postings(usize),
    /// Of the entries.
    Entries(usize),
}

/// A result.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Number of the entry.
    pub entry: u32,
    /// How well it fits; only the order matters.
    pub score: f32,
}

/// What came of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Parts without which the hits are not complete. Ask again when they are there.
    pub missing: Vec<Part>,
}

/// Which entries hold the words of a part, and what each word is worth there.
#[derive(Clone, Debug, Default)]
struct Postings {
    starts: Vec<u32>,
    list: Vec<(u32, u8)>,
}

/// An index that is being searched.
#[derive(Clone, Debug)]
pub struct Search {
    root: SearchRoot,
    tongue: Tongue,
    packed_words: Vec<Option<String>>,
    words: Option<Words>,
    postings: Vec<Option<Postings>>,
    entries: Vec<Option<Vec<SearchEntry>>>,
    /// By entry: success from 0 to 31, and its set of pages.
    ranks: Vec<(u8, u32)>,
}

impl Search {
    /// Begins with the root of an index.
    #[must_use]
    pub fn new(root: SearchRoot) -> Self {
        let mut numbers = code::Numbers::new(&root.ranks);
        let count = (root.count as usize).min(lotse_model::search::MAX_SEARCH_ENTRIES);
        let mut ranks = Vec::new();
        while let (true, Some(success), Some(pages)) = (ranks.len() < count, numbers.next(), numbers.next()) {
            ranks.push((success.min(31) as u8, pages));
        }
        ranks.resize(count, (0, 0));
        Search {
            tongue: Tongue::of(&root.language),
            packed_words: vec![None; root.words.len()],
            words: None,
            postings: vec![None; root.postings.len()],
            entries: vec![None; root.entries.len()],
            ranks,
            root,
        }
    }

    /// Where a part is to be had: its SHA-256.
    #[must_use]
    pub fn shard(&self, part: Part) -> Option<&str> {
        let (list, index) = match part {
            Part::Words(index) => (&self.root.words, index),
            Part::Postings(index) => (&self.root.postings, index),
            Part::Entries(index) => (&self.root.entries, index),
        };
        list.get(index).map(|part| part.shard.as_str())
    }

    /// Takes a part in, as text. One that cannot be read counts as empty: it is not asked for again.
    pub fn add(&mut self, part: Part, text: &str) {
        match part {
            Part::Words(index) => {
                let read = lotse_model::wire::read::<SearchWords>(text).map(|part| part.words);
                if let Some(slot) = self.packed_words.get_mut(index) {
                    *slot = Some(read.unwrap_or_default());
                }
                if self.packed_words.iter().all(Option::is_some) {
                    let mut words = Words::default();
                    self.packed_words.iter().flatten().for_each(|packed| words.unpack(packed));
                    self.packed_words.iter_mut().for_each(|packed| *packed = Some(String::new()));
                    self.words = Some(words);
                }
            }
            Part::Postings(index) => {
                let read = lotse_model::wire::read::<SearchPostings>(text);
                if let Some(slot) = self.postings.get_mut(index) {
                    *slot = Some(read.map(|part| Postings::unpack(&part.postings)).unwrap_or_default());
                }
            }
            Part::Entries(index) => {
                let read = lotse_model::wire::read::<SearchEntries>(text);
                if let Some(slot) = self.entries.get_mut(index) {
                    *slot = Some(read.map(|part| part.entries).unwrap_or_default());
                }
            }
        }
    }

    /// What is shown of a hit; the part to fetch when it is not there yet.
    ///
    /// # Errors
    /// The part that is missing; nothing when the index does not have the entry.
    pub fn entry(&self, number: u32) -> Result<&SearchEntry, Option<Part>> {
        let (part, first) = part_of(&self.root.entries, number).ok_or(None)?;
        match self.entries.get(part) {
            Some(Some(entries)) => entries.get((number - first) as usize).ok_or(None),
            _ => Err(Some(Part::Entries(part))),
        }
    }

    /// How many words the dictionary holds; 0 until it is there.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.words.as_ref().map_or(0, Words::len)
    }

    /// What is needed before the first key is pressed.
    #[must_use]
    pub fn at_once(&self) -> Vec<Part> {
        let is_missing =
            |(index, packed): (usize, &Option<String>)| packed.is_none().then_some(Part::Words(index));
        self.packed_words.iter().enumerate().filter_map(is_missing).gather()
    }

    /// Answers a query as typed so far. `fits` tells whether a glob over path and query fits the present page.
    #[must_use]
    pub fn ask(&self, text: &str, fits: &dyn Fn(&str) -> bool) -> Answer {
        let Some(words) = &self.words else {
            return Answer { hits: Vec::new(), missing: self.at_once() };
        };
        let units = query::units(text, self.tongue, words, &self.root.stop_words);
        let mut sum = Sum::new(self.ranks.len());
        let mut missing = Vec::new();
        for unit in &units {
            for (word, weight) in &unit.words {
                match self.postings_of(*word) {
                    Ok(list) => {
                        list.iter().for_each(|(entry, worth)| sum.note(*entry, weight * f32::from(*worth)))
                    }
                    Err(Some(part)) if !missing.contains(&part) => missing.push(part),
                    Err(_) => {}
                }
            }
            sum.close();
        }
        Answer { hits: self.best(&sum, units.len(), fits), missing }
    }

    fn postings_of(&self, word: usize) -> Result<&[(u32, u8)], Option<Part>> {
        let (part, first) = part_of(&self.root.postings, word as u32).ok_or(None)?;
        let Some(Some(postings)) = self.postings.get(part) else { return Err(Some(Part::Postings(part))) };
        let at = word - first as usize;
        let bound = |at: usize| postings.starts.get(at).map(|start| *start as usize);
        let (Some(start), Some(end)) = (bound(at), bound(at + 1)) else { return Err(None) };
        postings.list.get(start..end).ok_or(None)
    }

    fn best(&self, sum: &Sum, units: usize, fits: &dyn Fn(&str) -> bool) -> Vec<Hit> {
        // Whether we are where a set of pages is, worked out for sets of which there is a hit.
        let mut here: Vec<Option<bool>> = vec![None; self.root.pages.len()];
        let mut hits: Vec<Hit> = Vec::new();
        for (entry, (score, met)) in sum.total.iter().enumerate() {
            if *score <= 0.0 {
                continue;
            }
            let (success, pages) = self.ranks.get(entry).copied().unwrap_or_default();
            let is_here = pages.checked_sub(1).is_some_and(|set| {
                let (Some(known), Some(pages)) =
                    (here.get_mut(set as usize), self.root.pages.get(set as usize))
                else {
                    return false;
                };
                *known.get_or_insert_with(|| pages.globs.iter().any(|glob| fits(glob)))
            });
            let share = f32::from(*met) / units as f32;
            let score = score
                * (0.5 + 0.5 * share)
                * (1.0 + SUCCESS_GAIN * f32::from(success) / 31.0)
                * if is_here { PAGE_GAIN } else { 1.0 };
            let place = hits.iter().rposition(|hit| hit.score >= score).map_or(0, |place| place + 1);
            if place < MAX_HITS {
                hits.insert(place, Hit { entry: entry as u32, score });
                hits.truncate(MAX_HITS);
            }
        }
        hits
    }
}

/// The part that holds a number, and the first number in it.
fn part_of(parts: &[SearchPart], number: u32) -> Option<(usize, u32)> {
    let index = parts.iter().rposition(|part| part.first <= number)?;
    parts.get(index).map(|part| (index, part.first))
}

impl Postings {
    /// Packed: for each word how many entries hold it; for each of these the distance from the one before, and the worth.
    fn unpack(packed: &str) -> Self {
        let mut numbers = code::Numbers::new(packed);
        let mut postings = Postings { starts: vec![0], list: Vec::new() };
        while let Some(count) = numbers.next() {
            let mut entry = 0_u32;
            for _ in 0..count {
                let (Some(distance), Some(worth)) = (numbers.next(), numbers.next()) else { break };
                entry = entry.saturating_add(distance);
                postings.list.push((entry, worth.min(255) as u8));
            }
            postings.starts.push(postings.list.len() as u32);
        }
        postings
    }
}

/// Adds up by entry: of the words that stand for one unit of the query, the best counts.
struct Sum {
    /// Score, and how many units were met.
    total: Vec<(f32, u8)>,
    best: Vec<f32>,
    touched: Vec<u32>,
}

impl Sum {
    fn new(count: usize) -> Self {
        Sum { total: vec![(0.0, 0); count], best: vec![0.0; count], touched: Vec::new() }
    }

    fn note(&mut self, entry: u32, worth: f32) {
        let Some(best) = self.best.get_mut(entry as usize) else { return };
        if *best == 0.0 {
            self.touched.push(entry);
        }
        if worth > *best {
            *best = worth;
        }
    }

    fn close(&mut self) {
        for entry in self.touched.drain(..) {
            if let (Some(best), Some(total)) =
                (self.best.get_mut(entry as usize), self.total.get_mut(entry as usize))
            {
                total.0 += *best;
                total.1 = total.1.saturating_add(1);
                *best = 0.0;
            }
        }
    }
}
