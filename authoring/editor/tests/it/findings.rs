//! Findings of compiling: each provoked, with its place.

use lotse_editor::compile::{Source, assumed_project, compile};
use lotse_model::diagnostic::Severity;

use crate::guides::{STAMP, compiled, file, found, project};

const END: &str = r#"{"kind":"end","id":"end","outcome":"solved"}"#;

/// A guide on `/x` with these members and steps.
fn guide(id: &str, steps: &str) -> String {
    format!(r#"{{"id":"{id}","title":{{"en":"T","de":"T"}},"pages":["/x"],"start":"a","steps":[{steps}]}}"#)
}

fn modal(id: &str, members: &str, next: &str) -> String {
    format!(r#"{{"kind":"instruct","id":"{id}","surface":"modal",{members},"next":"{next}"}}"#)
}

const BODY: &str = r#""body":{"en":"b","de":"b"}"#;

fn one(steps: &str) -> Vec<String> {
    found(&compiled(&[file("a.guide.json", &guide("g", steps), "")]))
}

#[test]
fn a_sound_guide_has_no_findings() {
    assert_eq!(one(&format!("{},{END}", modal("a", BODY, "end"))), Vec::<String>::new());
}

#[test]
fn texts() {
    let with = |members: &str| one(&format!("{},{END}", modal("a", members, "end")));
    assert_eq!(with(r#""body":{"en":"b"}"#), ["L408 de"]);
    assert_eq!(with(r#""body":{"de":"b"}"#), ["L201 en"]);
    assert_eq!(with(r#""body":{"en":"b","de":"b","fr":"b"}"#), ["L426 fr"]);
    assert_eq!(with(r#""title":{"en":"- list","de":"b"},"body":{"en":"b","de":"b"}"#), ["L319 list"]);
    assert_eq!(
        with(r#""title":{"en":"a\n\nb","de":"[a](/x)"},"body":{"en":"b","de":"b"}"#),
        ["L319 paragraph", "L319 link"]
    );
    assert_eq!(with(r#""body":{"en":"{target}","de":"b"}"#), ["L315"]);
    assert_eq!(with(r#""body":{"en":"<b>","de":"b"}"#), ["L300 <b>"]);
    assert_eq!(with(r#""body":"nowhere""#), ["L200 nowhere"]);
    let unused =
        file("a", &guide("g", &format!("{},{END}", modal("a", BODY, "end"))), r#","texts":{"en":{"x":"x"}}"#);
    assert_eq!(found(&compiled(&[unused])), ["L409 x"]);
    let long = "a ".repeat(5_000);
    let both = format!(r#""title":{{"en":"{long}","de":"b"}},"body":{{"en":"{long}","de":"b"}}"#);
    assert_eq!(with(&both), ["L308 20000", "L205 10000"]);
}

#[test]
fn target_labels_get_the_recorded_name() {
    let target = |evidence: &str| {
        format!(
            r#""target":{{"evidence":[{evidence}]}},"body":{{"en":"Click {{target}}","de":"Klick {{target:Los}}"}}"#
        )
    };
    let steps = |evidence: &str| format!("{},{END}", modal("a", &target(evidence), "end"));
    let named = r#"{"kind":"role","role":"button"},{"kind":"name","is":{"en":"Save"}},{"kind":"attribute","name":"id","value":"save"}"#;
    let compiled = compiled(&[file("a", &guide("g", &steps(named)), "")]);
    let bundle = compiled.bundle.expect("no errors");
    assert!(
        bundle.chunks.values().any(|chunk| chunk.contains(r#"{"kind":"target_label","fallback":"Save"}"#))
    );
    assert!(
        bundle.chunks.values().any(|chunk| chunk.contains(r#"{"kind":"target_label","fallback":"Los"}"#))
    );
    let nameless = r#"{"kind":"tag","tag":"button"},{"kind":"attribute","name":"id","value":"save"}"#;
    assert!(one(&steps(nameless)).contains(&"L427".to_owned()));
}

#[test]
fn guides_that_name_each_other() {
    let open =
        r#","actions":[{"label":{"en":"l","de":"l"},"action":{"kind":"open_guide","guide":"nowhere"}}]"#;
    assert_eq!(one(&format!("{},{END}", modal("a", &format!("{BODY}{open}"), "end"))), ["L415 nowhere"]);
    let skip = r#","skip_when":{"kind":"guide","guide":"nowhere","history":"solved"}"#;
    assert_eq!(one(&format!("{},{END}", modal("a", &format!("{BODY}{skip}"), "end"))), ["L416 nowhere"]);
    let sound = guide("g", &format!("{},{END}", modal("a", BODY, "end")));
    assert_eq!(found(&compiled(&[file("a", &sound, ""), file("b", &sound, "")])), ["L414 g"]);
}

#[test]
fn pages() {
    let everywhere =
        guide("g", &format!("{},{END}", modal("a", BODY, "end"))).replace(r#""pages":["/x"],"#, "");
    assert_eq!(found(&compiled(&[file("a", &everywhere, "")])), ["L417"]);
    let wild = guide("g", &format!("{},{END}", modal("a", BODY, "end"))).replace("/x", "*/x");
    assert_eq!(found(&compiled(&[file("a", &wild, "")])), ["L418 */x"]);
    let on = |page: &str| format!(r#"{BODY},"entry":{{"kind":"url","is":["{page}"]}}"#);
    let two = |completion: &str| {
        format!(
            "{},{},{END}",
            modal("a", &format!("{}{completion}", on("/a")), "b"),
            modal("b", &on("/b"), "end")
        )
    };
    assert_eq!(one(&two("")), ["L411 b"]);
    assert_eq!(one(&two(r#","completion":[{"kind":"key","keys":"Enter"}]"#)), Vec::<String>::new());
}

#[test]
fn steps_that_cannot_do_what_they_say() {
    let with = |members: &str| one(&format!("{},{END}", modal("a", &format!("{BODY}{members}"), "end")));
    assert!(
        with(r#","skip_when":{"kind":"not","of":{"kind":"any","of":[]}}"#).contains(&"L425 a".to_owned())
    );
    let target = r#","target":{"evidence":[{"kind":"label","is":{"en":"l","de":"l"}},{"kind":"attribute","name":"id","value":"x"}]}"#;
    let completed = |completion: &str| with(&format!(r#"{target},"completion":[{completion}]"#));
    assert_eq!(completed(r#"{"kind":"click"},{"kind":"double_click"}"#), ["L410 double_click"]);
    assert_eq!(completed(r#"{"kind":"click"},{"kind":"state","state":{"kind":"visible"}}"#), ["L410 click"]);
    assert_eq!(completed(r#"{"kind":"navigation","to":["/y"]}"#), ["L428 a"]);
    assert_eq!(
        with(&format!(r#"{target},"completion":[{{"kind":"click"}}],"missing":{{"then":"wait"}}"#)),
        ["L404 a"]
    );
}

#[test]
fn settings() {
    let sound = file("a", &guide("g", &format!("{},{END}", modal("a", BODY, "end"))), "");
    let with = |project: &Source| found(&compile(project, std::slice::from_ref(&sound), STAMP));
    assert_eq!(with(&project(r#","expires_days":0"#)), ["L243 0, 0"]);
    assert_eq!(with(&project(r#","expires_days":500"#)), ["L244 500"]);
    assert_eq!(with(&project(r#","http_hosts":["a b"],"theme":{"accent":"red"}"#)), ["L241 a b", "L220 red"]);
    assert_eq!(with(&project(r#","environment":"a b""#)), ["L246 a b"]);
    let french = Source {
        text: project("").text.replace("\"en\",\"languages\"", "\"fr\",\"languages\""),
        ..project("")
    };
    assert!(with(&french).contains(&"L419 fr".to_owned()));
    let tags =
        Source { text: project("").text.replace("[\"en\",\"de\"]", "[\"en\",\"de\",\"!\"]"), ..project("") };
    assert_eq!(with(&tags), ["L149 !"]);
    let many = Source {
        text: project("").text.replace("[\"en\",\"de\"]", &format!("{:?}", ["de"; 41])),
        ..project("")
    };
    assert!(with(&many).contains(&"L209 41".to_owned()));
}

#[test]
fn places_are_those_of_the_file() {
    let text = r#"{"en":"Click <b>here</b>","de":"b"}"#;
    let steps = format!("{},{END}", modal("a", &format!(r#""body":{text}"#), "end"));
    let source = file("a.guide.json", &guide("g", &steps), "");
    let compiled = compiled(std::slice::from_ref(&source));
    let marked: Vec<&str> =
        compiled.findings.iter().map(|found| &source.text[found.span.clone().unwrap()]).collect();
    assert_eq!(marked, ["<b>", "</b>"]);
    let german = compiled.findings[0].in_words("de");
    assert!(german.message.contains("HTML") && german.severity == Severity::Error);
}

#[test]
fn guides_can_be_checked_without_a_project() {
    let sound = file("a", &guide("g", &format!("{},{END}", modal("a", BODY, "end"))), "");
    let assumed = assumed_project(std::slice::from_ref(&sound));
    let compiled = compile(&assumed, &[sound], STAMP);
    assert_eq!(found(&compiled), Vec::<String>::new());
    assert_eq!(compiled.project.unwrap().all_languages(), ["en", "de"]);
    assert!(compile(&assumed_project(&[]), &[], STAMP).findings.is_empty());
}

#[test]
fn rubbish_is_a_finding() {
    for text in ["", "{", "[]", "null", "{\"schema\":0}", "{\"schema\":9,\"guide\":{}}", "\u{FEFF}{}"] {
        let file = Source { name: "a".to_owned(), text: text.to_owned() };
        let compiled = compiled(std::slice::from_ref(&file));
        assert!(compiled.bundle.is_none() && !compiled.findings.is_empty(), "{text}");
        let compiled = compile(&file, &[], STAMP);
        assert!(compiled.bundle.is_none() && !compiled.findings.is_empty(), "{text} as project");
    }
}

#[test]
fn a_language_may_have_a_form_for_one_platform() {
    let settings = |languages: &str| {
        format!(
            r#"{{"schema":0,"id":"p","environment":"e","default_language":"en","languages":[{languages}],"expires_days":30}}"#
        )
    };
    let of = |languages: &str, body: &str| {
        let text = guide("g", &format!("{},{END}", modal("a", body, "end")));
        let project = Source { name: "project.json".to_owned(), text: settings(languages) };
        compile(&project, &[file("a.guide.json", &text, "")], STAMP)
    };
    let own = r#""body":{"en":"Press [[Ctrl+P]]","de":"b","en-x-macos":"Press [[Cmd+P]]"}"#;
    let compiled = of(r#""en","de","en-x-macos","de-x-macos""#, own);
    assert_eq!(found(&compiled), Vec::<String>::new());
    let bundle = compiled.bundle.unwrap().single_file(None);
    // A chunk of its own where something is written for it, with the language's own texts in between.
    assert!(bundle.contains("en-x-macos") && !bundle.contains("de-x-macos"), "{bundle}");
    assert_eq!(found(&of(r#""en","de","en-x-amiga""#, BODY)), ["L149 en-x-amiga"]);
}
