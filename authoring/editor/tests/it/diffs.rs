//! What has changed between two versions, as a reviewer reads it.

use lotse_editor::command::{Command, Exit, Value};
use lotse_editor::diff::{Change, Diff, Standing, Teller};
use lotse_editor::draft::Draft;
use lotse_model::json;

use crate::drafts::{example, id};

const GUIDE: &str = r#"{"schema":0,"guide":{"id":"g","title":{"en":"Orders","de":"Aufträge"},"start":"one","steps":[
    {"kind":"instruct","id":"one","surface":"modal","body":{"en":"Open the orders.","de":"Öffnen Sie die Aufträge."},"next":"ask"},
    {"kind":"question","id":"ask","body":{"en":"Do you see it?"},"answers":[
        {"id":"yes","label":{"en":"Yes, I do"},"next":"done"},{"id":"no","label":{"en":"No"},"next":"three"}]},
    {"kind":"instruct","id":"three","surface":"modal","body":"hint","reestablish":{"kind":"step","step":"one"},
        "skip_when":{"kind":"answer","step":"ask","is":["yes"]},"next":"done"},
    {"kind":"end","id":"done","outcome":"solved","title":{"en":"Done"}}]},
    "texts":{"en":{"hint":"Look again"}}}"#;

fn changed(commands: &[Command]) -> (Draft, Draft) {
    let old = Draft::load(GUIDE);
    let mut new = old.clone();
    commands.iter().for_each(|command| assert_eq!(new.apply(command, 0), Ok(true), "{command:?}"));
    (old, new)
}

fn lines(commands: &[Command], language: &str) -> Vec<String> {
    let (old, new) = changed(commands);
    Diff::between(&old, &new).in_words(language).lines().map(str::to_owned).collect()
}

fn value(text: &str) -> Value {
    Value(json::parse(text).unwrap())
}

#[test]
fn nothing_has_changed_in_what_is_the_same() {
    for file in example("kontor").1 {
        let draft = Draft::load(&file.text);
        assert!(Diff::between(&draft, &Draft::load(&draft.save())).is_empty(), "{}", file.name);
    }
    let (broken, other) = (Draft::load("{"), Draft::load("[]"));
    assert!(Diff::between(&broken, &broken).is_empty() && !Diff::between(&broken, &other).is_empty());
}

#[test]
fn a_step_that_moves_is_neither_deleted_nor_added() {
    assert_eq!(
        lines(&[Command::MoveStep { step: id("done"), to: 0 }], "en"),
        ["> Step done moved from place 4 to place 1"]
    );
}

#[test]
fn other_ids_are_no_other_steps() {
    let rename = Command::RenameStep { step: id("ask"), to: id("seen") };
    let answer = Command::RenameAnswer {
        step: id("seen"),
        answer: lotse_model::basic::AnswerId::new("yes").unwrap(),
        to: lotse_model::basic::AnswerId::new("all-right").unwrap(),
    };
    assert_eq!(
        lines(&[rename, answer], "de"),
        ["~ Schritt seen", "    Schritt umbenannt: ask → seen", "    Antwort umbenannt: yes → all-right"]
    );
}

#[test]
fn a_guide_has_a_title_and_a_step_a_heading() {
    let titled = |at: &str, text: &str| Command::SetText {
        at: format!("/guide/{at}"),
        language: "en".to_owned(),
        markdown: Some(text.to_owned()),
    };
    let both = [titled("title", "Old orders"), titled("steps/3/title", "All done")];
    assert_eq!(
        lines(&both, "en"),
        [
            "~ Guide",
            "    title (en): [-Orders-]{+Old orders+}",
            "~ Step done",
            "    heading (en): [-Done-]{+All done+}"
        ]
    );
    assert_eq!(lines(&both, "de")[1].split(':').next(), Some("    Titel (en)"));
}

