//! Proving all guides of a project: each with what its sub-guides can do.

use std::collections::{BTreeMap, BTreeSet};

use lotse_model::basic::GuideId;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::step::{Outcome, Step};

use super::graph::{Ends, Graph, Known};
use crate::finding::Finding;

/// Deepest nesting of sub-guides.
pub const MAX_SUB_GUIDE_DEPTH: usize = 8;

/// A set of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes(u8);

impl Outcomes {
    /// Every outcome.
    pub const ALL: Outcomes = Outcomes(7);

    /// One outcome.
    #[must_use]
    pub fn of(outcome: Outcome) -> Self {
        Outcomes(match outcome {
            Outcome::Solved => 1,
            Outcome::Stopped => 2,
            Outcome::Escalated => 4,
        })
    }

    /// These and those.
    #[must_use]
    pub fn with(self, more: Outcomes) -> Self {
        Outcomes(self.0 | more.0)
    }

    /// Whether this outcome is among them.
    #[must_use]
    pub fn can(self, outcome: Outcome) -> bool {
        self.0 & Outcomes::of(outcome).0 != 0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Proves every guide of a project; each comes with the name of its file.
#[must_use]
pub fn prove(guides: &[(String, Guide)]) -> Vec<Finding> {
    let mut project = Project { guides: BTreeMap::new(), done: BTreeMap::new(), findings: Vec::new() };
    for (file, guide) in guides {
        // Of guides with the same id, which are reported elsewhere, the first is meant.
        project.guides.entry(&guide.id).or_insert((file, guide));
    }
    for (file, guide) in guides {
        project.resolve(&guide.id);
        let graph = project.graph(guide);
        super::prove_guide(file, guide, &graph, &mut project.findings);
    }
    project.findings
}

struct Project<'a> {
    guides: BTreeMap<&'a GuideId, (&'a String, &'a Guide)>,
    done: BTreeMap<&'a GuideId, Done>,
    findings: Vec<Finding>,
}

#[derive(Clone, Copy, Default)]
struct Done {
    ends: Ends,
    /// Sub-guides below one another, this guide not counted.
    depth: usize,
}

impl<'a> Project<'a> {
    /// Resolves a guide after all its sub-guides. A list instead of recursion: a project can hold thousands of guides.
    fn resolve(&mut self, first: &GuideId) {
        let Some((first, _)) = self.guides.get_key_value(first) else { return };
        let mut open: Vec<&'a GuideId> = vec![first];
        let mut path: Vec<&'a GuideId> = Vec::new();
        while let Some(id) = open.last().copied() {
            if self.done.contains_key(id) {
                open.pop();
                continue;
            }
            let Some((file, guide)) = self.guides.get(id).copied() else {
                open.pop();
                continue;
            };
            if path.last() == Some(&id) {
                path.pop();
                open.pop();
                self.finish(file, guide);
                continue;
            }
            path.push(id);
            for (place, needed) in sub_guides(guide) {
                if !self.guides.contains_key(needed) {
                    self.note(file, Code::MISSING_SUB_GUIDE, place, needed.as_str().to_owned());
                } else if let Some(from) = path.iter().position(|on_path| *on_path == needed) {
                    if needed == id {
                        // Validation says so.
                        continue;
                    }
                    let circle = path.iter().skip(from).chain([&needed]).map(|id| id.as_str());
                    let circle = circle.collect::<Vec<_>>().join(" → ");
                    self.note(file, Code::RECURSIVE_SUB_GUIDE, place, circle);
                } else if !self.done.contains_key(needed) {
                    open.push(needed);
                }
            }
        }
    }

    /// The graph of a guide, as far as its sub-guides are known.
    fn graph(&self, guide: &Guide) -> Graph {
        let known = |id: &GuideId| self.done.get_key_value(id).map(|(id, done)| (*id, done.ends));
        let known: Known<'_> = sub_guides(guide).filter_map(|(_, id)| known(id)).collect();
        Graph::with(guide, &known)
    }

    /// Writes down what a guide can do, its sub-guides being done. One that it recurs to counts as unable to end.
    fn finish(&mut self, file: &str, guide: &'a Guide) {
        let ends = self.graph(guide).ends();
        let below =
            sub_guides(guide).filter_map(|(place, id)| self.done.get(id).map(|done| (place, done.depth + 1)));
        let deepest = below.max_by_key(|(_, depth)| *depth);
        let depth = deepest.map_or(0, |(_, depth)| depth);
        if let Some((place, depth)) = deepest.filter(|(_, depth)| *depth == MAX_SUB_GUIDE_DEPTH + 1) {
            self.note(file, Code::SUB_GUIDES_TOO_DEEP, place, depth.to_string());
        }
        self.done.insert(&guide.id, Done { ends, depth });
    }

    fn note(&mut self, file: &str, code: Code, step: usize, detail: String) {
        self.findings.push(Finding::new(file, code, format!("/guide/steps/{step}/guide"), detail));
    }
}

fn sub_guides(guide: &Guide) -> impl Iterator<Item = (usize, &GuideId)> {
    guide.steps.iter().enumerate().filter_map(|(place, step)| match step {
        Step::SubGuide(step) => Some((place, &step.guide)),
        _ => None,
    })
}

/// The guides that each guide runs, directly or not; itself not among them unless it recurs.
pub(crate) fn needs(guides: &[(String, Guide)]) -> BTreeMap<&GuideId, BTreeSet<&GuideId>> {
    let by_id: BTreeMap<&GuideId, &Guide> = guides.iter().map(|(_, guide)| (&guide.id, guide)).collect();
    let closure = |guide| {
        let mut needed = BTreeSet::new();
        let mut open: Vec<&GuideId> = sub_guides(guide).map(|(_, id)| id).collect();
        while let Some(id) = open.pop() {
            if needed.insert(id) {
                open.extend(by_id.get(id).into_iter().flat_map(|guide| sub_guides(guide)).map(|(_, id)| id));
            }
        }
        needed
    };
    guides.iter().map(|(_, guide)| (&guide.id, closure(guide))).collect()
}
