//! Runs every case of `tests/suite/engine`: a folder with `guide.json`, `script.json` and `expected.json`.
//!
//! `UPDATE=1` writes what came out as what is expected; look at the difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use lotse_model::guide::Guide;
use lotse_model::json::{Json, parse};
use lotse_model::wire::{Reader, Wire};

use crate::browser::Browser;
use crate::render;
use crate::script;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/engine")
}

fn read(path: &Path) -> Json {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
}

/// Reads a guide; panics with the findings when it cannot be used.
pub fn read_guide(json: &Json) -> Guide {
    let mut reader = Reader::default();
    Guide::take(json, &mut reader).unwrap_or_else(|| panic!("{:?}", reader.problems))
}

fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    match json.get(name) {
        Some(Json::List(items)) => items,
        _ => &[],
    }
}

/// Plays a case and tells what happened.
fn play(case: &Path) -> Json {
    let guides = read(&case.join("guide.json"));
    let mut browser = Browser::new(list(&guides, "guides").iter().map(read_guide).collect());
    let languages = list(&guides, "languages").iter().filter_map(Json::as_text);
    browser.languages = languages.map(str::to_owned).collect();
    if browser.languages.is_empty() {
        browser.languages.push("en".to_owned());
    }
    let script = read(&case.join("script.json"));
    let mut told = Telling::default();
    for line in list(&script, "lines") {
        let at_ms =
            script::number(line, "at").and_then(|at| u64::try_from(at).ok()).unwrap_or(browser.now_ms);
        told.pass(at_ms, &mut browser);
        let printed = script::run(line, &mut browser);
        browser.rest();
        told.tell(Some(line), printed, &mut browser);
    }
    Json::List(told.entries)
}

#[derive(Default)]
struct Telling {
    entries: Vec<Json>,
    views: Vec<Json>,
}

impl Telling {
    /// Lets time pass and tells of every timer that changed something.
    fn pass(&mut self, until_ms: u64, browser: &mut Browser) {
        while browser.wake(until_ms) {
            browser.rest();
            self.tell(None, None, browser);
        }
        browser.now_ms = browser.now_ms.max(until_ms);
    }

    fn tell(&mut self, line: Option<&Json>, printed: Option<Json>, browser: &mut Browser) {
        let now_ms = i64::try_from(browser.now_ms).unwrap();
        for tab in 0..browser.tabs.len() {
            let is_meant = line.is_some_and(|line| script::tab(line) == tab);
            let state = &mut browser.tabs[tab];
            let effects: Vec<Json> =
                core::mem::take(&mut state.log).iter().filter_map(render::effect).map(Json::Text).collect();
            let view = render::view(state.engine.view(), state);
            if self.views.len() <= tab {
                self.views.resize(tab + 1, Json::Map(Vec::new()));
            }
            let is_new = self.views[tab] != view;
            if !is_meant && !is_new && effects.is_empty() {
                continue;
            }
            let mut members = vec![("at".to_owned(), Json::Number(now_ms))];
            if browser.tabs.len() > 1 {
                members.push(("tab".to_owned(), Json::Number(i64::try_from(tab).unwrap())));
            }
            members.push((
                "when".to_owned(),
                line.filter(|_| is_meant).map_or(Json::from("time passes"), short),
            ));
            if !effects.is_empty() {
                members.push(("effects".to_owned(), Json::List(effects)));
            }
            if is_new {
                members.push(("view".to_owned(), view.clone()));
                self.views[tab] = view;
            }
            if let (true, Some(printed)) = (is_meant, &printed) {
                members.push(("told".to_owned(), printed.clone()));
            }
            self.entries.push(Json::Map(members));
        }
    }
}

/// A line of the script, in one line.
fn short(line: &Json) -> Json {
    let Json::Map(members) = line else { return Json::Null };
    let words = members.iter().filter(|(name, _)| !["at", "tab", "note"].contains(&name.as_str())).map(
        |(name, value)| match (name.as_str(), value) {
            ("do", Json::Text(text)) => text.clone(),
            (_, Json::Text(text)) => text.clone(),
            (_, other) => format!("{name} {}", other.write()),
        },
    );
    Json::Text(words.collect::<Vec<_>>().join(" "))
}

#[test]
fn every_case_goes_as_expected() {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let updates = std::env::var_os("UPDATE").is_some();
    let only = std::env::var("CASE").unwrap_or_default();
    let mut failures = Vec::new();
    for case in cases.iter().filter(|case| case.to_string_lossy().contains(&only)) {
        let came = render::pretty(&play(case));
        let path = case.join("expected.json");
        if updates {
            fs::write(&path, &came).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != came {
            let different = difference(&fs::read_to_string(&path).unwrap_or_default(), &came);
            failures.push(format!("{}:\n{different}", case.file_name().unwrap().to_string_lossy()));
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
    assert!(!only.is_empty() || cases.len() >= 40, "only {} cases", cases.len());
}

/// The first lines that differ, with what came before.
fn difference(expected: &str, came: &str) -> String {
    let at = expected.lines().zip(came.lines()).take_while(|(one, other)| one == other).count();
    let part = |text: &str| text.lines().skip(at.saturating_sub(4)).take(14).collect::<Vec<_>>().join("\n");
    format!("expected\n{}\ncame\n{}", part(expected), part(came))
}
