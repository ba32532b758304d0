//! One line: text with what must not be taken for syntax escaped, marks whose delimiters open and close where they should.
//!
//! CommonMark decides by the characters on both sides of a delimiter whether it opens or closes ("flanking"). Where those
//! would decide wrongly, a character is written as an entity: an entity begins and ends with punctuation.

use core::fmt::Write as _;

use lotse_model::content::Inline;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Heading,
    Cell,
    /// Inside keys, a label or the description of an image.
    Within,
}

enum Token<'a> {
    Text(&'a str),
    Open(&'static str),
    Close(&'static str),
    /// Finished Markdown that begins and ends with punctuation.
    Raw(String),
    Break,
}

/// The longest run of a letter in a text.
pub(super) fn longest_run(text: &str, letter: char) -> usize {
    text.split(|other| other != letter).map(str::len).max().unwrap_or(0) / letter.len_utf8()
}

pub(super) fn render(of: &[Inline], place: Place) -> String {
    let mut tokens = Vec::new();
    tokenise(of, place, &mut tokens);
    let mut writer = Writer::new(place);
    for (at, token) in tokens.iter().enumerate() {
        writer.token(token, tokens.get(at + 1));
    }
    writer.out
}

fn tokenise<'a>(of: &'a [Inline], place: Place, tokens: &mut Vec<Token<'a>>) {
    for inline in of {
        match inline {
            Inline::Text { text } => tokens.push(Token::Text(text)),
            Inline::Emphasis { of } => mark("_", of, place, tokens),
            Inline::Strong { of } => mark("**", of, place, tokens),
            Inline::Strike { of } => mark("~~", of, place, tokens),
            Inline::Code { text } => tokens.push(Token::Raw(code(text, place))),
            Inline::Keys { keys } => {
                let keys: Vec<String> = keys.iter().map(|key| key_name(key)).collect();
                tokens.push(Token::Raw(format!("[[{}]]", keys.join("+"))));
            }
            Inline::Link { url, of } => {
                tokens.push(Token::Raw("[".to_owned()));
                tokenise(of, place, tokens);
                tokens.push(Token::Raw(format!("]({})", address(url))));
            }
            Inline::Image { url, alt } => {
                tokens.push(Token::Raw(format!("![{}]({})", standalone(alt), address(url))));
            }
            Inline::Break {} => tokens.push(Token::Break),
            Inline::TargetLabel { fallback } if fallback.is_empty() => {
                tokens.push(Token::Raw("{target}".to_owned()));
            }
            Inline::TargetLabel { fallback } => {
                let fallback = standalone(fallback).replace('}', "\\}");
                tokens.push(Token::Raw(format!("{{target:{fallback}}}")));
            }
        }
    }
}

fn mark<'a>(delimiter: &'static str, of: &'a [Inline], place: Place, tokens: &mut Vec<Token<'a>>) {
    tokens.push(Token::Open(delimiter));
    tokenise(of, place, tokens);
    tokens.push(Token::Close(delimiter));
}

fn code(text: &str, place: Place) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim_matches(' ').is_empty();
    let pad = if is_padded || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if place == Place::Cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn key_name(key: &str) -> String {
    if key == "+" {
        return key.to_owned();
    }
    key.split('+').map(standalone).collect::<Vec<_>>().join("\\+")
}

