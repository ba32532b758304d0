//! Which problems and checklists go into a release. Guides go live by review; these have none, so nobody's half-written one may stand in
//! the way of a release, nor take away what users have: a problem, checklist or desk file that has errors stays as it is live, new ones stay out, and the
//! checklist says why. Where what is live has errors itself, because a guide that it leads to is taken out, the release is refused.
//!
//! Pure: the texts are handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lotse_editor::compile::{Compiled, Kept, Source, Stamp, check_help, compile_with};
use lotse_editor::finding::{Finding, Severity};
use lotse_model::diagnostic::Code;
use serde_json::Value;

use super::help::{Drafts, Help};
use crate::guides::{CHECKLIST_ENDING, DESK_FILE, PROBLEM_ENDING, problem_file_of};

/// What a release is made of, help apart.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) project: Source,
    pub(super) guides: Vec<Source>,
    pub(super) stamp: Stamp,
    /// Guides that were compiled before.
    pub(super) kept: Arc<Kept>,
}

/// What was decided.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) compiled: Compiled,
    pub(super) help: Help,
    pub(super) held: Vec<Held>,
}

/// A file that stays as it is live.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) file: String,
    pub(super) why: Why,
}

/// Why.
#[derive(Debug)]
pub(super) enum Why {
    /// It has these errors.
    Errors(Vec<Finding>),
    /// It was last changed by whoever would publish it, and the project wants a second person.
    OwnWork,
    /// The id in the text is another one.
    OtherId,
}

/// Takes the drafts as far as nothing speaks against them. `alone` is who publishes, where a second person is needed.
pub(super) fn settle(ground: &Ground, drafts: Drafts, live: &Help, alone: Option<&str>) -> Settled {
    let Drafts { mut help, writers } = drafts;
    let mut held = Vec::new();
    for (file, text) in help.clone().0 {
        let is_new = live.0.get(&file) != Some(&text);
        let is_own = alone.is_some_and(|person| writers.get(&file).is_some_and(|writer| writer == person));
        let why = if is_new && is_own {
            Why::OwnWork
        } else if is_new && has_other_id(&file, &text) {
            Why::OtherId
        } else {
            continue;
        };
        put_back(&mut help, live, &file);
        held.push(Held { file, why });
    }
    loop {
        let compiled = compiled(ground, &help);
        let mut broken: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
        for finding in compiled.findings.iter().filter(|finding| finding.severity() == Severity::Error) {
            if let Some(file) = at_fault(finding, &help, live) {
                broken.entry(file).or_default().push(finding.clone());
            }
        }
        if broken.is_empty() {
            return Settled { compiled, help, held };
        }
        for (file, errors) in broken {
            put_back(&mut help, live, &file);
            held.push(Held { file, why: Why::Errors(errors) });
        }
    }
}

/// The file to be put back because of an error; none where that would change nothing.
fn at_fault(finding: &Finding, help: &Help, live: &Help) -> Option<String> {
    let is_new = |file: &str| help.0.get(file) != live.0.get(file);
    if help.0.contains_key(&finding.file) && is_new(&finding.file) {
        return Some(finding.file.clone());
    }
    // The desk that is live has a notice of a problem that was removed: the problem stays until the notice is gone.
    let problem = problem_file_of(&finding.problem.detail);
    let is_missed = finding.file == DESK_FILE && finding.problem.code == Code::MISSING_PROBLEM;
    (is_missed && !help.0.contains_key(&problem) && live.0.contains_key(&problem)).then_some(problem)
}

fn put_back(help: &mut Help, live: &Help, file: &str) {
    match live.0.get(file) {
        Some(text) => help.0.insert(file.to_owned(), text.clone()),
        None => help.0.remove(file),
    };
}

fn has_other_id(file: &str, text: &str) -> bool {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    [(PROBLEM_ENDING, "/problem/id"), (CHECKLIST_ENDING, "/checklist/id")].into_iter().any(
        |(ending, pointer)| {
            let id = document.pointer(pointer).and_then(Value::as_str);
            file.strip_suffix(ending).zip(id).is_some_and(|(own, id)| own != id)
        },
    )
}

