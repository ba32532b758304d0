//! How alike two texts are, in percent.

use lotse_model::gather::Gather as _;

/// How alike a text and its beginning are at least (`Wed`, `Wednesday`).
const START_PERCENT: u32 = 60;

/// How alike two texts are once case, punctuation and white space are left out: 100 for equal, 75 when only numbers
/// differ (`Inbox (3)`), else Dice's coefficient over pairs of letters. Empty texts are like nothing.
///
/// Source: Dice, "Measures of the amount of ecologic association between species", 1945, over letter pairs.
pub fn alike(one: &str, other: &str) -> u32 {
    let (one, other) = (plain(one), plain(other));
    if one.is_empty() || other.is_empty() {
        return 0;
    }
    if one == other {
        return 100;
    }
    let (one, other) = (without_numbers(one), without_numbers(other));
    if one == other && one.len() > 1 {
        return 75;
    }
    let is_start = one.len().min(other.len()) > 2 && one.iter().zip(&other).all(|(one, other)| one == other);
    let least = if is_start { START_PERCENT } else { 0 };
    let (one, other) = (pairs(&one), pairs(&other));
    let total = one.len() + other.len();
    let mut common = 0;
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            core::cmp::Ordering::Less => drop(left.next()),
            core::cmp::Ordering::Greater => drop(right.next()),
            core::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    ((common * 150 / total.max(1)) as u32).max(least)
}

/// Lower case, words parted by one space, nothing but letters and digits.
pub fn plain(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for letter in text.chars() {
        if is_word(letter) {
            out.push(lower(letter));
        } else if out.last().is_some_and(|last| *last != ' ') {
            out.push(' ');
        }
    }
    if out.last() == Some(&' ') {
        out.pop();
    }
    // A text of signs alone ("+", "…", an icon's letter) is compared as it stands.
    if out.is_empty() { text.trim().chars().collect() } else { out }
}

fn without_numbers(text: Vec<char>) -> Vec<char> {
    if text.iter().all(|letter| letter.is_ascii_digit() || *letter == ' ') {
        return text;
    }
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for letter in text {
        let is_second_space = letter == ' ' && out.last().is_none_or(|last| *last == ' ');
        if !letter.is_ascii_digit() && !is_second_space {
            out.push(letter);
        }
    }
    if out.last() == Some(&' ') {
        out.pop();
    }
    out
}

fn pairs(text: &[char]) -> Vec<(char, char)> {
    let mut out: Vec<(char, char)> =
        text.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).gather();
    // A single letter is a pair with nothing, so that one-letter texts can be compared at all.
    text.iter().filter(|_| text.len() == 1).map(|letter| (*letter, ' ')).add_to(&mut out);
    lotse_model::order::sort(&mut out);
    out
}

/// Letters and digits of every script, without Unicode's tables (they would outweigh the rest of this crate).
fn is_word(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '×' | '÷' => false,
        '\u{2000}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}' => false,
        '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ff00}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' => false,
        _ => true,
    }
}

/// Lower case of Latin, Greek and Cyrillic letters.
fn lower(letter: char) -> char {
    let step = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        '\u{100}'..='\u{137}' | '\u{14a}'..='\u{177}' if u32::from(letter) % 2 == 0 => 1,
        _ => 0,
    };
    char::from_u32(u32::from(letter) + step).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_but_for_case_and_signs() {
        assert_eq!(alike("Speichern …", " speichern"), 100);
        assert_eq!(alike("ÄNDERN:", "ändern"), 100);
        assert_eq!(alike("Сохранить", "сохранить"), 100);
        assert_eq!(alike("保存", "保存"), 100);
        assert_eq!(alike("+", "+"), 100);
    }

    #[test]
    fn numbers_hardly_count_unless_they_are_all_there_is() {
        assert_eq!(alike("Inbox (3)", "Inbox (12)"), 75);
        assert_eq!(alike("Inbox", "Inbox (12)"), 75);
        assert!(alike("12", "13") < 60);
    }

    #[test]
    fn likeness_is_graded_and_symmetric() {
        let near = alike("Save and continue", "Save and continue editing");
        let far = alike("Save and continue", "Delete");
        assert!((60..80).contains(&near), "{near}");
        assert!(far < 20, "{far}");
        assert_eq!(alike("Benutzer", "Benutzer ändern"), alike("Benutzer ändern", "Benutzer"));
        assert_eq!(alike("", ""), 0);
        assert_eq!(alike("x", ""), 0);
        assert!(alike("x", "y") < 20);
    }
}
