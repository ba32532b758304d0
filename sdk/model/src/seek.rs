//! Finding, parting and joining texts, and reading numbers, in few bytes. The standard library keeps its promises for needles of
//! any kind and length with five kilobytes of code; what is looked for here has a few letters, and what parts is ASCII.

use crate::json::{Json, parse};

/// Where a text begins in another, in bytes.
#[must_use]
pub fn find(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    (0..=text.len()).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Whether a text is in another.
#[must_use]
pub fn holds(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// Where the first of some signs is, which are ASCII.
#[must_use]
pub fn first_of(text: &str, signs: &str) -> Option<usize> {
    text.bytes().position(|letter| signs.bytes().any(|sign| sign == letter))
}

/// What comes before the first of some signs, and what comes behind it where there is one.
#[inline(never)]
#[must_use]
pub fn cut<'a>(text: &'a str, signs: &str) -> (&'a str, Option<&'a str>) {
    let end = first_of(text, signs).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), text.get(end + 1..))
}

/// What comes before the last of a sign and behind it, where there is one.
#[must_use]
pub fn cut_last(text: &str, sign: u8) -> Option<(&str, &str)> {
    let end = text.bytes().rposition(|letter| letter == sign)?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// What stands between some signs, in turn; at least one part, which may be empty.
#[must_use]
pub fn parts<'a>(text: &'a str, signs: &'a str) -> Parts<'a> {
    Parts { left: Some(text), signs }
}

/// See [`parts`].
pub struct Parts<'a> {
    left: Option<&'a str>,
    signs: &'a str,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (part, left) = cut(self.left?, self.signs);
        self.left = left;
        Some(part)
    }
}

/// Texts one behind the other.
#[must_use]
pub fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Texts one behind the other, with a sign between them.
#[must_use]
pub fn strung(parts: &[String], sign: char) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            text.push(sign);
        }
        text.push_str(part);
    }
    text
}

/// A whole number, as JSON writes it.
#[must_use]
pub fn whole_number(text: &str) -> Option<i64> {
    if let Ok(Json::Number(number)) = parse(text) { Some(number) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_as_the_standard_library_finds_them() {
        for (text, part) in
            [("a://b", "://"), ("aab", "ab"), ("abc", ""), ("", ""), ("", "a"), ("über", "b"), ("a", "ab")]
        {
            assert_eq!(find(text, part), text.find(part), "{part} in {text}");
            assert_eq!(holds(text, part), text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn texts_are_parted_and_joined_as_the_standard_library_does_it() {
        for text in ["", "a", "/", "a/b", "/a//ü?/", "über/#x", "?"] {
            assert_eq!(first_of(text, "/?"), text.find(['/', '?']), "{text}");
            assert_eq!(cut_last(text, b'/'), text.rsplit_once('/'), "{text}");
            assert_eq!(
                parts(text, "/?").collect::<Vec<_>>(),
                text.split(['/', '?']).collect::<Vec<_>>(),
                "{text}"
            );
            let (before, behind) = cut(text, "/");
            assert_eq!(behind.map(|behind| (before, behind)), text.split_once('/'), "{text}");
            assert_eq!(before, text.split('/').next().unwrap(), "{text}");
            assert_eq!(joined(&[text, "", "-", text]), [text, "", "-", text].concat());
        }
        for list in [vec![], vec!["a"], vec!["a", "", "b"]] {
            let list: Vec<String> = list.into_iter().map(str::to_owned).collect();
            assert_eq!(strung(&list, '+'), list.join("+"));
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(
            [whole_number("12"), whole_number("-3"), whole_number("0")],
            [Some(12), Some(-3), Some(0)]
        );
        assert_eq!([whole_number(""), whole_number("1.5"), whole_number("x")], [None, None, None]);
    }
}
