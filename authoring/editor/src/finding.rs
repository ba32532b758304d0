//! What is wrong with a project or guide, with its place in a file.

use core::ops::Range;
use std::collections::BTreeMap;

use lotse_model::diagnostic::{Code, Diagnostic, Problem};
use lotse_model::source_map::SourceMap;

use crate::compile::Source;

pub use lotse_model::diagnostic::Severity;

/// One finding. Says nothing in words yet, so that each reader gets it in their own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the file.
    pub file: String,
    /// What and where: code, JSON pointer, value in question.
    pub problem: Problem,
    /// Bytes within the text that the pointer names, where a part of it is meant.
    pub part: Option<Range<usize>>,
    /// The place in the file, in bytes, once it was looked up.
    pub span: Option<Range<usize>>,
}

impl Finding {
    /// A finding about a place in a file.
    #[must_use]
    pub fn new(file: &str, code: Code, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let problem = Problem { code, pointer: pointer.into(), detail: detail.into() };
        Finding { file: file.to_owned(), problem, part: None, span: None }
    }

    /// A problem in a file.
    #[must_use]
    pub fn of_problem(file: &str, problem: Problem) -> Self {
        Finding { file: file.to_owned(), problem, part: None, span: None }
    }

    /// A finding of the model about a file.
    #[must_use]
    pub fn of_model(file: &str, found: Diagnostic) -> Self {
        let Diagnostic { code, pointer, detail, span, .. } = found;
        Finding { span, ..Finding::new(file, code, pointer, detail) }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.code.severity()
    }

    /// The same in the words of a language (`de` or `en`).
    #[must_use]
    pub fn in_words(&self, language: &str) -> Diagnostic {
        Diagnostic { span: self.span.clone(), ..Diagnostic::of(self.problem.clone(), language) }
    }
}

/// Looks up where findings stand in the texts of their files, as far as that is not known. Texts without such findings are not read.
pub(crate) fn place_all<'a>(sources: impl Iterator<Item = &'a Source>, findings: &mut [Finding]) {
    let mut open: BTreeMap<&str, Vec<&mut Finding>> = BTreeMap::new();
    let texts: BTreeMap<&str, &str> =
        sources.map(|source| (source.name.as_str(), source.text.as_str())).collect();
    for finding in findings.iter_mut().filter(|finding| finding.span.is_none()) {
        if let Some((file, _)) = texts.get_key_value(finding.file.as_str()) {
            open.entry(file).or_default().push(finding);
        }
    }
    for (file, findings) in open {
        if let Some(text) = texts.get(file) {
            place(text, findings);
        }
    }
}

fn place(text: &str, findings: Vec<&mut Finding>) {
    let Some(map) = SourceMap::new(text) else { return };
    for finding in findings {
        let whole = map.span(&finding.problem.pointer);
        let part = finding.part.as_ref().and_then(|part| within_string(text, &whole, part));
        finding.span = Some(part.unwrap_or(whole));
    }
}

/// The bytes of a JSON string literal that stand for a part of its value.
fn within_string(text: &str, literal: &Range<usize>, part: &Range<usize>) -> Option<Range<usize>> {
    let inner = text.get(literal.clone())?.strip_prefix('"')?.strip_suffix('"')?;
    let first = literal.start + 1;
    let (mut at, mut value) = (0, 0);
    let mut start = None;
    while let Some(letter) = inner.get(at..)?.chars().next() {
        if value >= part.start && start.is_none() {
            start = Some(first + at);
        }
        if value >= part.end {
            return Some(start?..first + at);
        }
        let (written, meant) =
            if letter == '\\' { escape(inner.get(at..)?)? } else { (letter.len_utf8(), letter.len_utf8()) };
        at += written;
        value += meant;
    }
    Some(start.unwrap_or(first + at)..first + at)
}

/// Length of an escape as it is written, and of what it means in UTF-8.
fn escape(text: &str) -> Option<(usize, usize)> {
    if text.get(1..2)? != "u" {
        return Some((2, 1));
    }
    let unit = |at: usize| text.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let first = unit(2)?;
    match char::from_u32(first) {
        Some(letter) => Some((6, letter.len_utf8())),
        // One of a pair beyond the basic plane.
        None => Some((12, 4)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_texts_are_found_behind_escapes() {
        let text = r#"{"a": "x\n\u00fc\ud83d\ude00\"end"}"#;
        let literal = SourceMap::new(text).unwrap().span("/a");
        let value = "x\nü😀\"end";
        for part in ["x", "\n", "ü", "😀", "\"", "end", value] {
            let start = value.find(part).unwrap();
            let span = within_string(text, &literal, &(start..start + part.len())).unwrap();
            let read = lotse_model::json::parse(&format!("\"{}\"", &text[span])).unwrap();
            assert_eq!(read.as_text(), Some(part));
        }
        assert_eq!(within_string(text, &literal, &(99..100)), Some(text.len() - 2..text.len() - 2));
    }
}