/// Guides, problems, checklists and desk as a bundle, or as findings.
pub(super) fn compiled(ground: &Ground, help: &Help) -> Compiled {
    let sources = help.sources();
    let mut compiled =
        compile_with(&ground.kept, &ground.project, &ground.guides, sources.of_help(), ground.stamp);
    if ground.guides.is_empty() {
        // A folder without guides may be a part of one; a release without guides has none.
        let nothing = Some(&BTreeSet::new());
        let found = check_help(compiled.project.as_ref(), &sources.problems, sources.desk.as_ref(), nothing);
        let missing: Vec<Finding> =
            found.into_iter().filter(|one| one.problem.code == Code::MISSING_FIX_GUIDE).collect();
        if !missing.is_empty() {
            compiled.findings.extend(missing);
            compiled.bundle = None;
        }
    }
    compiled
}

/// A release once more, after the end of guides. Nobody is there to decide, and the guides have to go: fixes that lead to them
/// and tasks go too, then problems and checklists that hold together no longer, then notices that are about nothing else.
pub(super) fn without(ground: &Ground, mut help: Help, over: &[String]) -> (Compiled, Help) {
    for (file, text) in &mut help.0 {
        if file.ends_with(PROBLEM_ENDING) {
            *text = without_members(text, "/problem/fixes", over);
        } else if file.ends_with(CHECKLIST_ENDING) {
            *text = without_members(text, "/checklist/tasks", over);
        }
    }
    help.0.retain(|file, text| !(file.ends_with(CHECKLIST_ENDING) && has_no_task(text)));
    loop {
        let compiled = compiled(ground, &help);
        let errors = compiled.findings.iter().filter(|finding| finding.severity() == Severity::Error);
        let broken: BTreeSet<String> = errors
            .map(|finding| finding.file.clone())
            .filter(|file| {
                let is_one_of_many =
                    [PROBLEM_ENDING, CHECKLIST_ENDING].iter().any(|ending| file.ends_with(ending));
                is_one_of_many && help.0.contains_key(file)
            })
            .collect();
        if broken.is_empty() {
            return (compiled, help);
        }
        for file in broken {
            help.0.remove(&file);
            let Some(problem) = file.strip_suffix(PROBLEM_ENDING) else { continue };
            if let Some(desk) = help.0.get_mut(DESK_FILE) {
                *desk = without_problem(desk, problem);
            }
        }
    }
}

/// The text without the members of a list (fixes, tasks) that lead to a guide which is over.
fn without_members(text: &str, pointer: &str, over: &[String]) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap_or_default();
    let members = document.pointer_mut(pointer).and_then(Value::as_array_mut);
    let Some(members) = members else { return text.to_owned() };
    let before = members.len();
    let is_over = |guide: &str| over.iter().any(|one| one == guide);
    members.retain(|member| !member.get("guide").and_then(Value::as_str).is_some_and(is_over));
    if members.len() == before { text.to_owned() } else { document.to_string() }
}

fn has_no_task(text: &str) -> bool {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    document.pointer("/checklist/tasks").and_then(Value::as_array).is_some_and(Vec::is_empty)
}

