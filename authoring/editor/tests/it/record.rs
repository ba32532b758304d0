//! Recorded actions to steps.

use lotse_api::channel::{Action, Done, Element, Grade, Page};
use lotse_editor::command::Exit;
use lotse_editor::compile::{Source, compile};
use lotse_editor::draft::Draft;
use lotse_editor::finding::Severity;
use lotse_editor::record::{Heading, Position, Recorded, Why, fold};
use lotse_model::basic::{GuideId, StepId, Table};
use lotse_model::text::Text;
use lotse_model::wire::Wire as _;
use proptest::prelude::*;
use serde_json::json;

use crate::guides::{STAMP, project};

const LIST: &str = "/app/orders";
const ORDER: &str = "/app/order/*";

fn page(address: &str) -> Page {
    Page { address: address.into(), title: "Orders".into(), language: "en".into(), viewport: [1280, 800] }
}

fn element(role: &str, name: &str) -> Element {
    Element {
        node: name.bytes().map(u32::from).sum(),
        target: json!({"evidence": [
            {"kind": "role", "role": if role.is_empty() { "group" } else { role }},
            {"kind": "name", "is": {"en": if name.is_empty() { "Somewhere" } else { name }}},
            {"kind": "attribute", "name": "id", "value": if name.is_empty() { "x" } else { name }},
        ]}),
        role: role.into(),
        name: name.into(),
        language: "en".into(),
        opens: String::new(),
        list: None,
        grade: Grade::Good,
        reasons: Vec::new(),
        area: [0, 0, 80, 24],
        wireframe: Vec::new(),
        lasts: None,
    }
}

/// A recording: each line is what was done to what on which page, a second after the one before.
fn actions(lines: &[(Done, Option<Element>, &str)]) -> Vec<Action> {
    let mut number = 0;
    let one = |(done, element, address): &(Done, Option<Element>, &str)| {
        number += 1;
        Action {
            number,
            at_ms: number * 1000,
            element: element.clone(),
            done: done.clone(),
            page: page(address),
        }
    };
    lines.iter().map(one).collect()
}

fn on(done: Done, role: &str, name: &str) -> (Done, Option<Element>, &'static str) {
    (done, Some(element(role, name)), LIST)
}

fn typed(text: Option<&str>) -> Done {
    Done::Typed { is_valid: true, was_empty: true, text: text.map(str::to_owned) }
}

fn both() -> Vec<String> {
    vec!["en".into(), "de".into()]
}

fn sentences(recorded: &Recorded) -> Vec<(String, String)> {
    let body = |step: &lotse_editor::record::RecordedStep| {
        let Some(Text::Inline(table)) = &step.step.body else { panic!("{:?}", step.step) };
        (table.get("en").unwrap().clone(), table.get("de").unwrap().clone())
    };
    recorded.steps.iter().map(body).collect()
}

fn english(lines: &[(Done, Option<Element>, &str)]) -> Vec<String> {
    sentences(&fold(&actions(lines), &both())).into_iter().map(|(english, _)| english).collect()
}

fn heading() -> Heading {
    let title = [("en", "Save an order"), ("de", "Auftrag speichern")];
    Heading {
        id: GuideId::new("save-order").unwrap(),
        title: Table::from_iter(title.map(|(tag, text)| (tag.to_owned(), text.to_owned()))),
    }
}

/// No errors, and what else was found by code.
fn checked(source: &str) -> Vec<String> {
    let file = Source { name: "a.guide.json".into(), text: source.to_owned() };
    let compiled = compile(&project(""), &[file], STAMP);
    let errors: Vec<_> =
        compiled.findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    assert!(errors.is_empty() && compiled.bundle.is_some(), "{errors:#?}\n{source}");
    compiled.findings.iter().map(|finding| finding.problem.code.name().to_owned()).collect()
}

