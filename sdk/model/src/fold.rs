//! Comparing text as people do: without regard to case and outer white space.
//!
//! Absent on purpose: the case tables of the standard library, which weigh several kilobytes in a page. Latin (with all
//! European and Vietnamese letters), Greek and Cyrillic are folded by arithmetic; other scripts have no case.

/// The small form of a letter.
#[must_use]
pub fn fold(letter: char) -> char {
    let code = letter as u32;
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => {
            code + 0x20
        }
        // Final sigma is a form of sigma.
        0x3C2 => 0x3C3,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 0x25,
        0x38C => 0x3CC,
        0x38E | 0x38F => code + 0x3F,
        0x400..=0x40F => code + 0x50,
        0x178 => 0xFF,
        // Dotted capital I of Turkish.
        0x130 => 0x69,
        // The long s of old prints, and capital sharp s.
        0x17F => 0x73,
        0x1E9E => 0xDF,
        // Pairs whose capital is odd.
        0x139..=0x148 | 0x179..=0x17E => code + (code & 1),
        // Pairs whose capital is even.
        0x100..=0x137
        | 0x14A..=0x177
        | 0x218..=0x21B
        | 0x460..=0x481
        | 0x48A..=0x4BF
        | 0x4D0..=0x52F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => code | 1,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// The form of a text that is compared: small letters, no outer white space.
#[must_use]
pub fn fold_text(text: &str) -> String {
    text.trim().chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_agrees_with_unicode_where_it_folds() {
        for letter in (0..0x2000).filter_map(char::from_u32) {
            let folded = fold(letter);
            if folded != letter && !matches!(letter, '\u{130}' | '\u{17F}' | 'ς') {
                let expected: String = letter.to_lowercase().collect();
                assert_eq!(folded.to_string(), expected, "{letter} U+{:04X}", letter as u32);
            }
            assert_eq!(fold(folded), folded, "folding twice changes {letter}");
        }
    }

    #[test]
    fn every_letter_of_the_languages_of_europe_is_folded() {
        let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜẞÀÂÆÇÉÈÊËÎÏÔŒÙÛŸÁÍÓÚÑÅØĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽÝĹĽŔĂȘȚŐŰĀĒĢĪĶĻŅŪĖĮŲĠĦĈĜĤĴŜŬÐÞ\
                        ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐЂЃЈЉЊЋЌЎЏ";
        for letter in capitals.chars() {
            assert_eq!(fold(letter).to_string(), letter.to_lowercase().to_string());
        }
        assert_eq!(fold_text("  Ärger MIT Öl \n"), "ärger mit öl");
    }
}
