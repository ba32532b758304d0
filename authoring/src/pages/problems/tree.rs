//! The fault tree as an outline: what comes first, and at each way out what comes next.

use lotse_editor::fault_tree::{Exit, Goal, Row, begun, led, may_lead, outline, restarted};
use lotse_model::json::Json;
use yew::prelude::*;

use super::checks::named;
use crate::components::button::{Button, Weight};
use crate::components::field::Choice;
use crate::components::icon::{Icon, Sign};
use crate::pages::guide::scene::{Scene, items, text_in, word};
use crate::words::help::HelpWords;
use crate::words::{Words, fill};

const TREE: &str = "/problem/tree";

/// What the parts of a problem are called in a tree.
struct Names<'a> {
    scene: &'a Scene,
    problem: &'a Json,
    words: &'static Words,
    help: &'static HelpWords,
}

/// Draws the tree.
pub fn tree(scene: &Scene, problem: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let nodes = items(problem, "tree");
    let names = Names { scene, problem, words, help };
    let probes = items(problem, "probes").to_vec();
    if nodes.is_empty() {
        let first = probes.first().and_then(|probe| word(probe, "id")).map(|id| Goal::Ask(id.to_owned()));
        let first_fix = items(problem, "fixes").first().and_then(|fix| word(fix, "id"));
        let first = first.or_else(|| first_fix.map(|id| Goal::Try(id.to_owned())));
        let begin = {
            let (scene, first) = (scene.clone(), first.clone());
            Callback::from(move |()| {
                if let Some(first) = &first {
                    scene.put(TREE, Json::List(begun(&probes, first)));
                }
            })
        };
        return html! {
            <section class="part">
                <p>{ help.tree_about }</p>
                if first.is_none() { <p class="hint">{ help.tree_empty_hint }</p> }
                <Button label={help.tree_begin} icon={Icon::Graph} disabled={first.is_none()} on_press={begin} />
            </section>
        };
    }
    let drop = {
        let scene = scene.clone();
        Callback::from(move |()| scene.remove(TREE))
    };
    let rows = outline(nodes);
    html! {
        <>
            <p class="hint">{ help.tree_about }{ " " }{ help.tree_hint }</p>
            <ul class="fault-tree">{ names.branch(nodes, &rows, 0, &mut 0) }</ul>
            <div class="row"><Button label={help.tree_remove} icon={Icon::Trash} weight={Weight::Quiet} on_press={drop} /></div>
        </>
    }
}

