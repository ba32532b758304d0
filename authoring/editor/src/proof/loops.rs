//! Loops: strongly connected parts of the graph, by Tarjan's algorithm (1972), without recursion.

use std::collections::BTreeSet;

use super::graph::{Edge, Graph};

/// Loops that cannot be left: parts of which no edge leads out, and from which no end can be reached.
pub(super) fn closed(graph: &Graph, reached: &BTreeSet<usize>, ending: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let stuck: BTreeSet<usize> = reached.difference(ending).copied().collect();
    let mut loops = components(graph, &stuck, |edge| edge.is_possible);
    loops.retain(|part| {
        let leads_out =
            |step: &usize| graph.edges(*step).iter().any(|edge| edge.is_possible && !part.contains(&edge.to));
        is_loop(graph, part, |edge| edge.is_possible) && !part.iter().any(leads_out)
    });
    loops
}

/// Loops that can be gone round without the user doing anything.
pub(super) fn without_user(graph: &Graph, reached: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut loops = components(graph, reached, |edge| edge.is_instant && edge.is_possible);
    loops.retain(|part| is_loop(graph, part, |edge| edge.is_instant && edge.is_possible));
    loops
}

/// A part of several steps is a loop; one step is when it leads to itself.
fn is_loop(graph: &Graph, part: &[usize], follows: impl Fn(&Edge) -> bool) -> bool {
    part.len() > 1
        || part.iter().any(|step| graph.edges(*step).iter().any(|edge| follows(edge) && edge.to == *step))
}

/// Where the search is in one step.
struct Visit {
    step: usize,
    next_edge: usize,
}

#[derive(Default)]
struct Search {
    /// Order of discovery by step, and the earliest step that can be reached back.
    found: std::collections::BTreeMap<usize, (usize, usize)>,
    stack: Vec<usize>,
    on_stack: BTreeSet<usize>,
    parts: Vec<Vec<usize>>,
}

/// The strongly connected parts among `steps`, each in order of its steps.
fn components(graph: &Graph, steps: &BTreeSet<usize>, follows: impl Fn(&Edge) -> bool) -> Vec<Vec<usize>> {
    let mut search = Search::default();
    for step in steps {
        if !search.found.contains_key(step) {
            search.explore(graph, steps, *step, &follows);
        }
    }
    search.parts.sort();
    search.parts
}

impl Search {
    fn discover(&mut self, step: usize) -> Visit {
        let order = self.found.len();
        self.found.insert(step, (order, order));
        self.stack.push(step);
        self.on_stack.insert(step);
        Visit { step, next_edge: 0 }
    }

    fn explore(
        &mut self,
        graph: &Graph,
        steps: &BTreeSet<usize>,
        first: usize,
        follows: &impl Fn(&Edge) -> bool,
    ) {
        let mut visits = vec![self.discover(first)];
        while let Some(visit) = visits.last_mut() {
            let step = visit.step;
            match graph.edges(step).get(visit.next_edge) {
                Some(edge) => {
                    visit.next_edge += 1;
                    if !follows(edge) || !steps.contains(&edge.to) {
                        continue;
                    }
                    match self.found.get(&edge.to) {
                        None => visits.push(self.discover(edge.to)),
                        Some((order, _)) if self.on_stack.contains(&edge.to) => {
                            self.reaches_back(step, *order)
                        }
                        Some(_) => {}
                    }
                }
                None => {
                    visits.pop();
                    self.finish(step, visits.last().map(|visit| visit.step));
                }
            }
        }
    }

    fn reaches_back(&mut self, step: usize, order: usize) {
        if let Some((_, earliest)) = self.found.get_mut(&step) {
            *earliest = order.min(*earliest);
        }
    }

    fn finish(&mut self, step: usize, parent: Option<usize>) {
        let Some((order, earliest)) = self.found.get(&step).copied() else { return };
        if let Some(parent) = parent {
            self.reaches_back(parent, earliest);
        }
        if order != earliest {
            return;
        }
        let mut part = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack.remove(&member);
            part.push(member);
            if member == step {
                break;
            }
        }
        part.sort_unstable();
        self.parts.push(part);
    }
}
