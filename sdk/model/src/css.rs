//! CSS text in targets: the small part of the selector grammar that is safe in every browser and tells something lasting.
//!
//! Allowed: type, id, class and attribute selectors, the four combinators, lists, `:is`, `:where`, `:not` and the
//! pseudo-classes of `SAFE` below. Absent on purpose: `:has` (slow), states that come and go (`:hover`), pseudo-elements,
//! namespaces, and attributes that hold what a user typed.

use crate::target::{MAX_CSS_BYTES, MAX_CSS_DEPTH, MAX_CSS_LIST};

/// Pseudo-classes without arguments that may be used.
const SAFE: [&str; 17] = [
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "empty",
    "enabled",
    "disabled",
    "checked",
    "required",
    "optional",
    "read-only",
    "read-write",
    "link",
    "any-link",
    "root",
];
/// Pseudo-classes that take a place.
const PLACES: [&str; 4] = ["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"];
/// Pseudo-classes that take a list of selectors.
const LISTS: [&str; 3] = ["is", "where", "not"];
/// Attributes that hold what a user typed, or code and styles.
const REFUSED_ATTRIBUTES: [&str; 6] =
    ["value", "aria-valuenow", "aria-valuetext", "style", "srcdoc", "nonce"];

/// Why CSS text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CssFault {
    /// Longer than [`MAX_CSS_BYTES`].
    TooLong,
    /// More selectors in one list than [`MAX_CSS_LIST`].
    TooMany,
    /// Nested deeper than [`MAX_CSS_DEPTH`].
    TooDeep,
    /// A pseudo-class or pseudo-element that is not allowed.
    Pseudo(String),
    /// An attribute that holds what a user typed.
    Attribute(String),
    /// Something else, at this byte.
    Syntax(usize),
}

/// Whether an attribute may serve as evidence: not one that holds what a user typed.
#[must_use]
pub fn is_safe_attribute(name: &str) -> bool {
    !REFUSED_ATTRIBUTES.iter().any(|refused| refused.eq_ignore_ascii_case(name)) && !starts_with(name, "on")
}

fn starts_with(text: &str, front: &str) -> bool {
    text.get(..front.len()).is_some_and(|found| found.eq_ignore_ascii_case(front))
}

