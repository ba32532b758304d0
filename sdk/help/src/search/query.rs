//! What a query may mean: for each of its words, the words of the dictionary that can stand for it, and how well.

use super::MAX_QUERY_WORDS;
use super::letters::{Tongue, Word, origin, stem, words};
use super::words::Words;
use lotse_model::gather::{Gather as _, keep};

/// Most words that stand for one because they begin like it.
const MAX_BEGINNINGS: usize = 24;
/// Most words that stand for one because they are alike.
const MAX_ALIKE: usize = 12;
/// Shortest part that counts where the rest of a compound is not known.
const LEAST_END: usize = 4;
/// How well a word stands for another one of the same origin.
const ORIGIN: f32 = 0.6;
/// Shortest part of a compound.
const LEAST_PART: usize = 3;

/// One thing that is asked for.
#[derive(Debug, Default)]
pub struct Unit {
    /// Numbers of words, and how well each stands for it, up to 1.
    pub words: Vec<(usize, f32)>,
}

impl Unit {
    fn add(&mut self, word: usize, weight: f32) {
        match self.words.iter_mut().find(|(known, _)| *known == word) {
            Some(known) => known.1 = known.1.max(weight),
            None => self.words.push((word, weight)),
        }
    }
}

/// The units of a query.
pub fn units(text: &str, tongue: Tongue, dictionary: &Words, stop_words: &[String]) -> Vec<Unit> {
    let all: Vec<Word> = words(text, tongue).into_iter().take(MAX_QUERY_WORDS).gather();
    let says_nothing = |word: &&Word| stop_words.contains(&word.letters);
    let list: Vec<&Word> = if all.iter().all(|word| says_nothing(&word)) {
        all.iter().gather()
    } else {
        all.iter().filter(|word| !says_nothing(word)).gather()
    };
    let mut units = Vec::new();
    let mut at = 0;
    while let Some(word) = list.get(at) {
        at += 1;
        if let Some(next) = list.get(at)
            && let Some(whole) = dictionary.find(stem(&both(&word.letters, &next.letters), tongue))
        {
            // Written apart here, together there. The parts may be meant each for itself all the same.
            let mut unit = Unit { words: vec![(whole, 1.0)] };
            for part in [word, next] {
                dictionary.find(stem(&part.letters, tongue)).into_iter().for_each(|part| unit.add(part, 0.6));
            }
            units.push(unit);
            at += 1;
            continue;
        }
        one(&word.letters, tongue, dictionary, &mut units);
    }
    keep(&mut units, |unit| !unit.words.is_empty());
    units
}

fn both(one: &str, other: &str) -> String {
    let mut letters = one.to_owned();
    letters.push_str(other);
    letters
}

/// What one word may mean: mostly one unit, for a compound one for each part.
fn one(letters: &str, tongue: Tongue, dictionary: &Words, units: &mut Vec<Unit>) {
    let root = stem(letters, tongue);
    let mut unit = Unit::default();
    let exact = dictionary.find(root);
    exact.into_iter().for_each(|word| unit.add(word, 1.0));
    if root.len() >= 3 {
        for word in dictionary.beginning(root).take(MAX_BEGINNINGS) {
            let share = root.len() as f32 / dictionary.get(word).len() as f32;
            unit.add(word, 0.8 * share);
        }
    }
    if let Some(word) = origin(letters, tongue).and_then(|origin| dictionary.find(origin)) {
        unit.add(word, ORIGIN);
    }
    if exact.is_some() {
        units.push(unit);
        return;
    }
    let most = match root.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let mut nearest = u8::MAX;
    if most > 0 {
        let mut alike: Vec<(u8, usize)> = Vec::new();
        dictionary.alike(root, most, &mut |word, edits| alike.push((edits, word)));
        lotse_model::order::sort(&mut alike);
        nearest = alike.first().map_or(u8::MAX, |first| first.0);
        for (edits, word) in alike.into_iter().take(MAX_ALIKE) {
            let is_same_start = dictionary.get(word).bytes().next() == root.bytes().next();
            let weight = if edits == 1 { 0.8 } else { 0.55 };
            unit.add(word, if is_same_start { weight } else { weight * 0.8 });
        }
    }
    if nearest > 1 {
        let parts = split(letters, tongue, dictionary, 3);
        match parts {
            Some(parts) => parts.into_iter().map(|part| Unit { words: vec![(part, 0.9)] }).add_to(units),
            None => ends(letters, tongue, dictionary).into_iter().add_to(units),
        }
    }
    units.push(unit);
}

/// The longest known words at the beginning and at the end of a compound that is not known as a whole.
fn ends(letters: &str, tongue: Tongue, dictionary: &Words) -> Vec<Unit> {
    let known = |part: &str| {
        let word = dictionary.find(stem(part, tongue)).map(|word| (word, 0.7));
        let from = || {
            origin(part, tongue).and_then(|origin| dictionary.find(origin)).map(|word| (word, 0.7 * ORIGIN))
        };
        if part.len() < LEAST_END { None } else { word.or_else(from) }
    };
    let mut units = Vec::new();
    let head = (LEAST_END..letters.len()).rev().find_map(|end| {
        let part = letters.get(..end)?;
        known(part).or_else(|| linked(part, tongue).find_map(known)).map(|word| (word, end))
    });
    head.map(|(word, _)| Unit { words: vec![word] }).into_iter().add_to(&mut units);
    let from = head.map_or(1, |(_, end)| end);
    let tail = (from..letters.len()).find_map(|start| known(letters.get(start..)?));
    tail.map(|word| Unit { words: vec![word] }).into_iter().add_to(&mut units);
    units
}

/// The words that a compound is made of, few and long ones preferred. Between them may stand what German puts there.
fn split(letters: &str, tongue: Tongue, dictionary: &Words, most: usize) -> Option<Vec<usize>> {
    let find = |part: &str| (part.len() >= LEAST_PART).then(|| dictionary.find(stem(part, tongue))).flatten();
    if most == 0 {
        return None;
    }
    let mut best: Option<Vec<usize>> = None;
    for end in (LEAST_PART..=letters.len().saturating_sub(LEAST_PART)).rev() {
        let (Some(head), Some(tail)) = (letters.get(..end), letters.get(end..)) else { continue };
        let Some(first) = find(head).or_else(|| linked(head, tongue).find_map(find)) else { continue };
        let rest = find(tail).map(|last| vec![last]).or_else(|| split(tail, tongue, dictionary, most - 1));
        let Some(rest) = rest else { continue };
        if best.as_ref().is_none_or(|best| rest.len() + 1 < best.len()) {
            best = Some(core::iter::once(first).chain(rest).collect());
        }
    }
    best
}

/// A part without the letters that link it to the next one.
fn linked(head: &str, tongue: Tongue) -> impl Iterator<Item = &str> {
    let links: &[&str] = if tongue == Tongue::German { &["s", "n", "en", "es", "er", "e"] } else { &[] };
    links.iter().filter_map(move |link| head.strip_suffix(link))
}
