//! Every fix that is a command: the finding goes away, and undoing brings it back to the byte.

use std::collections::BTreeSet;

use lotse_editor::compile::Surroundings;
use lotse_editor::draft::Draft;
use lotse_editor::finding::{Finding, Severity};
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

/// A guide with one question, whose first step has this condition.
fn named_question(condition: &str, answer: &str) -> String {
    let other = answer.replace("\"y\"", "\"z\"");
    let first = format!(r#"{{"kind":"instruct","id":"a",{BODY},"skip_when":{condition},"next":"q"}}"#);
    let question = format!(r#"{{"kind":"question","id":"q",{BODY},"answers":[{answer},{other}]}}"#);
    guide(&format!("{first},{question},{END}"), "")
}

/// What is missing in a step, and a guide where it is.
fn lacks() -> Vec<String> {
    let whole = guide(&format!(r#"{{"kind":"instruct","id":"a",{BODY},"next":"end"}},{END}"#), "");
    [r#""id":"end","#, r#","outcome":"solved""#, r#","next":"end""#, r#""start":"a","#]
        .iter()
        .map(|member| whole.replacen(member, "", 1))
        .collect()
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
        ("L005", with(&format!(r#"{TARGET},"missing":{{"after_ms":"5000"}}"#))),
        ("L142", with(&date.replace("2026-02-01", "1.2.2025"))),
        ("L149", with(r#""skip_when":{"kind":"language","is":["de_CH"]}"#)),
        ("L150", named_question(r#"{"kind":"answer","step":"z","is":["y"]}"#, yes)),
        ("L153", step(BODY).replace(r#"["/x"]"#, r#"["orders/*"]"#)),
        (
            "L120",
            guide(
                &format!("{two},{END}"),
                &trigger.replace(r#""always""#, r#""at_most","times":5000,"pause_hours":24"#),
            ),
        ),
        (
            "L132",
            with(
                r#""entry":{"kind":"url","is":["/y"]},"reestablish":{"kind":"navigate","url":"https://app.example/y?a=1"}"#,
            ),
        ),
        (
            "L134",
            with(&format!(
                r#""actions":[{{"label":{{"en":"l","de":"l"}},"action":{{"kind":"fill","value":"v",{}}}}}]"#,
                TARGET.replace(r#""name":"id","value":"x""#, r#""name":"type","value":"password""#)
            )),
        ),
        ("L136", with(r#""completion":[{"kind":"key","keys":"Ctrl+W"}]"#)),
        ("L141", with(r#""skip_when":{"kind":"not","of":{"kind":"all","of":[]}}"#)),
        ("L172", evidence(&format!(r#"{{"kind":"role","role":"{}"}}"#, "r".repeat(300)))),
        ("L178", evidence(&format!(r#"{{"kind":"css","selector":"{}"}}"#, "a".repeat(600)))),
        ("L179", evidence(r#"{"kind":"css","selector":"a,b,c,d,e,f,g,h,i,j"}"#)),
        ("L180", evidence(r#"{"kind":"css","selector":":not(:not(:not(:not(:not(:not(a))))))"}"#)),
        ("L181", evidence(r#"{"kind":"css","selector":"a:hover"}"#)),
        ("L182", evidence(r#"{"kind":"css","selector":"a["}"#)),
        ("L183", evidence(r#"{"kind":"attribute","name":"value","value":"v"}"#)),
        ("L184", evidence(r#"{"kind":"attribute","name":"Data-Test","value":"v"}"#)),
        ("L185", evidence(r#"{"kind":"role","role":"knob"}"#)),
        ("L187", evidence(r#"{"kind":"ancestry","path":"a <  < b"}"#)),
        ("L190", evidence(r#"{"kind":"linkage","record":"no"}"#)),
        ("L202", step(r#""surface":"modal","body":{"en":"b","de":" "}"#)),
        ("L011", step(r#""surface":"modal","title":{"en":"t","de":"t"},"body":"Press the button""#)),
        ("L302", step(r#""surface":"modal","body":{"en":"[b](http://example.org/x)","de":"b"}"#)),
        ("L313", step(r#""surface":"modal","body":{"en":"> [!HINT]\n> Save first.","de":"b"}"#)),
        (
            "L316",
            step(
                "\"surface\":\"modal\",\"body\":{\"en\":\"[b](https://example.org/\u{200b}x)\",\"de\":\"b\"}",
            ),
        ),
        ("L404", with(&format!(r#"{TARGET},"missing":{{"then":"wait"}},"completion":[{{"kind":"click"}}]"#))),
        ("L412", step(BODY).replace("solved", "stopped")),
        (
            "L413",
            guide(
                &format!(
                    r#"{},{{"kind":"check","id":"c","condition":{{"kind":"url","is":["/x"]}},"if_true":"end","if_false":"end"}},{END}"#,
                    two.replace(r#""next":"end""#, r#""next":"c""#)
                ),
                "",
            ),
        ),
        (
            "L425",
            guide(
                &format!(
                    r#"{},{{"kind":"instruct","id":"b",{BODY},"skip_when":{{"kind":"all","of":[]}},"next":"end"}},{END}"#,
                    two.replace(r#""next":"end""#, r#""next":"b""#)
                ),
                "",
            ),
        ),
        ("L428", with(&format!(r#"{TARGET},"completion":[{{"kind":"host_event","name":"saved"}}]"#))),
    ]
}

/// What is wrong with the fix of the first finding with this code, if anything is.
fn fault(surroundings: &mut Surroundings, code: &str, text: &str) -> Option<String> {
    let mut draft = Draft::load(text);
    let start = draft.save();
    let mut found = |draft: &Draft| surroundings.check("a.guide.json", draft).findings;
    let before = found(&draft);
    let with_code =
        |findings: &[Finding]| findings.iter().filter(|finding| finding.problem.code.name() == code).count();
    let errors = |findings: &[Finding]| {
        findings.iter().filter(|finding| finding.severity() == Severity::Error).count()
    };
    let Some(finding) = before.iter().find(|finding| finding.problem.code.name() == code) else {
        let all: Vec<String> = before
            .iter()
            .map(|finding| format!("{} {}", finding.problem.code.name(), finding.problem.pointer))
            .collect();
        return Some(format!("{code} is not found: {all:?}"));
    };
    let Some(command) = fix::of(&draft, finding) else {
        return Some(format!(
            "{code} has no fix at {} ({})",
            finding.problem.pointer, finding.problem.detail
        ));
    };
    let is_applied = draft.apply(&command, 0) == Ok(true);
    let after = found(&draft);
    if !is_applied || with_code(&after) >= with_code(&before) {
        return Some(format!("{code} is not mended by {command:?}"));
    }
    if errors(&after) > errors(&before) {
        return Some(format!("{code} is mended by something worse: {command:?}"));
    }
    draft.undo();
    (draft.save() != start).then(|| format!("{code} is not undone"))
}

#[test]
fn what_a_fix_mends_is_mended() {
    let mut surroundings = Surroundings::new(&project(""), &[]).unwrap();
    let mut wrong: Vec<String> =
        cases().iter().filter_map(|(code, text)| fault(&mut surroundings, code, text)).collect();
    wrong.extend(lacks().iter().filter_map(|text| fault(&mut surroundings, "L004", text)));
    assert!(wrong.is_empty(), "{wrong:#?}");
    let codes: BTreeSet<&str> = cases().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes.len(), cases().len());
}
