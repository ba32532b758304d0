//! Patterns over the addresses of pages.
//!
//! A pattern is written as an address in which `*` stands for any text within its part. Rules:
//!
//! - It starts with `/`, `*`, `?` or `#`, or with `http://` or `https://` when scheme and host matter.
//! - What it does not mention is not looked at: without `?` every query fits, without `#` every fragment, and without a
//!   path every path. A `?` begins the query, as in any address; it is not a wildcard.
//! - Capital and small letters are the same; percent-encoded and plain characters are the same (`%2A` is a plain star).
//! - A slash at the end of the path makes no difference: `/orders` and `/orders/` are one page, and `/orders/*` is that
//!   page with everything below it.
//! - Of longer addresses the first [`MAX_LOOKED_AT`] bytes of each part are looked at.

use crate::gather::Gather as _;
use crate::glob::{Glob, MAX_GLOB_BYTES, Piece};
use crate::seek::{cut, find, first_of, holds};

/// Longest pattern, in bytes.
pub const MAX_PATTERN_BYTES: usize = MAX_GLOB_BYTES;
/// How much of each part of a page's address is looked at, in bytes.
const MAX_LOOKED_AT: usize = 8 * 1024;

/// Why a pattern cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// Longer than [`MAX_PATTERN_BYTES`].
    TooLong,
    /// Begins neither with `/`, `*`, `?`, `#` nor with a scheme.
    Beginning,
    /// A scheme other than `http` and `https`.
    Scheme,
}

/// The parts of an address; what is not there is `None`.
#[derive(Clone, Copy, Debug)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Self {
        let (rest, fragment) = cut(address, "#");
        let (rest, query) = cut(rest, "?");
        let scheme = find(rest, "://").and_then(|end| rest.get(..end)).filter(|scheme| !holds(scheme, "/"));
        let Some(scheme) = scheme else {
            return Parts { scheme: None, authority: None, path: rest, query, fragment };
        };
        let rest = rest.get(scheme.len() + 3..).unwrap_or_default();
        let (authority, path) = rest.split_at(first_of(rest, "/").unwrap_or(rest.len()));
        Parts { scheme: Some(scheme), authority: Some(authority), path, query, fragment }
    }
}

/// The address of a page, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAddress {
    scheme: Vec<u8>,
    authority: Vec<u8>,
    /// Without a slash at the end.
    path: Vec<u8>,
    query: Vec<u8>,
    fragment: Vec<u8>,
}

impl PageAddress {
    /// Takes `location.href`, or path, query and fragment alone.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let parts = Parts::of(address);
        let part = |text: Option<&str>| plain_bytes(text.unwrap_or_default());
        let mut path = part(Some(parts.path));
        if path.last() == Some(&b'/') {
            path.pop();
        }
        PageAddress {
            scheme: part(parts.scheme),
            authority: part(parts.authority),
            path,
            query: part(parts.query),
            fragment: part(parts.fragment),
        }
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    scheme: Option<Vec<u8>>,
    authority: Option<Glob>,
    path: Option<Glob>,
    query: Option<Glob>,
    fragment: Option<Glob>,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When it breaks one of the rules above.
    pub fn new(pattern: &str) -> Result<Self, PatternFault> {
        if pattern.len() > MAX_PATTERN_BYTES {
            return Err(PatternFault::TooLong);
        }
        let parts = Parts::of(pattern);
        match parts.scheme {
            Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {}
            Some(_) => return Err(PatternFault::Scheme),
            None if pattern.starts_with(['/', '*', '?', '#']) => {}
            None => return Err(PatternFault::Beginning),
        }
        // No part is longer than the whole, so that compiling cannot fail any more.
        let glob = |part: &str| Glob::compile(pieces(part)).ok_or(PatternFault::TooLong);
        Ok(Pattern {
            scheme: parts.scheme.map(plain_bytes),
            authority: parts.authority.map(glob).transpose()?,
            path: Some(parts.path).filter(|path| !path.is_empty()).map(glob).transpose()?,
            query: parts.query.map(glob).transpose()?,
            fragment: parts.fragment.map(glob).transpose()?,
        })
    }

    /// Whether the page is meant.
    #[must_use]
    pub fn fits(&self, page: &PageAddress) -> bool {
        let part = |glob: &Option<Glob>, text: &[u8]| glob.as_ref().is_none_or(|glob| glob.fits(text));
        self.scheme.as_ref().is_none_or(|scheme| *scheme == page.scheme)
            && part(&self.authority, &page.authority)
            && (part(&self.path, &page.path) || part(&self.path, &with_slash(&page.path)))
            && part(&self.query, &page.query)
            && part(&self.fragment, &page.fragment)
    }
}

fn with_slash(path: &[u8]) -> Vec<u8> {
    let mut path = path.to_vec();
    path.push(b'/');
    path
}

/// A text that the path of every page begins with that the pattern means, in the sense of [`may_fit`].
///
/// Lower-case ASCII, empty when every page is possible.
#[must_use]
pub fn literal_prefix(pattern: &str) -> String {
    let path = Parts::of(pattern).path;
    let is_certain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '*' | '%' | '\\');
    let end = path.find(|letter| !is_certain(letter)).unwrap_or(path.len());
    path.get(..end).unwrap_or_default().trim_end_matches('/').to_ascii_lowercase()
}