#[test]
fn noise_is_folded_and_nothing_is_lost() {
    let field = |done| on(done, "textbox", "Customer");
    let recorded = fold(
        &actions(&[
            field(Done::Click {}),
            field(typed(None)),
            field(Done::Click {}),
            field(Done::Typed { is_valid: true, was_empty: false, text: None }),
            on(Done::Click {}, "checkbox", "Urgent"),
            on(Done::Set { on: true }, "checkbox", "Urgent"),
            on(Done::Click {}, "button", "Save"),
            (Done::Navigated { is_load: true }, None, ORDER),
        ]),
        &both(),
    );
    let parts: Vec<Vec<(u64, Why)>> = recorded
        .steps
        .iter()
        .map(|step| step.parts.iter().map(|part| (part.number, part.why)).collect())
        .collect();
    assert_eq!(
        parts,
        [
            vec![(1, Why::Focuses), (2, Why::Corrected), (3, Why::Focuses), (4, Why::Does)],
            vec![(5, Why::Repeats), (6, Why::Does)],
            vec![(7, Why::Does), (8, Why::LeadsTo)],
        ]
    );
    let completions: Vec<String> = recorded
        .steps
        .iter()
        .map(|step| step.step.completion.iter().map(|way| way.give().write()).collect())
        .collect();
    assert_eq!(
        completions,
        [
            r#"{"kind":"input","test":{"kind":"present"}}"#,
            r#"{"kind":"state","state":{"kind":"on"}}"#,
            r#"{"kind":"click"}{"kind":"navigation","to":["/app/order/*"]}"#,
        ]
    );
    assert!(recorded.missing.is_empty() && recorded.taken_back.is_empty());
}

#[test]
fn every_role_has_its_verb_in_both_languages() {
    let menu = Element { opens: "menu".into(), ..element("button", "More") };
    let section = Element { opens: "section".into(), ..element("button", "Details") };
    let row = Element { name: String::new(), list: Some("Orders".into()), ..element("row", "x") };
    let edit = Element { list: Some("Orders".into()), ..element("button", "Edit") };
    let said = sentences(&fold(
        &actions(&[
            on(Done::Click {}, "button", "Save"),
            (Done::Click {}, Some(menu), LIST),
            on(Done::Click {}, "menuitem", "Export"),
            (Done::Click {}, Some(section), LIST),
            on(Done::Click {}, "tab", "Items"),
            on(Done::Set { on: true }, "checkbox", "Urgent"),
            on(Done::Set { on: false }, "switch", "Sound"),
            on(Done::Set { on: true }, "radio", "Net"),
            on(typed(None), "textbox", "Customer"),
            on(typed(Some("*A4*")), "textbox", "Paper"),
            on(typed(None), "searchbox", "Search"),
            on(Done::Chosen { option: Some("Tray 2".into()), value: Some("t2".into()) }, "combobox", "Tray"),
            on(Done::Chosen { option: None, value: None }, "combobox", "Printer"),
            (Done::Key { keys: "Ctrl+Shift+E".into() }, None, LIST),
            on(Done::Hover {}, "button", "Reports"),
            on(Done::ContextMenu {}, "button", "Chart"),
            (Done::DoubleClick {}, Some(row), LIST),
            (Done::Click {}, Some(edit), LIST),
            on(Done::Click {}, "button", ""),
        ]),
        &both(),
    ));
    let said: Vec<(&str, &str)> = said.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
    assert_eq!(
        said,
        [
            ("Click **{target}**.", "Klicken Sie auf **{target}**."),
            ("Open the menu **{target}**.", "Öffnen Sie das Menü **{target}**."),
            ("Choose **{target}**.", "Wählen Sie **{target}**."),
            ("Open **{target}**.", "Klappen Sie **{target}** auf."),
            ("Open the tab **{target}**.", "Öffnen Sie den Reiter **{target}**."),
            ("Tick **{target}**.", "Setzen Sie den Haken bei **{target}**."),
            ("Switch off **{target}**.", "Schalten Sie **{target}** aus."),
            ("Choose **{target}**.", "Wählen Sie **{target}**."),
            ("Fill in **{target}**.", "Füllen Sie **{target}** aus."),
            ("Type **\\*A4\\*** into **{target}**.", "Geben Sie **\\*A4\\*** in **{target}** ein."),
            (
                "Type what you are looking for into **{target}**.",
                "Geben Sie bei **{target}** ein, wonach Sie suchen."
            ),
            ("Choose **Tray 2** in **{target}**.", "Wählen Sie **Tray 2** bei **{target}**."),
            ("Choose the right entry in **{target}**.", "Wählen Sie bei **{target}** den passenden Eintrag."),
            ("Press [[Ctrl+Shift+E]].", "Drücken Sie [[Strg+Umschalt+E]]."),
            ("Point at **{target}**.", "Zeigen Sie auf **{target}**."),
            ("Right-click **{target}**.", "Klicken Sie mit der rechten Maustaste auf **{target}**."),
            (
                "Double-click the entry that you need in **Orders**.",
                "Doppelklicken Sie in **Orders** auf den passenden Eintrag."
            ),
            (
                "Click **Edit** at the entry that you need.",
                "Klicken Sie beim passenden Eintrag auf **Edit**."
            ),
            ("Click the marked button.", "Klicken Sie auf die markierte Schaltfläche."),
        ]
    );
}

