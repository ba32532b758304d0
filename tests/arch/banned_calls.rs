//! What leaks or writes markup is refused by clippy, and this proves that it is: a sample that does all of it must fail.
//!
//! The nearest `clippy.toml` replaces the root's, so there is only one.

use std::collections::BTreeSet;
use std::process::Command;

use crate::files::{extension, root, text, tracked};

/// What the sample calls, one refusal each.
const REFUSED: &[&str] = &[
    "gloo_events::EventListener::forget",
    "gloo_timers::callback::Interval::forget",
    "gloo_timers::callback::Timeout::forget",
    "js_sys::eval",
    "wasm_bindgen::closure::ScopedClosure::forget",
    "web_sys::Element::insert_adjacent_html",
    "web_sys::Element::set_inner_html",
    "web_sys::Element::set_outer_html",
];

/// The same in JavaScript that ships. Written in halves, so that this file could itself be looked at.
const REFUSED_IN_SCRIPTS: &[(&str, &str)] = &[
    ("inner", "HTML"),
    ("outer", "HTML"),
    ("insertAdjacent", "HTML"),
    ("document.", "write"),
    ("eval", "("),
    ("new ", "Function"),
    ("set", "Interval("),
];

/// The core and its loader in JavaScript.
const CORE_SCRIPTS: [&str; 5] = [
    "sdk/loader/src",
    "sdk/dom/src/js",
    "sdk/src/js",
    "xtask/src/wasm/runtime.js",
    "xtask/src/wasm/splice.js",
];
/// What goes through a list by the array iterator or by a method that only arrays have; both may be the page's.
const LIST_WALKERS: &[&str] = &[
    "...",
    "Promise.all",
    "Promise.any",
    "Promise.race",
    "const [",
    "let [",
    "var [",
    "]) =>",
    "].at(",
    "Array.from(",
    ".concat(",
    ".every(",
    ".filter(",
    ".flatMap(",
    ".forEach(",
    ".map(",
    ".pop(",
    ".push(",
    ".reduce(",
    ".shift(",
    ".some(",
    ".splice(",
    ".unshift(",
];

#[test]
fn clippy_refuses_every_banned_call() {
    let output = Command::new(env!("CARGO"))
        .args(["clippy", "--quiet", "--locked", "--message-format=json", "-p", "lotse-banned-calls"])
        .args(["--features", "banned-calls"])
        .current_dir(root())
        .output()
        .expect("cargo clippy");
    let refused: BTreeSet<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["message"]["code"]["code"] == "clippy::disallowed_methods")
        .filter_map(|message| message["message"]["message"].as_str().map(str::to_owned))
        .filter_map(|message| message.split('`').nth(1).map(str::to_owned))
        .collect();
    let wanted: BTreeSet<String> = REFUSED.iter().map(|&path| path.to_owned()).collect();
    assert_eq!(refused, wanted, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success(), "a banned call is an error, not a remark");
}

#[test]
fn there_is_one_clippy_toml() {
    let found: Vec<_> = tracked().into_iter().filter(|file| file.ends_with("clippy.toml")).collect();
    assert_eq!(found, [std::path::Path::new("clippy.toml")]);
}

#[test]
fn our_scripts_write_no_markup_and_poll_nothing() {
    let mut found = Vec::new();
    for file in
        tracked().iter().filter(|file| file.starts_with("sdk") && ["js", "ts"].contains(&extension(file)))
    {
        let text = text(file).unwrap_or_default();
        for (start, end) in REFUSED_IN_SCRIPTS {
            if text.contains(&format!("{start}{end}")) {
                found.push(format!("{}: {start}{end}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_core_goes_through_lists_by_index() {
    let mut found = Vec::new();
    for file in tracked().iter().filter(|file| CORE_SCRIPTS.iter().any(|folder| file.starts_with(folder))) {
        if extension(file) != "js" {
            continue;
        }
        for (number, line) in (1..).zip(text(file).unwrap_or_default().lines()) {
            if let Some(walker) = list_walker(line) {
                found.push(format!("{}:{number}: {walker}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The picker begins a core without the loader.
#[test]
fn a_guide_that_is_tried_hears_what_a_guide_hears() {
    let kinds = |file: &str| {
        let text = text(std::path::Path::new(file)).unwrap_or_default();
        let list = text.split_once("KINDS = [").and_then(|(_, after)| after.split_once(']'));
        list.map(|(list, _)| list.split_whitespace().collect::<String>())
    };
    let own = kinds("sdk/loader/src/ear.js");
    assert!(own.as_ref().is_some_and(|list| list.contains("'click'")), "{own:?}");
    assert_eq!(kinds("authoring/picker/src/js/ports.js"), own);
}

#[test]
fn what_goes_through_a_list_by_its_iterator_is_seen() {
    for line in [
        "const [a, b] = list;",
        "await Promise.race([a, b]);",
        "call(...list);",
        "  for (const one of list) go(one);",
        "const f = ([a]) => a;",
        "list.push(1);",
    ] {
        assert!(list_walker(line).is_some(), "{line}");
    }
    for line in [
        "for (let of = 0; of < all.length; of += 1) go(all[of]);",
        "for (const name in names) go(name);",
        "call(go, [a, b]); // one of ... these",
        " * of what [...] is",
    ] {
        assert_eq!(list_walker(line), None, "{line}");
    }
}

/// What in a line of JavaScript goes through a list as pages can change it.
fn list_walker(line: &str) -> Option<&'static str> {
    let code = line.split("//").next().unwrap_or_default();
    if code.trim_start().starts_with(['*', '/']) {
        return None;
    }
    let head = code.split_once("for (").and_then(|(_, loops)| loops.split(')').next());
    if head.is_some_and(|head| head.contains(" of ") && !head.contains(';')) {
        return Some("for … of");
    }
    LIST_WALKERS.iter().copied().find(|walker| code.contains(walker))
}
