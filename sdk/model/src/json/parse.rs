//! The parser (RFC 8259), small because every page carries it: a generic one with its error texts weighs five times as much.
//! `tests/it/json.rs` holds it against `serde_json`, on hostile and made-up documents.

use super::{Json, JsonError, JsonFault, MAX_EXACT_FRACTION, MAX_JSON_DEPTH};
use crate::gather::Gather as _;

/// Reads one JSON document.
///
/// Numbers with a fraction or an exponent are exact to about 15 digits; `1.0` and `1e2` are whole, as in JSON Schema.
///
/// # Errors
/// When `text` is not JSON, nests deeper than [`MAX_JSON_DEPTH`] or repeats a member name in one object.
pub fn parse(text: &str) -> Result<Json, JsonError> {
    let mut source = Source { text, at: 0, depth: 0 };
    let result = source.value().and_then(|json| {
        source.blanks();
        if source.at == text.len() { Ok(json) } else { Err(JsonFault::Syntax) }
    });
    result.map_err(|fault| {
        let before = text.as_bytes().get(..source.at).unwrap_or_default();
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        JsonError { fault, line, column: source.at - line_start + 1 }
    })
}

type Parsed<T> = Result<T, JsonFault>;

struct Source<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Source<'_> {
    fn peek(&self) -> u8 {
        // A NUL stands for the end: it is not allowed anywhere in JSON.
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn eats(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self) -> Parsed<Json> {
        self.blanks();
        match self.peek() {
            b'{' => self.deeper(Self::object),
            b'[' => self.deeper(Self::array),
            b'"' => self.string().map(Json::Text),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.literal("true", Json::Bool(true)),
            b'f' => self.literal("false", Json::Bool(false)),
            b'n' => self.literal("null", Json::Null),
            _ => Err(JsonFault::Syntax),
        }
    }

    fn literal(&mut self, word: &str, value: Json) -> Parsed<Json> {
        let is_here =
            self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += if is_here { word.len() } else { 0 };
        if is_here { Ok(value) } else { Err(JsonFault::Syntax) }
    }

    fn deeper(&mut self, inner: fn(&mut Self) -> Parsed<Json>) -> Parsed<Json> {
        if self.depth >= MAX_JSON_DEPTH {
            return Err(JsonFault::TooDeep);
        }
        self.at += 1;
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn array(&mut self) -> Parsed<Json> {
        let mut items = Vec::new();
        self.blanks();
        if self.eats(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            self.blanks();
            if self.eats(b']') {
                return Ok(Json::List(items));
            }
            if !self.eats(b',') {
                return Err(JsonFault::Syntax);
            }
        }
    }

    fn object(&mut self) -> Parsed<Json> {
        let mut members: Vec<(String, Json)> = Vec::new();
        self.blanks();
        if self.eats(b'}') {
            return Ok(Json::Map(members));
        }
        loop {
            self.blanks();
            let name = self.string()?;
            self.blanks();
            if !self.eats(b':') {
                return Err(JsonFault::Syntax);
            }
            members.push((name, self.value()?));
            self.blanks();
            if self.eats(b'}') {
                break;
            }
            if !self.eats(b',') {
                return Err(JsonFault::Syntax);
            }
        }
        if has_duplicate(&members) { Err(JsonFault::DuplicateMember) } else { Ok(Json::Map(members)) }
    }

    fn string(&mut self) -> Parsed<String> {
        let mut out = String::new();
        if !self.eats(b'"') {
            return Err(JsonFault::Syntax);
        }
        loop {
            let begin = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..=0x1f) {
                self.at += 1;
            }
            out.push_str(self.text.get(begin..self.at).unwrap_or_default());
            if self.eats(b'"') {
                return Ok(out);
            }
            if !self.eats(b'\\') {
                return Err(JsonFault::Syntax);
            }
            out.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => {
                self.at -= 1;
                return Err(JsonFault::Syntax);
            }
        })
    }

    /// `XXXX`, or a pair of surrogates `XXXX\uXXXX`.
    fn unicode(&mut self) -> Parsed<char> {
        let first = self.hex()?;
        let mut code = first;
        if (0xd800..0xdc00).contains(&first) {
            if !(self.eats(b'\\') && self.eats(b'u')) {
                return Err(JsonFault::Syntax);
            }
            let second = self.hex()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(JsonFault::Syntax);
            }
            code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        }
        char::from_u32(code).ok_or(JsonFault::Syntax)
    }

    fn hex(&mut self) -> Parsed<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()).to_digit(16).ok_or(JsonFault::Syntax)?;
            self.at += 1;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn number(&mut self) -> Parsed<Json> {
        let is_negative = self.eats(b'-');
        let mut amount = Amount::default();
        if self.eats(b'0') {
            if self.peek().is_ascii_digit() {
                return Err(JsonFault::Syntax);
            }
        } else {
            self.digits(&mut |digit| amount.push(digit))?;
        }
        if self.eats(b'.') {
            let mut places = 0;
            self.digits(&mut |digit| {
                amount.push(digit);
                places += 1;
            })?;
            amount.shift(-places);
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            let is_small = self.peek() == b'-';
            self.at += usize::from(matches!(self.peek(), b'-' | b'+'));
            let mut exponent = 0_i32;
            self.digits(&mut |digit| {
                exponent = exponent.saturating_mul(10).saturating_add(i32::from(digit))
            })?;
            amount.shift(if is_small { -exponent } else { exponent });
        }
        amount.number(is_negative)
    }

    /// One digit or more.
    fn digits(&mut self, push: &mut dyn FnMut(u8)) -> Parsed<()> {
        let begin = self.at;
        while self.peek().is_ascii_digit() {
            push(self.peek() - b'0');
            self.at += 1;
        }
        if self.at > begin { Ok(()) } else { Err(JsonFault::Syntax) }
    }
}