/// An address needs no brackets when nothing in it means anything to Markdown.
fn address(url: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/:.#?=%+-@,;$".contains(letter);
    if !url.is_empty() && url.chars().all(is_plain) {
        return url.to_owned();
    }
    let mut out = "<".to_owned();
    for letter in url.chars() {
        if letter.is_ascii_punctuation() && !"/:.#?=%+-@,;$".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('>');
    out
}

/// Text that stands within something else.
fn standalone(text: &str) -> String {
    let mut writer = Writer::new(Place::Within);
    writer.token(&Token::Text(text), None);
    writer.out
}

/// What a character means for the delimiter beside it.
#[derive(PartialEq)]
enum Kind {
    Space,
    Word,
    /// Also what may be punctuation: it is treated with the same caution.
    Punctuation,
}

fn kind(letter: Option<char>) -> Kind {
    match letter {
        None => Kind::Space,
        Some(letter) if letter.is_whitespace() => Kind::Space,
        Some(letter) if letter.is_alphanumeric() => Kind::Word,
        Some(_) => Kind::Punctuation,
    }
}

struct Writer {
    out: String,
    place: Place,
    /// Whether the next character must be written as an entity.
    encodes_next: bool,
    /// Whether a mark has just begun: white space would keep it from doing so.
    has_just_opened: bool,
}

impl Writer {
    fn new(place: Place) -> Self {
        Writer { out: String::new(), place, encodes_next: false, has_just_opened: false }
    }

    fn token(&mut self, token: &Token<'_>, next: Option<&Token<'_>>) {
        let has_just_opened = core::mem::replace(&mut self.has_just_opened, matches!(token, Token::Open(_)));
        match token {
            Token::Text(text) => self.text(text, has_just_opened, next),
            Token::Open(delimiter) => self.open(delimiter, next),
            Token::Close(delimiter) => self.close(delimiter, next),
            Token::Raw(raw) => self.out.push_str(raw),
            Token::Break => self.out.push_str("\\\n"),
        }
    }

    /// Opens when what follows is no white space, and either a word follows or no word stands before.
    fn open(&mut self, delimiter: &str, next: Option<&Token<'_>>) {
        let before = self.out.chars().last();
        let is_safe = before.is_none_or(|letter| letter.is_whitespace() || letter.is_ascii_punctuation());
        // A word of one letter may yet become an entity itself.
        let word_follows = match next {
            Some(Token::Text(text)) => {
                text.chars().nth(1).is_some() && kind(text.chars().next()) == Kind::Word
            }
            _ => false,
        };
        if !is_safe && (delimiter == "_" || !word_follows) {
            self.encode_last();
        }
        self.out.push_str(delimiter);
    }

    /// Closes when what stands before is no white space, and either that is a word or no word follows.
    fn close(&mut self, delimiter: &str, next: Option<&Token<'_>>) {
        let ends_in_word = kind(self.out.chars().last()) == Kind::Word;
        let after = match next {
            Some(Token::Text(text)) => text.chars().next(),
            _ => None,
        };
        let is_safe = after.is_none_or(|letter| letter.is_whitespace() || letter.is_ascii_punctuation());
        self.out.push_str(delimiter);
        self.encodes_next = !is_safe && (delimiter == "_" || !ends_in_word);
    }

    fn encode_last(&mut self) {
        if let Some(letter) = self.out.pop() {
            self.encode(letter);
        }
    }

    fn encode(&mut self, letter: char) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "&#{};", u32::from(letter));
    }

    fn text(&mut self, text: &str, has_just_opened: bool, next: Option<&Token<'_>>) {
        let begins_line = self.place != Place::Within && (self.out.is_empty() || self.out.ends_with('\n'));
        let ends_here = matches!(next, None | Some(Token::Break | Token::Close(_)));
        let follows_keys = self.out.ends_with("]]");
        let mut is_number = begins_line;
        for (at, letter) in text.char_indices() {
            let is_first = at == 0;
            let rest = text.get(at + letter.len_utf8()..).unwrap_or_default();
            let is_edge = is_first && (begins_line || has_just_opened) || rest.is_empty() && ends_here;
            if is_first && core::mem::take(&mut self.encodes_next)
                || letter == '\t'
                || letter.is_whitespace() && is_edge
            {
                self.encode(letter);
                is_number = false;
                continue;
            }
            let would_be_syntax = match letter {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' => true,
                '+' | '-' | '=' | '>' | ':' => is_first && begins_line,
                '#' => is_first && begins_line || self.place == Place::Heading,
                '.' | ')' => is_number && !is_first,
                '&' => rest.starts_with(|next: char| next == '#' || next.is_ascii_alphanumeric()),
                '{' => rest.starts_with("target"),
                '(' => is_first && follows_keys,
                '!' => rest.is_empty() && matches!(next, Some(Token::Raw(_))),
                _ => false,
            };
            if would_be_syntax {
                self.out.push('\\');
            }
            is_number &= letter.is_ascii_digit();
            self.out.push(letter);
        }
    }
}