fn without_problem(text: &str, problem: &str) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap_or_default();
    let notices = document.pointer_mut("/desk/notices").and_then(Value::as_array_mut);
    let Some(notices) = notices else { return text.to_owned() };
    notices.retain_mut(|notice| {
        let Some(problems) = notice.get_mut("problems").and_then(Value::as_array_mut) else { return true };
        problems.retain(|id| id.as_str() != Some(problem));
        !problems.is_empty()
    });
    document.to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ground() -> Ground {
        let guide = json!({ "schema": 0, "guide": {
            "id": "one", "title": { "en": "One" }, "start": "first", "steps": [
                { "kind": "instruct", "id": "first", "surface": "modal", "title": { "en": "First" }, "body": { "en": "Do it" }, "next": "done" },
                { "kind": "end", "id": "done", "outcome": "solved" },
            ],
        } });
        let project =
            json!({ "schema": 0, "id": "kontor", "environment": "production", "default_language": "en" });
        let source =
            |name: &str, document: &Value| Source { name: name.to_owned(), text: document.to_string() };
        Ground {
            project: source("project.json", &project),
            guides: vec![source("one.guide.json", &guide)],
            stamp: Stamp { release: 1, issued_s: 0 },
            kept: Arc::default(),
        }
    }

    /// Two causes, a fix for each; the tree tries the second one.
    fn problem(id: &str, has_tree: bool) -> Value {
        let fix = |id: &str, cause: &str| json!({ "id": id, "guide": id, "cost_s": 60, "mends": [{ "cause": cause, "permille": 900 }] });
        let cause = |id: &str| json!({ "id": id, "title": { "en": id }, "permille": 400 });
        let mut problem = json!({ "schema": 0, "problem": {
            "id": id, "title": { "en": "It is dark" }, "symptoms": [{ "en": "No light" }],
            "causes": [cause("off"), cause("burnt")], "fixes": [fix("one", "off"), fix("two", "burnt")],
        } });
        if has_tree {
            problem["problem"]["tree"] = json!([
                { "kind": "try", "id": "begin", "fix": "two", "not_solved": "rest" },
                { "kind": "diagnose", "id": "rest" },
            ]);
        }
        problem
    }

    fn checklist(id: &str, guides: &[&str]) -> Value {
        let tasks: Vec<Value> = guides.iter().map(|guide| json!({ "guide": guide })).collect();
        json!({ "schema": 0, "checklist": { "id": id, "title": { "en": "First day" }, "tasks": tasks } })
    }

    fn desk() -> Value {
        let notice =
            |id: &str, problems: &[&str]| json!({ "id": id, "problems": problems, "title": { "en": id } });
        let promise = |priority: &str| json!({ "priority": priority, "respond_min": 60 });
        let promises = ["p1", "p2", "p3", "p4", "p5"].map(promise);
        json!({ "schema": 0, "desk": {
            "name": { "en": "Desk" }, "channels": [{ "by": "form" }],
            "promises": promises,
            "hours": { "time_zone": "Europe/Berlin", "open": [{ "days": ["monday"], "from": "08:00", "until": "16:00" }] },
            "notices": [notice("both", &["plain", "drawn"]), notice("alone", &["drawn"])],
        } })
    }

    #[test]
    fn a_guide_that_is_over_takes_along_only_what_needs_it() {
        let help = Help(BTreeMap::from([
            ("plain.problem.json".to_owned(), problem("plain", false).to_string()),
            ("drawn.problem.json".to_owned(), problem("drawn", true).to_string()),
            (DESK_FILE.to_owned(), desk().to_string()),
            ("both.checklist.json".to_owned(), checklist("both", &["one", "two"]).to_string()),
            ("alone.checklist.json".to_owned(), checklist("alone", &["two"]).to_string()),
        ]));
        let (done, left) = without(&ground(), help, &["two".to_owned()]);
        assert!(done.bundle.is_some(), "{:?}", done.findings);
        assert!(!left.0.contains_key("drawn.problem.json"), "its tree tries what is gone");
        let json = |file: &str| serde_json::from_str::<Value>(&left.0[file]).unwrap();
        let fixes = json("plain.problem.json");
        assert_eq!(fixes["problem"]["fixes"].as_array().map(Vec::len), Some(1));
        let tasks = json("both.checklist.json")["checklist"]["tasks"].clone();
        assert_eq!(tasks, json!([{ "guide": "one" }]));
        assert!(!left.0.contains_key("alone.checklist.json"), "it has no task any more");
        let notices = json(DESK_FILE)["desk"]["notices"].clone();
        assert_eq!(notices.as_array().map(Vec::len), Some(1), "{notices}");
        assert_eq!(notices[0]["problems"], json!(["plain"]));
    }

    #[test]
    fn what_nothing_of_it_touches_keeps_its_bytes() {
        let text = format!(" {} ", problem("plain", false));
        assert_eq!(without_members(&text, "/problem/fixes", &["three".to_owned()]), text);
    }
}
