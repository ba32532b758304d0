//! Bad input: broken, hostile and huge guides end in diagnostics, in bounded time, and never in a panic.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use lotse_model::diagnostic::{Diagnostic, Severity};
use lotse_model::json::{Json, parse};
use lotse_model::validate::{BundleDocument, MAX_SOURCE_BYTES, Settings, check_bundle, check_source_bytes};

use crate::edit::{at_root, golden, set};

/// Longest time for one file, unoptimised and on a busy machine.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Files whose worst finding is a warning, each for its reason.
const MERELY_WARNED: [(&str, &str); 2] = [
    ("L010-prototype-as-member", "a descriptive member that is not known is passed over, whatever its name"),
    ("L207-text-reversed", "authors can mean bidi characters; the overlay isolates them"),
];

fn check(bytes: &[u8]) -> Vec<Diagnostic> {
    let start = Instant::now();
    let (_, found) = check_source_bytes(bytes, &Settings::default());
    let took = start.elapsed();
    assert!(took < TIME_LIMIT, "{took:?} for {} bytes", bytes.len());
    for diagnostic in &found {
        assert!(!diagnostic.message.is_empty() && !diagnostic.fix.is_empty(), "{diagnostic:?}");
        assert!(diagnostic.message.len() < 1_000, "details are cut: {diagnostic:?}");
        assert!(diagnostic.span.as_ref().is_none_or(|span| span.end <= bytes.len()), "{diagnostic:?}");
    }
    found
}

