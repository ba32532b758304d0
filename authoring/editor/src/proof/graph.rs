//! The graph of a guide: its steps by place, and the edges between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lotse_model::basic::{GuideId, StepId};
use lotse_model::guide::Guide;
use lotse_model::step::{Check, Outcome, Step, SubGuide};

use super::Outcomes;

/// A wait from which on a loop counts as waiting instead of spinning, in milliseconds.
pub const PAUSE_MS: u32 = 1_000;

/// An edge between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Place of the step that it leads to.
    pub to: usize,
    /// Whether it can be taken at once without the user doing anything.
    pub is_instant: bool,
    /// Whether it can be taken at all.
    pub is_possible: bool,
}

/// A guide's steps and edges.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    start: Option<usize>,
    edges: Vec<Vec<Edge>>,
    /// How each step can end the guide; at once and at all.
    ends: Vec<(Outcomes, Outcomes)>,
    broken: BTreeSet<usize>,
}

/// What is known of the guides that can be run as sub-guides.
pub(super) type Known<'a> = BTreeMap<&'a GuideId, Ends>;

/// How a guide can end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// On some path.
    pub(super) ever: Outcomes,
    /// On some path without the user.
    pub(super) instantly: Outcomes,
}

impl Graph {
    /// The graph of a guide whose sub-guides can do anything.
    #[must_use]
    pub fn of(guide: &Guide) -> Self {
        let any = Ends { ever: Outcomes::ALL, instantly: Outcomes::ALL };
        let known = guide.steps.iter().filter_map(|step| match step {
            Step::SubGuide(step) => Some((&step.guide, any)),
            _ => None,
        });
        Self::with(guide, &known.collect())
    }

    pub(super) fn with(guide: &Guide, known: &Known<'_>) -> Self {
        let mut places: HashMap<&StepId, usize> = HashMap::new();
        for (place, step) in guide.steps.iter().enumerate() {
            // Where an id is taken twice, the first step is meant.
            places.entry(step.id()).or_insert(place);
        }
        let mut graph = Graph { start: places.get(&guide.start).copied(), ..Graph::default() };
        for (place, step) in guide.steps.iter().enumerate() {
            let mut builder = Builder { places: &places, edges: Vec::new(), is_broken: false };
            let ends = builder.step(step, known);
            if builder.is_broken {
                graph.broken.insert(place);
            }
            graph.edges.push(builder.edges);
            graph.ends.push(ends);
        }
        graph
    }

    /// The edges of a step.
    #[must_use]
    pub fn edges(&self, step: usize) -> &[Edge] {
        self.edges.get(step).map_or(&[], Vec::as_slice)
    }

    /// Place of the first step; `None` when it does not exist.
    #[must_use]
    pub fn start(&self) -> Option<usize> {
        self.start
    }

    /// Whether the guide can end at this step.
    #[must_use]
    pub fn is_end(&self, step: usize) -> bool {
        self.ends.get(step).is_some_and(|(ever, _)| !ever.is_empty())
    }

    /// Whether an edge of this step leads to a step that does not exist.
    #[must_use]
    pub fn is_broken(&self, step: usize) -> bool {
        self.broken.contains(&step)
    }

    /// The steps that can be reached from the start.
    #[must_use]
    pub fn reachable(&self) -> BTreeSet<usize> {
        self.reached_by(|_| true)
    }

    fn reached_by(&self, follows: impl Fn(&Edge) -> bool) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<usize> = self.start.into_iter().collect();
        while let Some(step) = open.pop() {
            if reached.insert(step) {
                open.extend(self.edges(step).iter().filter(|edge| follows(edge)).map(|edge| edge.to));
            }
        }
        reached
    }

    /// The steps from which an end can be reached.
    #[must_use]
    pub fn ending(&self) -> BTreeSet<usize> {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.edges.len()];
        for (step, edges) in self.edges.iter().enumerate() {
            for edge in edges.iter().filter(|edge| edge.is_possible) {
                before.get_mut(edge.to).into_iter().for_each(|list| list.push(step));
            }
        }
        let mut ending = BTreeSet::new();
        let mut open: Vec<usize> = (0..self.edges.len()).filter(|step| self.is_end(*step)).collect();
        while let Some(step) = open.pop() {
            if ending.insert(step) {
                open.extend(before.get(step).into_iter().flatten());
            }
        }
        ending
    }

    /// How the guide can end.
    #[must_use]
    pub fn outcomes(&self) -> Outcomes {
        self.ends().ever
    }

    pub(super) fn ends(&self) -> Ends {
        let collect = |steps: BTreeSet<usize>, instantly: bool| {
            let ends = steps.iter().filter_map(|step| self.ends.get(*step));
            ends.fold(Outcomes::default(), |all, (ever, at_once)| {
                all.with(if instantly { *at_once } else { *ever })
            })
        };
        Ends {
            ever: collect(self.reached_by(|edge| edge.is_possible), false),
            instantly: collect(self.reached_by(|edge| edge.is_possible && edge.is_instant), true),
        }
    }
}

struct Builder<'a> {
    places: &'a HashMap<&'a StepId, usize>,
    edges: Vec<Edge>,
    is_broken: bool,
}

impl Builder<'_> {
    fn edge(&mut self, to: &StepId, is_instant: bool, is_possible: bool) {
        match self.places.get(to) {
            Some(to) => self.edges.push(Edge { to: *to, is_instant, is_possible }),
            None => self.is_broken = true,
        }
    }

    /// Adds the edges of a step; returns how the guide can end at it: on some path, and without the user.
    fn step(&mut self, step: &Step, known: &Known<'_>) -> (Outcomes, Outcomes) {
        match step {
            Step::Instruct(step) => self.edge(&step.next, false, true),
            Step::Question(step) => {
                step.answers.iter().for_each(|answer| self.edge(&answer.next, false, true))
            }
            Step::Check(step) => self.check(step),
            Step::SubGuide(step) => return self.sub_guide(step, known),
            // Inside another guide an end is passed without a word.
            Step::End(step) => return (Outcomes::of(step.outcome), Outcomes::of(step.outcome)),
        }
        (Outcomes::default(), Outcomes::default())
    }

    fn check(&mut self, step: &Check) {
        self.edge(&step.if_true, true, true);
        self.edge(&step.if_false, step.wait_ms < PAUSE_MS, true);
        if let Some(next) = &step.if_unknown {
            self.edge(next, step.wait_ms < PAUSE_MS, true);
        }
    }

    fn sub_guide(&mut self, step: &SubGuide, known: &Known<'_>) -> (Outcomes, Outcomes) {
        let ends = known.get(&step.guide).copied().unwrap_or_default();
        self.edge(&step.solved, ends.instantly.can(Outcome::Solved), ends.ever.can(Outcome::Solved));
        // Taken too when the other guide cannot be had, which needs nobody.
        self.edge(&step.stopped, true, true);
        let (ever, instantly) = (ends.ever.can(Outcome::Escalated), ends.instantly.can(Outcome::Escalated));
        match &step.escalated {
            Some(next) => {
                self.edge(next, instantly, ever);
                (Outcomes::default(), Outcomes::default())
            }
            None => {
                let escalated =
                    |can: bool| if can { Outcomes::of(Outcome::Escalated) } else { Outcomes::default() };
                (escalated(ever), escalated(instantly))
            }
        }
    }
}
