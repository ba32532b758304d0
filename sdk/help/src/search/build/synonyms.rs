//! Words that mean the same: the starting list and those of technicians. Applied to entries, so that queries need none.

use super::Settings;
use crate::search::letters::{Tongue, stem, words};

const STARTING: &str = include_str!("synonyms.txt");

/// The lines of the starting list.
pub fn starting() -> impl Iterator<Item = &'static str> {
    STARTING.lines().filter(|line| !line.starts_with('#'))
}

/// Groups of phrases, each phrase as stems.
#[derive(Debug)]
pub struct Groups(Vec<Vec<Vec<String>>>);

impl Groups {
    /// The groups of settings.
    pub fn new(settings: &Settings, tongue: Tongue) -> Self {
        let stems = |phrase: &str| -> Vec<String> {
            words(phrase, tongue).iter().map(|word| stem(&word.letters, tongue).to_owned()).collect()
        };
        let starting =
            STARTING.lines().filter(|line| settings.uses_starting_synonyms && !line.starts_with('#'));
        let starting = starting.map(|line| line.split(',').map(&stems).collect());
        let own = settings.synonyms.iter().map(|group| group.iter().map(|phrase| stems(phrase)).collect());
        Groups(starting.chain(own).collect())
    }

    /// What else a text says: phrases that mean the same as some of its own, with the share of each of their words.
    pub fn of(&self, stems: &[String]) -> Vec<(&[String], f64)> {
        let holds = |phrase: &Vec<String>| {
            !phrase.is_empty() && stems.windows(phrase.len()).any(|window| window == phrase.as_slice())
        };
        let mut out = Vec::new();
        for group in &self.0 {
            if group.iter().any(holds) {
                let others = group.iter().filter(|phrase| !holds(phrase));
                out.extend(others.map(|phrase| (phrase.as_slice(), 1.0 / (phrase.len() as f64).sqrt())));
            }
        }
        out
    }
}
