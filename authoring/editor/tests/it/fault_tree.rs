//! Fault trees while they are drawn: whatever is done to one, it stays a tree that can be published.

use lotse_editor::chances::{with_one_more, without};
use lotse_editor::fault_tree::{Exit, Goal, Row, begun, led, may_lead, outline, restarted};
use lotse_model::json::{self, Json};
use lotse_model::validate::{Settings, check_problem_source};
use proptest::prelude::*;

const PROBES: &str = r#"[
  {"id":"lamp","by":{"kind":"question","title":{"en":"Is the lamp on?"}}},
  {"id":"screen","by":{"kind":"question","title":{"en":"What does it show?"}},"outcomes":[
    {"id":"jam","label":{"en":"Jam"}},{"id":"toner","label":{"en":"Toner"}},{"id":"blank","label":{"en":"Nothing"}}]}
]"#;

fn list(text: &str) -> Vec<Json> {
    let Json::List(items) = json::parse(text).unwrap() else { panic!("{text}") };
    items
}

fn ask(probe: &str) -> Goal {
    Goal::Ask(probe.to_owned())
}

fn came_out(outcome: &str) -> Exit {
    Exit::Outcome(outcome.to_owned())
}

/// Codes of everything that is wrong with a problem that has this tree.
fn faults(nodes: &[Json]) -> Vec<String> {
    let text = format!(
        r#"{{"schema":0,"problem":{{"id":"dark","title":{{"en":"It is dark"}},"symptoms":[{{"en":"No light"}}],
        "causes":[{{"id":"off","title":{{"en":"Off"}},"permille":500}}],"probes":{PROBES},
        "fixes":[{{"id":"switch","guide":"switch-on","cost_s":60,"mends":[{{"cause":"off"}}]}}],"tree":{}}}}}"#,
        Json::List(nodes.to_vec()).write()
    );
    let (_, found) = check_problem_source(&text, &Settings::default());
    found.into_iter().filter(|one| one.pointer.starts_with("/problem/tree")).map(|one| one.message).collect()
}

/// The outline as text: depth, kind, and where it comes again.
fn drawn(nodes: &[Json]) -> Vec<String> {
    let line = |row: Row| {
        let node = &nodes[row.place];
        let word = |name: &str| node.get(name).and_then(Json::as_text).unwrap_or_default();
        let again = if row.is_again { " again" } else { "" };
        format!("{}{} {}{}{again}", "  ".repeat(row.depth), word("kind"), word("probe"), word("fix"))
    };
    outline(nodes).into_iter().map(line).collect()
}

#[test]
fn a_tree_is_drawn_from_its_root_and_joined_again() {
    let probes = list(PROBES);
    let mut tree = begun(&probes, &ask("lamp"));
    assert_eq!(drawn(&tree), ["ask lamp", "  diagnose ", "  diagnose ", "  diagnose "]);
    tree = led(&tree, &probes, 0, &came_out("no"), &Goal::Try("switch".to_owned()));
    tree = led(&tree, &probes, 0, &came_out("yes"), &ask("screen"));
    let fix = outline(&tree).into_iter().find(|row| row.from == Some((0, came_out("no")))).unwrap().place;
    let screen = outline(&tree).into_iter().find(|row| row.from == Some((0, came_out("yes")))).unwrap().place;
    tree = led(&tree, &probes, fix, &Exit::NotSolved, &Goal::Person);
    let fix_id = tree[fix].get("id").and_then(Json::as_text).unwrap().to_owned();
    tree = led(&tree, &probes, screen, &came_out("blank"), &Goal::Node(fix_id));
    assert_eq!(
        drawn(&tree),
        [
            "ask lamp",
            "  ask screen",
            "    diagnose ",
            "    diagnose ",
            "    try switch",
            "      person ",
            "    diagnose ",
            "  try switch again",
            "  diagnose ",
        ]
    );
    assert_eq!(faults(&tree), Vec::<String>::new());
}

#[test]
fn circles_are_not_closed_and_what_nothing_leads_to_goes() {
    let probes = list(PROBES);
    let mut tree = begun(&probes, &ask("lamp"));
    tree = led(&tree, &probes, 0, &came_out("yes"), &ask("screen"));
    let screen = outline(&tree)[1].place;
    let root = tree[0].get("id").and_then(Json::as_text).unwrap().to_owned();
    assert!(
        !may_lead(&tree, screen, &root)
            && may_lead(&tree, 0, tree[screen].get("id").unwrap().as_text().unwrap())
    );
    assert_eq!(led(&tree, &probes, screen, &Exit::Otherwise, &Goal::Node(root)), tree);
    let shorter = led(&tree, &probes, 0, &came_out("yes"), &Goal::Person);
    assert_eq!(drawn(&shorter), ["ask lamp", "  person ", "  diagnose ", "  diagnose "]);
    let other = restarted(&tree, &probes, &Goal::Try("switch".to_owned()));
    assert_eq!(drawn(&other), ["try switch", "  diagnose "]);
}

#[test]
fn shares_follow_when_an_outcome_comes_or_goes() {
    let parse = |text: &str| json::parse(text).unwrap();
    let given = parse(r#"[{"cause":"off","permille":[600,300,100]}]"#);
    assert_eq!(with_one_more(&given).write(), r#"[{"cause":"off","permille":[600,300,100,0]}]"#);
    assert_eq!(without(&given, 1).write(), r#"[{"cause":"off","permille":[900,100]}]"#);
    assert_eq!(without(&parse("[600,300,100]"), 0).write(), "[900,100]");
    assert_eq!(with_one_more(&parse("[]")).write(), "[]");
}

fn goal(kind: u8, place: usize, nodes: &[Json]) -> Goal {
    match kind {
        0 => ask("lamp"),
        1 => ask("screen"),
        2 => Goal::Try("switch".to_owned()),
        3 => Goal::Diagnose,
        4 => Goal::Person,
        _ => {
            let node = &nodes[place % nodes.len()];
            Goal::Node(node.get("id").and_then(Json::as_text).unwrap().to_owned())
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_drawn_can_be_published(first in 0_u8..5, edits in prop::collection::vec((0_usize..40, 0_u8..7, 0_usize..40, any::<bool>()), 0..25)) {
        let probes = list(PROBES);
        let mut tree = begun(&probes, &goal(first, 0, &[]));
        for (line, kind, place, is_root) in edits {
            let rows = outline(&tree);
            let row = &rows[line % rows.len()];
            let goal = goal(kind, place, &tree);
            tree = match &row.from {
                Some((from, exit)) if !is_root => led(&tree, &probes, *from, exit, &goal),
                _ => restarted(&tree, &probes, &goal),
            };
            prop_assert!(!tree.is_empty());
            prop_assert_eq!(faults(&tree), Vec::<String>::new());
        }
    }
}