/// Digits of a number, as many as 64 bits hold, and the power of ten that they are multiplied by.
#[derive(Default)]
struct Amount {
    digits: u64,
    exponent: i32,
    is_shifted: bool,
}

impl Amount {
    fn push(&mut self, digit: u8) {
        match self.digits.checked_mul(10).and_then(|digits| digits.checked_add(u64::from(digit))) {
            Some(digits) if self.exponent == 0 => self.digits = digits,
            _ => self.exponent = self.exponent.saturating_add(1),
        }
    }

    fn shift(&mut self, places: i32) {
        self.exponent = self.exponent.saturating_add(places);
        self.is_shifted = true;
    }

    fn number(self, is_negative: bool) -> Parsed<Json> {
        let whole = if is_negative {
            0_i64.checked_sub_unsigned(self.digits)
        } else {
            i64::try_from(self.digits).ok()
        };
        if let Some(whole) = whole.filter(|_| !self.is_shifted && self.exponent == 0) {
            return Ok(Json::Number(whole));
        }
        let magnitude = if self.digits == 0 { 0.0 } else { scaled(self.digits as f64, self.exponent) };
        if magnitude.is_infinite() {
            return Err(JsonFault::Syntax);
        }
        let value = if is_negative { -magnitude } else { magnitude };
        let whole = value as i64;
        let is_whole = whole as f64 == value && whole.unsigned_abs() <= MAX_EXACT_FRACTION;
        Ok(if is_whole && self.is_shifted { Json::Number(whole) } else { Json::Fraction(value) })
    }
}

/// A number times a power of ten, in steps that do not overflow on the way.
fn scaled(mut value: f64, mut exponent: i32) -> f64 {
    const STEP: i32 = 22;
    // The greatest power of ten that a double holds exactly.
    const TEN_TO_STEP: f64 = 1e22;
    while exponent >= STEP && value.is_finite() {
        value *= TEN_TO_STEP;
        exponent -= STEP;
    }
    while exponent <= -STEP && value != 0.0 {
        value /= TEN_TO_STEP;
        exponent += STEP;
    }
    let rest = (0..exponent.unsigned_abs().min(STEP as u32)).fold(1.0, |power: f64, _| power * 10.0);
    if exponent < 0 { value / rest } else { value * rest }
}

/// By sorted copy: a text chunk has thousands of members.
fn has_duplicate(members: &[(String, Json)]) -> bool {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).gather();
    crate::order::sort(&mut names);
    names.windows(2).any(|pair| matches!(pair, [first, second] if first == second))
}
