//! The shapes of dates and language tags.

/// Whether text is a day of the Gregorian calendar as `YYYY-MM-DD`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |length: usize| {
        let digits = parts
            .next()
            .filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    parts.next().is_none() && (1..=days).contains(&day)
}

/// Whether text has the shape of a language tag (BCP 47): a language of 2 to 8 letters, then parts of 1 to 8 letters and
/// digits, joined by `-`.
#[must_use]
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.len() <= 35 && parts.next().is_some_and(is_language) && parts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar_are_dates() {
        for date in ["2026-03-31", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert!(is_date(date), "{date}");
        }
        for rubbish in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-4-1",
            "31.03.2026",
            "",
            "2026-03-31-",
            "2026-03-31T00:00",
            "+026-03-31",
            "2026-03-00",
        ] {
            assert!(!is_date(rubbish), "{rubbish}");
        }
    }

    #[test]
    fn language_tags_have_their_shape() {
        for tag in ["de", "en", "de-CH", "zh-Hant-TW", "sr-Latn", "gsw", "de-CH-1996"] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for rubbish in ["", "d", "de_CH", "deutsch!", "de-", "-de", "*", "de-123456789", "12", "ä"] {
            assert!(!is_language_tag(rubbish), "{rubbish}");
        }
    }
}
