//! Checklists: what is wrong with one, with what mends it, and tasks that are called as their guides are.

use lotse_editor::compile::{HelpSources, Source, Stamp, check_checklist, compile_all};
use lotse_editor::draft::Draft;
use lotse_editor::fix;
use lotse_editor::preview::sources_of_checklist;
use lotse_model::basic::GuideId;
use lotse_model::diagnostic::Code;

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

fn project() -> Source {
    source("project.json", r#"{"schema":0,"id":"p","default_language":"en","languages":["en","de"]}"#)
}

fn checklist(tasks: &str) -> String {
    format!(
        r#"{{"schema":0,"checklist":{{"id":"day","title":{{"en":"Day","de":"Tag"}},"tasks":[{tasks}]}}}}"#
    )
}

fn codes(tasks: &str) -> Vec<Code> {
    let guides = [GuideId::new("one").unwrap(), GuideId::new("two").unwrap()];
    let file = source("day.checklist.json", &checklist(tasks));
    check_checklist(&project(), &guides, &file).into_iter().map(|found| found.problem.code).collect()
}

#[test]
fn tasks_are_guides_of_the_project_each_once() {
    assert_eq!(codes(r#"{"guide":"one"},{"guide":"two"}"#), []);
    assert_eq!(codes(""), [Code::NO_TASKS]);
    assert_eq!(codes(r#"{"guide":"one"},{"guide":"one"}"#), [Code::TASK_TWICE]);
    assert_eq!(codes(r#"{"guide":"three"}"#), [Code::MISSING_TASK_GUIDE]);
    let many: Vec<String> = (0..51).map(|number| format!(r#"{{"guide":"g{number}"}}"#)).collect();
    assert!(codes(&many.join(",")).contains(&Code::TOO_MANY_TASKS));
    assert_eq!(codes(r#"{"guide":"one","title":{"en":"Only English"}}"#), [Code::TEXT_MISSING_IN_LANGUAGE]);
}

#[test]
fn a_task_without_its_guide_is_mended_by_taking_it_away() {
    let text = checklist(r#"{"guide":"one"},{"guide":"three"}"#);
    let guides = [GuideId::new("one").unwrap()];
    let found = check_checklist(&project(), &guides, &source("day.checklist.json", &text));
    let mut draft = Draft::load(&text);
    let mends = fix::of(&draft, &found[0]).unwrap();
    assert!(draft.apply(&mends, 1).unwrap());
    assert!(check_checklist(&project(), &guides, &source("day.checklist.json", &draft.save())).is_empty());
}

#[test]
fn tasks_are_called_as_their_guides_are() {
    let text = checklist(r#"{"guide":"one"},{"guide":"two","title":{"en":"Own words","de":"Eigene Worte"}}"#);
    let titles = [("one", "First", "Erste"), ("two", "Second", "Zweite"), ("three", "Third", "Dritte")].map(
        |(id, english, german)| {
            let title =
                [("en", english), ("de", german)].map(|(tag, text)| (tag.to_owned(), text.to_owned()));
            (id.to_owned(), title.into())
        },
    );
    let sources = sources_of_checklist(&text, &titles.into());
    assert_eq!(sources.len(), 3, "two guides and the checklist; the third guide is no task");
    let (lists, guides): (Vec<Source>, Vec<Source>) =
        sources.into_iter().partition(|source| source.name.ends_with(".checklist.json"));
    let help = HelpSources { checklists: &lists, ..HelpSources::default() };
    let compiled = compile_all(&project(), &guides, help, Stamp { release: 1, issued_s: 1 });
    let bundle = compiled.bundle.unwrap_or_else(|| panic!("{:?}", compiled.findings)).single_file(None);
    let chunk = |words: &str| {
        let texts: serde_json::Value = serde_json::from_str(&bundle).unwrap();
        texts.to_string().contains(words)
    };
    assert!(chunk("tasks.0.title") && chunk("Erste") && chunk("Eigene Worte"), "{bundle}");
    assert!(!chunk("Dritte"));
}
