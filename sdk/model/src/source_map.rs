//! Where in a JSON text a value stands: for excerpts in messages and marks in editors.

use core::ops::Range;

/// The places of all values of a JSON text.
#[derive(Debug)]
pub struct SourceMap {
    root: Node,
}

#[derive(Debug)]
struct Node {
    span: Range<usize>,
    children: Children,
}

#[derive(Debug)]
enum Children {
    None,
    Items(Vec<Node>),
    Members(Vec<(String, Node)>),
}

impl SourceMap {
    /// Maps a text that [`crate::json::parse`] has accepted; `None` for any other.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
        scanner.value(0).map(|root| SourceMap { root })
    }

    /// The place that a JSON pointer names, in bytes; the nearest value around it when there is none.
    #[must_use]
    pub fn span(&self, pointer: &str) -> Range<usize> {
        let mut node = &self.root;
        for part in pointer.split('/').skip(1) {
            let name = crate::json::pointed_name(part);
            let inner = match &node.children {
                Children::None => None,
                Children::Items(items) => name.parse::<usize>().ok().and_then(|index| items.get(index)),
                Children::Members(members) => {
                    members.iter().find(|(key, _)| *key == name).map(|(_, inner)| inner)
                }
            };
            match inner {
                Some(inner) => node = inner,
                None => break,
            }
        }
        node.span.clone()
    }
}

/// Byte offset of a line and column, both counted from 1, columns in bytes.
#[must_use]
pub fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > crate::json::MAX_JSON_DEPTH {
            return None;
        }
        let first = self.peek()?;
        let start = self.at;
        let children = match first {
            b'{' => self.members(depth)?,
            b'[' => self.items(depth)?,
            b'"' => {
                self.string()?;
                Children::None
            }
            _ => {
                while self
                    .bytes
                    .get(self.at)
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
                {
                    self.at += 1;
                }
                Children::None
            }
        };
        (self.at > start).then_some(Node { span: start..self.at, children })
    }

    fn items(&mut self, depth: usize) -> Option<Children> {
        self.eat(b'[')?;
        let mut items = Vec::new();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Children::Items(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.eat(b',').is_none() {
                return self.eat(b']').map(|()| Children::Items(items));
            }
        }
    }

    fn members(&mut self, depth: usize) -> Option<Children> {
        self.eat(b'{')?;
        let mut members = Vec::new();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Children::Members(members));
        }
        loop {
            self.peek()?;
            let start = self.at;
            self.string()?;
            let name = core::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
            let name = crate::json::parse(name).ok()?.as_text()?.to_owned();
            self.eat(b':')?;
            members.push((name, self.value(depth + 1)?));
            if self.eat(b',').is_none() {
                return self.eat(b'}').map(|()| Children::Members(members));
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.eat(b'"')?;
        loop {
            match *self.bytes.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_their_values() {
        let text = "{ \"a/b\": [1, {\"\\u0063~\": \"ü\\\"x\"}, true],\n \"d\": {} }";
        let map = SourceMap::new(text).unwrap();
        for (pointer, value) in [
            ("", text),
            ("/a~1b/0", "1"),
            ("/a~1b/1/c~0", "\"ü\\\"x\""),
            ("/a~1b/2", "true"),
            ("/d", "{}"),
            ("/d/missing", "{}"),
            ("/a~1b/9", "[1, {\"\\u0063~\": \"ü\\\"x\"}, true]"),
        ] {
            assert_eq!(&text[map.span(pointer)], value, "{pointer}");
        }
        assert!(SourceMap::new("[1,").is_none() && SourceMap::new(&"[".repeat(1000)).is_none());
        assert_eq!(offset("ab\nüx", 2, 3), 5);
        assert_eq!(offset("ab\nü", 2, 2), 3);
        assert_eq!(offset("ab", 9, 9), 2);
    }
}
