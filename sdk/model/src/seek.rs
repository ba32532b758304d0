//! Finding a text in another, and reading numbers, in few bytes. The standard library's search keeps its promises for needles
//! of any length with two kilobytes of code; what is looked for here has a few letters.

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
    fn whole_numbers() {
        assert_eq!(
            [whole_number("12"), whole_number("-3"), whole_number("0")],
            [Some(12), Some(-3), Some(0)]
        );
        assert_eq!([whole_number(""), whole_number("1.5"), whole_number("x")], [None, None, None]);
    }
}
