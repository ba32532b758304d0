//! Taking compounds apart: "Netzwerkdrucker" is found by "Drucker" because both of its parts are words that are known.

use std::collections::BTreeSet;

use super::Entry;
use crate::search::letters::{Tongue, stem, words};

const PARTS: &str = include_str!("parts.txt");
/// Shortest part.
const LEAST_LETTERS: usize = 4;
/// Little words that verbs begin with and that are parted from them in a sentence.
const PARTICLES: &[&str] =
    &["ab", "an", "auf", "aus", "ein", "nach", "um", "vor", "zu", "zuruck", "wieder", "weiter", "herunter"];

/// The words that compounds are made of.
#[derive(Debug)]
pub struct Compounds {
    known: BTreeSet<String>,
    tongue: Tongue,
}

impl Compounds {
    /// Out of a library's own words and, for German, a list of common ones.
    pub fn new(entries: &[Entry], tongue: Tongue, stop_words: &[String]) -> Self {
        let mut known = BTreeSet::new();
        let mut learn = |text: &str| {
            for word in words(text, tongue) {
                if word.letters.len() >= LEAST_LETTERS && !stop_words.contains(&word.letters) {
                    known.insert(stem(&word.letters, tongue).to_owned());
                }
            }
        };
        for entry in entries {
            learn(&entry.title);
            learn(&entry.summary);
            entry.symptoms.iter().for_each(|symptom| learn(symptom));
        }
        if tongue == Tongue::German {
            PARTS.lines().filter(|line| !line.starts_with('#')).for_each(learn);
        }
        Compounds { known, tongue }
    }

    /// The stems of the parts of a word; nothing when it is none, or all of one piece.
    pub fn parts(&self, letters: &str) -> Vec<String> {
        self.split(letters, 4)
            .filter(|parts| parts.len() > 1 || parts.iter().any(|part| part != letters))
            .unwrap_or_default()
    }

    /// Fewest parts, the longest first among equals.
    fn split(&self, letters: &str, most: usize) -> Option<Vec<String>> {
        let mut best: Option<Vec<String>> = None;
        for end in (1..letters.len()).rev() {
            let (Some(head), Some(tail)) = (letters.get(..end), letters.get(end..)) else { continue };
            let is_particle = self.tongue == Tongue::German && PARTICLES.contains(&head);
            let first = if is_particle { Some(Vec::new()) } else { self.head(head).map(|head| vec![head]) };
            let Some(mut parts) = first else { continue };
            let whole = self.known(tail).map(|tail| vec![tail]);
            let rest = whole.or_else(|| if most > 1 { self.split(tail, most - 1) } else { None });
            let Some(rest) = rest else { continue };
            parts.extend(rest);
            if best.as_ref().is_none_or(|best| parts.len() < best.len()) {
                best = Some(parts);
            }
        }
        best
    }

    /// A part that others follow: itself, or without the letters that link it.
    fn head(&self, letters: &str) -> Option<String> {
        let links: &[&str] =
            if self.tongue == Tongue::German { &["s", "n", "en", "es", "er", "e"] } else { &[] };
        self.known(letters).or_else(|| {
            links.iter().filter_map(|link| letters.strip_suffix(link)).find_map(|head| self.known(head))
        })
    }

    fn known(&self, letters: &str) -> Option<String> {
        let root = stem(letters, self.tongue);
        (letters.len() >= LEAST_LETTERS && self.known.contains(root)).then(|| root.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_taken_apart() {
        let compounds = Compounds::new(&[], Tongue::German, &[]);
        let parts = |word: &str| compounds.parts(&words(word, Tongue::German)[0].letters).join(" ");
        assert_eq!(parts("Netzwerkdrucker"), "netzwerk druck");
        assert_eq!(parts("Urlaubsantrag"), "urlaub antrag");
        assert_eq!(parts("Arbeitszeitkonto"), "arbeit zeit konto");
        assert_eq!(parts("ausdrucken"), "druck");
        assert_eq!(parts("Drucker"), "");
        assert_eq!(parts("Quastenflosser"), "");
    }
}
