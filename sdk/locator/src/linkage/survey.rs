//! All elements of a page that a target can be, as numbers, and how often each value occurs.

use super::hash::{self, Hash};
use super::own::{Said, Surroundings};
use super::page::{NONE, Page};
use super::print::*;
use crate::weight::bits;

/// How far an element looks around, in stops.
const NEAR: usize = 3;
/// What is rare among a few candidates need not be rare: a page is taken to have at least so many.
const LEAST_POPULATION: u32 = 48;
/// Most that rarity counts, in sixteenths of a bit.
const MOST_RARITY: i32 = 160;
/// The candidates of a page.
#[derive(Debug, Default)]
pub struct Survey {
    /// One for each candidate, in document order.
    pub prints: Vec<Print>,
    /// Their texts, by the same index.
    pub said: Vec<Said>,
    /// Values of single features, sorted, as often as they occur.
    pub counts: Vec<Vec<Hash>>,
    /// Values of sets, likewise.
    pub set_counts: Vec<Vec<Hash>>,
    /// Distinct values by source, sorted.
    pub stock: Vec<Vec<Hash>>,
    /// Width and height of the page.
    pub extent: [i32; 2],
    /// The language of the page.
    pub language: Hash,
}

impl Survey {
    /// What stands before and after each: stops are what is operated or says something, and is in no other stop.
    pub(super) fn relate(&mut self, page: &Page<'_>) {
        let mut stops: Vec<usize> = Vec::new();
        let mut end = 0;
        for (index, print) in self.prints.iter().enumerate() {
            if print.at >= end && (print.is_operable || print.get(TEXT) != 0 && print.get(INNER) == 0) {
                stops.push(index);
                if print.is_operable {
                    end = page.node(print.at).map_or(0, |node| node.end);
                }
            }
        }
        let mut changes = Vec::new();
        for print in &self.prints {
            let end = page.node(print.at).map_or(0, |node| node.end);
            let place = |index: &usize| self.prints.get(*index).map_or(0, |print| print.at);
            let before = stops.partition_point(|stop| place(stop) < print.at);
            let after = stops.partition_point(|stop| place(stop) < end);
            let stop = |at: usize| stops.get(at).and_then(|index| self.prints.get(*index));
            let word = |print: &Print| {
                [NAME, TEXT, HINT, LABEL]
                    .iter()
                    .map(|feature| print.get(*feature))
                    .find(|value| *value != 0)
                    .unwrap_or_default()
            };
            let token = |print: &Print| {
                [FIELD, LINK, ID, FOR, VALUE]
                    .iter()
                    .map(|feature| print.get(*feature))
                    .find(|value| *value != 0)
                    .unwrap_or_default()
            };
            let kind = |print: &Print| {
                let role = hash::join(print.get(ROLE), print.get(TYPE));
                hash::join(role, if print.get(ICON) != 0 { print.get(ICON) } else { 7 })
            };
            let mut near: [Vec<Hash>; 3] = Default::default();
            let mut single = [0; 6];
            for step in 1..=NEAR {
                for (side, found) in
                    [before.checked_sub(step).and_then(stop), stop(after + step - 1)].into_iter().enumerate()
                {
                    let Some(found) = found else { continue };
                    let [words, tokens, icons] = &mut near;
                    words.push(word(found));
                    tokens.push(token(found));
                    icons.push(found.get(ICON));
                    // Text, kind and token of the nearest, each before and after.
                    for (place, value) in [word(found), kind(found), token(found)].into_iter().enumerate() {
                        if let Some(single) = single.get_mut(place * 2 + side).filter(|_| step == 1) {
                            *single = value;
                        }
                    }
                }
            }
            changes.push((single, near));
        }
        for (print, (single, near)) in self.prints.iter_mut().zip(changes) {
            for (feature, value) in
                [BEFORE, AFTER, KIND_BEFORE, KIND_AFTER, TOKEN_BEFORE, TOKEN_AFTER].into_iter().zip(single)
            {
                print.put(feature, value);
            }
            for (feature, values) in [NEAR_WORDS, NEAR_TOKENS, NEAR_ICONS].into_iter().zip(near) {
                print.put_set(feature, values);
            }
        }
    }

