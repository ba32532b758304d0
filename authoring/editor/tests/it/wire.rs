//! Commands and drafts in storage: the names that must stay.

use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use lotse_editor::draft::journal::{Entry, Record};
use lotse_model::wire::{Wire as _, read};

/// One of every command, as they are written in storage.
const GOLDEN: &[&str] = &[
    r#"{"kind":"put","at":"/guide/audience","value":{"kind":"any","of":[]}}"#,
    r#"{"kind":"insert","list":"/guide/pages","place":0,"value":"/x"}"#,
    r#"{"kind":"remove","at":"/guide/audience"}"#,
    r#"{"kind":"move","list":"/guide/pages","from":1,"to":0}"#,
    r#"{"kind":"add_step","place":0,"step":{"kind":"end","id":"e","outcome":"solved"}}"#,
    r#"{"kind":"insert_step","after":"a","exit":{"kind":"answer","answer":"yes"},"step":{}}"#,
    r#"{"kind":"delete_step","step":"a"}"#,
    r#"{"kind":"duplicate_step","step":"a","id":"b"}"#,
    r#"{"kind":"move_step","step":"a","to":3}"#,
    r#"{"kind":"connect","step":"a","exit":{"kind":"if_unknown"},"to":"b"}"#,
    r#"{"kind":"set_start","step":"a"}"#,
    r#"{"kind":"turn_into_question","step":"a","answers":[{"id":"yes","label":{"en":"Yes"}}]}"#,
    r#"{"kind":"turn_into_instruct","step":"a"}"#,
    r#"{"kind":"rename_step","step":"a","to":"b"}"#,
    r#"{"kind":"rename_answer","step":"a","answer":"yes","to":"y"}"#,
    r#"{"kind":"rename_guide","to":"g"}"#,
    r#"{"kind":"rename_text","text":"t","to":"u"}"#,
    r#"{"kind":"set_text","at":"/guide/title","language":"de","markdown":"Titel"}"#,
    r#"{"kind":"set_text","at":"/guide/title","language":"de"}"#,
    r#"{"kind":"mark_reviewed","at":"/guide/title","language":"de"}"#,
    r#"{"kind":"set_source_language","language":"de"}"#,
    r#"{"kind":"copy_language","from":"de","to":"de-CH"}"#,
    r#"{"kind":"remove_language","language":"fr"}"#,
    r#"{"kind":"place_step","step":"a","at":{"x":-10,"y":20}}"#,
    r#"{"kind":"place_step","step":"a"}"#,
    r#"{"kind":"replace_source","text":"{"}"#,
    r#"{"kind":"all","of":[{"kind":"remove","at":"/x"}]}"#,
];

#[test]
fn commands_keep_their_form() {
    for golden in GOLDEN {
        let command: Command = read(golden).unwrap_or_else(|problems| panic!("{golden}: {problems:?}"));
        assert_eq!(&command.give().write(), golden);
    }
    for kind in Command::KINDS {
        let tag = format!("{{\"kind\":\"{kind}\"");
        assert!(GOLDEN.iter().any(|golden| golden.starts_with(&tag)), "{kind} is not shown");
    }
    assert!(read::<Command>(r#"{"kind":"delete_step","step":"a","really":true}"#).is_err());
}

#[test]
fn drafts_in_storage_keep_their_form() {
    let golden = r#"{"schema":0,"source":"{}","journal":[{"kind":"command","at_ms":5,"command":{"kind":"put","at":"/a","value":1}},{"kind":"pause"},{"kind":"undo"},{"kind":"redo"}]}"#;
    let record: Record = read(golden).unwrap();
    assert_eq!(record.give().write(), golden);
    let draft = Draft::replay(&record);
    assert_eq!(
        (draft.save().as_str(), draft.record().give().write().as_str()),
        ("{\n  \"a\": 1\n}\n", golden)
    );
    assert_eq!(Entry::KINDS, ["undo", "redo", "pause", "command"]);
}

#[test]
fn what_belongs_to_writing_alone_keeps_its_form() {
    let mut draft = Draft::load(
        r#"{"schema":0,"guide":{"title":{"en":"Old","de":"Alt"},"steps":[{"kind":"end","id":"a"}]}}"#,
    );
    for command in [
        r#"{"kind":"place_step","step":"a","at":{"x":1,"y":2}}"#,
        r#"{"kind":"set_source_language","language":"en"}"#,
        r#"{"kind":"set_text","at":"/guide/title","language":"en","markdown":"New"}"#,
    ] {
        assert_eq!(draft.apply(&read(command).unwrap(), 0), Ok(true));
    }
    let own = draft.at("/$draft").unwrap().write();
    let golden = r#"{"layout":{"a":{"x":1,"y":2}},"source_language":"en","translates":{"de":{"c91da2e0203bbe90":["Old"]}}}"#;
    assert_eq!(own, golden);
}
