//! What differs between two problems or checklists.

use lotse_editor::diff::SpanKind;
use lotse_editor::diff::document::{Differing, between};
use lotse_editor::draft::Draft;

const OLD: &str = r#"{"schema":0,"problem":{"id":"p","title":{"en":"Nothing prints","de":"Es druckt nicht"},
  "causes":[{"id":"a","title":{"en":"Paper"},"permille":400},{"id":"b","title":{"en":"Ink"},"permille":300}]},"$draft":{"x":1}}"#;

fn spans(found: &Differing, left_out: SpanKind) -> String {
    found.spans.iter().filter(|span| span.kind != left_out).map(|span| span.text.as_str()).collect()
}

fn told(new: &str) -> Vec<(String, String, String)> {
    let all = between(&Draft::load(OLD), &Draft::load(new));
    all.iter()
        .map(|found| (found.at.clone(), spans(found, SpanKind::Added), spans(found, SpanKind::Removed)))
        .collect()
}

fn one(at: &str, old: &str, new: &str) -> Vec<(String, String, String)> {
    vec![(at.to_owned(), old.to_owned(), new.to_owned())]
}

#[test]
fn values_are_told_at_their_places() {
    assert_eq!(told(&OLD.replace("\"x\":1", "\"x\":2")), []);
    let other = OLD.replace("Nothing prints", "Nothing is printed");
    assert_eq!(told(&other), one("/problem/title/en", "Nothing prints", "Nothing is printed"));
    assert_eq!(told(&OLD.replace("300", "350")), one("/problem/causes/1/permille", "300", "350"));
    let added = OLD.replace("\"permille\":300}]", "\"permille\":300},{\"id\":\"c\"}]");
    assert_eq!(told(&added), one("/problem/causes/2/id", "", "c"));
}

#[test]
fn items_belong_together_by_id() {
    let first = r#"{"id":"a","title":{"en":"Paper"},"permille":400},"#;
    let gone = told(&OLD.replace(first, ""));
    let at = |place: &str| format!("/problem/causes/0/{place}");
    assert_eq!(
        gone.iter().map(|(at, ..)| at.clone()).collect::<Vec<_>>(),
        [at("id"), at("title/en"), at("permille")]
    );
    let second = r#"{"id":"b","title":{"en":"Ink"},"permille":300}"#;
    let swapped =
        OLD.replace(&format!("{first}{second}"), &format!("{second},{}", first.trim_end_matches(',')));
    assert_eq!(told(&swapped), one("/problem/causes", "Paper, Ink", "Ink, Paper"));
    // What cannot be read is shown as it is.
    assert_eq!(told("{")[0].2, "{");
}
