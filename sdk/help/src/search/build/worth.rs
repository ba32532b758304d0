//! What each word is worth in each entry: BM25F, as whole numbers from 1 to 31.

use std::collections::BTreeMap;

use super::{Compounds, Entry, Groups};
use crate::search::letters::{Tongue, origin, stem, words};

/// How soon more occurrences stop counting.
const SATURATION: f64 = 1.2;
/// How much the length of a field counts.
const LENGTH: f64 = 0.5;
/// Weight of title, symptoms and summary.
const FIELDS: [f64; 3] = [3.0, 2.2, 1.0];
/// What a part of a compound counts.
const PART: f64 = 0.6;
/// What a synonym counts.
const SYNONYM: f64 = 0.7;
/// The greatest worth: one digit when packed.
const MOST: f64 = 31.0;

/// Occurrences of words in one field, weighted.
type Counts = BTreeMap<String, f64>;

/// Every word with its entries and what it is worth there, sorted.
pub fn table(
    entries: &[Entry],
    tongue: Tongue,
    stop_words: &[String],
    compounds: &Compounds,
    groups: &Groups,
) -> Vec<(String, Vec<(u32, u8)>)> {
    let reader = Reader { tongue, stop_words, compounds, groups };
    let fields: Vec<[(Counts, f64); 3]> = entries
        .iter()
        .map(|entry| {
            let symptoms: Vec<&str> = entry.symptoms.iter().map(String::as_str).collect();
            [reader.field(&[&entry.title]), reader.field(&symptoms), reader.field(&[&entry.summary])]
        })
        .collect();
    let count = entries.len().max(1) as f64;
    let mean = |field: usize| {
        fields.iter().filter_map(|entry| entry.get(field)).map(|(_, length)| length).sum::<f64>() / count
    };
    let means = [mean(0), mean(1), mean(2)];
    let mut worth: BTreeMap<String, Vec<(u32, f64)>> = BTreeMap::new();
    for (number, entry) in fields.iter().enumerate() {
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for (((counts, length), weight), mean) in entry.iter().zip(FIELDS).zip(means) {
            let against = 1.0 - LENGTH + LENGTH * length / mean.max(1.0);
            for (word, occurrences) in counts {
                *sums.entry(word).or_default() += weight * occurrences / against;
            }
        }
        for (word, sum) in sums {
            worth.entry(word.to_owned()).or_default().push((number as u32, sum));
        }
    }
    let rarity =
        |list: &[(u32, f64)]| (1.0 + (count - list.len() as f64 + 0.5) / (list.len() as f64 + 0.5)).ln();
    let most = worth.values().map(|list| rarity(list)).fold(f64::MIN_POSITIVE, f64::max);
    worth
        .into_iter()
        .map(|(word, list)| {
            let rarity = rarity(&list) / most;
            let whole = |sum: f64| (MOST * rarity * sum / (sum + SATURATION)).round().clamp(1.0, MOST) as u8;
            let list = list.iter().map(|(entry, sum)| (*entry, whole(*sum))).collect();
            (word, list)
        })
        .collect()
}

struct Reader<'a> {
    tongue: Tongue,
    stop_words: &'a [String],
    compounds: &'a Compounds,
    groups: &'a Groups,
}

impl Reader<'_> {
    /// The words of a field's texts, and its length in words.
    fn field(&self, texts: &[&str]) -> (Counts, f64) {
        let mut counts = Counts::new();
        let mut length = 0.0;
        for text in texts {
            let stems = self.own(text, &mut counts, &mut length);
            let mut said: BTreeMap<String, f64> = BTreeMap::new();
            for (phrase, share) in self.groups.of(&stems) {
                for word in phrase.iter().filter(|word| !self.stop_words.contains(word)) {
                    let slot = said.entry(word.clone()).or_default();
                    *slot = slot.max(SYNONYM * share);
                }
            }
            for (word, share) in said {
                let slot = counts.entry(word).or_default();
                *slot = slot.max(share);
            }
        }
        (counts, length)
    }

    /// Notes the words that stand in a text, with their parts; gives back the stems in order, parts behind them.
    fn own(&self, text: &str, counts: &mut Counts, length: &mut f64) -> Vec<String> {
        let mut stems: Vec<String> = Vec::new();
        let mut parts: Vec<String> = Vec::new();
        let mut before = String::new();
        for word in words(text, self.tongue) {
            let root = stem(&word.letters, self.tongue).to_owned();
            stems.push(root.clone());
            if self.stop_words.contains(&word.letters) {
                before = word.letters;
                continue;
            }
            *length += 1.0;
            *counts.entry(root).or_default() += 1.0;
            if let Some(origin) = origin(&word.letters, self.tongue) {
                *counts.entry(origin.to_owned()).or_default() += PART;
            }
            for part in self.compounds.parts(&word.letters) {
                *counts.entry(part.clone()).or_default() += PART;
                parts.push(part);
            }
            if word.is_joined {
                let joined = [before.as_str(), &word.letters].concat();
                *counts.entry(stem(&joined, self.tongue).to_owned()).or_default() += 1.0;
            }
            before = word.letters;
        }
        // A gap, so that no phrase reaches from the text into the parts.
        stems.push(String::new());
        stems.extend(parts);
        stems
    }
}