/// Checks one selector list.
///
/// # Errors
/// The first fault found.
pub fn check(text: &str) -> Result<(), CssFault> {
    if text.len() > MAX_CSS_BYTES {
        return Err(CssFault::TooLong);
    }
    let mut scanner = Scanner { text, at: 0 };
    scanner.list(0)?;
    if scanner.at == text.len() { Ok(()) } else { Err(scanner.fault()) }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn fault(&self) -> CssFault {
        CssFault::Syntax(self.at)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn need(&mut self, wanted: u8) -> Result<(), CssFault> {
        if self.eat(wanted) { Ok(()) } else { Err(self.fault()) }
    }

    fn skip_space(&mut self) -> bool {
        let before = self.at;
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.at > before
    }

    fn list(&mut self, depth: usize) -> Result<(), CssFault> {
        if depth > MAX_CSS_DEPTH {
            return Err(CssFault::TooDeep);
        }
        for _ in 0..MAX_CSS_LIST {
            self.skip_space();
            self.complex(depth)?;
            if !self.eat(b',') {
                return Ok(());
            }
        }
        Err(CssFault::TooMany)
    }

    /// Compound selectors with combinators between them.
    fn complex(&mut self, depth: usize) -> Result<(), CssFault> {
        loop {
            self.compound(depth)?;
            let has_space = self.skip_space();
            match self.peek() {
                None | Some(b',' | b')') => return Ok(()),
                Some(b'>' | b'+' | b'~') => {
                    self.at += 1;
                    self.skip_space();
                }
                Some(_) if has_space => {}
                Some(_) => return Err(self.fault()),
            }
        }
    }

    fn compound(&mut self, depth: usize) -> Result<(), CssFault> {
        let start = self.at;
        if !self.eat(b'*') && self.begins_name() {
            self.name()?;
        }
        loop {
            match self.peek() {
                Some(b'#' | b'.') => {
                    self.at += 1;
                    self.name()?;
                }
                Some(b'[') => self.attribute()?,
                Some(b':') => self.pseudo(depth)?,
                _ if self.at > start => return Ok(()),
                _ => return Err(self.fault()),
            }
        }
    }

    fn begins_name(&self) -> bool {
        self.peek().is_some_and(|byte| {
            byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'\\') || byte >= 0x80
        })
    }

    /// An identifier; escapes of single characters (`\:`) and of code points (`\31 `) are allowed.
    fn name(&mut self) -> Result<&str, CssFault> {
        let start = self.at;
        if !self.begins_name() {
            return Err(self.fault());
        }
        while let Some(byte) = self.peek() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || byte >= 0x80 {
                self.at += 1;
            } else if byte == b'\\' {
                self.at += 1;
                self.escape()?;
            } else {
                break;
            }
        }
        match self.text.get(start..self.at) {
            Some("-") | None => Err(self.fault()),
            Some(name) => Ok(name),
        }
    }

    fn escape(&mut self) -> Result<(), CssFault> {
        let start = self.at;
        while self.at < start + 6 && self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
            self.at += 1;
        }
        if self.at > start {
            self.eat(b' ');
            return Ok(());
        }
        match self.peek() {
            Some(byte) if byte.is_ascii_graphic() => {
                self.at += 1;
                Ok(())
            }
            _ => Err(self.fault()),
        }
    }

    fn attribute(&mut self) -> Result<(), CssFault> {
        self.need(b'[')?;
        self.skip_space();
        let name = self.name()?;
        // An escape could spell a refused name.
        if !is_safe_attribute(name) || name.contains('\\') {
            return Err(CssFault::Attribute(name.to_owned()));
        }
        self.skip_space();
        if self.peek().is_some_and(|byte| b"~|^$*".contains(&byte)) {
            self.at += 1;
            self.need(b'=')?;
        } else if !self.eat(b'=') {
            return self.need(b']');
        }
        self.skip_space();
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote)?,
            _ => {
                self.name()?;
            }
        }
        if self.skip_space() && self.peek().is_some_and(|byte| matches!(byte, b'i' | b's' | b'I' | b'S')) {
            self.at += 1;
            self.skip_space();
        }
        self.need(b']')
    }

    fn quoted(&mut self, quote: u8) -> Result<(), CssFault> {
        self.at += 1;
        while let Some(byte) = self.peek() {
            if byte < 0x20 {
                break;
            }
            self.at += 1;
            if byte == quote {
                return Ok(());
            }
            if byte == b'\\' {
                self.escape()?;
            }
        }
        Err(self.fault())
    }

    fn pseudo(&mut self, depth: usize) -> Result<(), CssFault> {
        self.need(b':')?;
        if self.eat(b':') {
            let name = self.name().unwrap_or_default().to_owned();
            return Err(CssFault::Pseudo(["::", &name].concat()));
        }
        let name = self.name()?.to_ascii_lowercase();
        let is_in = |list: &[&str]| list.contains(&name.as_str());
        if self.eat(b'(') {
            if is_in(&LISTS) {
                self.list(depth + 1)?;
            } else if is_in(&PLACES) {
                self.place()?;
            } else {
                return Err(CssFault::Pseudo([":", &name, "()"].concat()));
            }
            return self.need(b')');
        }
        if is_in(&SAFE) { Ok(()) } else { Err(CssFault::Pseudo([":", &name].concat())) }
    }

    /// `odd`, `even` or `An+B`, with at most four digits each.
    fn place(&mut self) -> Result<(), CssFault> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte != b')') && self.at < start + 16 {
            self.at += 1;
        }
        let inner = self.text.get(start..self.at).unwrap_or_default().to_ascii_lowercase();
        let place: String = inner.split_ascii_whitespace().collect();
        let signed = |text: &str| text.strip_prefix(['+', '-']).unwrap_or(text).to_owned();
        let is_number =
            |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = match place.split_once('n') {
            _ if place == "odd" || place == "even" => true,
            Some((step, offset)) => {
                let step = signed(step);
                (step.is_empty() || is_number(&step))
                    && (offset.is_empty() || offset.starts_with(['+', '-']) && is_number(&signed(offset)))
            }
            None => is_number(&signed(&place)),
        };
        if fits { Ok(()) } else { Err(CssFault::Syntax(start)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_write_is_accepted() {
        for text in [
            "button",
            "*",
            "#save",
            ".btn.btn-primary > span",
            "form [name=\"country\"] + label, a[href^='/orders' i]",
            "tr:nth-child(2n + 1) td:not(:first-child, .hidden)",
            "ui5-button[data-id~=save]",
            ":is(nav, aside) li:nth-last-of-type(3)",
            "#\\31 23",
            ".sm\\:flex",
            "input[type=checkbox]:checked",
            "häuser ~ übersicht",
            "li:nth-child(odd)",
            "--x-y",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_is_dangerous_or_broken_is_refused() {
        let pseudo = |name: &str| Err(CssFault::Pseudo(name.to_owned()));
        for text in ["div:has(p)", "a:HAS(> b)"] {
            assert_eq!(check(text), pseudo(":has()"), "{text}");
        }
        assert_eq!(check("a:hover"), pseudo(":hover"));
        assert_eq!(check("a::before"), pseudo("::before"));
        assert_eq!(check("a:h\\61s(b)"), pseudo(":h\\61s()"));
        for name in ["value", "VALUE", "aria-valuetext", "style", "onclick"] {
            assert_eq!(check(&format!("input[{name}='x']")), Err(CssFault::Attribute(name.to_owned())));
        }
        assert!(matches!(check("[v\\61lue=x]"), Err(CssFault::Attribute(_))));
        for text in [
            "",
            " ",
            ",",
            "a,",
            "a >",
            "> a",
            "a >> b",
            "a || b",
            "svg|a",
            "[a",
            "[a=]",
            "[a=1]",
            "[a='x]",
            "[a='\n']",
            "a)",
            "a:not(",
            "a:not()",
            "a:nth-child()",
            "a:nth-child(99999)",
            "a:nth-child(2n+1 of b)",
            "#1a",
            ".",
            "a{}",
            "a/**/b",
            "@import 'x'",
            "a;b",
            "a\u{0}",
            "-",
            "a\\",
            "a\\\n",
            ":",
            "a:",
            "&",
        ] {
            assert!(matches!(check(text), Err(CssFault::Syntax(_))), "{text:?} {:?}", check(text));
        }
    }

    #[test]
    fn limits_hold() {
        assert_eq!(check(&"a".repeat(MAX_CSS_BYTES + 1)), Err(CssFault::TooLong));
        assert_eq!(check(&["a"; MAX_CSS_LIST].join(",")), Ok(()));
        assert_eq!(check(&["a"; MAX_CSS_LIST + 1].join(",")), Err(CssFault::TooMany));
        let nested = |levels: usize| ":is(".repeat(levels) + "a" + &")".repeat(levels);
        assert_eq!(check(&nested(MAX_CSS_DEPTH)), Ok(()));
        assert_eq!(check(&nested(MAX_CSS_DEPTH + 1)), Err(CssFault::TooDeep));
        assert_eq!(check(&nested(100)), Err(CssFault::TooDeep));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "[a-z#.:\\[\\]()='\",>+~* \\\\0-9ä\\x00-\\x1f-]{0,40}") {
            let _ = check(&text);
        }
    }
}
