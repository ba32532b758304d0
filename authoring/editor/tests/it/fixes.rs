//! Every fix that is a command: the finding goes away, and undoing brings it back to the byte.

use std::collections::BTreeSet;

use lotse_editor::compile::Surroundings;
use lotse_editor::draft::Draft;
use lotse_editor::fix;

use crate::guides::project;

const END: &str = r#"{"kind":"end","id":"end","outcome":"solved"}"#;
const BODY: &str = r#""surface":"modal","body":{"en":"b","de":"b"}"#;
const TARGET: &str = r#""target":{"evidence":[{"kind":"label","is":{"en":"l","de":"l"}},{"kind":"attribute","name":"id","value":"x"}]}"#;

/// A guide whose first step is an instruction with these members.
fn step(members: &str) -> String {
    guide(&format!(r#"{{"kind":"instruct","id":"a",{members},"next":"end"}},{END}"#), "")
}

fn guide(steps: &str, members: &str) -> String {
    format!(
        r#"{{"schema":0,"guide":{{"id":"g","title":{{"en":"T","de":"T"}},"pages":["/x"],{members}"start":"a","steps":[{steps}]}},"texts":{{}}}}"#
    )
}

fn question(answers: &str) -> String {
    guide(&format!(r#"{{"kind":"question","id":"a",{BODY},"answers":[{answers}]}},{END}"#), "")
}

/// Code and a guide that has it.
fn cases() -> Vec<(&'static str, String)> {
    let with = |more: &str| step(&format!("{BODY},{more}"));
    let evidence = |more: &str| {
        with(&TARGET.replace(r#"{"kind":"attribute""#, &format!(r#"{more},{{"kind":"attribute""#)))
    };
    let two = r#"{"kind":"instruct","id":"a","surface":"modal","body":{"en":"b","de":"b"},"next":"end"}"#;
    let yes = r#"{"id":"y","label":{"en":"y","de":"y"},"next":"end"}"#;
    let date = r#""skip_when":{"kind":"date","from":"2026-02-01","until":"2026-01-01"}"#;
    let number =
        r#""skip_when":{"kind":"attribute","name":"n","test":{"kind":"number","at_least":3,"at_most":1}}"#;
    let trigger =
        r#""trigger":{"when":{"kind":"url","is":["/x"]},"offer":"start"},"frequency":{"kind":"always"},"#;
    vec![
        (
            "L009",
            with(
                r#""actions":[{"label":{"en":"l","de":"l"},"action":{"kind":"navigate","url":"/y"},"x":1}]"#,
            ),
        ),
        ("L010", with(r#""colour":"red""#)),
        ("L014", evidence(r#"{"kind":"smell"}"#)),
        ("L100", guide(&format!("{two},{two},{END}"), "")),
        ("L101", step(BODY).replace(r#""next":"end""#, r#""next":"nowhere""#)),
        ("L102", guide("", "")),
        ("L104", step(BODY).replace(r#""start":"a""#, r#""start":"z""#)),
        ("L105", guide(&two.replace("end", "a"), "")),
        ("L106", step(BODY).replace(r#""next":"end""#, r#""next":"a""#)),
        ("L107", question(&format!("{yes},{yes}"))),
        ("L109", question(yes)),
        ("L112", step(r#""body":{"en":"b","de":"b"}"#)),
        ("L115", with(&TARGET.replacen(r#""target":{"#, r#""alternatives":[{"#, 1).replacen("]}", "]}]", 1))),
        ("L116", with(&format!(r#"{TARGET},"missing":{{"after_ms":700000}}"#))),
        ("L117", with(&format!(r#"{TARGET},"missing":{{"after_ms":1}}"#))),
        ("L118", with(&format!(r#"{TARGET},"spotlight":{{"padding_px":100}}"#))),
        ("L119", guide(&format!("{two},{END}"), r#""resume_hours":9999,"#)),
        ("L121", guide(&format!("{two},{END}"), trigger)),
        ("L122", with(r#""completion":[{"kind":"next"},{"kind":"next"}]"#)),
        ("L125", with(r#""reestablish":{"kind":"navigate","url":"/y"}"#)),
        ("L126", guide(&format!("{two},{END}"), &trigger.replace("start\"}", "beacon\"}"))),
        ("L137", step(BODY).replace(r#""outcome":"solved""#, r#""outcome":"solved","surface":"tooltip""#)),
        ("L143", with(date)),
        ("L146", with(number)),
        (
            "L151",
            with(r#""skip_when":{"kind":"answer","step":"q","is":["no","y"]}"#).replace(
                END,
                &format!(
                    r#"{{"kind":"question","id":"q",{BODY},"answers":[{yes},{}]}},{END}"#,
                    yes.replace("\"y\"", "\"z\"")
                ),
            ),
        ),
        ("L158", step(BODY).replace(r#"["/x"]"#, r#"["/x","/x"]"#)),
        ("L173", evidence(r#"{"kind":"role","role":""}"#)),
        ("L177", with(&TARGET.replacen(r#""target":{"#, r#""target":{"margin_percent":99,"#, 1))),
        ("L186", evidence(r#"{"kind":"position","index":0,"of":0}"#)),
        ("L188", evidence(r#"{"kind":"attribute","name":"id","value":"ember-4f3a9b2c1d"}"#)),
        ("L189", evidence(r#"{"kind":"label","is":{"en":"l","de":"l"}}"#)),
        ("L207", step("\"surface\":\"modal\",\"body\":{\"en\":\"b\u{200b}c\",\"de\":\"b\"}")),
        ("L400", guide(&format!("{two},{},{END}", two.replace("\"a\"", "\"lost\"")), "")),
        ("L409", step(BODY).replace(r#""texts":{}"#, r#""texts":{"en":{"x":"x"}}"#)),
        ("L410", with(&format!(r#"{TARGET},"completion":[{{"kind":"click"}},{{"kind":"double_click"}}]"#))),
        ("L426", step(r#""surface":"modal","body":{"en":"b","de":"b","fr":"b"}"#)),
    ]
}

#[test]
fn what_a_fix_mends_is_mended() {
    let mut surroundings = Surroundings::new(&project(""), &[]).unwrap();
    let mut wrong = Vec::new();
    for (code, text) in cases() {
        let mut draft = Draft::load(&text);
        let start = draft.save();
        let mut count = |draft: &Draft| {
            let found = surroundings.check("a.guide.json", draft).findings;
            found.into_iter().filter(|finding| finding.problem.code.name() == code).collect::<Vec<_>>()
        };
        let before = count(&draft);
        let Some(finding) = before.first() else {
            let all: Vec<String> = surroundings
                .check("a.guide.json", &draft)
                .findings
                .iter()
                .map(|finding| format!("{} {}", finding.problem.code.name(), finding.problem.pointer))
                .collect();
            wrong.push(format!("{code} is not found: {all:?}"));
            continue;
        };
        let Some(command) = fix::of(&draft, finding) else {
            wrong.push(format!("{code} has no fix at {}", finding.problem.pointer));
            continue;
        };
        if draft.apply(&command, 0) != Ok(true) || count(&draft).len() >= before.len() {
            wrong.push(format!("{code} is not mended by {command:?}"));
        }
        draft.undo();
        if draft.save() != start {
            wrong.push(format!("{code} is not undone"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let codes: BTreeSet<&str> = cases().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes.len(), cases().len());
}
