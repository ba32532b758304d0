//! The library that is searched, as it is and enlarged, and what our search makes of it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use lotse_editor::compile::name_of;
use lotse_help::search::build::{Entry, Index, Settings, build};
use lotse_help::search::{Part, Search};
use lotse_help::simulation::Random;
use lotse_model::search::EntryKind;
use serde::Deserialize;

/// The library's file.
#[derive(Deserialize)]
pub struct Library(Vec<Item>);

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(flatten)]
    texts: BTreeMap<String, Texts>,
}

#[derive(Deserialize)]
struct Texts {
    title: String,
    summary: String,
    symptoms: Vec<String>,
}

/// What was measured over a large library.
pub struct Measured {
    pub largest_shard: usize,
    pub shards: usize,
    pub bytes: usize,
    pub words: usize,
    pub fetched: f64,
    pub times: Vec<f64>,
}

/// Reads the library.
///
/// # Errors
/// When it cannot be read.
pub fn read(file: &Path) -> Result<Library> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))
}

impl Library {
    /// Its entries in a language.
    pub fn entries(&self, language: &str) -> Vec<Entry> {
        let of = |item: &Item| {
            let texts = item.texts.get(language)?;
            Some(Entry {
                id: item.id.clone(),
                kind: EntryKind::Problem,
                title: texts.title.clone(),
                symptoms: texts.symptoms.clone(),
                summary: texts.summary.clone(),
                pages: Vec::new(),
                solved_permille: None,
            })
        };
        self.0.iter().filter_map(of).collect()
    }

    /// So many entries: sentences of the library mixed, each entry with words of its own besides, as a large library would have.
    pub fn enlarged(&self, language: &str, count: usize) -> Vec<Entry> {
        let entries = self.entries(language);
        let mut random = Random::new(count as u64);
        let pick = |random: &mut Random| entries.get(random.below(entries.len()));
        let syllables = [
            "ka", "to", "mer", "lin", "sau", "bre", "vo", "nik", "pel", "dra", "fu", "gos", "hil", "jem",
            "wor", "zet",
        ];
        let mut name = || -> String {
            (0..random.between(2, 4))
                .filter_map(|_| syllables.get(random.below(syllables.len())))
                .copied()
                .collect()
        };
        let names: Vec<String> = (0..20_000).map(|_| name()).collect();
        let own = |random: &mut Random| names.get(random.below(names.len())).cloned().unwrap_or_default();
        (0..count)
            .filter_map(|number| {
                let (first, second, third) = (pick(&mut random)?, pick(&mut random)?, pick(&mut random)?);
                Some(Entry {
                    id: format!("{}-{number}", first.id),
                    title: format!("{} {}", first.title, own(&mut random)),
                    symptoms: first.symptoms.iter().chain(&second.symptoms).cloned().collect(),
                    summary: format!("{} {} {}", second.summary, third.summary, own(&mut random)),
                    ..first.clone()
                })
            })
            .collect()
    }

    /// The first three ids for every query.
    pub fn answers(entries: &[Entry], settings: &Settings, queries: &[&str]) -> Vec<Vec<String>> {
        let mut search = Loaded::new(entries, settings);
        queries.iter().map(|query| search.first_three(query)).collect()
    }

    /// Sizes, and the time of every keypress of every query once all parts are there.
    pub fn times(entries: &[Entry], settings: &Settings, queries: &[&str]) -> Measured {
        let mut loaded = Loaded::new(entries, settings);
        let mut fetched = Vec::new();
        for query in queries {
            // As if each were the first one.
            let mut fresh = loaded.clone();
            fetched.push(fresh.ask(query).1 as f64);
        }
        let mut times = Vec::new();
        for query in queries {
            let ends: Vec<usize> = query.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
            for typed in ends.iter().filter_map(|end| query.get(..*end)) {
                loaded.ask(typed);
                let before = super::super::own_time_ms();
                let answer = loaded.search.ask(typed, &|_| true);
                times.push(super::super::own_time_ms() - before);
                assert!(answer.missing.is_empty(), "everything is there");
            }
        }
        let sizes: Vec<usize> = loaded.parts.values().map(String::len).collect();
        Measured {
            largest_shard: sizes.iter().copied().chain([loaded.root_bytes]).max().unwrap_or_default(),
            shards: sizes.len() + 1,
            bytes: sizes.iter().sum::<usize>() + loaded.root_bytes,
            words: loaded.search.word_count(),
            fetched: fetched.iter().sum::<f64>() / fetched.len() as f64,
            times,
        }
    }
}

/// A search whose parts are at hand.
#[derive(Clone)]
struct Loaded {
    search: Search,
    parts: BTreeMap<String, String>,
    root_bytes: usize,
}

impl Loaded {
    fn new(entries: &[Entry], settings: &Settings) -> Self {
        let Index { root, shards } = build(entries, settings, &name_of);
        let root_bytes = lotse_model::wire::Wire::give(&root).write().len();
        let mut loaded =
            Loaded { search: Search::new(root), parts: shards.into_iter().collect(), root_bytes };
        loaded.search.at_once().into_iter().for_each(|part| loaded.fetch(part));
        loaded
    }

    fn fetch(&mut self, part: Part) {
        let text = self.search.shard(part).and_then(|name| self.parts.get(name)).cloned();
        self.search.add(part, &text.unwrap_or_default());
    }

    /// Asks until nothing is missing; also how many parts that took.
    fn ask(&mut self, query: &str) -> (lotse_help::search::Answer, usize) {
        let mut fetched = 0;
        loop {
            let answer = self.search.ask(query, &|_| true);
            if answer.missing.is_empty() {
                return (answer, fetched);
            }
            fetched += answer.missing.len();
            answer.missing.into_iter().for_each(|part| self.fetch(part));
        }
    }

    fn first_three(&mut self, query: &str) -> Vec<String> {
        let (answer, _) = self.ask(query);
        let mut out = Vec::new();
        for hit in answer.hits.iter().take(3) {
            if let Err(Some(part)) = self.search.entry(hit.entry) {
                self.fetch(part);
            }
            out.extend(self.search.entry(hit.entry).ok().map(|entry| entry.id.clone()));
        }
        out
    }
}