#[test]
fn a_recording_is_a_guide_that_passes_the_check() {
    let row = Element { name: String::new(), list: Some("Orders".into()), ..element("table", "x") };
    let recorded = fold(
        &actions(&[
            on(Done::Click {}, "link", "Orders"),
            (Done::Navigated { is_load: true }, None, "/app/list"),
            (Done::Click {}, Some(row), "/app/list"),
            (Done::Navigated { is_load: true }, None, ORDER),
            (typed(None), Some(element("textbox", "Customer")), ORDER),
            (Done::Click {}, Some(element("button", "Save")), ORDER),
        ]),
        &both(),
    );
    let source = recorded.source(&heading()).unwrap();
    let warnings = checked(&source);
    // The entry of a list is left to the user; the guide waits for its page.
    assert_eq!(warnings, ["L428"]);
    let tree = Draft::load(&source);
    let at = |pointer: &str| tree.at(pointer).map(lotse_model::json::Json::write).unwrap_or_default();
    assert_eq!(at("/guide/pages"), r#"["/app/*"]"#);
    // Whoever is there already, is not sent there.
    assert_eq!(at("/guide/steps/0/skip_when"), r#"{"kind":"url","is":["/app/list"]}"#);
    assert_eq!(at("/guide/steps/1/completion"), r#"[{"kind":"navigation","to":["/app/order/*"]}]"#);
    assert_eq!(at("/guide/steps/1/skip_when"), "");
    assert_eq!(at("/guide/steps/3/reestablish"), r#"{"kind":"step","step":"orders-2"}"#);
}

#[test]
fn recorded_steps_go_into_a_draft_as_one_change() {
    let first = fold(&actions(&[on(Done::Click {}, "button", "Save")]), &both());
    let source = first.source(&heading()).unwrap();
    let mut draft = Draft::load(&source);
    let more =
        fold(&actions(&[on(Done::Click {}, "tab", "Items"), on(Done::Click {}, "button", "Save")]), &both());
    let is_taken = |id: &str| source.contains(&format!("\"id\": \"{id}\""));
    let after = Position::After { step: StepId::new("save").unwrap(), exit: Exit::Next {} };
    draft.apply(&more.command(&after, &is_taken).unwrap(), 0).unwrap();
    let start = Position::Start { first: StepId::new("save").unwrap() };
    let taken = |id: &str| draft.save().contains(&format!("\"{id}\""));
    let command = more.command(&start, &taken).unwrap();
    draft.apply(&command, 1).unwrap();
    let text = draft.save();
    checked(&text);
    let order: Vec<String> = {
        let guide: lotse_model::guide::GuideSource = lotse_model::wire::read(&text).unwrap();
        guide.guide.steps.iter().map(|step| step.id().as_str().to_owned()).collect()
    };
    assert_eq!(order, ["items-2", "save-3", "save", "items", "save-2", "done"]);
    draft.undo();
    draft.undo();
    assert_eq!(draft.save(), source, "each recording is one thing to undo");
}

#[test]
fn undo_takes_a_whole_step_back_and_keeps_it_in_sight() {
    let recorded = fold(
        &actions(&[
            on(Done::Click {}, "button", "Save"),
            on(Done::Click {}, "textbox", "Customer"),
            on(typed(Some("x")), "textbox", "Customer"),
            (Done::Undo {}, None, LIST),
            on(Done::Click {}, "button", "Close"),
        ]),
        &both(),
    );
    let ids: Vec<&str> = recorded.steps.iter().map(|step| step.step.id.as_str()).collect();
    assert_eq!(ids, ["save", "close"]);
    assert_eq!(recorded.taken_back.len(), 1);
    assert_eq!(recorded.taken_back[0].parts.iter().map(|part| part.number).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn addresses_that_nothing_led_to_are_steps_of_their_own() {
    let mut list = actions(&[
        on(Done::Click {}, "button", "Save"),
        (Done::Navigated { is_load: true }, None, "/app/settings"),
    ]);
    list[1].at_ms += 60_000;
    let recorded = fold(&list, &both());
    assert_eq!(recorded.steps.len(), 2);
    assert_eq!(recorded.steps[1].step.actions.len(), 1);
    assert_eq!(sentences(&recorded)[1].1, "Öffnen Sie die Seite **Orders**.");
    // Redirects are one change of address.
    let hops =
        [(Done::Navigated { is_load: true }, None, ORDER), (Done::Navigated { is_load: true }, None, LIST)];
    assert_eq!(fold(&actions(&hops), &both()).steps.len(), 1);
}

#[test]
fn habits_are_not_meanings() {
    let twice = |role: &str| {
        let at = |done| on(done, role, "Save");
        let mut list = actions(&[at(Done::Click {}), at(Done::Click {}), at(Done::DoubleClick {})]);
        list.iter_mut().for_each(|action| action.at_ms = 1000 + action.number * 90);
        fold(&list, &both()).steps.iter().map(|step| step.step.completion[0].kind()).collect::<Vec<_>>()
    };
    assert_eq!(twice("button"), ["click"]);
    assert_eq!(twice("cell"), ["double_click"]);
    // A field that was only clicked into says nothing, unless it was the last thing that was done.
    let click = on(Done::Click {}, "textbox", "Customer");
    assert_eq!(english(&[click.clone(), on(Done::Click {}, "button", "Save")]), ["Click **{target}**."]);
    assert_eq!(english(&[click]), ["Click into the field **{target}**."]);
}

/// Any action out of few elements, so that they meet.
fn any_action() -> impl Strategy<Value = (Done, Option<Element>, &'static str)> {
    let done = prop_oneof![
        Just(Done::Click {}),
        Just(Done::DoubleClick {}),
        Just(Done::ContextMenu {}),
        Just(typed(None)),
        Just(typed(Some("a*b"))),
        Just(Done::Set { on: true }),
        Just(Done::Chosen { option: Some("B".into()), value: Some("b".into()) }),
        Just(Done::Key { keys: "Enter".into() }),
        Just(Done::Key { keys: "rubbish+".into() }),
        Just(Done::Hover {}),
        Just(Done::Navigated { is_load: true }),
        Just(Done::Undo {}),
    ];
    let roles = prop::sample::select(vec!["button", "textbox", "checkbox", "link", "row", ""]);
    let names = prop::sample::select(vec!["Save", "", "Ä*ö_`{target}`", "done", "<b>&amp;</b>"]);
    let pages = prop::sample::select(vec![LIST, ORDER, "/app/?view=a", "/app/?view=a&id=*", "/app/#/x", ""]);
    (done, roles, names, pages, any::<[bool; 3]>()).prop_map(
        |(done, role, name, page, [has, list, broken])| {
            let mut element = element(role, name);
            element.list = list.then(|| "Orders".to_owned());
            if broken {
                element.target = json!({"evidence": []});
            }
            (done, has.then_some(element), page)
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_done_is_somewhere_and_compiles(lines in prop::collection::vec(any_action(), 1..24)) {
        let list = actions(&lines);
        let recorded = fold(&list, &both());
        let mut found: Vec<u64> =
            recorded.steps.iter().chain(&recorded.taken_back).flat_map(|step| &step.parts).map(|part| part.number).collect();
        found.sort_unstable();
        let is_undone = list.iter().all(|action| action.done == Done::Undo {});
        if !is_undone {
            let leading = list.iter().take_while(|action| action.done == Done::Undo {}).count() as u64;
            prop_assert_eq!(found, (leading + 1..=list.len() as u64).collect::<Vec<_>>());
        }
        let mut again: Vec<Action> = list.iter().rev().cloned().chain(list.iter().cloned()).collect();
        again.push(list[0].clone());
        prop_assert_eq!(&fold(&again, &both()), &recorded, "the order of arrival says nothing");
        if let Some(source) = recorded.source(&heading()) {
            checked(&source);
        }
    }
}
