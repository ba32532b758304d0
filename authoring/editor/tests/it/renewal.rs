//! New evidence: what is taken for some, what has changed with it, and taking it over with undo.

use lotse_editor::draft::Draft;
use lotse_editor::record::{beside, lasts, wireframe};
use lotse_editor::renewal::{
    Change, Seen, Side, Trait, fits, learn, mark, of_records, of_targets, own, read, read_record, record_of,
    records_of, speaks, take_over,
};
use lotse_locator::linkage::{Evidence, hash, print};
use lotse_model::json::{self, Json};

fn evidence(name: &str, is_said: bool) -> Evidence {
    let mut evidence = Evidence::default();
    evidence.print.put(print::NAME, hash::of_text(name));
    evidence.print.put(print::ROLE, hash::of_word("button"));
    evidence.said.name = if is_said { name.to_owned() } else { String::new() };
    evidence
}

fn target(name: &str, record: &str) -> Json {
    let text = format!(
        r#"{{"name":{{"en":"The button"}},"evidence":[{{"kind":"role","role":"button"}},
        {{"kind":"name","is":{{"en":"{name}","de":"Sichern"}}}},{{"kind":"linkage","record":{}}}]}}"#,
        Json::from(record).write()
    );
    json::parse(&text).unwrap()
}

