//! Strings that try to run script or load something foreign. None may get an address through that is not allowed.

use std::path::Path;

use lotse_markup::parse;
use lotse_model::content::{Inline, MAX_CONTENT_DEPTH, MAX_CONTENT_NODES, measure};
use lotse_model::json::{self, Json};
use lotse_model::url::AddressPolicy;

use crate::trees;

/// An own reading of the rule, so that the model's is not tested against itself.
fn is_harmless(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let before = lower.split(['/', '?', '#']).next().unwrap_or_default();
    let has_scheme = before.contains(':');
    let is_allowed = ["https://", "mailto:", "tel:"].iter().any(|start| lower.starts_with(start));
    let is_visible = url.chars().all(|letter| !letter.is_control() && !letter.is_ascii_whitespace());
    is_visible && !url.contains('\\') && !lower.starts_with("//") && (!has_scheme || is_allowed)
}

/// Addresses of links and images in HTML that a stock renderer wrote.
fn addresses_in(html: &str) -> impl Iterator<Item = String> {
    ["href=\"", "src=\""].into_iter().flat_map(|attribute| {
        html.split(attribute)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().replace("&amp;", "&"))
    })
}

/// The positive control: the same look at what a stock renderer makes of the same text.
fn is_bad_when_stock_renders(source: &str) -> bool {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(source));
    addresses_in(&html).any(|url| !is_harmless(&url))
}

fn payloads() -> Option<Vec<String>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/hostile-markup/payloads.json");
    let Json::List(list) = json::parse(&std::fs::read_to_string(path).ok()?).unwrap() else {
        panic!("no list")
    };
    Some(list.iter().map(|one| one.get("text").and_then(Json::as_text).unwrap().to_owned()).collect())
}

/// A hostile string at every place where an author could put it.
fn in_every_field(payload: &str) -> Vec<String> {
    let line = payload.replace(['\n', '\r'], " ");
    vec![
        payload.to_owned(),
        format!("# {line}"),
        format!("[text]({line})"),
        format!("[text](<{line}>)"),
        format!("[{line}](https://example.org)"),
        format!("![alt]({line})"),
        format!("![{line}](https://cdn.example/x.png)"),
        format!("<{line}>"),
        format!("[ref]\n\n[ref]: {line}"),
        format!("[ref]\n\n[ref]: <{line}> \"{line}\""),
        format!("> [!NOTE]\n> {line}"),
        format!("- [ ] {line}\n- {line}"),
        format!("| {line} |\n|---|\n| {line} |"),
        format!("[[{line}]] {{target:{line}}}"),
        format!("**{line}** `{line}` ~~{line}~~"),
        format!("```{line}\n{payload}\n```"),
    ]
}

#[test]
fn no_address_that_is_not_allowed_comes_through() {
    let Some(payloads) = payloads() else {
        println!("skipped: ../shared/corpora/hostile-markup is not there");
        return;
    };
    let image_hosts = vec!["cdn.example".to_owned()];
    let policy = AddressPolicy { image_hosts: &image_hosts, ..AddressPolicy::default() };
    let (mut texts, mut addresses, mut stock_bad) = (0_usize, 0_usize, 0_usize);
    for payload in &payloads {
        for source in in_every_field(payload) {
            texts += 1;
            let parsed = parse(&source, &policy);
            let (nodes, depth) = measure(&parsed.content);
            assert!(nodes <= MAX_CONTENT_NODES && depth <= MAX_CONTENT_DEPTH, "{source}");
            trees::inlines(&parsed.content, &mut |inline| match inline {
                Inline::Link { url, .. } => {
                    addresses += 1;
                    assert!(is_harmless(url), "link {url:?} of {source:?}");
                }
                Inline::Image { url, .. } => {
                    addresses += 1;
                    let is_own = !url.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
                    assert!(
                        is_harmless(url) && (is_own || url.starts_with("https://cdn.example/")),
                        "{url:?} of {source:?}"
                    );
                }
                _ => {}
            });
            stock_bad += usize::from(is_bad_when_stock_renders(&source));
        }
    }
    println!(
        "hostile markup: {} strings in {texts} texts, {addresses} addresses came through, 0 of them not allowed; with a stock renderer {stock_bad} texts would",
        payloads.len()
    );
    assert!(payloads.len() > 6_000 && addresses > 1_000 && stock_bad > 5_000, "the harness is deaf");
}
