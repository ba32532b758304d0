//! Limits hold while a tree is built: hostile sources end early, cost little and overflow nothing.

use std::time::{Duration, Instant};

use lotse_markup::{Parsed, parse};
use lotse_model::content::{
    MAX_CONTENT_DEPTH, MAX_CONTENT_NODES, MAX_TABLE_ROWS, MAX_TEXT_SOURCE_BYTES, measure,
};
use lotse_model::diagnostic::Code;
use lotse_model::url::AddressPolicy;
use proptest::prelude::*;

fn read(source: &str) -> Parsed {
    parse(source, &AddressPolicy::default())
}

fn last_code(source: &str) -> Option<Code> {
    read(source).findings.last().map(|found| found.code)
}

#[test]
fn depth_is_counted_in_nodes() {
    // Quotations, then a paragraph, then its text.
    let source = |quotes: usize| format!("{} x", ">".repeat(quotes));
    let at_limit = read(&source(MAX_CONTENT_DEPTH - 2));
    assert_eq!((measure(&at_limit.content).1, at_limit.findings.len()), (MAX_CONTENT_DEPTH, 0));
    let over = read(&source(MAX_CONTENT_DEPTH - 1));
    assert_eq!(over.findings.last().map(|found| found.code), Some(Code::MARKUP_TOO_DEEP));
    assert!(measure(&over.content).1 <= MAX_CONTENT_DEPTH);
}

#[test]
fn nodes_are_counted() {
    let source = |breaks: usize| vec!["a"; breaks].join("\\\n");
    // One paragraph; each further line is a break and a text.
    assert_eq!(measure(&read(&source(500)).content).0, 1_000);
    let fits = source(MAX_CONTENT_NODES / 2);
    assert_eq!((measure(&read(&fits).content).0, read(&fits).findings.len()), (MAX_CONTENT_NODES, 0));
    let over = read(&source(MAX_CONTENT_NODES / 2 + 1));
    assert_eq!(over.findings.last().map(|found| found.code), Some(Code::MARKUP_TOO_MANY_NODES));
    assert!(measure(&over.content).0 <= MAX_CONTENT_NODES);
}

#[test]
fn tables_have_a_size() {
    let table = |columns: usize, rows: usize| {
        format!("{}\n{}\n{}", "|a".repeat(columns), "|-".repeat(columns), "|\n".repeat(rows))
    };
    assert!(read(&table(20, 2)).findings.is_empty());
    assert_eq!(last_code(&table(21, 1)), Some(Code::TABLE_TOO_LARGE));
    let tall = |rows: usize| format!("|a|\n|-|\n{}", "|b|\n".repeat(rows));
    assert!(read(&tall(MAX_TABLE_ROWS - 1)).findings.is_empty());
    assert_eq!(last_code(&tall(MAX_TABLE_ROWS)), Some(Code::TABLE_TOO_LARGE));
}

#[test]
fn long_sources_are_not_read() {
    assert!(read(&"a".repeat(MAX_TEXT_SOURCE_BYTES)).findings.is_empty());
    let over = read(&"a".repeat(MAX_TEXT_SOURCE_BYTES + 1));
    assert_eq!((over.content.len(), over.findings[0].code), (0, Code::MARKUP_TOO_LONG));
}

/// Sources that have brought other parsers down. None may take noticeably longer than any other of its size.
#[test]
fn hostile_sources_take_linear_time() {
    let size = MAX_TEXT_SOURCE_BYTES;
    let fill = |unit: &str| unit.repeat(size / unit.len());
    let rows = format!("{}\n{}\n{}", "|a".repeat(2_000), "|-".repeat(2_000), "|\n".repeat(4_000));
    let sources = [
        ">".repeat(5_000),
        fill(">"),
        fill("- "),
        fill("> - "),
        fill("*a "),
        fill("**a *b _c "),
        fill("*a_ "),
        fill("["),
        fill("]"),
        fill("[a]("),
        fill("[[a"),
        fill("[["),
        fill("![["),
        fill("{target"),
        fill("{target:"),
        fill("{"),
        fill("`a``b```"),
        fill("<a "),
        fill("<!--"),
        fill("<?"),
        fill("<![CDATA["),
        fill("&#91;"),
        fill("\\["),
        fill("|"),
        fill("a\n===\n"),
        fill("1.\n"),
        fill("~~a "),
        fill("\u{0}"),
        fill("\r"),
        fill("[a]: b\n"),
        fill("[a][b]"),
        fill("> [!NOTE]\n"),
        fill("- [ ] a\n"),
        rows.chars().take(size).collect(),
        (0..200)
            .map(|at| format!("{}- a\n", " ".repeat(at)))
            .collect::<String>()
            .chars()
            .take(size)
            .collect(),
        (0..170).map(|at| format!("{}\n", ">".repeat(at))).collect::<String>().chars().take(size).collect(),
    ];
    let best = |source: &str| {
        let time = |_| {
            let begun = Instant::now();
            let (nodes, depth) = measure(&read(source).content);
            assert!(nodes <= MAX_CONTENT_NODES && depth <= MAX_CONTENT_DEPTH);
            begun.elapsed()
        };
        (0..3).map(time).min().unwrap_or_default()
    };
    let mut slowest = (Duration::ZERO, String::new());
    for source in &sources {
        let quarter: String = source.chars().take(source.len() / 4).collect();
        let (small, large) = (best(&quarter), best(source));
        // Linear is 4 times, quadratic 16 times; the constant is for what a busy machine does in between.
        assert!(large < small * 10 + Duration::from_secs(2), "{small:?} {large:?} {:?}", &source[..20]);
        slowest = slowest.max((large, source.chars().take(20).collect()));
    }
    println!("slowest of {} hostile sources of 16 KiB: {:?} ({:?})", sources.len(), slowest.0, slowest.1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever comes in: no panic, no tree beyond a limit, and findings that point into the source.
    #[test]
    fn every_source_ends_within_limits(
        source in "([\\[\\](){}<>!*_~`#>|:+\\\\&;\\-=\"' \n\ta-c1-2.]|\\[\\[|\\{target|https://a\\.b|&amp;|ä|😀|\r){0,120}"
    ) {
        let parsed = read(&source);
        let (nodes, depth) = measure(&parsed.content);
        prop_assert!(nodes <= MAX_CONTENT_NODES && depth <= MAX_CONTENT_DEPTH);
        for found in &parsed.findings {
            prop_assert!(source.get(found.start..found.start + found.len).is_some(), "{found:?}");
        }
    }
}
