//! L100 to L219: guides, conditions, targets, texts.

use lotse_model::diagnostic::Code;
use lotse_model::validate::Project;

use super::{Case, guide, guide_in, guide_with};

const STEP: &str = "/guide/steps/0";

pub fn cases() -> Vec<Case> {
    let mut cases = structure();
    cases.extend(surfaces());
    cases.extend(actions());
    cases.extend(conditions());
    cases.extend(targets());
    cases.extend(texts());
    cases
}

fn at(place: &str) -> String {
    [STEP, place].concat()
}

fn list(count: usize, entry: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..count).map(entry).collect::<Vec<_>>().join(","))
}

const END: &str = r#"{"kind": "end", "id": "x", "outcome": "stopped"}"#;

fn structure() -> Vec<Case> {
    let many = list(501, |index| format!(r#"{{"kind": "end", "id": "e{index}", "outcome": "solved"}}"#));
    let answers = list(13, |index| format!(r#"{{"id": "a{index}", "label": "open.title", "next": "done"}}"#));
    let no_end = r#"[{"kind": "instruct", "id": "a", "surface": "modal", "body": "open.body", "next": "a"}]"#;
    let frequency = r#"{"kind": "at_most", "times": 0}"#;
    vec![
        guide(Code::DUPLICATE_STEP, "/guide/steps/7/id", "\"done\""),
        guide(Code::UNKNOWN_STEP, "/guide/steps/0/next", "\"nowhere\""),
        guide(Code::UNKNOWN_STEP, "/guide/steps/3/if_unknown", "\"nowhere\""),
        guide(Code::UNKNOWN_STEP, "/guide/steps/4/escalated", "\"nowhere\""),
        guide(Code::UNKNOWN_STEP, "/guide/steps/1/answers/0/next", "\"nowhere\""),
        guide(Code::UNKNOWN_STEP, "/guide/steps/2/reestablish/step", "\"nowhere\""),
        guide(Code::NO_STEPS, "/guide/steps", "[]"),
        guide(Code::TOO_MANY_STEPS, "/guide/steps", &many),
        guide(Code::UNKNOWN_START, "/guide/start", "\"nowhere\""),
        guide(Code::NO_END, "/guide/steps", no_end),
        guide(Code::LEADS_TO_ITSELF, "/guide/steps/0/next", "\"open-settings\""),
        guide(Code::DUPLICATE_ANSWER, "/guide/steps/1/answers/1/id", "\"office\""),
        guide(Code::NO_ANSWERS, "/guide/steps/1/answers", "[]"),
        guide(Code::SINGLE_ANSWER, "/guide/steps/1/answers/1", "-"),
        guide(Code::TOO_MANY_ANSWERS, "/guide/steps/1/answers", &answers),
        guide(Code::RESUME_OUT_OF_RANGE, "/guide/resume_hours", "721"),
        guide(Code::FREQUENCY_OUT_OF_RANGE, "/guide/frequency", frequency),
        guide_with(
            Code::STARTS_EVERY_TIME,
            "/guide/trigger/offer",
            &[("/guide/trigger/offer", "\"start\""), ("/guide/frequency", r#"{"kind": "always"}"#)],
        ),
        guide_with(
            Code::BEACON_NEEDS_TARGET,
            "/guide/trigger/offer",
            &[("/guide/steps/-", END), ("/guide/start", "\"x\"")],
        ),
        guide(Code::SUB_GUIDE_IS_ITSELF, "/guide/steps/4/guide", "\"printer-tray\""),
        guide(Code::WAIT_TOO_LONG, "/guide/steps/3/wait_ms", "600001"),
    ]
}

fn surfaces() -> Vec<Case> {
    let next = list(9, |_| r#"{"kind": "next"}"#.to_owned());
    let targets = list(5, |_| r##"{"evidence": [{"kind": "css", "selector": "#a"}]}"##.to_owned());
    vec![
        guide_with(
            Code::TOOLTIP_NEEDS_TARGET,
            STEP,
            &[(&at("/target"), "-"), (&at("/surface"), "\"tooltip\"")],
        ),
        guide_with(Code::COMPLETION_NEEDS_TARGET, &at("/completion/1"), &[(&at("/target"), "-")]),
        guide_with(Code::EMPTY_CARD, STEP, &[(&at("/title"), "-"), (&at("/body"), "-")]),
        guide_with(Code::ALTERNATIVES_WITHOUT_TARGET, &at("/alternatives"), &[(&at("/target"), "-")]),
        guide(Code::TOO_MANY_ALTERNATIVES, &at("/alternatives"), &targets),
        guide(Code::WAIT_TOO_LONG, &at("/missing/after_ms"), "600001"),
        guide(Code::LOOKS_TOO_BRIEFLY, &at("/missing/after_ms"), "10"),
        guide(Code::PADDING_OUT_OF_RANGE, &at("/spotlight/padding_px"), "65"),
        guide(Code::DUPLICATE_COMPLETION, &at("/completion/1"), r#"{"kind": "next"}"#),
        guide(Code::TOO_MANY_COMPLETIONS, &at("/completion"), &next),
        guide_with(Code::REESTABLISH_WITHOUT_ENTRY, &at("/reestablish"), &[(&at("/entry"), "-")]),
        guide(Code::REESTABLISH_REFUSED, &at("/reestablish/url"), "\"https://evil.test/\""),
        guide(Code::REESTABLISH_REFUSED, &at("/reestablish/url"), "\"java\\tscript:x\""),
        guide(Code::END_IS_TOOLTIP, "/guide/steps/5/surface", "\"tooltip\""),
        guide(Code::BAD_KEYS, &at("/completion/4/keys"), "\"Ctrl+\""),
        guide(Code::KEYS_TAKEN, &at("/completion/4/keys"), "\"Strg+W\""),
        guide(Code::BAD_HOST_NAME, &at("/completion/7/name"), "\"two words\""),
        guide(Code::BAD_PATTERN, &at("/completion/6/to/0"), "\"settings\""),
        guide(Code::EMPTY_CHOICE, &at("/completion/6/to"), "[]"),
    ]
}

fn actions() -> Vec<Case> {
    let project = Project { navigate_origins: vec!["https://crm.example".to_owned()], ..project() };
    let button = r#"{"label": "open.title", "action": {"kind": "host_callback", "name": "x"}}"#;
    let password = r#"{"evidence": [{"kind": "attribute", "name": "type", "value": "password"}]}"#;
    vec![
        guide(Code::TOO_MANY_ACTIONS, &at("/actions"), &list(5, |_| button.to_owned())),
        guide(Code::OPENS_ITSELF, &at("/actions/1/action/guide"), "\"printer-tray\""),
        guide(Code::BAD_HOST_NAME, &at("/actions/3/action/name"), "\"\""),
        guide(Code::NAVIGATE_REFUSED, &at("/actions/0/action/url"), "\"javascript:alert(1)\""),
        guide(Code::NAVIGATE_REFUSED, &at("/actions/0/action/url"), "\"//evil.test\""),
        guide_in(
            &project,
            Code::NAVIGATE_UNLISTED,
            &at("/actions/0/action/url"),
            "\"https://crm.example.evil.test/\"",
        ),
        guide(
            Code::FILL_TOO_LONG,
            "/guide/steps/2/actions/0/action/value",
            &format!("\"{}\"", "x".repeat(1001)),
        ),
        guide(Code::FILLS_PASSWORD, "/guide/steps/2/actions/0/action/target", password),
    ]
}

fn conditions() -> Vec<Case> {
    let part = r#"{"kind": "host_event", "name": "x"}"#.to_owned();
    let audience = |place: &str| ["/guide/audience/of", place].concat();
    let test = audience("/2/test");
    let patterns = list(51, |index| format!("\"/{index}\""));
    let long = format!("\"/{}\"", "x".repeat(250));
    vec![
        guide(Code::TOO_MANY_CONDITIONS, "/guide/audience/of", &list(100, |_| part.clone())),
        guide(Code::EMPTY_GROUP, "/guide/audience/of", "[]"),
        guide(Code::BAD_DATE, &audience("/4/from"), "\"31.03.2026\""),
        guide(Code::BAD_DATE, &audience("/4/until"), "\"2026-02-30\""),
        guide(Code::DATES_REVERSED, &audience("/4/from"), "\"2027-01-01\""),
        guide(Code::DATE_WITHOUT_BOUNDS, &audience("/4"), r#"{"kind": "date"}"#),
        guide(Code::BAD_USER_ATTRIBUTE, &audience("/2/name"), "\"\""),
        guide(Code::BOUNDS_REVERSED, "/guide/trigger/when/test/at_least", "100"),
        guide(Code::NUMBER_WITHOUT_BOUNDS, &test, r#"{"kind": "number"}"#),
        guide(Code::EMPTY_CHOICE, &audience("/0/of/0/is"), "[]"),
        guide(Code::BAD_LANGUAGE_TAG, &audience("/0/of/1/is/0"), "\"de_CH\""),
        guide(Code::NOT_A_QUESTION, "/guide/steps/2/entry/step", "\"done\""),
        guide(Code::UNKNOWN_ANSWER, "/guide/steps/2/entry/is/0", "\"never\""),
        guide(Code::GLOB_TOO_LONG, &at("/completion/5/test/glob"), &long),
        guide(Code::BAD_PATTERN, "/guide/pages/0", "\"ftp://x/\""),
        guide(Code::PATTERN_TOO_LONG, "/guide/pages/0", &long),
        guide(Code::TOO_MANY_PATTERNS, "/guide/pages", &patterns),
        guide(Code::DUPLICATE_PATTERN, "/guide/pages", r#"["/a", "/a"]"#),
        guide(Code::EMPTY_TEST, &test, r#"{"kind": "contains", "text": " "}"#),
        guide(Code::TEST_TOO_LONG, &test, &format!(r#"{{"kind": "is", "any": ["{}"]}}"#, "x".repeat(257))),
        guide(Code::CHOICE_TOO_LONG, &audience("/0/of/1/is"), &list(101, |_| "\"de\"".to_owned())),
    ]
}

fn targets() -> Vec<Case> {
    let evidence = |place: &str| ["/guide/steps/0/target/evidence", place].concat();
    let css = evidence("/6/selector");
    let deep = (0..6).fold("null".to_owned(), |inner, _| {
        let within = if inner == "null" { String::new() } else { format!(r#", "within": {inner}"#) };
        format!(r#"{{"evidence": [{{"kind": "tag", "tag": "a"}}]{within}}}"#)
    });
    let tags = list(41, |index| format!(r#"{{"kind": "tag", "tag": "a{index}"}}"#));
    let german = r#"[{"kind": "role", "role": "button"}, {"kind": "name", "is": {"de": "Drucken"}}]"#;
    let text = format!("\"{}\"", "x".repeat(257));
    vec![
        guide(Code::NO_EVIDENCE, "/guide/steps/0/target/evidence", "[]"),
        guide(Code::TOO_MUCH_EVIDENCE, "/guide/steps/0/target/evidence", &tags),
        guide(Code::EVIDENCE_TOO_LONG, &evidence("/4/value"), &text),
        guide(Code::EVIDENCE_TOO_LONG, &evidence("/1/is/de"), &text),
        guide(Code::BAD_LINKAGE, &evidence("/10/record"), "\"[]\""),
        guide(Code::EMPTY_EVIDENCE, &evidence("/0/role"), "\"\""),
        guide(Code::EMPTY_EVIDENCE, &evidence("/9/is"), "{}"),
        guide(Code::BAD_LANGUAGE_TAG, &evidence("/9/is"), r#"{"german": "Menü", "de_CH": "x"}"#),
        guide(Code::WEAK_EVIDENCE, "/guide/steps/1/target/evidence/1", "-"),
        guide(Code::SINGLE_LANGUAGE_EVIDENCE, "/guide/steps/1/target/evidence", german),
        guide(Code::TARGET_TOO_DEEP, "/guide/steps/0/target/within", &deep),
        guide(Code::MARGIN_OUT_OF_RANGE, "/guide/steps/0/target/margin_percent", "0"),
        guide(Code::CSS_TOO_LONG, &css, &format!("\"{}\"", "a".repeat(513))),
        guide(Code::CSS_TOO_MANY, &css, "\"a,b,c,d,e,f,g,h,i\""),
        guide(Code::CSS_TOO_DEEP, &css, "\":is(:is(:is(:is(:is(a)))))\""),
        guide(Code::CSS_PSEUDO_REFUSED, &css, "\"div:has(p)\""),
        guide(Code::CSS_SYNTAX, &css, "\"a >\""),
        guide(Code::ATTRIBUTE_REFUSED, &css, "\"input[value=x]\""),
        guide(Code::ATTRIBUTE_REFUSED, &evidence("/4/name"), "\"value\""),
        guide(Code::BAD_NAME_OF_ATTRIBUTE, &evidence("/4/name"), "\"Data Id\""),
        guide(Code::BAD_NAME_OF_ATTRIBUTE, &evidence("/5/tag"), "\"A\""),
        guide(Code::UNKNOWN_ROLE, &evidence("/0/role"), "\"knob\""),
        guide(Code::BAD_POSITION, &evidence("/7/index"), "5"),
        guide(Code::BAD_POSITION, &evidence("/7/index"), "0"),
        guide(Code::BAD_ANCESTRY, &evidence("/8/path"), "\"cell < \""),
        guide(Code::GENERATED_VALUE, &evidence("/4/value"), "\"ember48151\""),
        guide(Code::DUPLICATE_EVIDENCE, &evidence("/5"), r#"{"kind": "role", "role": "link"}"#),
    ]
}

fn project() -> Project {
    Project { default_language: "de".to_owned(), ..Project::default() }
}

fn texts() -> Vec<Case> {
    let many = |count: usize, value: &str| {
        format!("{{{}}}", (0..count).map(|at| format!("\"t{at}\": {value}")).collect::<Vec<_>>().join(","))
    };
    let languages: Vec<String> =
        ('a'..='z').flat_map(|one| ('a'..='c').map(move |two| format!("\"{one}{two}\": {{}}"))).collect();
    vec![
        guide(Code::UNKNOWN_TEXT, &at("/title"), "\"no.such.text\""),
        guide_in(&project(), Code::TEXT_NOT_IN_DEFAULT, &at("/title"), r#"{"en": "Settings"}"#),
        guide(Code::EMPTY_TEXT, &at("/title"), "{}"),
        guide(Code::EMPTY_TEXT, "/texts/de/open.title", "\" \\u200b\""),
        guide(Code::TEXT_TOO_LONG, "/texts/de/open.body", &format!("\"{}\"", "x".repeat(16 * 1024 + 1))),
        guide(Code::BAD_TEXT_ID, "/texts/de/open title", "\"x\""),
        guide(Code::BAD_LANGUAGE_TAG, "/texts/de_CH", "{}"),
        guide(Code::BAD_LANGUAGE_TAG, "/guide/title", r#"{"Deutsch!": "x"}"#),
        guide(Code::TITLE_TOO_LONG, "/guide/title", &format!(r#"{{"de": "{}"}}"#, "ä".repeat(121))),
        guide(
            Code::LABEL_TOO_LONG,
            "/guide/steps/1/answers/0/label",
            &format!(r#"{{"de": "{}"}}"#, "x".repeat(61)),
        ),
        guide(Code::INVISIBLE_IN_TEXT, "/texts/de/open.body", "\"Klicken\\u202e hier\""),
        guide(Code::TOO_MANY_TEXTS, "/texts/fr", &many(2001, "\"x\"")),
        guide(Code::TOO_MANY_LANGUAGES, "/texts", &format!("{{{}}}", languages.join(","))),
    ]
}
