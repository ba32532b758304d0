//! Drafts: whatever is loaded is kept, whatever is done can be undone to the byte, and the journal brings it all back.

use std::fs;
use std::path::Path;

use lotse_editor::command::{Command, Exit, Point, Refusal, Value};
use lotse_editor::compile::{Source, Surroundings, compile};
use lotse_editor::draft::journal::Record;
use lotse_editor::draft::{Draft, TYPING_PAUSE_MS};
use lotse_model::basic::StepId;
use lotse_model::json::{self, Json};
use lotse_model::wire::{Wire as _, read};
use proptest::prelude::*;

use crate::guides::STAMP;

/// The settings and guides of an example.
pub fn example(name: &str) -> (Source, Vec<Source>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).join("guides");
    let mut files: Vec<Source> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.ends_with(".guide.json") || name == "project.json"
        })
        .map(|path| Source {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let project = files.iter().position(|file| file.name == "project.json").unwrap();
    let project = files.remove(project);
    (project, files)
}

pub fn id(text: &str) -> StepId {
    StepId::new(text).unwrap()
}

fn value(text: &str) -> Value {
    Value(json::parse(text).unwrap())
}

/// Documents to work on: sound, odd, broken.
fn documents() -> Vec<String> {
    let odd = [
        r#"{"schema":0,"x":[1.5,null],"guide":{"id":3,"steps":[{"id":"a"},{"id":"a","kind":"instruct","next":7,"$note":"n"},[]],"start":"b"},"texts":{"en":{"t":"T"}}}"#,
        r#"{"guide":{"title":{"en":"A","de":"B"},"steps":{}}}"#,
        "[[],{}]",
        "{\"schema\": 0,",
        "",
    ];
    let kontor = example("kontor").1.into_iter().take(3).map(|file| file.text);
    kontor.chain(odd.map(str::to_owned)).collect()
}

/// Every place of a document, as JSON pointers.
fn pointers(json: &Json, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match json {
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        Json::Map(members) => {
            for (name, value) in members {
                pointers(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// A command on something that is there, mostly.
fn made(draft: &Draft, [which, one, two, three]: [u16; 4]) -> Command {
    let mut places = Vec::new();
    draft.tree().into_iter().for_each(|tree| pointers(tree, "", &mut places));
    places.push("/none".to_owned());
    let place = |choice: u16| places[usize::from(choice) % places.len()].clone();
    let steps: Vec<StepId> = places
        .iter()
        .filter(|place| place.starts_with("/guide/steps/") && place.ends_with("/id"))
        .filter_map(|place| StepId::new(draft.at(place)?.as_text()?))
        .chain([id("none")])
        .collect();
    let step = |choice: u16| steps[usize::from(choice) % steps.len()].clone();
    let fresh = |choice: u16| id(&format!("fresh-{}", choice % 50));
    let language = |choice: u16| ["en", "de", "fr"][usize::from(choice) % 3].to_owned();
    let texts = draft.texts();
    let text = |choice: u16| {
        let known = texts.get(usize::from(choice) % texts.len().max(1)).map(|text| text.pointer.clone());
        known.unwrap_or_else(|| place(choice))
    };
    let end =
        |choice: u16| value(&format!(r#"{{"kind":"end","id":"{}","outcome":"solved"}}"#, fresh(choice)));
    let exits = [Exit::Next {}, Exit::IfTrue {}, Exit::Solved {}];
    let exit = exits[usize::from(three) % 3].clone();
    let markdown = (three % 7 > 0).then(|| format!("Text {}", three % 5));
    match which % 23 {
        0 => Command::Put { at: place(one), value: value(&format!("{two}")) },
        1 => Command::Put { at: format!("{}/new", place(one)), value: value(r#"{"a":[1,{"b":null}]}"#) },
        2 => Command::Insert { list: place(one), place: u32::from(two % 3), value: value("{}") },
        3 => Command::Remove { at: place(one) },
        4 => Command::Move { list: place(one), from: u32::from(two % 3), to: u32::from(three % 3) },
        5 => Command::AddStep { place: u32::from(one % 3), step: end(two) },
        6 => Command::InsertStep {
            after: step(one),
            exit,
            step: value(&format!(r#"{{"kind":"instruct","id":"{}","next":"x"}}"#, fresh(two))),
        },
        7 => Command::DeleteStep { step: step(one) },
        8 => Command::DuplicateStep { step: step(one), id: fresh(two) },
        9 => Command::MoveStep { step: step(one), to: u32::from(two % 4) },
        10 => Command::Connect { step: step(one), exit, to: step(two) },
        11 => Command::SetStart { step: step(one) },
        12 => Command::TurnIntoQuestion {
            step: step(one),
            answers: vec![value(r#"{"id":"yes","label":{"en":"Yes"}}"#), value("7")],
        },
        13 => Command::TurnIntoInstruct { step: step(one) },
        14 => Command::RenameStep { step: step(one), to: fresh(two) },
        15 => Command::RenameGuide { to: lotse_model::basic::GuideId::new("other").unwrap() },
        16..=18 => Command::SetText { at: text(one), language: language(two), markdown },
        19 => Command::MarkReviewed { at: text(one), language: language(two) },
        20 => match one % 3 {
            0 => Command::SetSourceLanguage { language: language(two) },
            1 => Command::CopyLanguage { from: language(two), to: language(three) },
            _ => Command::RemoveLanguage { language: language(two) },
        },
        21 => {
            let at = Some(Point { x: i64::from(two), y: -i64::from(three) }).filter(|_| three % 5 > 0);
            Command::PlaceStep { step: step(one), at }
        }
        _ if one % 4 == 0 => Command::ReplaceSource { text: documents()[usize::from(two) % 8].clone() },
        _ => Command::All {
            of: vec![
                Command::Remove { at: place(one) },
                Command::Put { at: place(two), value: value("true") },
            ],
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_can_be_undone_redone_and_replayed(
        document in 0_usize..8,
        choices in prop::collection::vec((any::<[u16; 4]>(), 0_u8..8), 1..40),
    ) {
        let mut draft = Draft::load(&documents()[document]);
        let start = draft.save();
        let mut states = vec![(0, start.clone())];
        let mut now = 0;
        for (choice, what) in choices {
            now += i64::from(choice[3] % 700);
            match what {
                0 => { draft.undo(); }
                1 => { draft.redo(); }
                2 => draft.pause(),
                _ => {
                    let before = draft.save();
                    match draft.apply(&made(&draft, choice), now) {
                        Ok(has_changed) => prop_assert!(has_changed || draft.save() == before),
                        Err(_) => prop_assert_eq!(draft.save(), before, "refused, and changed all the same"),
                    }
                }
            }
            prop_assert_eq!(Draft::load(&draft.save()).save(), draft.save(), "saving is not stable");
            states.push((draft.journal().len(), draft.save()));
        }
        // A journal that went through storage, cut anywhere, gives the draft as it was then.
        let stored: Record = read(&draft.record().give().write()).unwrap();
        prop_assert_eq!(&stored, &draft.record());
        for (length, state) in &states {
            let cut = Record { journal: stored.journal[..*length].to_vec(), ..stored.clone() };
            prop_assert_eq!(&Draft::replay(&cut).save(), state);
        }
        while draft.redo() {}
        let end = draft.save();
        let mut undone = 0;
        while draft.undo() { undone += 1; }
        prop_assert_eq!(draft.save(), start);
        for _ in 0..undone { prop_assert!(draft.redo()); }
        prop_assert!(!draft.redo());
        prop_assert_eq!(draft.save(), end);
    }
}

#[test]
fn whatever_is_loaded_is_kept() {
    for text in ["", "{", "\u{FEFF}{}", "{\"a\":1,\"a\":2}", "{\"a\":1e999}", &"[".repeat(100)] {
        let draft = Draft::load(text);
        assert_eq!(draft.save(), text);
        assert!(draft.tree().is_none());
        let (project, _) = example("kontor");
        let checked = Surroundings::new(&project, &[]).unwrap().check("a.guide.json", &draft);
        assert!(!checked.findings.is_empty(), "{text}");
    }
    let text =
        r#"{"guide":{"steps":[{"kind":"dance","id":7,"x-note":{"b":[1.25,null],"a":""}}]},"schema":"?"}"#;
    assert_eq!(json::parse(&Draft::load(text).save()), json::parse(text));
    let mut draft = Draft::load("{");
    assert_eq!(draft.apply(&Command::SetStart { step: id("a") }, 0), Err(Refusal::Unreadable));
    assert_eq!(draft.apply(&Command::ReplaceSource { text: "{}".to_owned() }, 0), Ok(true));
    assert!(draft.tree().is_some() && draft.undo());
    assert_eq!(draft.save(), "{");
}

#[test]
fn drafts_compile_to_the_same_bytes_as_their_files() {
    for name in ["kontor", "django-admin", "directus", "hostile", "plain-html", "ui5-tickets"] {
        let (project, files) = example(name);
        let saved: Vec<Source> = files
            .iter()
            .map(|file| Source { name: file.name.clone(), text: Draft::load(&file.text).save() })
            .collect();
        let bundle = compile(&project, &files, STAMP).bundle.unwrap();
        assert_eq!(compile(&project, &saved, STAMP).bundle.unwrap(), bundle, "{name}");
        // What belongs to writing alone leaves no trace in the bundle.
        let drawn = saved.iter().map(|file| {
            let mut draft = Draft::load(&file.text);
            let start = draft.at("/guide/start").and_then(Json::as_text).map(id).unwrap();
            draft.apply(&Command::PlaceStep { step: start, at: Some(Point { x: 1, y: 2 }) }, 0).unwrap();
            Source { name: file.name.clone(), text: draft.save() }
        });
        let drawn: Vec<Source> = drawn.collect();
        let compiled = compile(&project, &drawn, STAMP);
        assert_eq!(compiled.bundle.unwrap(), bundle, "{name}");
    }
}

#[test]
fn typing_is_undone_at_once_until_there_is_a_pause() {
    let mut draft = Draft::load(&example("kontor").1[0].text);
    let start = draft.save();
    let typed = |markdown: &str| Command::SetText {
        at: "/guide/title".to_owned(),
        language: "en".to_owned(),
        markdown: Some(markdown.to_owned()),
    };
    let mut saves = vec![start];
    for (markdown, at_ms) in [("E", 0), ("Ex", 200), ("Exp", TYPING_PAUSE_MS + 199)] {
        draft.apply(&typed(markdown), at_ms).unwrap();
    }
    saves.push(draft.save());
    draft.pause();
    draft.apply(&typed("Expo"), TYPING_PAUSE_MS + 200).unwrap();
    saves.push(draft.save());
    draft.apply(&typed("Export"), 9_000).unwrap();
    let end = draft.save();
    for save in saves.iter().rev() {
        assert!(draft.undo());
        assert_eq!(&draft.save(), save);
    }
    assert!(!draft.undo());
    while draft.redo() {}
    assert_eq!(draft.save(), end);
}

#[test]
fn redoing_nothing_is_no_pause() {
    let typed = |text: &str| Command::Put { at: "/a".to_owned(), value: Value(Json::from(text)) };
    let mut draft = Draft::load(r#"{"a":""}"#);
    draft.apply(&typed("x"), 0).unwrap();
    assert!(!draft.redo());
    draft.apply(&typed("xy"), 1).unwrap();
    draft.undo();
    assert_eq!(draft.at("/a"), Some(&Json::from("")));
    assert_eq!(Draft::replay(&draft.record()).save(), draft.save());
}

#[test]
fn a_translation_is_outdated_when_its_source_has_changed() {
    let mut draft = Draft::load(&example("kontor").1[0].text);
    let (at, language) = ("/guide/title".to_owned(), "de".to_owned());
    let set = |language: &str, markdown: &str| Command::SetText {
        at: "/guide/title".to_owned(),
        language: language.to_owned(),
        markdown: Some(markdown.to_owned()),
    };
    let outdated = |draft: &Draft| {
        let texts = draft.texts();
        let marked = texts.iter().flat_map(|text| {
            let languages = text.languages.iter().filter(|(_, _, is_outdated)| *is_outdated);
            languages.map(|(language, ..)| format!("{} {language}", text.pointer))
        });
        marked.collect::<Vec<_>>()
    };
    assert_eq!((draft.source_language().as_deref(), outdated(&draft)), (Some("en"), vec![]));
    let first = draft.at("/guide/title/en").unwrap().as_text().unwrap().to_owned();
    draft.apply(&set("en", "Export all orders"), 0).unwrap();
    assert_eq!(outdated(&draft), ["/guide/title de"]);
    draft.apply(&set("en", &first), 5_000).unwrap();
    assert_eq!(outdated(&draft), Vec::<String>::new(), "as it was");
    draft.apply(&set("en", "Export them"), 10_000).unwrap();
    let mut other = draft.clone();
    draft.apply(&Command::MarkReviewed { at, language }, 11_000).unwrap();
    assert_eq!(outdated(&draft), Vec::<String>::new());
    other.apply(&set("de", "Exportieren"), 11_000).unwrap();
    assert_eq!(outdated(&other), Vec::<String>::new());
    assert!(other.undo());
    assert_eq!(outdated(&other), ["/guide/title de"]);
}

#[test]
fn drafts_are_checked_as_files_are() {
    for name in ["kontor", "django-admin"] {
        let (project, files) = example(name);
        for (place, file) in files.iter().enumerate() {
            let mut broken = vec![file.text.clone()];
            for (from, to) in [
                ("\"next\": \"solved\"", "\"next\": \"nowhere\""),
                ("**{target}**", "<b>{target}</b>"),
                ("\"kind\": \"click\"", "\"kind\": \"clack\""),
                ("\"pages\"", "\"papers\""),
                ("\"kind\": \"role\"", "\"kind\": \"rule\""),
                ("\"outcome\": \"solved\"", "\"outcome\": \"stopped\""),
            ] {
                broken.push(file.text.replace(from, to));
            }
            for text in broken {
                let mut all = files.clone();
                let draft = Draft::load(&text);
                all[place].text = draft.save();
                let mut expected: Vec<_> = compile(&project, &all, STAMP).findings;
                expected.retain(|finding| finding.file == file.name);
                expected.iter_mut().for_each(|finding| finding.span = None);
                let mut others = files.clone();
                others.remove(place);
                let found = Surroundings::new(&project, &others).unwrap().check(&file.name, &draft).findings;
                let key = |finding: &lotse_editor::finding::Finding| format!("{finding:?}");
                let mut found: Vec<String> = found
                    .into_iter()
                    .map(|finding| key(&lotse_editor::finding::Finding { span: None, ..finding }))
                    .collect();
                let mut expected: Vec<String> = expected.iter().map(key).collect();
                found.sort();
                expected.sort();
                assert_eq!(found, expected, "{}", file.name);
            }
        }
    }
}
