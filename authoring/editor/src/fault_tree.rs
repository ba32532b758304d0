//! A fault tree while it is drawn: an outline of nodes, changed edge by edge. Every change leaves a tree that ends everywhere,
//! runs in no circle and has no node that is never reached.
//!
//! Nodes come and go as JSON, as they stand in the draft; what cannot be understood in them is left as it is.

use std::collections::BTreeSet;

use lotse_model::json::Json;

use crate::chances::outcome_ids;

/// A way out of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// This came out.
    Outcome(String),
    /// Anything else came out, "I don't know" included.
    Otherwise,
    /// The fix did not solve it.
    NotSolved,
}

/// What an edge is to lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A node that is there.
    Node(String),
    /// Asking, or checking: the id of a probe.
    Ask(String),
    /// Trying: the id of a fix.
    Try(String),
    /// The calculated diagnosis, which knows what has come out so far.
    Diagnose,
    /// A person.
    Person,
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The node, by its place in the list.
    pub place: usize,
    /// How far in.
    pub depth: usize,
    /// The edge that leads here: the place of the node that it comes from, and the way out of it. The first node has none.
    pub from: Option<(usize, Exit)>,
    /// It stands further up, with everything that follows.
    pub is_again: bool,
}

fn word<'a>(node: &'a Json, name: &str) -> &'a str {
    node.get(name).and_then(Json::as_text).unwrap_or_default()
}

fn place_of(nodes: &[Json], id: &str) -> Option<usize> {
    nodes.iter().position(|node| word(node, "id") == id)
}

/// Where the ways out of a node lead, in the order in which they are shown.
fn exits(node: &Json) -> Vec<(Exit, &str)> {
    let mut all = Vec::new();
    match word(node, "kind") {
        "ask" => {
            if let Some(Json::List(edges)) = node.get("edges") {
                let edge = |edge| (Exit::Outcome(word(edge, "outcome").to_owned()), word(edge, "to"));
                all.extend(edges.iter().map(edge));
            }
            all.push((Exit::Otherwise, word(node, "otherwise")));
        }
        "try" => all.push((Exit::NotSolved, word(node, "not_solved"))),
        _ => {}
    }
    all
}

/// The lines of a tree, from its first node on.
#[must_use]
pub fn outline(nodes: &[Json]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    if !nodes.is_empty() {
        follow(nodes, Row { place: 0, depth: 0, from: None, is_again: false }, &mut seen, &mut rows);
    }
    rows
}

fn follow(nodes: &[Json], row: Row, seen: &mut BTreeSet<usize>, rows: &mut Vec<Row>) {
    let Some(node) = nodes.get(row.place) else { return };
    let (place, depth, ways) = (row.place, row.depth, exits(node));
    let is_again = !ways.is_empty() && !seen.insert(place);
    rows.push(Row { is_again, ..row });
    if is_again {
        return;
    }
    for (exit, to) in ways {
        if let Some(next) = place_of(nodes, to) {
            let from = Some((place, exit));
            follow(nodes, Row { place: next, depth: depth + 1, from, is_again: false }, seen, rows);
        }
    }
}

/// Whether an edge from one node to another would close no circle.
#[must_use]
pub fn may_lead(nodes: &[Json], from: usize, to: &str) -> bool {
    place_of(nodes, to).is_some_and(|to| !reached(nodes, to).contains(&from))
}

fn reached(nodes: &[Json], start: usize) -> BTreeSet<usize> {
    let (mut met, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(at) = open.pop() {
        let Some(node) = nodes.get(at).filter(|_| met.insert(at)) else { continue };
        open.extend(exits(node).into_iter().filter_map(|(_, to)| place_of(nodes, to)));
    }
    met
}

/// A tree that begins like this.
#[must_use]
pub fn begun(probes: &[Json], goal: &Goal) -> Vec<Json> {
    let mut nodes = vec![Json::Map(Vec::new())];
    if let (Some(node), mut more) = made("node-1", probes, goal, &nodes) {
        if let Some(first) = nodes.first_mut() {
            *first = node;
        }
        nodes.append(&mut more);
        return nodes;
    }
    Vec::new()
}

/// The tree once its first node is another one.
#[must_use]
pub fn restarted(nodes: &[Json], probes: &[Json], goal: &Goal) -> Vec<Json> {
    let mut nodes = nodes.to_vec();
    if let Goal::Node(id) = goal {
        if let Some(place) = place_of(&nodes, id) {
            let node = nodes.remove(place);
            nodes.insert(0, node);
        }
        return pruned(&nodes);
    }
    let (id, mut more) = added(&nodes, probes, goal);
    nodes.append(&mut more);
    match place_of(&nodes, &id) {
        Some(place) => {
            let node = nodes.remove(place);
            nodes.insert(0, node);
            pruned(&nodes)
        }
        None => nodes,
    }
}

/// The tree once a way out of a node leads elsewhere. What nothing leads to any more is gone. Unchanged where that would close a
/// circle.
#[must_use]
pub fn led(nodes: &[Json], probes: &[Json], from: usize, exit: &Exit, goal: &Goal) -> Vec<Json> {
    let mut next = nodes.to_vec();
    let (to, mut more) = added(nodes, probes, goal);
    next.append(&mut more);
    if !may_lead(&next, from, &to) {
        return nodes.to_vec();
    }
    if let Some(node) = next.get_mut(from) {
        connect(node, exit, &to);
    }
    pruned(&next)
}

fn connect(node: &mut Json, exit: &Exit, to: &str) {
    match exit {
        Exit::Otherwise => put(node, "otherwise", Json::from(to)),
        Exit::NotSolved => put(node, "not_solved", Json::from(to)),
        Exit::Outcome(outcome) => {
            let mut edges = match node.get("edges") {
                Some(Json::List(edges)) => edges.clone(),
                _ => Vec::new(),
            };
            match edges.iter_mut().find(|edge| word(edge, "outcome") == outcome) {
                Some(edge) => put(edge, "to", Json::from(to)),
                None => edges.push(edge(outcome, to)),
            }
            put(node, "edges", Json::List(edges));
        }
    }
}

fn put(json: &mut Json, name: &str, value: Json) {
    let Json::Map(members) = json else { return };
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, there)) => *there = value,
        None => members.push((name.to_owned(), value)),
    }
}

