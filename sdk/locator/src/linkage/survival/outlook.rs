//! A score under way: what every change does to the element is tried one small part after the other, so that the page which is
//! looked at can have its turn in between.

use super::mutate::{KINDS, Kind, TOGETHER, mutate};
use super::tree::Tree;
use super::{ADVISED, Advice, Survival, Trial, WORTH, judge, score};
use crate::linkage::evidence::Evidence;
use crate::linkage::page::Page;
use crate::linkage::record::{candidate, record};
use crate::linkage::resolve::Model;
use crate::linkage::sighting::Sighting;

/// Nodes that one part looks at: as many as a browser takes a few milliseconds for.
const PART: u32 = 1_000;
/// An attribute is tried on changes that the element survives less surely than this, in 256ths of a natural logarithm of the odds.
const SURE: i32 = 1_024;
/// What else is changed where the element is taken out: nothing may be taken for it, whatever else has changed.
const WITHOUT: [&[Kind]; 4] = [&[], &[Kind::Order], &[Kind::Growth], &[Kind::Translation]];

/// A change to be tried.
#[derive(Clone, Copy, Debug)]
struct Change {
    kinds: &'static [Kind],
    takes_out: bool,
}

/// Every change, the page as it is first.
fn changes() -> impl DoubleEndedIterator<Item = Change> {
    let unchanged: &[Kind] = &[];
    let there = core::iter::once(unchanged).chain(KINDS.iter().map(core::slice::from_ref)).chain(TOGETHER);
    let there = there.map(|kinds| Change { kinds, takes_out: false });
    there.chain(WITHOUT.into_iter().map(|kinds| Change { kinds, takes_out: true }))
}

/// A changed page that is being looked at.
#[derive(Debug)]
struct Open {
    change: Change,
    place: Option<u32>,
    sighting: Sighting,
    /// Whether all of it has been looked at.
    is_seen: bool,
}

/// One evidence, tried on changes of the page that it was recorded on.
#[derive(Debug)]
struct Round {
    tree: Tree,
    evidence: Option<Evidence>,
    /// Backwards, so that the next is the last.
    left: Vec<Change>,
    open: Option<Open>,
    trials: Vec<Trial>,
}

impl Round {
    /// The first change is none: on that page the evidence is recorded.
    fn new(tree: Tree, changes: impl DoubleEndedIterator<Item = Change>) -> Round {
        Round { tree, evidence: None, left: changes.rev().collect(), open: None, trials: Vec::new() }
    }

    /// Whether that was the last part.
    fn step(&mut self, target: usize, model: &Model) -> bool {
        let Some(mut open) = self.open.take() else {
            let Some(change) = self.left.pop() else { return true };
            let mut changed = self.tree.clone();
            change.kinds.iter().for_each(|kind| mutate(&mut changed, target, *kind));
            if change.takes_out {
                changed.remove(target);
            }
            let (flat, place) = changed.write(target);
            self.open = Some(Open { change, place, sighting: Sighting::new(flat), is_seen: false });
            return false;
        };
        if !open.is_seen {
            open.is_seen = open.sighting.look(PART);
            self.open = Some(open);
            return false;
        }
        let survey = open.sighting.survey();
        if self.evidence.is_none() {
            let index = open.place.and_then(|place| candidate(&survey, place));
            self.evidence = index.and_then(|index| record(&survey, index));
        }
        // What can be no target has nothing to be tried.
        let Some(evidence) = &self.evidence else { return true };
        self.trials.push(judge(&survey, open.place, evidence, open.change.kinds, model));
        self.left.is_empty()
    }
}

/// What is computed, part by part.
#[derive(Debug)]
pub struct Outlook {
    tree: Tree,
    target: usize,
    round: Round,
    /// The element as it is, once it has been tried.
    survival: Option<Survival>,
    /// Attributes that are still to be tried, the next first; before them, the one that is being tried.
    advised: core::slice::Iter<'static, (&'static str, &'static str)>,
    attribute: Option<&'static str>,
    is_done: bool,
}

impl Outlook {
    /// Copies a page, to try one of its nodes.
    #[must_use]
    pub fn new(page: &Page<'_>, node: u32) -> Outlook {
        let tree = Tree::of(page);
        let round = Round::new(tree.clone(), changes());
        let advised = ADVISED.iter();
        Outlook {
            tree,
            target: node as usize,
            round,
            survival: None,
            advised,
            attribute: None,
            is_done: false,
        }
    }

    /// Does a small part of the work; whether it was the last.
    pub fn step(&mut self, model: &Model) -> bool {
        if !self.is_done && self.round.step(self.target, model) {
            self.conclude();
        }
        self.is_done
    }

    /// What is known so far: nothing before the element itself has been tried on every change, or when it can be no target; advice
    /// when all is done.
    #[must_use]
    pub fn survival(&self) -> Option<&Survival> {
        self.survival.as_ref()
    }

    fn conclude(&mut self) {
        let trials = core::mem::take(&mut self.round.trials);
        match (&mut self.survival, self.attribute) {
            (None, _) if trials.is_empty() => self.is_done = true,
            (None, _) => {
                let survival = Survival::of(trials);
                self.is_done = survival.score >= 100 - WORTH;
                self.survival = Some(survival);
            }
            (Some(survival), Some(attribute)) => survival.consider(attribute, &trials),
            (Some(_), None) => {}
        }
        if !self.is_done {
            self.try_attribute();
        }
    }

    /// Begins with the next attribute that the element lacks.
    fn try_attribute(&mut self) {
        let unsure: Vec<Change> = changes()
            .zip(self.survival.iter().flat_map(|survival| &survival.trials))
            .enumerate()
            .filter(|(at, (_, trial))| *at == 0 || !trial.is_gone && trial.certainty < SURE)
            .map(|(_, (change, _))| change)
            .collect();
        for (attribute, value) in self.advised.by_ref() {
            let mut tree = self.tree.clone();
            let Some(element) = tree.nodes.get_mut(self.target) else { continue };
            if element.attribute(attribute).is_empty() {
                element.put(attribute, value);
                self.attribute = Some(attribute);
                self.round = Round::new(tree, unsure.into_iter());
                return;
            }
        }
        self.is_done = true;
    }
}

impl Survival {
    /// Keeps an attribute as advice when it helps more than what was tried before. What the element survives surely without it,
    /// it survives with it.
    fn consider(&mut self, attribute: &'static str, trials: &[Trial]) {
        let is_tried =
            |old: &Trial| trials.iter().any(|new| new.kinds == old.kinds && new.is_gone == old.is_gone);
        let mut all: Vec<Trial> = self.trials.iter().filter(|old| !is_tried(old)).cloned().collect();
        all.extend_from_slice(trials);
        let score = score(&all);
        let best = self.advice.as_ref().map_or(self.score.saturating_add(WORTH - 1), |advice| advice.score);
        if score > best {
            self.advice = Some(Advice { attribute, score });
        }
    }
}
