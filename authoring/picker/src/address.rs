//! What may be said of where the app is: the way, not the record.
//!
//! A part of the path that names a record becomes `*`, and so does every value of the query that the page itself does not link
//! to from outside its lists.

use std::collections::BTreeSet;

use crate::discretion::Discretion;

/// Longest part of a path that is taken for a word, in bytes.
const MAX_WORD: usize = 40;
/// Names of query values that hold what somebody typed, or who somebody is.
const PERSONAL: [&str; 25] = [
    "code", "email", "filter", "id", "key", "keyword", "keywords", "mail", "name", "next", "pk", "q",
    "query", "redirect", "return", "s", "search", "sid", "session", "term", "text", "token", "user",
    "userid", "username",
];

/// Values of queries that are the app's own, as `name=value`: those in links outside lists, and those that many rows share.
pub fn own_pairs<'a>(
    outside: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = &'a str>,
) -> BTreeSet<String> {
    let mut own = BTreeSet::new();
    for link in outside {
        own.extend(pairs(link).filter(|pair| may_be_own(pair)).map(str::to_owned));
    }
    let mut once = BTreeSet::new();
    for link in rows {
        for pair in pairs(link).filter(|pair| may_be_own(pair)) {
            if !once.insert(pair) {
                own.insert(pair.to_owned());
            }
        }
    }
    own
}

/// The address as a glob over path, query and route.
pub fn glob<'a>(href: &'a str, own: &BTreeSet<String>, private: &Discretion) -> String {
    let after_host = |rest: &'a str| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    let rest = href.split_once("://").map_or(href, |(_, rest)| after_host(rest));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let mut out = path_and_query(rest, own, private);
    if fragment.starts_with(['/', '!']) {
        out.push('#');
        out.push_str(&path_and_query(fragment, own, private));
    }
    out
}

fn path_and_query(text: &str, own: &BTreeSet<String>, private: &Discretion) -> String {
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    let word =
        |part: &str| if is_record(part) || private.is_typed(part) { "*".to_owned() } else { part.to_owned() };
    let mut out = path.split('/').map(word).collect::<Vec<_>>().join("/");
    let Some(query) = query.filter(|query| !query.is_empty()) else { return out };
    let said = query.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if own.contains(pair) && !private.is_typed(value) {
            pair.to_owned()
        } else if pair.contains('=') && is_word(name) {
            format!("{name}=*")
        } else {
            "*".to_owned()
        }
    });
    out.push('?');
    out.push_str(&said.collect::<Vec<_>>().join("&"));
    out
}

fn pairs(link: &str) -> impl Iterator<Item = &str> {
    link.split_once('?').map_or("", |(_, query)| query).split('&').filter(|pair| pair.contains('='))
}

fn may_be_own(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    is_word(&name)
        && !PERSONAL.contains(&name.as_str())
        && is_word(value)
        && !value.bytes().any(|it| it.is_ascii_digit())
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.len() <= MAX_WORD
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Whether a part of a path names one of many: anything with digits, and what had to be encoded.
pub fn is_record(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    // `v2` and `step3` are words.
    let is_numbered_word = digits == 1
        && part.len() > 1
        && part.ends_with(|last: char| last.is_ascii_digit())
        && part.bytes().rev().skip(1).all(|byte| byte.is_ascii_alphabetic());
    (digits > 0 && !is_numbered_word) || part.len() > MAX_WORD || part.contains(['%', '@', '=', '*', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(href: &str, outside: &[&str], rows: &[&str], typed: &str) -> String {
        let own = own_pairs(outside.iter().copied(), rows.iter().copied());
        glob(href, &own, &Discretion::new(typed, ""))
    }

    #[test]
    fn ways_stay_and_records_go() {
        let nav = ["/kontor/?view=orders", "/kontor/?view=invoices"];
        let rows = ["/kontor/?view=invoice&id=R-1", "/kontor/?view=invoice&id=R-2"];
        let at = |href: &str| said(href, &nav, &rows, "");
        assert_eq!(at("http://a.test/kontor/?view=orders"), "/kontor/?view=orders");
        assert_eq!(at("http://a.test/kontor/?view=invoice&id=R-2"), "/kontor/?view=invoice&id=*");
        assert_eq!(at("http://a.test"), "/");
        assert_eq!(at("https://a.test/admin/auth/user/12/change/"), "/admin/auth/user/*/change/");
        assert_eq!(at("https://a.test/x/order-17#top"), "/x/*");
        assert_eq!(at("https://a.test/app/#/orders/4711?tab=a"), "/app/#/orders/*?tab=*");
        assert_eq!(at("https://a.test/f/M%C3%BCller/8f14e45f-ceea-467f"), "/f/*/*");
        assert_eq!(at("https://a.test/v2/h2/api1"), "/v2/h2/api1");
    }

    #[test]
    fn what_was_searched_for_is_not_said() {
        // Links that sort carry the search along.
        let links = ["/list/?q=zanzibar&o=name", "/list/?q=zanzibar&o=date", "/list/?note=zanzibar"];
        assert_eq!(said("/list/?q=zanzibar", &links, &[], ""), "/list/?q=*");
        assert_eq!(said("/list/?note=zanzibar", &links, &[], "Zanzibar"), "/list/?note=*");
        assert_eq!(said("/zanzibar/?zanzibar", &links, &[], "Zanzibar"), "/*/?*");
        assert_eq!(said("/list/?view=zanzibar", &[], &["/list/?view=zanzibar"], ""), "/list/?view=*");
    }
}