#[test]
fn only_what_a_recorder_writes_is_read() {
    let record = evidence("Keep", false).write().write();
    assert_eq!(read_record(&record), Some(evidence("Keep", false)));
    let detail = format!(r#"{{"old":7,"new":{record}}}"#);
    assert_eq!(read(&detail).map(|report| report.old), Some(7));
    for forged in [
        String::new(),
        "{".to_owned(),
        record.clone(),
        r#"{"old":7}"#.to_owned(),
        r#"{"old":7,"new":null}"#.to_owned(),
        r#"{"old":7,"new":{"selector":"body"}}"#.to_owned(),
        format!(r#"{{"old":"7","new":{record}}}"#),
        detail.replace(r#""said":["#, r#""html":"<img onerror=alert(1)>","said":["#),
        detail.replace(r#""language":0"#, r#""language":-5"#),
        format!(r#"{{"old":7,"new":{record},"x":"{}"}}"#, "x".repeat(9_000)),
    ] {
        assert_eq!(read(&forged), None, "{forged}");
    }
}

#[test]
fn new_evidence_says_no_text_of_its_own() {
    let old = evidence("Save", true);
    assert!(fits(&old, &evidence("Keep", false)));
    assert!(fits(&old, &old));
    assert!(!fits(&old, &evidence("Call 0900 123", true)));
    assert_eq!(own(&old), own(&evidence("Save", false)));
    assert_ne!(own(&old), own(&evidence("Keep", false)));
}

#[test]
fn differences_are_said_in_parts() {
    let (old, mut new) = (evidence("Save", true), evidence("Keep", false));
    new.print.put(print::ID, 5);
    let changes = of_records(&old, &new);
    let name = Change { what: Trait::Name, was: Side::Said("Save".to_owned()), is: Side::Unsaid };
    let id = Change { what: Trait::Id, was: Side::Nothing, is: Side::Unsaid };
    assert_eq!(changes, [name, id]);
    assert!(of_records(&old, &old).is_empty());
    let changes = of_targets(&target("Save", "{}"), &target("Keep", "{}"), "en");
    let (was, is) = (Side::Said("Save".to_owned()), Side::Said("Keep".to_owned()));
    assert_eq!(changes, [Change { what: Trait::Name, was, is }]);
}

fn draft(record: &str) -> Draft {
    let target = target("Save", record).write();
    Draft::load(&format!(
        r#"{{"schema":0,"guide":{{"id":"g","title":{{"en":"G"}},"start":"a","steps":[{{"kind":"instruct","id":"a","target":{target},"next":"b"}},{{"kind":"end","id":"b","outcome":"solved"}}]}}}}"#
    ))
}

#[test]
fn what_was_seen_is_taken_over_and_undone() {
    let old = evidence("Save", true).write().write();
    let at = "/guide/steps/0/target";
    let mut draft = draft(&old);
    let before = draft.save();
    let was = draft.at(at).unwrap().clone();
    let seen = json::parse(&format!(
        r#"{{"evidence":[{{"kind":"role","role":"button"}},{{"kind":"name","is":{{"en":"Keep"}}}},{{"kind":"linkage","record":{}}}]}}"#,
        Json::from("{\"fresh\":1}").write()
    ))
    .unwrap();
    let seen = Seen { target: seen, is_known: false };
    let command = take_over(at, &was, &seen).unwrap();
    assert!(draft.apply(&command, 1).unwrap());
    let target = draft.at(at).unwrap();
    assert_eq!(target.get("name"), was.get("name"));
    // A name in one language replaces that in two, because it is another one.
    assert_eq!(draft.at(&format!("{at}/evidence/1/is")).unwrap().write(), r#"{"en":"Keep"}"#);
    assert_eq!(record_of(target), Some("{\"fresh\":1}"), "what was seen, not what was sent");
    assert!(draft.undo());
    assert_eq!(draft.save(), before);
    // Where the text is still there, its other languages are as well.
    let same = json::parse(r#"{"evidence":[{"kind":"name","is":{"en":"Save"}}]}"#).unwrap();
    let command = take_over(at, &was, &Seen { target: same, is_known: false }).unwrap();
    draft.apply(&command, 2).unwrap();
    assert_eq!(draft.at(&format!("{at}/evidence/0/is/de")).and_then(Json::as_text), Some("Sichern"));
    assert_eq!(record_of(draft.at(at).unwrap()), record_of(&was), "found by the old one, which stays");
    draft.undo();
    // An app that shows the old control says nothing new, and what says nothing is no target.
    assert!(take_over(at, &was, &Seen { is_known: true, ..seen.clone() }).is_none());
    let nothing = Seen { target: json::parse(r#"{"evidence":[]}"#).unwrap(), is_known: false };
    assert!(take_over(at, &was, &nothing).is_none());
}

/// A target with facts as text, and a record of a page in a language.
fn seen_in(language: i64, facts: &str) -> (Json, String) {
    let mut record = evidence("Save", false);
    record.language = u32::try_from(language).unwrap();
    let record = record.write().write();
    let known = format!(r#"{{"kind":"linkage","record":{}}}"#, Json::from(record.as_str()).write());
    (json::parse(&format!(r#"{{"evidence":[{facts},{known}]}}"#)).unwrap(), record)
}

#[test]
fn another_language_adds_its_texts_and_takes_away_what_is_bound_to_one() {
    let (english, first) = seen_in(
        1,
        r#"{"kind":"role","role":"button"},{"kind":"name","is":{"en":"Save"}},{"kind":"attribute","name":"title","value":"Save it"},
        {"kind":"attribute","name":"data-testid","value":"save"}"#,
    );
    let (german, second) = seen_in(
        2,
        r#"{"kind":"role","role":"button"},{"kind":"name","is":{"de":"Sichern"}},{"kind":"attribute","name":"title","value":"Es sichern"},
        {"kind":"attribute","name":"data-testid","value":"save"}"#,
    );
    assert!(speaks(&english, "en") && !speaks(&english, "de"));
    let mut draft = Draft::load(&format!(r#"{{"target":{}}}"#, english.write()));
    let before = draft.save();
    draft.apply(&learn("/target", &english, &german).unwrap(), 1).unwrap();
    let both = draft.at("/target").unwrap().clone();
    assert!(speaks(&both, "en") && speaks(&both, "de"));
    assert_eq!(draft.at("/target/evidence/1/is").unwrap().write(), r#"{"en":"Save","de":"Sichern"}"#);
    assert!(
        !both.write().contains("title"),
        "a title that is another one in German is no evidence: {}",
        both.write()
    );
    assert!(both.write().contains("data-testid"));
    assert_eq!(records_of(&both).collect::<Vec<_>>(), [first.as_str(), second.as_str()]);
    assert!(learn("/target", &both, &german).is_none(), "known already");
    // New evidence in one language leaves the record of the other.
    let seen = Seen { target: german.clone(), is_known: false };
    draft.apply(&take_over("/target", &both, &seen).unwrap(), 2).unwrap();
    assert_eq!(
        records_of(draft.at("/target").unwrap()).collect::<Vec<_>>(),
        [second.as_str(), first.as_str()]
    );
    draft.undo();
    draft.undo();
    assert_eq!(draft.save(), before);
}

#[test]
fn another_language_never_leaves_a_target_without_evidence() {
    let one = json::parse(r#"{"evidence":[{"kind":"attribute","name":"title","value":"Save it"}]}"#).unwrap();
    let other =
        json::parse(r#"{"evidence":[{"kind":"attribute","name":"title","value":"Es sichern"}]}"#).unwrap();
    assert!(learn("/target", &one, &other).is_none());
    let any = json::parse(r#"{"evidence":[{"kind":"role","role":"link"},{"kind":"text","is":{"*":"OK"}}]}"#)
        .unwrap();
    let same =
        json::parse(r#"{"evidence":[{"kind":"role","role":"link"},{"kind":"text","is":{"*":"Gut"}}]}"#)
            .unwrap();
    let Some(lotse_editor::command::Command::Put { value, .. }) = learn("/target", &any, &same) else {
        panic!("the text was the same in every language, and is not")
    };
    assert_eq!(value.0.write(), r#"{"evidence":[{"kind":"role","role":"link"}]}"#);
    assert!(learn("/target", &any, &json::parse(r#"{"evidence":[]}"#).unwrap()).is_none());
}

#[test]
fn what_is_known_of_a_target_ends_with_it() {
    let record = evidence("Save", true).write().write();
    let mut draft = draft(&record);
    let target = target("Save", &record);
    let known = lotse_api::channel::Lasts {
        score: 71,
        found: 20,
        of: 23,
        is_mistaken: false,
        hidden_by: vec!["text".to_owned()],
        advice: Some(("data-testid".to_owned(), 96)),
    };
    let kept = lasts::of("a", &target, &known).unwrap();
    let frame = wireframe::to_keep("a".to_owned(), Json::Map(Vec::new()));
    for command in beside::keep(&draft, vec![frame, kept]) {
        draft.apply(&command, 1).unwrap();
    }
    assert!(wireframe::kept(&draft, "a").is_some(), "one does not take the room of the other");
    assert_eq!(lasts::kept(&draft, "a", &target), Some(known));
    let other = super::renewal::target("Save", &evidence("Keep", true).write().write());
    assert_eq!(lasts::kept(&draft, "a", &other), None);
    assert_ne!(mark(&record), mark("other"));
}