fn is_refused(found: &[Diagnostic]) -> bool {
    found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Every place in a document, as pointers.
fn places(json: &Json, here: &str, out: &mut Vec<String>) {
    let inner: Vec<(String, &Json)> = match json {
        Json::List(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        Json::Map(members) => members.iter().map(|(name, inner)| (name.clone(), inner)).collect(),
        _ => Vec::new(),
    };
    for (name, json) in inner {
        let place = format!("{here}/{}", name.replace('~', "~0").replace('/', "~1"));
        places(json, &place, out);
        out.push(place);
    }
}

/// Golden documents in which one value is replaced by `null`, which fits nowhere.
fn nulled(name: &str) -> Vec<String> {
    let json = golden(name);
    let mut all = Vec::new();
    places(&json, "", &mut all);
    let nulled = |place: &String| {
        let mut json = json.clone();
        set(&mut json, place, Some(Json::Null));
        json.write()
    };
    all.iter().map(nulled).collect()
}

#[test]
fn files_made_by_hand_end_in_what_their_names_say() {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(at_root("tests/contract/broken")).expect("the corpus").flatten() {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".json").to_owned();
        let found = check(&fs::read(entry.path()).expect("a file"));
        let (code, _) = name.split_once('-').expect("names begin with a code");
        let codes: Vec<String> = found.iter().map(|diagnostic| diagnostic.code.name()).collect();
        assert!(codes.iter().any(|found| found == code), "{name}: {codes:?}");
        let is_exception = MERELY_WARNED.iter().any(|(known, _)| *known == name);
        assert_eq!(is_refused(&found), !is_exception, "{name}: {codes:?}");
        names.insert(name);
    }
    println!("broken files made by hand: {}", names.len());
    assert!(names.len() >= 100, "{}", names.len());
}

#[test]
fn golden_documents_with_one_value_broken_are_refused() {
    let guides = nulled("guide");
    for text in &guides {
        assert!(is_refused(&check(text.as_bytes())), "{text}");
    }
    let mut documents = 0;
    for (kind, name) in [
        (BundleDocument::Manifest, "manifest"),
        (BundleDocument::Shard, "shard"),
        (BundleDocument::Guide, "guide_chunk"),
        (BundleDocument::Text, "text_chunk"),
    ] {
        for text in nulled(name) {
            assert!(is_refused(&check_bundle(kind, &text, None, "de")), "{text}");
            documents += 1;
        }
    }
    println!("golden documents with one broken value: {} guides, {documents} others", guides.len());
    assert!(guides.len() >= 300);
}

#[test]
fn files_cut_short_are_refused() {
    let text = golden("guide").write_pretty();
    let whole = text.trim_end().len();
    for percent in 0..100 {
        assert!(is_refused(&check(&text.as_bytes()[..whole * percent / 100])), "{percent} %");
    }
    println!("guides cut short: 100");
}

#[test]
fn members_with_other_names_are_noticed() {
    let json = golden("guide");
    let mut all = Vec::new();
    places(&json, "", &mut all);
    let is_content = |place: &str| {
        let parts: Vec<&str> = place.rsplit('/').take(2).collect();
        let is_text = ["title", "summary", "body", "label", "name", "is"].contains(&parts[1]);
        is_text || place.starts_with("/texts/") || parts[0].parse::<usize>().is_ok()
    };
    let mut count = 0;
    for place in all.iter().filter(|place| !is_content(place)) {
        let mut changed = json.clone();
        let (parent, name) = place.rsplit_once('/').expect("a pointer");
        let value = parent.split('/').skip(1).chain([name]).fold(&json, |json, part| match json {
            Json::List(items) => &items[part.parse::<usize>().expect("an index")],
            other => other.get(part).expect("a member"),
        });
        set(&mut changed, &format!("{parent}/{name}x"), Some(value.clone()));
        set(&mut changed, place, None);
        let found = check(changed.write().as_bytes());
        assert!(
            found.iter().any(|it| it.severity >= Severity::Warning),
            "{place} renamed, and nobody noticed"
        );
        count += 1;
    }
    println!("guides with one member renamed: {count}");
    assert!(count >= 200);
}

/// Files as large as they come; each is refused, and none takes long.
fn huge() -> Vec<(&'static str, String)> {
    let end = r#"{"kind": "end", "id": "z", "outcome": "solved"}"#;
    let guide = |member: &str| {
        format!(
            r#"{{"schema": 0, "guide": {{"id": "a", "title": {{"de": "x"}}, "start": "z", "steps": [{end}], {member}}}}}"#
        )
    };
    let many = |count: usize, entry: &str| format!("[{}{entry}]", format!("{entry},").repeat(count - 1));
    let part = r#"{"kind": "host_event", "name": "x"}"#;
    let evidence = r#"{"kind": "tag", "tag": "a"}"#;
    let target = format!(
        r#"{{"kind": "element", "target": {{"evidence": {}}}, "state": {{"kind": "on"}}}}"#,
        many(20_000, evidence)
    );
    let members: String = (0..50_000).map(|at| format!("\"m{at}\": 0,")).collect();
    let chain: String = (0..5_000)
        .map(|at| format!(r#"{{"kind": "check", "id": "c{at}", "condition": {part}, "if_true": "c{}", "if_false": "z"}},"#, at + 1))
        .collect();
    let chain = format!(
        r#"{{"schema": 0, "guide": {{"id": "a", "title": {{"de": "x"}}, "start": "c0", "steps": [{chain}{end}]}}}}"#
    );
    vec![
        ("a million brackets", "[".repeat(1_000_000)),
        ("a million objects", "{\"a\":".repeat(400_000)),
        (
            "two megabytes of zeros as steps",
            guide(&format!("\"steps2\": 0, \"pages\": {}", many(1_000_000, "0"))),
        ),
        (
            "a hundred thousand conditions of no kind",
            guide(&format!("\"audience\": {{\"kind\": \"all\", \"of\": {}}}", many(100_000, "{}"))),
        ),
        (
            "thirty thousand conditions",
            guide(&format!("\"audience\": {{\"kind\": \"any\", \"of\": {}}}", many(30_000, part))),
        ),
        ("twenty thousand pieces of evidence", guide(&format!("\"audience\": {target}"))),
        ("fifty thousand unknown members", guide(&format!("{members} \"pages\": [\"x\"]"))),
        ("fifty thousand patterns", guide(&format!("\"pages\": {}", many(50_000, "\"/*a*a*a*a*a*b\"")))),
        ("five thousand checks in a row", chain),
        (
            "an id of a megabyte",
            guide(&format!("\"start2\": 0, \"frequency\": {{\"kind\": \"{}\"}}", "x".repeat(1_000_000))),
        ),
        (
            "a title of a megabyte",
            guide(&format!("\"summary\": {{\"de\": \"{}\"}}", "\\u202e".repeat(150_000))),
        ),
        ("a number of a megabyte", guide(&format!("\"resume_hours\": {}", "9".repeat(1_000_000)))),
        ("beyond the largest file", format!("\"{}\"", "x".repeat(MAX_SOURCE_BYTES))),
        ("ten megabytes", " ".repeat(10 * 1024 * 1024)),
    ]
}

#[test]
fn huge_files_are_refused_quickly() {
    let files = huge();
    for (name, text) in &files {
        let found = check(text.as_bytes());
        assert!(is_refused(&found), "{name}");
        assert!(found.len() <= 1_100, "{name}: {} findings", found.len());
    }
    println!("huge files: {}", files.len());
}

/// Changes of single bytes, from a fixed seed. Not every one of them breaks a guide; none may break the checker.
#[test]
fn bytes_changed_at_random_do_no_harm() {
    let text = golden("guide").write_pretty().into_bytes();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let (mut refused, rounds) = (0, 600);
    for _ in 0..rounds {
        let mut bytes = text.clone();
        for _ in 0..=next() % 3 {
            let at = usize::try_from(next()).unwrap_or(0) % bytes.len();
            bytes[at] = (next() % 256) as u8;
        }
        refused += usize::from(is_refused(&check(&bytes)));
    }
    println!("guides with bytes changed at random: {rounds}, refused {refused}");
    assert!(refused > rounds / 4);
}

#[test]
fn nothing_hostile_gets_into_messages() {
    let hostile = "\u{1b}[31m\u{202e}<script>\u{0}\u{200b}".repeat(100);
    let json = format!(r#"{{"schema": 0, "guide": {{"id": {}}}}}"#, Json::Text(hostile).write());
    let found = check(json.as_bytes());
    assert!(parse(&json).is_ok() && is_refused(&found));
    for diagnostic in found {
        let shown = [diagnostic.message, diagnostic.fix].concat();
        assert!(!shown.chars().any(lotse_model::url::is_invisible), "{shown:?}");
    }
}