impl Names<'_> {
    /// A line with everything below it.
    fn branch(&self, nodes: &[Json], rows: &[Row], depth: usize, at: &mut usize) -> Html {
        let mut lines = Vec::new();
        while let Some(row) = rows.get(*at).filter(|row| row.depth == depth) {
            let line = *at;
            *at += 1;
            let below = self.branch(nodes, rows, depth + 1, at);
            let has_below = *at > line + 1;
            lines.push(html! {
                <li key={line}>
                    { self.line(nodes, row, line) }
                    if has_below { <ul>{ below }</ul> }
                </li>
            });
        }
        html! { { for lines } }
    }

    fn line(&self, nodes: &[Json], row: &Row, line: usize) -> Html {
        let node = nodes.get(row.place).cloned().unwrap_or_default();
        let label = match &row.from {
            None => self.help.tree_first.to_owned(),
            Some((from, exit)) => fill(self.help.leads_on, &[&self.exit(nodes.get(*from), exit)]),
        };
        let own = if row.is_again {
            format!("node:{}", word(&node, "id").unwrap_or_default())
        } else {
            value_of(&node)
        };
        let icon = match word(&node, "kind") {
            Some("ask") => Icon::Question,
            Some("try") => Icon::Instruct,
            Some("person") => Icon::People,
            _ => Icon::Probe,
        };
        let on_choose = {
            let (scene, nodes, row) = (self.scene.clone(), nodes.to_vec(), row.clone());
            let probes = items(self.problem, "probes").to_vec();
            Callback::from(move |chosen: String| {
                let Some(goal) = goal_of(&chosen) else { return };
                let next = match &row.from {
                    None => restarted(&nodes, &probes, &goal),
                    Some((from, exit)) => led(&nodes, &probes, *from, exit, &goal),
                };
                scene.put(TREE, Json::List(next));
            })
        };
        let options = self.options(nodes, row);
        html! {
            <div class="tree-line">
                <Sign {icon} class={classes!(format!("kind-{}", word(&node, "kind").unwrap_or_default()))} />
                <Choice id={format!("tree-{line}")} {label} value={own} {options} {on_choose} />
            </div>
        }
    }

    /// What can stand at the end of an edge: parts of the problem, and nodes that are there and close no circle.
    fn options(&self, nodes: &[Json], row: &Row) -> Vec<(AttrValue, AttrValue)> {
        let mut all: Vec<(AttrValue, AttrValue)> = Vec::new();
        for probe in items(self.problem, "probes") {
            let id = word(probe, "id").unwrap_or_default();
            all.push((format!("ask:{id}").into(), self.probe(id).into()));
        }
        for fix in items(self.problem, "fixes") {
            let id = word(fix, "id").unwrap_or_default();
            all.push((format!("try:{id}").into(), self.fix(id).into()));
        }
        all.push(("diagnose".into(), self.help.calculated.into()));
        all.push(("person".into(), self.help.to_person.into()));
        for node in nodes {
            let id = word(node, "id").unwrap_or_default();
            let fits = row.from.as_ref().is_some_and(|(from, _)| may_lead(nodes, *from, id));
            if fits && matches!(word(node, "kind"), Some("ask" | "try")) {
                all.push((
                    format!("node:{id}").into(),
                    fill(self.help.again_from, &[&self.node(node)]).into(),
                ));
            }
        }
        all
    }

    fn node(&self, node: &Json) -> String {
        match word(node, "kind") {
            Some("ask") => self.probe(word(node, "probe").unwrap_or_default()),
            Some("try") => self.fix(word(node, "fix").unwrap_or_default()),
            Some("person") => self.help.to_person.to_owned(),
            _ => self.help.calculated.to_owned(),
        }
    }

    fn probe(&self, id: &str) -> String {
        let found = items(self.problem, "probes").iter().find(|probe| word(probe, "id") == Some(id));
        let by = found.and_then(|probe| probe.get("by"));
        let title = by.and_then(|by| text_in(by.get("title"), &self.scene.language));
        let is_check = by.and_then(|by| word(by, "kind")) == Some("check");
        let sentence = if is_check { self.help.check_probe } else { self.help.ask_probe };
        let check = by.and_then(|by| by.get("check")).and_then(|check| named(check, self.help));
        let title = title.map(str::to_owned).or(check);
        fill(sentence, &[&title.unwrap_or_else(|| id.replace('-', " "))])
    }

    fn fix(&self, id: &str) -> String {
        let found = items(self.problem, "fixes").iter().find(|fix| word(fix, "id") == Some(id));
        let guide = found.and_then(|fix| word(fix, "guide")).unwrap_or(id);
        let title =
            self.scene.guides.iter().find(|(known, _)| known == guide).map(|(_, title)| title.to_string());
        fill(self.help.try_fix, &[&title.unwrap_or_else(|| guide.to_owned())])
    }

    fn exit(&self, node: Option<&Json>, exit: &Exit) -> String {
        let outcome = match exit {
            Exit::Otherwise => return self.help.otherwise_.to_owned(),
            Exit::NotSolved => return self.help.not_solved_.to_owned(),
            Exit::Outcome(outcome) => outcome.as_str(),
        };
        let probe = node.and_then(|node| word(node, "probe"));
        let probe = items(self.problem, "probes").iter().find(|one| word(one, "id") == probe);
        let found = probe
            .and_then(|probe| items(probe, "outcomes").iter().find(|one| word(one, "id") == Some(outcome)));
        let label = found.and_then(|found| text_in(found.get("label"), &self.scene.language));
        match (label, outcome) {
            (Some(label), _) => label.to_owned(),
            (None, "yes") => self.words.yes.to_owned(),
            (None, "no") => self.words.no.to_owned(),
            (None, id) => id.to_owned(),
        }
    }
}

fn value_of(node: &Json) -> String {
    match word(node, "kind") {
        Some("ask") => format!("ask:{}", word(node, "probe").unwrap_or_default()),
        Some("try") => format!("try:{}", word(node, "fix").unwrap_or_default()),
        Some(kind) => kind.to_owned(),
        None => String::new(),
    }
}

fn goal_of(value: &str) -> Option<Goal> {
    match value.split_once(':') {
        Some(("ask", id)) => Some(Goal::Ask(id.to_owned())),
        Some(("try", id)) => Some(Goal::Try(id.to_owned())),
        Some(("node", id)) => Some(Goal::Node(id.to_owned())),
        None if value == "diagnose" => Some(Goal::Diagnose),
        None if value == "person" => Some(Goal::Person),
        _ => None,
    }
}
