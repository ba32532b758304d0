//! Keys, target labels, callouts, tasks, and what is said about links and images.

use lotse_markup::parse;
use lotse_model::content::{Block, Inline, Tone};
use lotse_model::diagnostic::Code;
use lotse_model::url::AddressPolicy;

fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

fn keys(keys: &[&str]) -> Inline {
    Inline::Keys { keys: keys.iter().map(|key| (*key).to_owned()).collect() }
}

fn label(fallback: &str) -> Inline {
    Inline::TargetLabel { fallback: fallback.to_owned() }
}

/// The only line of a text.
fn line(source: &str) -> Vec<Inline> {
    match parse(source, &AddressPolicy::default()).content.as_slice() {
        [Block::Paragraph { of }] => of.clone(),
        other => panic!("{other:?}"),
    }
}

fn codes(source: &str) -> Vec<Code> {
    parse(source, &AddressPolicy::default()).findings.iter().map(|found| found.code).collect()
}

#[test]
fn keys_stand_in_double_brackets() {
    for (source, wanted) in [
        ("[[Ctrl+S]]", keys(&["Ctrl", "S"])),
        ("[[ Strg + Umschalt + Entf ]]", keys(&["Strg", "Umschalt", "Entf"])),
        ("[[Enter]]", keys(&["Enter"])),
        ("[[Ctrl++]]", keys(&["Ctrl", "+"])),
        ("[[+]]", keys(&["+"])),
        ("[[Ctrl+\\]]]", keys(&["Ctrl", "]"])),
        ("[[Ctrl+\\*]]", keys(&["Ctrl", "*"])),
    ] {
        assert_eq!(line(source), [wanted], "{source}");
        assert_eq!(codes(source), [], "{source}");
    }
    assert_eq!(line("Press [[F5]]."), [text("Press "), keys(&["F5"]), text(".")]);
    assert_eq!(line("**[[F5]]**"), [Inline::Strong { of: vec![keys(&["F5"])] }]);
}

#[test]
fn what_is_no_key_stays_and_is_said() {
    assert_eq!(line("[[Nowhere]]"), [keys(&["Nowhere"])]);
    assert_eq!(codes("[[Nowhere]]"), [Code::UNKNOWN_KEY]);
    for source in ["[[]]", "[[A+]]", "[[A+B+C+D+E+F]]", "[[Ctrl+Some very long text that is no key at all]]"]
    {
        assert_eq!(line(source), [text(source)]);
        assert_eq!(codes(source), [Code::UNKNOWN_KEY], "{source}");
    }
    assert_eq!(line("\\[[Ctrl+S]]"), [text("[[Ctrl+S]]")]);
    assert_eq!(line("[\\[Ctrl+S]]"), [text("[[Ctrl+S]]")]);
    assert_eq!(line("\\\\[[F5]]"), [text("\\"), keys(&["F5"])]);
    assert_eq!(line("&#91;[F5]]"), [text("[[F5]]")]);
    assert_eq!(line("`[[F5]]`"), [Inline::Code { text: "[[F5]]".to_owned() }]);
    assert_eq!(line("[[F5"), [text("[[F5")]);
}

#[test]
fn target_labels_stand_in_braces() {
    assert_eq!(line("Click {target}."), [text("Click "), label(""), text(".")]);
    assert_eq!(line("{target: Save & close }"), [label("Save & close")]);
    assert_eq!(line("{target:a\\}b}"), [label("a}b")]);
    assert_eq!(line("\\{target}"), [text("{target}")]);
    assert_eq!(line("{targets} {other}"), [text("{targets} {other}")]);
    for source in ["{target", "{target x}", "{target:a"] {
        assert_eq!(
            (line(source), codes(source)),
            (vec![text(source)], vec![Code::UNKNOWN_DIRECTIVE]),
            "{source}"
        );
    }
}

#[test]
fn callouts_and_tasks_are_those_of_github() {
    let parsed = parse("> [!WARNING]\n> a\n\n- [x] b\n- [ ] c\n- d\n", &AddressPolicy::default());
    let [Block::Callout { tone, of }, Block::List { start: None, items }] = parsed.content.as_slice() else {
        panic!("{parsed:?}")
    };
    assert_eq!((*tone, of.len()), (Tone::Warning, 1));
    assert_eq!(items.iter().map(|item| item.is_done).collect::<Vec<_>>(), [Some(true), Some(false), None]);
    assert_eq!(codes("> [!NOTHING]\n> a"), [Code::UNKNOWN_CALLOUT]);
}

#[test]
fn links_and_images_are_held_to_the_rule() {
    for (source, words, code) in [
        ("[a](javascript:x)", "a", Code::LINK_REFUSED),
        ("[a](http://example.org)", "a", Code::LINK_HOST_UNLISTED),
        ("![a](data:image/png;base64,x)", "a", Code::IMAGE_REFUSED),
        ("![a **b** `c`](https://example.org/x.png)", "a b c", Code::IMAGE_HOST_UNLISTED),
    ] {
        assert_eq!((line(source), codes(source)), (vec![text(words)], vec![code]), "{source}");
    }
    assert_eq!(
        line("<a@example.org>"),
        [Inline::Link { url: "mailto:a@example.org".to_owned(), of: vec![text("a@example.org")] }]
    );
    assert_eq!(codes("[](https://example.org)"), [Code::LINK_WITHOUT_TEXT]);
    assert_eq!(line("[](/x)"), [Inline::Link { url: "/x".to_owned(), of: vec![text("/x")] }]);
    assert_eq!(codes("![](/x.png)"), [Code::IMAGE_WITHOUT_ALT]);
    assert_eq!(codes("[a](/x \"title\")"), [Code::MARKUP_UNSUPPORTED]);
    assert_eq!(codes("[a](https://ex\u{200B}ample.org)"), [Code::ADDRESS_CLEANED]);
    assert_eq!(codes("[a][nowhere]"), [Code::BROKEN_REFERENCE]);
    assert_eq!(codes("a [1], b [x] and c[]"), []);
    assert_eq!(codes("a[^1]"), [Code::FOOTNOTE_UNSUPPORTED]);
    assert_eq!(codes("[a]: https://example.org"), [Code::MARKUP_EMPTY]);
    assert_eq!(codes("a\u{7}b"), [Code::INVISIBLE_IN_TEXT]);
}

#[test]
fn a_mark_within_the_same_mark_says_nothing() {
    assert_eq!(line("*a *b* c*"), [Inline::Emphasis { of: vec![text("a b c")] }]);
    assert_eq!(line("*a*_b_"), [Inline::Emphasis { of: vec![text("ab")] }]);
}