    /// Places among those of the same kind, in the nearest container and in the page, from both ends.
    pub(super) fn order(&mut self, page: &Page<'_>, surroundings: &[Surroundings<'_>]) {
        let kind = |print: &Print| hash::join(print.get(ROLE), print.get(TYPE)).max(1);
        let container = |print: &Print| {
            surroundings.get(page.parent(print.at) as usize).map_or(NONE, |above| above.container)
        };
        let mut keyed: Vec<(u32, Hash, usize)> = self
            .prints
            .iter()
            .enumerate()
            .map(|(index, print)| (container(print), kind(print), index))
            .collect();
        for (first, last) in [(FIRST, LAST), (FIRST_ALL, LAST_ALL)] {
            keyed.sort_unstable();
            let mut start = 0;
            while start < keyed.len() {
                let key = keyed.get(start).map(|(holder, kind, _)| (*holder, *kind));
                let length = keyed
                    .iter()
                    .skip(start)
                    .take_while(|(holder, kind, _)| key == Some((*holder, *kind)))
                    .count();
                for (place, (_, _, index)) in keyed.iter().skip(start).take(length).enumerate() {
                    if let Some(print) = self.prints.get_mut(*index) {
                        print.put(first, place as u32 + 1);
                        print.put(last, (length - place) as u32);
                    }
                }
                start += length.max(1);
            }
            keyed.iter_mut().for_each(|(holder, ..)| *holder = 0);
        }
    }

    /// How often each value of some single features occurs; all of them in order, from the first.
    pub(super) fn count_singles(&mut self, features: core::ops::Range<usize>) {
        for feature in features {
            let values = self.count_single(feature);
            self.counts.push(values);
        }
    }

    /// What is left once single features are counted.
    pub(super) fn take_stock(&mut self, page: &Page<'_>) {
        self.extent = page.node(0).map_or([1, 1], |node| [node.area[2].max(1), node.area[3].max(1)]);
        self.language = hash::of_word(page.attribute(0, "lang").split('-').next().unwrap_or_default());
        let sorted = |mut all: Vec<Hash>| {
            all.sort_unstable();
            all
        };
        let set = |feature: usize| {
            sorted(self.prints.iter().flat_map(|print| print.set(feature)).copied().collect())
        };
        let set_counts: Vec<Vec<Hash>> = (0..SET).map(set).collect();
        let stock = |singles: &[usize], sets: &[usize]| {
            let mut all: Vec<Hash> =
                singles.iter().filter_map(|feature| self.counts.get(*feature)).flatten().copied().collect();
            all.extend(sets.iter().filter_map(|feature| set_counts.get(*feature)).flatten());
            all.sort_unstable();
            all.dedup();
            all
        };
        self.stock = vec![
            Vec::new(),
            stock(&[NAME, TEXT], &[]),
            stock(&[ID], &[]),
            stock(&[FIELD], &[ATTRIBUTES]),
            stock(&[], &[CLASSES]),
            stock(&[LINK], &[]),
        ];
        self.set_counts = set_counts;
    }

    /// The values of a single feature in order, after telling every candidate how rare its own is.
    fn count_single(&mut self, feature: usize) -> Vec<Hash> {
        let population = bits((self.prints.len() as u32).max(LEAST_POPULATION));
        let rarity = |count: usize| (population - bits(count as u32)).clamp(0, MOST_RARITY) as u8;
        let values =
            self.prints.iter().zip(0_u64..).map(|(print, at)| u64::from(print.get(feature)) << 32 | at);
        let mut keyed: Vec<u64> = values.collect();
        keyed.sort_unstable();
        for same in keyed.chunk_by(|one, other| one >> 32 == other >> 32) {
            let is_nothing = same.first().is_some_and(|key| key >> 32 == 0);
            let rarity = rarity(if is_nothing { 0 } else { same.len() });
            for key in same {
                let print = self.prints.get_mut((key & u64::from(u32::MAX)) as usize);
                if let Some(place) = print.and_then(|print| print.rarity.get_mut(feature)) {
                    *place = rarity;
                }
            }
        }
        keyed.iter().map(|key| (key >> 32) as Hash).filter(|value| *value != 0).collect()
    }

    /// How rare a value of a set is, in sixteenths of a bit.
    #[must_use]
    pub fn set_rarity(&self, feature: usize, value: Hash) -> i32 {
        let population = bits((self.prints.len() as u32).max(LEAST_POPULATION));
        (population - bits(self.set_frequency(feature, value).max(1))).clamp(0, MOST_RARITY)
    }

    /// How many candidates have this value.
    #[must_use]
    pub fn frequency(&self, feature: usize, value: Hash) -> u32 {
        self.counts.get(feature).map_or(0, |list| occurrences(list, value))
    }

    /// How many candidates have this value in a set.
    #[must_use]
    pub fn set_frequency(&self, feature: usize, value: Hash) -> u32 {
        self.set_counts.get(feature).map_or(0, |list| occurrences(list, value))
    }
}

fn occurrences(list: &[Hash], value: Hash) -> u32 {
    (list.partition_point(|other| *other <= value) - list.partition_point(|other| *other < value)) as u32
}
