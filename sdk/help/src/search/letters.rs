//! From text to what is compared: small letters, no marks over them, German umlauts and their two-letter spellings alike, words cut
//! to their stems.

use lotse_model::fold::fold;

/// Longest word that is compared, in letters; what is longer is cut.
pub const MAX_WORD_LETTERS: usize = 40;
/// Shortest stem.
const LEAST_STEM: usize = 4;

/// How words of a language are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// German.
    German,
    /// English.
    English,
    /// Any other: no stems.
    Other,
}

impl Tongue {
    /// That of a language tag.
    #[must_use]
    pub fn of(language: &str) -> Self {
        match language.split('-').next() {
            Some("de") => Tongue::German,
            Some("en") => Tongue::English,
            _ => Tongue::Other,
        }
    }
}

/// A word as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its letters as they are compared, not cut to the stem.
    pub letters: String,
    /// Whether a hyphen joins it to the word before.
    pub is_joined: bool,
}

/// The words of a text.
#[must_use]
pub fn words(text: &str, tongue: Tongue) -> Vec<Word> {
    let mut list: Vec<Word> = Vec::new();
    let mut letters = String::new();
    let mut is_joined = false;
    for letter in text.chars().chain([' ']) {
        if matches!(letter, '\'' | '\u{2019}' | '\u{AD}') {
            continue;
        }
        if belongs(letter) {
            push_plain(fold(letter), &mut letters);
            continue;
        }
        if !letters.is_empty() {
            list.push(Word { letters: alike(&letters, tongue), is_joined });
            letters.clear();
            is_joined = false;
        }
        is_joined = matches!(letter, '-' | '\u{2010}' | '\u{2011}') || is_joined && letter == '\u{200B}';
    }
    list
}

/// Whether a letter or digit is part of a word. By ranges and not by the standard library's tables, which weigh a kilobyte in a
/// page: exact for what German and English are written with; elsewhere all that is neither a mark, a sign nor a space.
fn belongs(letter: char) -> bool {
    match letter {
        '\0'..='\u{BF}' => {
            letter.is_ascii_alphanumeric() || matches!(letter, 'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼'..='¾')
        }
        '×'
        | '÷'
        | '\u{2B0}'..='\u{36F}'
        | '\u{60C}'
        | '\u{61B}'
        | '\u{61F}'
        | '\u{6D4}'
        | '\u{964}'
        | '\u{965}' => false,
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{2E7F}' | '\u{3000}'..='\u{3020}' | '\u{3030}' => {
            matches!(letter, '々'..='〇')
        }
        '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE6F}'
        | '\u{FEFF}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' => false,
        '\u{FFE0}'..='\u{FFFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{E0000}'..='\u{10FFFF}' => false,
        _ => true,
    }
}

/// A letter without its marks. Letters of other scripts stay.
fn push_plain(letter: char, out: &mut String) {
    let plain = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ł' | 'ĺ' | 'ļ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        other => return out.push(other),
    };
    out.push_str(plain);
}

/// German "ae" is "ä", which has become "a" already.
fn alike(letters: &str, tongue: Tongue) -> String {
    let mut out = String::new();
    for letter in letters.chars().take(MAX_WORD_LETTERS) {
        let is_umlaut = tongue == Tongue::German && letter == 'e' && out.ends_with(['a', 'o', 'u']);
        // "neue", "Bauer", "Quelle": after a vowel or q, u and e are two letters.
        let before = out.chars().rev().nth(1);
        if is_umlaut && !(out.ends_with('u') && matches!(before, Some('a' | 'e' | 'q'))) {
            continue;
        }
        out.push(letter);
    }
    out
}