/// Whether a page with this path and query can be one that a pattern with this prefix means. The loader asks the same in
/// JavaScript: as many letters as the prefix has are cut from the front of the path, and either they are the prefix
/// (small and capital letters alike), or there is a percent sign among them and one cannot know.
#[must_use]
pub fn may_fit(prefix: &str, path_and_query: &str) -> bool {
    let front: Vec<char> = path_and_query.chars().take(prefix.len()).gather();
    front.contains(&'%') || front.iter().map(char::to_ascii_lowercase).eq(prefix.chars())
}

fn pieces(part: &str) -> impl Iterator<Item = Piece> {
    decoded(part).map(|(byte, was_encoded)| match byte {
        b'*' if !was_encoded => Piece::AnyText,
        other => Piece::Byte(other),
    })
}

fn plain_bytes(part: &str) -> Vec<u8> {
    decoded(part).map(|(byte, _)| byte).take(MAX_LOOKED_AT).gather()
}

/// The bytes that a part stands for, in small letters, and whether each was percent-encoded.
fn decoded(part: &str) -> impl Iterator<Item = (u8, bool)> {
    let mut bytes = part.bytes();
    core::iter::from_fn(move || {
        let byte = bytes.next()?;
        let mut ahead = bytes.clone();
        let digits = (byte == b'%').then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?))).flatten();
        let Some((high, low)) = digits else { return Some((byte.to_ascii_lowercase(), false)) };
        bytes = ahead;
        Some(((high << 4 | low).to_ascii_lowercase(), true))
    })
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(pattern: &str, address: &str) -> bool {
        Pattern::new(pattern).unwrap().fits(&PageAddress::new(address))
    }

    #[test]
    fn what_is_not_mentioned_is_not_looked_at() {
        for address in ["/orders", "/orders/", "/Orders?page=2", "https://app.example:8443/orders#top"] {
            assert!(fits("/orders", address), "{address}");
        }
        assert!(!fits("/orders", "/orders/7"));
        assert!(fits("?tab=print", "/settings?tab=print#x") && !fits("?tab=print", "/settings?tab=mail"));
        assert!(fits("/app#/orders/*", "/app?x=1#/orders/7") && !fits("/app#/orders/*", "/app"));
        assert!(fits("*", "https://anything.example/at/all?x#y"));
        assert!(fits("/orders?", "/orders") && !fits("/orders?", "/orders?x"));
    }

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        for (pattern, address) in [
            ("/orders", "/orders/"),
            ("/orders/", "/orders"),
            ("/orders/*", "/orders"),
            ("/", "/"),
            ("/*", "/"),
        ] {
            assert!(fits(pattern, address), "{pattern} {address}");
        }
        assert!(!fits("/", "/orders") && !fits("/orders/*", "/orders-old"));
    }

    #[test]
    fn encoded_and_plain_letters_are_the_same() {
        assert!(fits("/aufträge/*", "/auftr%C3%A4ge/7") && fits("/auftr%c3%a4ge", "/aufträge"));
        assert!(fits("/a%2Ab", "/a*b") && !fits("/a%2Ab", "/axb"));
        assert!(fits("/100%", "/100%"));
    }

    #[test]
    fn scheme_and_host_are_compared_where_they_are_given() {
        assert!(fits("https://*.example.org/orders", "https://crm.EXAMPLE.org/orders?x"));
        assert!(!fits("https://crm.example.org", "http://crm.example.org/"));
        assert!(fits("https://crm.example.org", "https://crm.example.org/any/path"));
        assert!(!fits("https://*.example.org/", "https://evil.test/x.example.org/"));
        assert_eq!(Pattern::new("ftp://x/").unwrap_err(), PatternFault::Scheme);
        assert_eq!(Pattern::new("orders").unwrap_err(), PatternFault::Beginning);
        assert_eq!(Pattern::new("").unwrap_err(), PatternFault::Beginning);
        assert_eq!(
            Pattern::new(&format!("/{}", "a".repeat(MAX_PATTERN_BYTES))).unwrap_err(),
            PatternFault::TooLong
        );
    }

    proptest! {
        /// The loader may look in vain, but it may never overlook.
        #[test]
        fn the_prefix_never_rules_out_a_page_that_fits(
            pattern in "/[aB/*%ä.]{0,8}(\\?[ab*]{0,3})?", path in "/[aAbB/.]{0,8}", query in "(\\?[ab]{0,3})?", encoded in 0usize..8,
        ) {
            let mut path = path;
            if let Some(letter) = path.get(encoded..=encoded).filter(|letter| *letter != "/").map(str::to_owned) {
                path.replace_range(encoded..=encoded, &format!("%{:02x}", letter.as_bytes()[0]));
            }
            let address = format!("{path}{query}");
            if fits(&pattern, &address) {
                prop_assert!(may_fit(&literal_prefix(&pattern), &address), "{} {}", literal_prefix(&pattern), address);
            }
        }
    }

    #[test]
    fn prefixes_rule_out_what_they_can() {
        assert_eq!(literal_prefix("/Orders/*?x=1"), "/orders");
        assert_eq!(literal_prefix("https://app.example/admin/a*b"), "/admin/a");
        assert_eq!(literal_prefix("#/orders"), "");
        assert!(
            !may_fit("/orders", "/invoices")
                && !may_fit("/orders", "/ord")
                && may_fit("/orders", "/ORDERS-old")
        );
        assert!(may_fit("/orders", "/%6Frders") && !may_fit("/orders", "/invoices?x=%20"));
    }
}
