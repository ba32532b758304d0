//! Texts for translators: out, back, and what has changed meanwhile.

use lotse_editor::draft::Draft;
use lotse_editor::exchange::{Import, Row, csv, rows, xliff};

const GUIDE: &str = r#"{"schema":0,"guide":{"id":"g","title":{"en":"Print","de":"Drucken"},"start":"a","steps":[
    {"kind":"question","id":"a","title":{"en":"Say \"x\"; <b> & ä\nnext line"},"answers":[
        {"id":"yes","label":{"en":"=Yes","de":"Ja"},"next":"z"},{"id":"no","label":{"en":"No"},"next":"z"}]},
    {"kind":"end","id":"z","outcome":"solved"}]}}"#;

fn languages() -> Vec<String> {
    vec!["en".to_owned(), "de".to_owned()]
}

fn with(rows: &[Row], name: &str, german: &str) -> Vec<Row> {
    let mut rows = rows.to_vec();
    rows.iter_mut().find(|row| row.name == name).unwrap().texts[1].1 = german.to_owned();
    rows
}

#[test]
fn texts_are_named_by_what_they_belong_to() {
    let names: Vec<String> =
        rows(&Draft::load(GUIDE), &languages()).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["title", "steps.a.title", "steps.a.answers.yes.label", "steps.a.answers.no.label"]);
}

#[test]
fn csv_comes_back_as_it_went_out() {
    let out = rows(&Draft::load(GUIDE), &languages());
    let text = csv::write(&out);
    assert!(text.contains(";'=Yes;"), "no spreadsheet computes a text: {text}");
    assert_eq!(csv::read(&text), Some(out.clone()));
    assert_eq!(csv::read(&text.replace(';', ",").replace("\"\"x\"\",", "\"\"x\"\";")), Some(out));
    for rubbish in ["", "id", "name;de\na;b", "{}"] {
        assert_eq!(csv::read(rubbish), None, "{rubbish}");
    }
}

#[test]
fn xliff_comes_back_as_it_went_out() {
    let out = rows(&Draft::load(GUIDE), &languages());
    let text = xliff::write(&out, "g", "en", "de");
    assert_eq!(xliff::read(&text), Some(out));
    for rubbish in ["", "<a/>", "<xliff version='1.2'><file>", "{}"] {
        assert_eq!(xliff::read(rubbish).filter(|rows| !rows.is_empty()), None, "{rubbish}");
    }
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>{text}");
    assert_eq!(xliff::read(&bomb), None, "what defines entities is refused");
}

#[test]
fn what_comes_back_changes_the_draft_wherever_the_step_is_by_then() {
    let mut draft = Draft::load(GUIDE);
    let back = with(&rows(&draft, &languages()), "steps.a.answers.no.label", "Nein");
    let moved = lotse_editor::command::Command::MoveStep {
        step: lotse_model::basic::StepId::new("z").unwrap(),
        to: 0,
    };
    draft.apply(&moved, 0).unwrap();
    let import = Import::of(&draft, &back, "en");
    assert_eq!((import.commands.len(), import.outdated, import.unknown), (1, 0, 0));
    draft.apply(&import.commands[0], 1).unwrap();
    let now = rows(&draft, &languages());
    assert_eq!(now.iter().find(|row| row.name == "steps.a.answers.no.label").unwrap().texts[1].1, "Nein");
}

#[test]
fn translations_of_what_says_something_else_by_now_are_left_out() {
    let draft = Draft::load(GUIDE);
    let back = with(&rows(&draft, &languages()), "title", "Ausdrucken");
    let changed = Draft::load(&GUIDE.replace("\"Print\"", "\"Print all\""));
    let import = Import::of(&changed, &back, "en");
    assert_eq!((import.commands.len(), import.outdated), (0, 1));
    let gone = Draft::load(&GUIDE.replace("\"id\":\"no\"", "\"id\":\"never\""));
    assert_eq!(Import::of(&gone, &back, "en").unknown, 1);
}
