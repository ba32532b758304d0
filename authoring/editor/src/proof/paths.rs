//! How long the way through a guide is, in steps that are shown.

use std::collections::VecDeque;

use lotse_model::guide::Guide;
use lotse_model::step::Step;

use super::graph::Graph;

/// Lengths of the paths from the start to an end, in steps that the user sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The shortest path.
    pub shortest: usize,
    /// The longest one; `None` where a loop makes it endless.
    pub longest: Option<usize>,
}

impl Length {
    /// The number for "2 of 5", when every path has the same.
    #[must_use]
    pub fn exact(&self) -> Option<usize> {
        self.longest.filter(|longest| *longest == self.shortest)
    }
}

/// Measures a guide; `None` when no end can be reached. Checks are not seen; a sub-guide counts as one step.
#[must_use]
pub fn length(guide: &Guide, graph: &Graph) -> Option<Length> {
    let start = graph.start()?;
    let ending = graph.ending();
    let shown = |step: usize| match guide.steps.get(step) {
        Some(Step::Instruct(_) | Step::Question(_) | Step::SubGuide(_)) => 1,
        Some(Step::End(end)) => usize::from(end.title.is_some() || end.body.is_some()),
        Some(Step::Check(_)) | None => 0,
    };
    Some(Length { shortest: shortest(graph, start, shown)?, longest: longest(graph, start, &ending, shown) })
}

/// Breadth first with weights 0 and 1 (a deque instead of a heap).
fn shortest(graph: &Graph, start: usize, shown: impl Fn(usize) -> usize) -> Option<usize> {
    let mut best = std::collections::BTreeMap::from([(start, shown(start))]);
    let mut open = VecDeque::from([(start, shown(start))]);
    while let Some((step, length)) = open.pop_front() {
        if best.get(&step).is_some_and(|known| *known < length) {
            continue;
        }
        if graph.is_end(step) {
            return Some(length);
        }
        for edge in graph.edges(step).iter().filter(|edge| edge.is_possible) {
            let next = length + shown(edge.to);
            if best.get(&edge.to).is_none_or(|known| next < *known) {
                best.insert(edge.to, next);
                if next > length { open.push_back((edge.to, next)) } else { open.push_front((edge.to, next)) }
            }
        }
    }
    None
}

/// Longest path over steps from which an end can be reached, in reverse order of finishing; `None` at a loop.
fn longest(
    graph: &Graph,
    start: usize,
    ending: &std::collections::BTreeSet<usize>,
    shown: impl Fn(usize) -> usize,
) -> Option<usize> {
    #[derive(Clone, Copy)]
    enum Mark {
        Open,
        Done(usize),
    }
    let mut marks = std::collections::BTreeMap::new();
    let mut open = vec![(start, false)];
    while let Some((step, is_second_visit)) = open.pop() {
        let next = || graph.edges(step).iter().filter(|edge| edge.is_possible && ending.contains(&edge.to));
        if is_second_visit {
            let after = next().filter_map(|edge| match marks.get(&edge.to) {
                Some(Mark::Done(length)) => Some(*length),
                _ => None,
            });
            let length = after.max().unwrap_or(0) + shown(step);
            marks.insert(step, Mark::Done(length));
            continue;
        }
        match marks.get(&step) {
            Some(Mark::Done(_)) => continue,
            Some(Mark::Open) => return None,
            None => {}
        }
        marks.insert(step, Mark::Open);
        open.push((step, true));
        for edge in next() {
            match marks.get(&edge.to) {
                Some(Mark::Open) => return None,
                Some(Mark::Done(_)) => {}
                None => open.push((edge.to, false)),
            }
        }
    }
    match marks.get(&start) {
        Some(Mark::Done(length)) => Some(*length),
        _ => None,
    }
}
