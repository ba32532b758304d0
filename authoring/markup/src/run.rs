//! A run of plain text between two other things, and what of our own syntax stands in it: keys and target labels.

use core::ops::Range;

use lotse_model::content::Inline;
use lotse_model::diagnostic::Code;
use lotse_model::keys::Chord;

/// Most keys pressed together.
pub(crate) const MAX_KEYS: usize = 5;
/// Longest name of a key, in bytes.
pub(crate) const MAX_KEY_BYTES: usize = 32;
/// How far the end of keys is looked for, so that a text of openings alone takes linear time.
const MAX_KEYS_BYTES: usize = 120;
/// How far the end of a target label is looked for.
pub(crate) const MAX_LABEL_BYTES: usize = 300;

const OPENING: &str = "{target";

/// Text with the places it comes from. Characters that were escaped or written as entities are literal: no syntax.
#[derive(Debug, Default)]
pub(crate) struct Run {
    text: String,
    /// Where pieces begin: in `text`, and in the source.
    pieces: Vec<(usize, usize)>,
    literals: Vec<Range<usize>>,
}

/// A part of a run.
#[derive(Debug, PartialEq)]
pub(crate) enum Part {
    Node(Inline),
    Finding(Code, Range<usize>, String),
}

/// Something of our own syntax.
struct Hit {
    end: usize,
    node: Option<Inline>,
    complaint: Option<Code>,
}

impl Run {
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends text from `start` of the source. `literal` counts the bytes at its beginning that are no syntax.
    pub(crate) fn push(&mut self, text: &str, start: usize, literal: usize) {
        let at = self.text.len();
        self.pieces.push((at, start));
        if literal > 0 {
            self.literals.push(at..at + literal);
        }
        self.text.push_str(text);
    }

    /// Takes the run apart, in reading order.
    pub(crate) fn split(self) -> Vec<Part> {
        let mut parts = Vec::new();
        let (mut done, mut at) = (0, 0);
        while let Some(found) = self.text.get(at..).and_then(|rest| rest.find(['[', '{'])) {
            at += found;
            let Some(Hit { end, node, complaint }) = self.special(at) else {
                at += 1;
                continue;
            };
            parts.extend(complaint.map(|code| self.finding(code, at..end)));
            if let Some(node) = node {
                self.text_part(done..at, &mut parts);
                parts.push(Part::Node(node));
                done = end;
            }
            at = end;
        }
        self.text_part(done..self.text.len(), &mut parts);
        parts
    }

    fn text_part(&self, range: Range<usize>, parts: &mut Vec<Part>) {
        let text = self.text.get(range).unwrap_or_default();
        if !text.is_empty() {
            parts.push(Part::Node(Inline::Text { text: text.to_owned() }));
        }
    }

    /// Keys or a label at `at`.
    fn special(&self, at: usize) -> Option<Hit> {
        let rest = self.text.get(at..)?;
        if self.is_literal(at) {
            None
        } else if rest.starts_with("[[") && !self.is_literal(at + 1) {
            self.keys(at)
        } else if rest.starts_with(OPENING) {
            self.label(at)
        } else {
            None
        }
    }

    fn keys(&self, at: usize) -> Option<Hit> {
        let inner = at + 2;
        let closing = self.find(inner, MAX_KEYS_BYTES, "]]")?;
        let keys = self.split_keys(inner..closing);
        let fits =
            keys.len() <= MAX_KEYS && keys.iter().all(|key| !key.is_empty() && key.len() <= MAX_KEY_BYTES);
        let complaint = keys.iter().any(|key| !is_known(key)).then_some(Code::UNKNOWN_KEY);
        let node = fits.then_some(Inline::Keys { keys });
        Some(Hit {
            end: closing + 2,
            complaint: complaint.or(node.is_none().then_some(Code::UNKNOWN_KEY)),
            node,
        })
    }

    /// `Ctrl+S` is two keys; a plus where a key is expected is the key itself.
    fn split_keys(&self, range: Range<usize>) -> Vec<String> {
        let mut keys = vec![String::new()];
        for (offset, letter) in self.text.get(range.clone()).unwrap_or_default().char_indices() {
            let is_separator = letter == '+' && !self.is_literal(range.start + offset);
            match keys.last_mut() {
                Some(key) if !is_separator || key.trim().is_empty() => key.push(letter),
                _ => keys.push(String::new()),
            }
        }
        keys.iter().map(|key| key.trim().to_owned()).collect()
    }

    fn label(&self, at: usize) -> Option<Hit> {
        let after = at + OPENING.len();
        let closing = self.find(after, MAX_LABEL_BYTES, "}");
        let inner = closing.and_then(|closing| self.text.get(after..closing)).unwrap_or(" ");
        let fallback = if inner.is_empty() { Some("") } else { inner.strip_prefix(':').map(str::trim) };
        match (closing, fallback) {
            (Some(closing), Some(fallback)) => {
                let node = Inline::TargetLabel { fallback: fallback.to_owned() };
                Some(Hit { end: closing + 1, node: Some(node), complaint: None })
            }
            // `{targets}` is a word like any other.
            _ if self.text.get(after..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) => None,
            _ => Some(Hit { end: after, node: None, complaint: Some(Code::UNKNOWN_DIRECTIVE) }),
        }
    }

    /// The first place from `from` on, at most `window` bytes away, where `needle` stands as syntax.
    fn find(&self, from: usize, window: usize, needle: &str) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let near = rest.get(..rest.floor_char_boundary(window))?;
        let mut begin = 0;
        while let Some(found) = near.get(begin..)?.find(needle) {
            let at = from + begin + found;
            if (at..at + needle.len()).all(|byte| !self.is_literal(byte)) {
                return Some(at);
            }
            begin += found + 1;
        }
        None
    }

    fn is_literal(&self, at: usize) -> bool {
        let before = self.literals.partition_point(|range| range.start <= at);
        before
            .checked_sub(1)
            .and_then(|last| self.literals.get(last))
            .is_some_and(|range| range.contains(&at))
    }

    fn finding(&self, code: Code, range: Range<usize>) -> Part {
        let (start, end) = (self.source(range.start), self.source(range.end.saturating_sub(1)) + 1);
        Part::Finding(code, start..end, self.text.get(range).unwrap_or_default().to_owned())
    }

    /// The place in the source of a place in the text.
    fn source(&self, at: usize) -> usize {
        let before = self.pieces.partition_point(|(text, _)| *text <= at);
        let piece = before.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(0, |(text, source)| source + (at - text))
    }
}

/// Whether a key's name is one that can be said in the words of every keyboard.
fn is_known(key: &str) -> bool {
    let is_single = key.chars().count() == 1;
    is_single || Chord::new(key).is_some() || Chord::new(&format!("{key}+A")).is_some()
}
