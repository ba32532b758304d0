//! Findings point at what they mean, in bytes of the source.

use lotse_markup::parse;
use lotse_model::url::AddressPolicy;

#[test]
fn findings_point_into_the_source() {
    let source = "ä <b>x</b>\n\n> text [[Nope+X]] and\n> [link](javascript:x) {target x}\n\n1. ![](/a.png)\n";
    let parsed = parse(source, &AddressPolicy::default());
    let marked: Vec<&str> =
        parsed.findings.iter().map(|found| &source[found.start..found.start + found.len]).collect();
    assert_eq!(marked, ["<b>", "</b>", "[[Nope+X]]", "[link](javascript:x)", "{target", "![](/a.png)"]);
}
