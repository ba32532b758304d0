//! Every waiting step has a way out, in both situations: target found, target missing.

use lotse_editor::proof::waiting::{Verdict, judge};
use lotse_model::step::Step;

const TARGET: &str = r#""target":{"evidence":[{"kind":"tag","tag":"button"}]}"#;

fn verdict(members: &str) -> Verdict {
    let text = format!(r#"{{"id":"s",{members}}}"#);
    let step: Step =
        lotse_model::wire::read(&text).unwrap_or_else(|problems| panic!("{problems:?} in {text}"));
    judge(&step)
}

fn instruct(completion: &str, missing: &str, has_target: bool) -> Verdict {
    let target = if has_target { format!("{TARGET},") } else { String::new() };
    verdict(&format!(
        r#""kind":"instruct",{target}"next":"n","completion":[{completion}],"missing":{{"then":"{missing}"}}"#
    ))
}

#[test]
fn gestures_on_the_target_need_a_policy_for_when_it_is_missing() {
    for kind in [
        r#"{"kind":"click"}"#,
        r#"{"kind":"double_click"}"#,
        r#"{"kind":"context_menu"}"#,
        r#"{"kind":"input","test":{"kind":"present"}}"#,
    ] {
        for policy in ["unanchored", "skip", "ask", "escalate"] {
            assert_eq!(instruct(kind, policy, true), Verdict::WayOut, "{kind} {policy}");
        }
        assert_eq!(instruct(kind, "wait", true), Verdict::Stuck, "{kind}");
        assert_eq!(instruct(kind, "unanchored", false), Verdict::Stuck, "{kind} without target");
        let with_next = format!(r#"{kind},{{"kind":"next"}}"#);
        assert_eq!(instruct(&with_next, "wait", true), Verdict::WayOut, "{kind} with next");
    }
}

#[test]
fn what_the_app_does_is_a_hope() {
    for kind in [
        r#"{"kind":"navigation","to":["/x"]}"#,
        r#"{"kind":"host_event","name":"e"}"#,
        r#"{"kind":"state","state":{"kind":"hidden"}}"#,
        r#"{"kind":"click","on":{"evidence":[]}}"#,
    ] {
        assert_eq!(instruct(kind, "unanchored", true), Verdict::Hopes, "{kind}");
        assert_eq!(
            instruct(&format!(r#"{kind},{{"kind":"next"}}"#), "unanchored", true),
            Verdict::WayOut,
            "{kind}"
        );
    }
    assert_eq!(instruct(r#"{"kind":"state","state":{"kind":"on"}}"#, "wait", true), Verdict::Stuck);
    assert_eq!(
        instruct(r#"{"kind":"click"},{"kind":"host_event","name":"e"}"#, "wait", true),
        Verdict::Hopes
    );
}

#[test]
fn buttons_keys_and_time_always_lead_on() {
    assert_eq!(instruct("", "wait", true), Verdict::WayOut);
    assert_eq!(instruct(r#"{"kind":"key","keys":"Enter"}"#, "wait", true), Verdict::WayOut);
    let answers = r#""answers":[{"id":"a","label":"l","next":"n"}]"#;
    assert_eq!(verdict(&format!(r#""kind":"question",{answers}"#)), Verdict::WayOut);
    assert_eq!(verdict(r#""kind":"question","answers":[]"#), Verdict::Stuck);
    assert_eq!(
        verdict(&format!(r#""kind":"question",{TARGET},"missing":{{"then":"wait"}},{answers}"#)),
        Verdict::Stuck
    );
    let check = r#""kind":"check","condition":{"kind":"host_event","name":"e"},"wait_ms":600000,"if_true":"a","if_false":"b""#;
    assert_eq!(verdict(check), Verdict::WayOut);
}
