//! Fault trees: where edges lead, that nothing runs in circles, that everything is reached.

use std::collections::{HashMap, HashSet};

use super::problem::limit;
use super::walk::Walk;
use crate::diagnostic::Code;
use crate::problem::{MAX_NODES, Problem, TreeNode};

/// Where nodes stand, by their ids; of several with one id the first.
type Places<'a> = HashMap<&'a str, usize>;

/// The fault tree of a problem.
pub(super) fn tree<'a>(walk: &mut Walk<'a>, problem: &'a Problem) {
    let nodes = &problem.tree;
    limit(walk, "tree", nodes.len(), MAX_NODES);
    let mut seen = HashSet::new();
    let mut places = Places::new();
    for (at, node) in nodes.iter().enumerate() {
        places.entry(node.id().as_str()).or_insert(at);
    }
    let met = reached(nodes, &places, vec![0]);
    walk.each("tree", nodes, |walk, node| {
        walk.report_at("id", !seen.insert(node.id()), Code::DUPLICATE_PART, node.id());
        edges(walk, problem, &places, node);
        let place = places.get(node.id().as_str());
        walk.report_if(place.is_some_and(|place| !met.contains(place)), Code::NODE_UNREACHED, node.id());
        // Of a tree that is too large anyway, loops are not looked for.
        let is_loop = nodes.len() <= MAX_NODES
            && place.is_some_and(|place| {
                let starts = targets(node).filter_map(|to| places.get(to).copied());
                reached(nodes, &places, starts.collect()).contains(place)
            });
        walk.report_if(is_loop, Code::TREE_LOOP, node.id());
    });
}

fn edges<'a>(walk: &mut Walk<'a>, problem: &Problem, places: &Places<'_>, node: &'a TreeNode) {
    let known = |walk: &mut Walk, name: &str, to: &str| {
        walk.report_at(name, !places.contains_key(to), Code::UNKNOWN_NODE, to);
    };
    match node {
        TreeNode::Ask { probe, edges, otherwise, .. } => {
            let found = problem.probes.iter().find(|known| known.id == *probe);
            walk.report_at("probe", found.is_none(), Code::UNKNOWN_PROBE, probe);
            walk.each("edges", edges, |walk, edge| {
                let has = found.is_none_or(|probe| probe.outcome(edge.outcome.as_str()).is_some());
                walk.report_at("outcome", !has, Code::UNKNOWN_OUTCOME, &edge.outcome);
                known(walk, "to", edge.to.as_str());
            });
            known(walk, "otherwise", otherwise.as_str());
        }
        TreeNode::Try { fix, not_solved, .. } => {
            let is_known = problem.fixes.iter().any(|known| known.id == *fix);
            walk.report_at("fix", !is_known, Code::UNKNOWN_FIX, fix);
            known(walk, "not_solved", not_solved.as_str());
        }
        TreeNode::Diagnose { .. } | TreeNode::Person { .. } => {}
    }
}

/// Where the edges of a node lead.
fn targets(node: &TreeNode) -> impl Iterator<Item = &str> {
    let (edges, last) = match node {
        TreeNode::Ask { edges, otherwise, .. } => (edges.as_slice(), Some(otherwise)),
        TreeNode::Try { not_solved, .. } => (&[][..], Some(not_solved)),
        TreeNode::Diagnose { .. } | TreeNode::Person { .. } => (&[][..], None),
    };
    edges.iter().map(|edge| edge.to.as_str()).chain(last.map(|last| last.as_str()))
}

/// The nodes that can be met from some on, these included.
fn reached(nodes: &[TreeNode], places: &Places<'_>, mut open: Vec<usize>) -> HashSet<usize> {
    let mut met = HashSet::new();
    while let Some(at) = open.pop() {
        let Some(node) = nodes.get(at).filter(|_| met.insert(at)) else { continue };
        open.extend(targets(node).filter_map(|to| places.get(to).copied()));
    }
    met
}
