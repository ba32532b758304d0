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
