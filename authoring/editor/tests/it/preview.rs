//! One step as a project of its own.

use lotse_editor::compile::{Source, Stamp, compile};
use lotse_editor::preview::{GUIDE, sources};
use lotse_model::json;

fn project() -> Source {
    Source {
        name: "project.json".to_owned(),
        text: r#"{"schema":0,"id":"p","default_language":"en","languages":["en","de"]}"#.to_owned(),
    }
}

#[test]
fn a_step_with_everything_compiles_and_leads_nowhere() {
    let step = json::parse(
        r#"{"kind":"instruct","id":"s","title":{"en":"Save **{target}**","de":"Speichern"},"body":{"en":"Now","de":"Jetzt"},
            "target":{"name":{"en":"Save","de":"Speichern"},"evidence":[{"kind":"role","role":"button"}]},"placement":{"side":"bottom"},
            "completion":[{"kind":"click"},{"kind":"navigation","to":["/x*"]}],"skip_when":{"kind":"platform","is":["macos"]},
            "entry":{"kind":"url","is":["/orders*"]},"missing":{"after_ms":9000,"then":"ask"},
            "actions":[{"label":{"en":"Go","de":"Los"},"action":{"kind":"navigate","url":"/away"}}],"next":"elsewhere"}"#,
    )
    .unwrap();
    let audience = json::parse(r#"{"kind":"language","is":["de"]}"#).unwrap();
    let (files, traced) = sources(&step, Some(&audience)).unwrap();
    let names: Vec<&str> = traced.iter().map(|one| one.guide.as_str()).collect();
    assert_eq!(names, ["audience", "skip-when", "entry"]);
    let compiled = compile(&project(), &files, Stamp { release: 1, issued_s: 1 });
    let bundle = compiled.bundle.unwrap_or_else(|| panic!("{:?}", compiled.findings));
    let text = bundle.single_file(None);
    assert!(text.contains(GUIDE) && !text.contains("/away") && !text.contains("navigation"), "{text}");
}

#[test]
fn questions_and_ends_are_shown_and_checks_are_not() {
    for step in [
        r#"{"kind":"question","id":"q","title":{"en":"Well?","de":"Nun?"},"answers":[{"id":"a","label":{"en":"Yes","de":"Ja"},"next":"x"},
            {"id":"b","label":{"en":"No","de":"Nein"},"next":"y"}]}"#,
        r#"{"kind":"end","id":"e","outcome":"escalated","title":{"en":"Done","de":"Fertig"}}"#,
    ] {
        let (files, traced) = sources(&json::parse(step).unwrap(), None).unwrap();
        assert!(traced.is_empty());
        let compiled = compile(&project(), &files, Stamp { release: 1, issued_s: 1 });
        assert!(compiled.bundle.is_some(), "{:?}", compiled.findings);
    }
    let check = json::parse(r#"{"kind":"check","id":"c","if_true":"a","if_false":"b"}"#).unwrap();
    assert!(sources(&check, None).is_none());
}
