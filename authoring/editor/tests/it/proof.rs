//! The path proof says what trying every path says.

use std::collections::BTreeSet;

use lotse_editor::finding::Finding;
use lotse_editor::proof::prove;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use proptest::prelude::*;

use crate::guides::guide;

/// A step of a made-up guide, with the places that it leads to.
#[derive(Clone, Debug)]
enum Made {
    Instruct(usize),
    Question(Vec<usize>),
    Check { if_true: usize, if_false: usize, waits: bool },
    Sub { solved: usize, stopped: usize, escalated: Option<usize> },
    End(&'static str),
}

impl Made {
    fn json(&self, place: usize) -> String {
        let to = |step: &usize| format!("\"s{step}\"");
        let id = format!("\"id\":\"s{place}\"");
        match self {
            Made::Instruct(next) => {
                format!(r#"{{"kind":"instruct",{id},"surface":"modal","body":"b","next":{}}}"#, to(next))
            }
            Made::Question(next) => {
                let answers: Vec<String> = next
                    .iter()
                    .enumerate()
                    .map(|(at, next)| format!(r#"{{"id":"a{at}","label":"l","next":{}}}"#, to(next)))
                    .collect();
                format!(r#"{{"kind":"question",{id},"body":"b","answers":[{}]}}"#, answers.join(","))
            }
            Made::Check { if_true, if_false, waits } => format!(
                r#"{{"kind":"check",{id},"condition":{{"kind":"host_event","name":"e"}},"wait_ms":{},"if_true":{},"if_false":{}}}"#,
                if *waits { 5_000 } else { 0 },
                to(if_true),
                to(if_false)
            ),
            Made::Sub { solved, stopped, escalated } => format!(
                r#"{{"kind":"sub_guide",{id},"guide":"inner","solved":{},"stopped":{}{}}}"#,
                to(solved),
                to(stopped),
                escalated.map(|next| format!(",\"escalated\":{}", to(&next))).unwrap_or_default()
            ),
            Made::End(outcome) => format!(r#"{{"kind":"end",{id},"outcome":"{outcome}"}}"#),
        }
    }

    /// The edges that can be taken when the inner guide can end like this, and whether each needs the user.
    fn edges(&self, inner: &Inner) -> Vec<(usize, bool)> {
        match self {
            Made::Instruct(next) => vec![(*next, true)],
            Made::Question(next) => next.iter().map(|next| (*next, true)).collect(),
            Made::Check { if_true, if_false, waits } => vec![(*if_true, false), (*if_false, *waits)],
            Made::Sub { solved, stopped, escalated } => {
                let needs = |outcome| !inner.instantly.contains(outcome);
                let mut edges = vec![(*stopped, false)];
                edges.extend(inner.ever.contains("solved").then_some((*solved, needs("solved"))));
                edges.extend(
                    escalated.filter(|_| inner.ever.contains("escalated")).map(|to| (to, needs("escalated"))),
                );
                edges
            }
            Made::End(_) => Vec::new(),
        }
    }

    fn is_end(&self, inner: &Inner) -> bool {
        match self {
            Made::End(_) => true,
            Made::Sub { escalated: None, .. } => inner.ever.contains("escalated"),
            _ => false,
        }
    }

    /// Every edge that is written, whether it can be taken or not.
    fn written(&self) -> Vec<usize> {
        match self {
            Made::Sub { solved, stopped, escalated } => {
                [Some(*solved), Some(*stopped), *escalated].into_iter().flatten().collect()
            }
            other => other.edges(&Inner::default()).into_iter().map(|(to, _)| to).collect(),
        }
    }
}

/// How the inner guide can end.
#[derive(Clone, Debug, Default)]
struct Inner {
    ever: BTreeSet<&'static str>,
    instantly: BTreeSet<&'static str>,
}

/// Every simple path from `from`, by trying them all.
fn paths(from: usize, next: &dyn Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut done = Vec::new();
    let mut open = vec![vec![from]];
    while let Some(path) = open.pop() {
        for to in next(*path.last().unwrap()) {
            if !path.contains(&to) {
                open.push(path.iter().copied().chain([to]).collect());
            }
        }
        done.push(path);
    }
    done
}

fn reaches(from: usize, next: &dyn Fn(usize) -> Vec<usize>) -> BTreeSet<usize> {
    paths(from, next).into_iter().flatten().collect()
}

/// Whether some path leads from a step back to it.
fn is_on_loop(step: usize, next: &dyn Fn(usize) -> Vec<usize>) -> bool {
    next(step).into_iter().any(|to| reaches(to, next).contains(&step))
}

fn outcomes(steps: &[Made]) -> Inner {
    let none = Inner::default();
    let ends = |needs_nobody: bool| {
        let next = |step: usize| {
            let edges = steps[step].edges(&none).into_iter();
            edges.filter(|(_, needs_user)| !needs_nobody || !needs_user).map(|(to, _)| to).collect()
        };
        let reached = reaches(0, &next);
        reached
            .iter()
            .filter_map(|step| if let Made::End(how) = &steps[*step] { Some(*how) } else { None })
            .collect()
    };
    Inner { ever: ends(false), instantly: ends(true) }
}

/// What brute force finds: steps by code.
fn brute(steps: &[Made], inner: &Inner) -> [BTreeSet<usize>; 4] {
    let written = |step: usize| steps[step].written();
    let possible = |step: usize| steps[step].edges(inner).into_iter().map(|(to, _)| to).collect::<Vec<_>>();
    let instant = |step: usize| {
        let edges = steps[step].edges(inner).into_iter();
        edges.filter(|(_, needs_user)| !needs_user).map(|(to, _)| to).collect::<Vec<_>>()
    };
    let reached = reaches(0, &written);
    let ends = |step: &usize| reaches(*step, &possible).iter().any(|to| steps[*to].is_end(inner));
    let is_trap = |step: &usize| {
        is_on_loop(*step, &possible)
            && reaches(*step, &possible).iter().all(|other| reaches(*other, &possible).contains(step))
    };
    let unreachable = (0..steps.len()).filter(|step| !reached.contains(step)).collect();
    let (traps, lost): (BTreeSet<usize>, BTreeSet<usize>) =
        reached.iter().copied().filter(|step| !ends(step)).partition(|step| is_trap(step));
    let spinning = reached.iter().copied().filter(|step| is_on_loop(*step, &instant)).collect();
    [unreachable, lost, traps, spinning]
}

/// Steps that findings of a code name.
fn named(findings: &[Finding], code: Code) -> BTreeSet<usize> {
    findings
        .iter()
        .filter(|found| found.file == "outer" && found.problem.code == code)
        .flat_map(|found| {
            found.problem.detail.split(", ").map(|name| name[1..].parse().unwrap()).collect::<Vec<_>>()
        })
        .collect()
}

fn made(count: usize, with_sub: bool) -> impl Strategy<Value = Made> {
    let to = 0..count;
    let outcome = prop::sample::select(vec!["solved", "stopped", "escalated"]);
    prop_oneof![
        3 => to.clone().prop_map(Made::Instruct),
        2 => prop::collection::vec(to.clone(), 1..4).prop_map(Made::Question),
        3 => (to.clone(), to.clone(), any::<bool>())
            .prop_map(|(if_true, if_false, waits)| Made::Check { if_true, if_false, waits }),
        if with_sub { 2 } else { 0 } => (to.clone(), to.clone(), prop::option::of(to))
            .prop_map(|(solved, stopped, escalated)| Made::Sub { solved, stopped, escalated }),
        1 => outcome.prop_map(Made::End),
    ]
}

fn graph(with_sub: bool) -> impl Strategy<Value = Vec<Made>> {
    (1..7_usize).prop_flat_map(move |count| prop::collection::vec(made(count, with_sub), count))
}

fn written(id: &str, steps: &[Made]) -> Guide {
    guide(id, &steps.iter().enumerate().map(|(place, step)| step.json(place)).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_proof_agrees_with_trying_every_path(outer in graph(true), inner in graph(false)) {
        let guides = [("outer".to_owned(), written("outer", &outer)), ("inner".to_owned(), written("inner", &inner))];
        let findings = prove(&guides);
        let [unreachable, lost, traps, spinning] = brute(&outer, &outcomes(&inner));
        prop_assert_eq!(named(&findings, Code::UNREACHABLE_STEP), unreachable, "unreachable");
        prop_assert_eq!(named(&findings, Code::PATH_WITHOUT_END), lost, "without end");
        prop_assert_eq!(named(&findings, Code::LOOP_WITHOUT_EXIT), traps, "traps");
        prop_assert_eq!(named(&findings, Code::LOOP_WITHOUT_USER), spinning, "spinning");
    }

    /// Lengths, too, are those of all paths.
    #[test]
    fn lengths_are_those_of_all_paths(steps in graph(false)) {
        let guide = written("g", &steps);
        let none = Inner::default();
        let next = |step: usize| steps[step].edges(&none).into_iter().map(|(to, _)| to).collect::<Vec<_>>();
        let shown = |path: &Vec<usize>| {
            path.iter().filter(|step| matches!(steps[**step], Made::Instruct(_) | Made::Question(_))).count()
        };
        let complete: Vec<Vec<usize>> =
            paths(0, &next).into_iter().filter(|path| steps[*path.last().unwrap()].is_end(&none)).collect();
        let length = lotse_editor::proof::length(&guide, &lotse_editor::proof::Graph::of(&guide));
        prop_assert_eq!(length.map(|length| length.shortest), complete.iter().map(shown).min());
        let useful: BTreeSet<usize> = complete.iter().flatten().copied().collect();
        let has_loop = useful.iter().any(|step| is_on_loop(*step, &next));
        let longest = complete.iter().map(shown).max().filter(|_| !has_loop);
        prop_assert_eq!(length.and_then(|length| length.longest), longest);
    }
}

#[test]
fn sub_guides_are_found_and_do_not_recur() {
    let runs = |id: &str, other: &str| {
        let sub =
            format!(r#"{{"kind":"sub_guide","id":"s0","guide":"{other}","solved":"s1","stopped":"s1"}}"#);
        (id.to_owned(), guide(id, &[sub, r#"{"kind":"end","id":"s1","outcome":"solved"}"#.to_owned()]))
    };
    let codes = |guides: &[(String, Guide)]| {
        prove(guides)
            .into_iter()
            .map(|found| (found.file, found.problem.code, found.problem.detail))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        codes(&[runs("a", "nowhere")]),
        [("a".to_owned(), Code::MISSING_SUB_GUIDE, "nowhere".to_owned())]
    );
    let circle = codes(&[runs("a", "b"), runs("b", "c"), runs("c", "a")]);
    assert_eq!(circle, [("c".to_owned(), Code::RECURSIVE_SUB_GUIDE, "a → b → c → a".to_owned())]);

    let end = ("g0".to_owned(), guide("g0", &[r#"{"kind":"end","id":"s0","outcome":"solved"}"#.to_owned()]));
    let tower = |levels: usize| {
        let mut guides = vec![end.clone()];
        guides.extend((1..=levels).map(|level| runs(&format!("g{level}"), &format!("g{}", level - 1))));
        guides
    };
    assert_eq!(codes(&tower(8)), []);
    assert_eq!(codes(&tower(12)), [("g9".to_owned(), Code::SUB_GUIDES_TOO_DEEP, "9".to_owned())]);
    // A list, not a recursion: a tower of thousands is no matter.
    assert_eq!(codes(&tower(5_000)).len(), 1);
}

#[test]
fn very_long_paths_are_said() {
    let mut steps: Vec<Made> = (1..=60).map(Made::Instruct).collect();
    steps.push(Made::End("solved"));
    let findings = prove(&[("outer".to_owned(), written("outer", &steps))]);
    let found: Vec<(Code, &str)> =
        findings.iter().map(|found| (found.problem.code, found.problem.detail.as_str())).collect();
    assert_eq!(found, [(Code::PATH_VERY_LONG, "60")]);
}