#[test]
fn texts_edges_and_conditions_are_said_in_words() {
    let text = Command::SetText {
        at: "/guide/steps/2/body".to_owned(),
        language: "en".to_owned(),
        markdown: Some("Look once again".to_owned()),
    };
    let edge = Command::Connect { step: id("three"), exit: Exit::Next {}, to: id("one") };
    let skip = Command::Put {
        at: "/guide/steps/2/skip_when".to_owned(),
        value: value(r#"{"kind":"not","of":{"kind":"url","is":["/a*","/b"]}}"#),
    };
    let wait = Command::Put { at: "/guide/resume_hours".to_owned(), value: value("3") };
    assert_eq!(
        lines(&[text.clone(), edge.clone(), skip.clone(), wait.clone()], "en"),
        [
            "~ Guide",
            "    can be resumed, in hours: nothing → 3",
            "~ Step three",
            "    then: done → one",
            "    text (en): Look {+once +}again",
            "    skipped when: answer to “ask” is “yes” → not (address fits “/a*” or “/b”)",
        ]
    );
    let german = lines(&[text, edge, skip, wait], "de");
    assert_eq!(
        german.last().unwrap(),
        "    überspringen, wenn: Antwort auf “ask” ist “yes” → nicht (Adresse passt zu “/a*” oder “/b”)"
    );
}

#[test]
fn steps_and_answers_come_and_go() {
    let step =
        value(r#"{"kind":"instruct","id":"new","surface":"modal","body":{"en":"Breathe"},"next":"x"}"#);
    let insert = Command::InsertStep { after: id("one"), exit: Exit::Next {}, step };
    let (old, new) = changed(&[insert, Command::DeleteStep { step: id("three") }]);
    let diff = Diff::between(&old, &new);
    let standing: Vec<(&str, Standing)> =
        diff.steps.iter().map(|step| (step.id.as_str(), step.standing)).collect();
    let expected = [
        ("one", Standing::Kept),
        ("new", Standing::Added),
        ("ask", Standing::Kept),
        ("three", Standing::Removed),
    ];
    assert_eq!(standing, expected);
    let edge = |exit: &str, from: &str, to: &str| Change::Edge {
        exit: exit.to_owned(),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
    };
    assert_eq!(diff.steps[0].changes, [edge("next", "ask", "new")]);
    assert_eq!(diff.steps[2].changes, [edge("answers/no", "three", "done")]);
}

#[test]
fn targets_completion_and_buttons_are_said_in_words() {
    let put = |at: &str, text: &str| Command::Put { at: format!("/guide/steps/0/{at}"), value: value(text) };
    let target = r#"{"evidence":[{"kind":"role","role":"button"},{"kind":"name","is":{"en":"Save","de":"Speichern"}}]}"#;
    let id = r#"{"kind":"attribute","name":"id","value":"a"}"#;
    let commands = [
        put("target", &target.replace("]}", &format!(",{id}]}}"))),
        put("completion", &format!(r#"[{{"kind":"click","on":{target}}},{{"kind":"next"}}]"#)),
        put("surface", r#""tooltip""#),
        put("missing", r#"{"after_ms":2000,"then":"ask"}"#),
        put(
            "actions",
            &format!(
                r#"[{{"label":{{"en":"Do it","de":"Machen"}},"action":{{"kind":"set","target":{target},"is_on":true}}}}]"#
            ),
        ),
    ];
    assert_eq!(
        lines(&commands, "en"),
        [
            "~ Step one",
            "    shown as: dialog → tooltip",
            "    target: nothing → “Save” (known by role button, name, attribute id)",
            "    done when: nothing → a click on “Save” or “Next”",
            "    when the target is missing: nothing → looked for, in milliseconds: 2000, then: ask",
            "    button 1: nothing → label: “Do it”, does: switches “Save” on",
        ]
    );
    let german = lines(&commands, "de");
    assert_eq!(german[2], "    Ziel: nichts → “Speichern” (erkannt an Rolle button, Name, Attribut id)");
    assert_eq!(german[5], "    Schaltfläche 1: nichts → Aufschrift: “Machen”, tut: schaltet “Speichern” ein");
    // Nothing of what is shown is JSON, whatever has changed.
    let all = [lines(&commands, "en"), german].concat().join("\n");
    assert!(!all.contains(['{', '}', '[', ']']), "{all}");
}

#[test]
fn the_same_words_for_another_target_are_said_to_be_another() {
    let target = |id: &str| {
        let text = format!(
            r#"{{"evidence":[{{"kind":"label","is":{{"en":"Save"}}}},{{"kind":"attribute","name":"id","value":"{id}"}}]}}"#
        );
        Command::Put { at: "/guide/steps/0/target".to_owned(), value: value(&text) }
    };
    let (_, old) = changed(&[target("a")]);
    let mut new = old.clone();
    assert_eq!(new.apply(&target("b"), 0), Ok(true));
    let said = Diff::between(&old, &new).in_words("en");
    assert!(said.contains("(described otherwise)"), "{said}");
}

#[test]
fn a_new_step_says_what_is_in_it_and_steps_are_called_as_one_likes() {
    let step = value(
        r#"{"kind":"question","id":"new","body":{"en":"Are you sure?"},"answers":[{"id":"y","label":{"en":"Yes"},"next":"x"}]}"#,
    );
    let (old, new) = changed(&[Command::AddStep { place: 0, step }]);
    let diff = Diff::between(&old, &new);
    assert_eq!(
        diff.in_words("en").lines().collect::<Vec<_>>(),
        [
            "+ Step new added",
            "    answer “y”: x",
            "    text (en): {+Are you sure?+}",
            "    answer “y”: label: “Yes”",
        ]
    );
    let teller = Teller::new("de", &|id| format!("„{id}“"));
    let added = diff.steps.iter().find(|step| step.standing == Standing::Added).unwrap();
    assert_eq!(teller.step(added), "Schritt „new“ hinzugefügt");
    assert_eq!(teller.change(&added.changes[0], true), "Antwort „y“: „x“");
}