fn map<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn edge(outcome: &str, to: &str) -> Json {
    map([("outcome", Json::from(outcome)), ("to", Json::from(to))])
}

/// The id of what an edge is to lead to, and the nodes that have to come for it.
fn added(nodes: &[Json], probes: &[Json], goal: &Goal) -> (String, Vec<Json>) {
    let there = match goal {
        Goal::Node(id) => Some(id.clone()),
        Goal::Diagnose | Goal::Person => end_of(nodes, goal),
        Goal::Ask(_) | Goal::Try(_) => None,
    };
    if let Some(id) = there {
        return (id, Vec::new());
    }
    let id = free(nodes, &[]);
    let (node, mut more) = made(&id, probes, goal, nodes);
    let mut new: Vec<Json> = node.into_iter().collect();
    new.append(&mut more);
    (id, new)
}

/// The node at which every way of this kind ends.
fn end_of(nodes: &[Json], goal: &Goal) -> Option<String> {
    let kind = if *goal == Goal::Person { "person" } else { "diagnose" };
    nodes.iter().find(|node| word(node, "kind") == kind).map(|node| word(node, "id").to_owned())
}

fn free(nodes: &[Json], besides: &[&str]) -> String {
    let is_taken = |id: &str| place_of(nodes, id).is_some() || besides.contains(&id);
    let mut numbered = (1_u32..).map(|number| format!("node-{number}"));
    numbered.find(|id| !is_taken(id)).unwrap_or_default()
}

/// A new node. All its ways lead to the calculated diagnosis at first, which is made where it is missing.
fn made(id: &str, probes: &[Json], goal: &Goal, nodes: &[Json]) -> (Option<Json>, Vec<Json>) {
    let named = |kind: &str| vec![("kind".to_owned(), Json::from(kind)), ("id".to_owned(), Json::from(id))];
    let there = end_of(nodes, &Goal::Diagnose);
    let end = there.clone().unwrap_or_else(|| free(nodes, &[id]));
    let new_end = map([("kind", Json::from("diagnose")), ("id", Json::from(end.as_str()))]);
    let more = if there.is_some() { Vec::new() } else { vec![new_end] };
    match goal {
        Goal::Node(_) => (None, Vec::new()),
        Goal::Diagnose => (Some(Json::Map(named("diagnose"))), Vec::new()),
        Goal::Person => (Some(Json::Map(named("person"))), Vec::new()),
        Goal::Try(fix) => {
            let mut node = Json::Map(named("try"));
            put(&mut node, "fix", Json::from(fix.as_str()));
            put(&mut node, "not_solved", Json::from(end.as_str()));
            (Some(node), more)
        }
        Goal::Ask(probe) => {
            let found = probes.iter().find(|one| word(one, "id") == probe);
            let outcomes = found.map(outcome_ids).unwrap_or_default();
            let mut node = Json::Map(named("ask"));
            put(&mut node, "probe", Json::from(probe.as_str()));
            put(&mut node, "edges", Json::List(outcomes.iter().map(|outcome| edge(outcome, &end)).collect()));
            put(&mut node, "otherwise", Json::from(end.as_str()));
            (Some(node), more)
        }
    }
}

/// Only what is reached from the first node.
fn pruned(nodes: &[Json]) -> Vec<Json> {
    let met = reached(nodes, 0);
    nodes.iter().enumerate().filter(|(place, _)| met.contains(place)).map(|(_, node)| node.clone()).collect()
}