/// The stem of a word: what its forms have in common, roughly. Light on purpose: what is cut too far makes strangers alike.
#[must_use]
pub fn stem(word: &str, tongue: Tongue) -> &str {
    match tongue {
        Tongue::German => {
            let once = without(word, &["en", "es", "em", "e", "n", "s"]);
            without(once, &["er"])
        }
        Tongue::English => {
            let once =
                if word.ends_with("ss") || word.ends_with("us") { word } else { without(word, &["s"]) };
            let once = without(once, &["ing", "ed", "e"]);
            // "stopped", "blurring"
            let twin = once.len() > LEAST_STEM
                && once.len() < word.len()
                && once
                    .bytes()
                    .rev()
                    .take(2)
                    .collect::<Vec<_>>()
                    .windows(2)
                    .any(|pair| pair.first() == pair.last());
            let letters =
                if twin && !once.ends_with(['l', 's', 'z']) { once.get(..once.len() - 1) } else { None };
            letters.unwrap_or(once)
        }
        Tongue::Other => word,
    }
}

/// What a word was made from, where that is another stem: "Sperrung" and "gesperrt" come from "sperren". Says less than the stem.
#[must_use]
pub fn origin(word: &str, tongue: Tongue) -> Option<&str> {
    let root = stem(word, tongue);
    let endings: &[&str] = match tongue {
        Tongue::German => &["ung", "keit", "heit", "lich", "bar", "ig", "t"],
        Tongue::English => &["ation", "ment", "ness", "able", "ion", "er", "ly", "y"],
        Tongue::Other => &[],
    };
    let past = root.strip_prefix("ge").and_then(|rest| rest.strip_suffix('t'));
    past.filter(|_| tongue == Tongue::German)
        .or_else(|| endings.iter().find_map(|ending| root.strip_suffix(ending)))
        .filter(|origin| origin.len() >= LEAST_STEM)
}

fn without<'a>(word: &'a str, endings: &[&str]) -> &'a str {
    let rest = endings.iter().filter_map(|ending| word.strip_suffix(ending));
    rest.filter(|rest| rest.len() >= LEAST_STEM).min_by_key(|rest| rest.len()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, tongue: Tongue) -> Vec<String> {
        words(text, tongue).iter().map(|word| stem(&word.letters, tongue).to_owned()).collect()
    }

    #[test]
    fn spellings_of_umlauts_are_alike() {
        for (one, other) in [
            ("Größe ändern", "groesse aendern"),
            ("FÜSSE", "Füße"),
            ("Aufträge", "auftraege"),
            ("Übergröße", "uebergroesse"),
        ] {
            assert_eq!(read(one, Tongue::German), read(other, Tongue::German));
        }
        assert_eq!(read("Neue Bauern, Quelle", Tongue::German), ["neue", "bauer", "quell"]);
        assert_eq!(read("Café crème, Œuvre, Łódź", Tongue::Other), ["cafe", "creme", "oeuvre", "lodz"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "Drucker Druckern Druckers drucken",
            "Rechnung Rechnungen",
            "Bildschirm Bildschirme Bildschirmen",
        ] {
            let stems = read(forms, Tongue::German);
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
        for forms in
            ["print prints printed printing", "change changes changed changing", "stop stopped", "files file"]
        {
            let stems = read(forms, Tongue::English);
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
        assert_eq!(read("access status Maus", Tongue::English)[..2], ["access", "status"]);
    }

    #[test]
    fn words_of_one_origin_meet() {
        for (word, from) in
            [("sperrung", "sperr"), ("gesperrt", "sperr"), ("verbindungen", "verbind"), ("gedruckt", "druck")]
        {
            assert_eq!(origin(word, Tongue::German), Some(from));
        }
        assert_eq!(origin("drucker", Tongue::German), None);
        assert_eq!(origin("setting", Tongue::English), None);
    }

    #[test]
    fn hyphens_join_and_apostrophes_vanish() {
        let list = words("Wi-Fi can\u{2019}t; e-mail", Tongue::English);
        let shown: Vec<(&str, bool)> =
            list.iter().map(|word| (word.letters.as_str(), word.is_joined)).collect();
        assert_eq!(shown, [("wi", false), ("fi", true), ("cant", false), ("e", false), ("mail", true)]);
        assert_eq!(words(&"x".repeat(200), Tongue::Other)[0].letters.len(), MAX_WORD_LETTERS);
        assert!(words(" \u{200B}…!", Tongue::German).is_empty());
    }
}
