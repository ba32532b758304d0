//! The edges of a draft, as far as they can be read.

use super::Draft;
use crate::command::Exit;
use crate::command::graph;

/// An edge between two steps. There may be no step at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Id of the step that it leads from.
    pub from: String,
    /// Which of its edges.
    pub exit: Exit,
    /// Id of the step that it leads to.
    pub to: String,
}

impl Draft {
    /// All edges in the order of the file.
    #[must_use]
    pub fn edges(&self) -> Vec<Edge> {
        let steps = self.tree().map(graph::list).unwrap_or_default();
        let of_step = |step| {
            let from = graph::id_of(step)?.to_owned();
            let edge = move |(exit, _, to)| Edge { from: from.clone(), exit, to };
            Some(graph::exits(step).into_iter().map(edge))
        };
        steps.iter().filter_map(of_step).flatten().collect()
    }
}
