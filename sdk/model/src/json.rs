//! JSON as Lotse reads and writes it: a small tree, parsed under our limits.
//!
//! Absent on purpose: maps that hash or sort (members keep their order), fractional output (every number that Lotse
//! writes is whole, so that bytes are the same everywhere), and duplicate member names (refused when parsing).

mod parse;

pub use parse::parse;

/// Deepest nesting of arrays and objects that is read. Source: hostile documents overflow the stack of a page.
pub const MAX_JSON_DEPTH: usize = 64;

/// Greatest whole number that a fraction can hold without losing digits: 2^53 - 1.
const MAX_EXACT_FRACTION: u64 = 9_007_199_254_740_991;

/// A member's name as a part of a JSON pointer (RFC 6901).
#[must_use]
pub fn pointer_part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The member's name that a part of a JSON pointer stands for.
#[must_use]
pub fn pointed_name(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// One JSON value.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A number with a fraction or beyond 64 bits: read, compared, never written by Lotse itself.
    Fraction(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object; members in document order, names unique.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// The member called `name`, when this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Map(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, when this is a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Canonical bytes: members in the order they are held, no white space.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.write_to(&mut out);
        out
    }

    /// The same for people: one member or item per line, ended by a line break.
    #[cfg(feature = "authoring")]
    #[must_use]
    pub fn write_pretty(&self) -> String {
        let mut out = String::new();
        self.write_indented(0, &mut out);
        out.push('\n');
        out
    }

    #[cfg(feature = "authoring")]
    fn write_indented(&self, depth: usize, out: &mut String) {
        let line = |depth: usize, out: &mut String| {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str("  "));
        };
        match self {
            Json::List(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    line(depth + 1, out);
                    item.write_indented(depth + 1, out);
                }
                line(depth, out);
                out.push(']');
            }
            Json::Map(members) if !members.is_empty() => {
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    line(depth + 1, out);
                    write_text(name, out);
                    out.push_str(": ");
                    value.write_indented(depth + 1, out);
                }
                line(depth, out);
                out.push('}');
            }
            other => other.write_to(out),
        }
    }

    fn write_to(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Number(number) => write_integer(*number, out),
            // Only values that came from outside can be fractions. Upgrades keep them; in a page nothing writes them, and
            // formatting them would cost ten kilobytes there.
            #[cfg(feature = "authoring")]
            Json::Fraction(number) => out.push_str(&number.to_string()),
            #[cfg(not(feature = "authoring"))]
            Json::Fraction(number) => write_integer(*number as i64, out),
            Json::Text(text) => write_text(text, out),
            Json::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_to(out);
                }
                out.push(']');
            }
            Json::Map(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_text(name, out);
                    out.push(':');
                    value.write_to(out);
                }
                out.push('}');
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::Text(text.to_owned())
    }
}

/// Appends a whole number in decimal. Shared by everything that writes numbers, so that formatting code is linked once.
pub fn write_integer(number: i64, out: &mut String) {
    if number < 0 {
        out.push('-');
    }
    let mut digits = [0_u8; 20];
    let mut used = 0;
    let mut rest = number.unsigned_abs();
    for slot in &mut digits {
        *slot = b'0' + (rest % 10) as u8;
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    for digit in digits.iter().take(used).rev() {
        out.push(char::from(*digit));
    }
}

fn write_text(text: &str, out: &mut String) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if (control as u32) < 0x20 => {
                out.push_str("\\u00");
                let code = control as usize;
                for digit in [code >> 4, code & 15] {
                    out.push(HEX.get(digit).copied().unwrap_or('0'));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Why a document could not be read as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub fault: JsonFault,
    /// Line, counted from 1; 0 when unknown.
    pub line: usize,
    /// Column in bytes, counted from 1; 0 when unknown.
    pub column: usize,
}

/// The kinds of unreadable JSON that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFault {
    /// Not JSON, or cut short.
    Syntax,
    /// Nested deeper than [`MAX_JSON_DEPTH`].
    TooDeep,
    /// The same member name twice in one object.
    DuplicateMember,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let text = r#"{"a":[1,-20,null,true,false,"\"\\\n\u0001ü"],"b":{}}"#;
        assert_eq!(parse(text).unwrap().write(), text);
        let pretty = parse(text).unwrap().write_pretty();
        assert_eq!(parse(&pretty), parse(text));
        assert_eq!(parse("-9223372036854775808").unwrap().write(), "-9223372036854775808");
    }

    #[test]
    fn duplicates_depth_and_rubbish_are_told_apart() {
        assert_eq!(parse(r#"{"a":1,"b":2,"a":3}"#).unwrap_err().fault, JsonFault::DuplicateMember);
        let at_limit = "[".repeat(MAX_JSON_DEPTH) + &"]".repeat(MAX_JSON_DEPTH);
        assert!(parse(&at_limit).is_ok());
        let over = format!("[{at_limit}]");
        assert_eq!(parse(&over).unwrap_err().fault, JsonFault::TooDeep);
        assert_eq!(parse(&"[".repeat(100_000)).unwrap_err().fault, JsonFault::TooDeep);
        let error = parse("{\n  \"a\": }").unwrap_err();
        assert_eq!((error.fault, error.line), (JsonFault::Syntax, 2));
        assert_eq!(parse("1 2").unwrap_err().fault, JsonFault::Syntax);
    }
}
