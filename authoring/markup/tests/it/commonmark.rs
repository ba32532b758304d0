//! The 652 examples of CommonMark 0.31.2: each becomes a tree or a finding, and the trees say what CommonMark says.

use lotse_markup::parse;
use lotse_model::content::{Block, Inline};
use lotse_model::diagnostic::{Code, Severity};
use lotse_model::json::{self, Json};
use lotse_model::url::AddressPolicy;

use crate::html;

const SAME_MARK: &str = "a mark within the same mark says nothing";
/// Examples whose trees differ from CommonMark's on purpose, with the reason.
const DIFFERENT: &[(i64, &str)] = &[
    (91, "not different: the comparison takes the text for an attribute"),
    (369, SAME_MARK),
    (373, SAME_MARK),
    (389, SAME_MARK),
    (407, SAME_MARK),
    (408, SAME_MARK),
    (409, SAME_MARK),
    (417, SAME_MARK),
    (418, SAME_MARK),
    (419, SAME_MARK),
    (425, SAME_MARK),
    (426, SAME_MARK),
    (427, SAME_MARK),
    (432, SAME_MARK),
    (461, SAME_MARK),
    (463, SAME_MARK),
    (464, SAME_MARK),
    (465, SAME_MARK),
    (466, SAME_MARK),
    (468, SAME_MARK),
    (484, "a link without words shows its address"),
];

struct Example {
    number: i64,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite/markup/commonmark.json");
    let Json::List(list) = json::parse(&std::fs::read_to_string(path).unwrap()).unwrap() else {
        panic!("no list")
    };
    let text = |example: &Json, name: &str| example.get(name).and_then(Json::as_text).unwrap().to_owned();
    let number = |example: &Json| match example.get("example") {
        Some(Json::Number(number)) => *number,
        other => panic!("{other:?}"),
    };
    list.iter()
        .map(|one| Example { number: number(one), markdown: text(one, "markdown"), html: text(one, "html") })
        .collect()
}

#[test]
fn every_example_becomes_a_tree_or_a_finding() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let image_hosts = vec!["example.com".to_owned()];
    let addresses = AddressPolicy { image_hosts: &image_hosts, ..AddressPolicy::default() };
    let (mut trees, mut refused, mut compared) = (0, 0, 0);
    let mut wrong = Vec::new();
    for Example { number, markdown, html: wanted } in &examples {
        let parsed = parse(markdown, &addresses);
        let errors = parsed.findings.iter().filter(|found| found.code.severity() == Severity::Error).count();
        if errors > 0 {
            refused += 1
        } else {
            trees += 1
        }
        let is_html_in =
            wanted.contains("<!--") || parsed.findings.iter().any(|found| found.code == Code::HTML_REFUSED);
        assert!(
            errors > 0 || !parsed.content.is_empty() || wanted.trim().is_empty() || is_html_in,
            "{number}: lost"
        );
        if errors == 0 && !is_html_in {
            compared += 1;
            let (ours, theirs) = (html::of(&parsed.content), html::normalised(wanted));
            if ours != theirs {
                wrong.push((*number, ours, theirs));
            }
        }
    }
    println!(
        "CommonMark: {trees} trees, {refused} refused with a finding, {compared} compared with the specification"
    );
    let numbers: Vec<i64> = wrong.iter().map(|(number, ..)| *number).collect();
    let known: Vec<i64> = DIFFERENT.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, known, "{wrong:#?}");
    assert_eq!((trees, refused), (568, 84));
}

/// Whatever is written as HTML is still there as text: nothing is lost without a word, nothing becomes markup.
#[test]
fn html_stays_as_the_characters_it_consists_of() {
    let parsed = parse(
        "a <b onclick=\"x()\">c</b>\n\n<script>\nalert(1)\n</script>\n\n<!-- gone -->\n",
        &AddressPolicy::default(),
    );
    let text = |text: &str| Inline::Text { text: text.to_owned() };
    assert_eq!(
        parsed.content,
        [
            Block::Paragraph { of: vec![text("a <b onclick=\"x()\">c</b>")] },
            Block::Paragraph { of: vec![text("<script> alert(1) </script>")] },
        ]
    );
    let codes: Vec<Code> = parsed.findings.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::HTML_REFUSED, Code::HTML_REFUSED, Code::HTML_REFUSED, Code::HTML_COMMENT]);
}
