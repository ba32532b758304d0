//! Lines and columns of a text, and the part of a line that a message has room for.

use std::ops::Range;

use super::report::printable;

/// Most characters of a line that are shown before and after the place in question.
const CONTEXT: usize = 40;
/// Most characters of the place itself.
const MARKED: usize = 80;

/// A text by lines.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

/// A line with the place in question in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Number of the line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What stands before the place.
    pub before: String,
    /// The place, as far as it is on this line.
    pub marked: String,
    /// What stands after it.
    pub after: String,
}

impl<'a> Lines<'a> {
    /// Finds the lines.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column of a place, both counted from 1, columns in characters.
    #[must_use]
    pub fn position(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }

    /// The line that `span` begins on.
    #[must_use]
    pub fn excerpt(&self, span: &Range<usize>) -> Excerpt {
        let (line, column) = self.position(span.start);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let end = self.starts.get(line).copied().unwrap_or(self.text.len() + 1) - 1;
        let part = |range: Range<usize>| {
            let text = self.text.get(range).unwrap_or_default().trim_end_matches(['\r', '\n']);
            printable(&text.replace('\t', " "))
        };
        let from = span.start.clamp(start, end.max(start));
        let to = span.end.clamp(from, end.max(from));
        let before = last(&part(start..from), CONTEXT);
        Excerpt {
            line,
            column,
            before,
            marked: first(&part(from..to), MARKED),
            after: first(&part(to..end), CONTEXT),
        }
    }
}

fn first(text: &str, most: usize) -> String {
    let shown: String = text.chars().take(most).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}

fn last(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let shown: String = text.chars().skip(count - most).collect();
    format!("…{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_show_the_place_in_its_line() {
        let text = "{\n\t\"ä\": \"x\u{1b}[31m\",\r\n}";
        let lines = Lines::of(text);
        let start = text.find("\"x").unwrap();
        let excerpt = lines.excerpt(&(start..start + 8));
        assert_eq!((excerpt.line, excerpt.column), (2, 7));
        assert_eq!((excerpt.before.as_str(), excerpt.marked.as_str()), (" \"ä\": ", "\"x·[31m\""));
        assert_eq!(excerpt.after, ",");
        assert_eq!(lines.excerpt(&(0..text.len())).marked, "{");
        assert_eq!(lines.excerpt(&(text.len()..text.len())).line, 3);
        assert_eq!(Lines::of("").excerpt(&(0..0)).line, 1);
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = "a".repeat(500);
        let excerpt = Lines::of(&text).excerpt(&(200..400));
        assert_eq!(excerpt.before, format!("…{}", "a".repeat(CONTEXT)));
        assert_eq!(excerpt.marked, format!("{}…", "a".repeat(MARKED)));
        assert_eq!(excerpt.after, format!("{}…", "a".repeat(CONTEXT)));
        assert_eq!(excerpt.column, 201);
    }
}
