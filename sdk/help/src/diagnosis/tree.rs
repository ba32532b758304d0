//! A fault tree that a technician has drawn: where it stands, given what has come out. Walked from its first node each time.

use lotse_model::basic::NodeId;
use lotse_model::problem::TreeNode;

use super::Diagnosis;

/// What the tree wants next.
pub enum Position {
    /// An automatic check.
    Run(usize),
    /// A question or test.
    Ask(usize),
    /// A fix.
    Try(usize),
    /// The calculated diagnosis takes over.
    Diagnose,
    /// A person takes over.
    Person,
}

/// Where the tree stands; nothing when there is none. A node that leads nowhere leaves the rest to the calculated diagnosis,
/// and so does a loop: no more nodes are visited than there are.
pub fn position(diagnosis: &Diagnosis) -> Option<Position> {
    let mut node = diagnosis.tree.first()?;
    for _ in 0..diagnosis.tree.len() {
        let next = match node {
            TreeNode::Diagnose { .. } => return Some(Position::Diagnose),
            TreeNode::Person { .. } => return Some(Position::Person),
            TreeNode::Ask { probe, edges, otherwise, .. } => {
                let Some(place) = diagnosis.ids.iter().position(|(id, _)| id == probe) else { break };
                let Some(outcome) = diagnosis.outcome_of(place) else {
                    let is_automatic =
                        diagnosis.model.probes.get(place).is_some_and(|probe| probe.is_automatic);
                    return Some(if is_automatic { Position::Run(place) } else { Position::Ask(place) });
                };
                let came_out = outcome.and_then(|outcome| diagnosis.ids.get(place)?.1.get(outcome));
                let edge = edges.iter().find(|edge| Some(&edge.outcome) == came_out);
                edge.map_or(otherwise, |edge| &edge.to)
            }
            TreeNode::Try { fix, not_solved, .. } => {
                let Some(place) = diagnosis.fixes.iter().position(|id| id == fix) else { break };
                if diagnosis.tried(place).is_none() {
                    return Some(Position::Try(place));
                }
                not_solved
            }
        };
        let Some(found) = find(&diagnosis.tree, next) else { break };
        node = found;
    }
    Some(Position::Diagnose)
}

fn find<'a>(tree: &'a [TreeNode], id: &NodeId) -> Option<&'a TreeNode> {
    tree.iter().find(|node| node.id() == id)
}
