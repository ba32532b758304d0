//! Checking files: everything at once, in the order of the file, with places.

use lotse_model::diagnostic::Code;
use lotse_model::validate::{Settings, check_source, check_source_bytes};

use crate::codes::edited;
use crate::edit::{golden, golden_text};

#[test]
fn one_slip_does_not_hide_the_others() {
    let text = edited(
        "guide",
        &[
            ("/guide/steps/1/answers", "7"),
            ("/guide/progress", "\"percent\""),
            ("/guide/steps/0/next", "\"nowhere\""),
            ("/guide/steps/2/completion/0", r#"{"kind": "key", "keys": "Hyper+X"}"#),
            ("/texts/de/open.title", "\"\""),
        ],
    )
    .write();
    let (guide, found) = check_source(&text);
    assert!(guide.is_none());
    let found: Vec<_> = found.iter().map(|it| (it.code, it.pointer.as_str())).collect();
    assert_eq!(
        found,
        [
            (Code::UNKNOWN_WORD, "/guide/progress"),
            (Code::UNKNOWN_STEP, "/guide/steps/0/next"),
            (Code::WRONG_TYPE, "/guide/steps/1/answers"),
            (Code::BAD_KEYS, "/guide/steps/2/completion/0/keys"),
            (Code::EMPTY_TEXT, "/texts/de/open.title"),
        ]
    );
}

#[test]
fn findings_point_into_the_file() {
    let text = golden_text("guide").replace("\"Ctrl+Shift+E\"", "\"Ctrl+Hyper+E\"");
    let (guide, found) = check_source(&text);
    assert!(guide.is_some());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(&text[found[0].span.clone().unwrap()], "\"Ctrl+Hyper+E\"");
    let cut = &text[..400];
    let (_, found) = check_source(cut);
    assert_eq!(found[0].code, Code::NOT_JSON);
    assert!(found[0].span.clone().unwrap().end <= 400);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let bytes = [b"\xEF\xBB\xBF", golden("guide").write().as_bytes()].concat();
    let (guide, found) = check_source_bytes(&bytes, &Settings::default());
    assert!(guide.is_some() && found.is_empty(), "{found:?}");
}
