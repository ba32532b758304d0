//! Findings for people: what is wrong, where, the line itself, and what to do.

use std::fmt::Write as _;

use lotse_editor::compile::Source;
use lotse_editor::finding::{Finding, Severity};
use lotse_model::url::is_invisible;

use super::lines::{Excerpt, Lines};
use crate::language::Language;

/// How findings are written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Language of the words.
    pub language: Language,
    /// Whether the terminal shows colours.
    pub has_colours: bool,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Cannot be published.
    pub errors: usize,
    /// Probably not as meant.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

/// All findings as text.
#[must_use]
pub fn text(findings: &[Finding], sources: &[&Source], style: Style) -> String {
    let mut out = String::new();
    for source in sources {
        let lines = Lines::of(&source.text);
        for finding in findings.iter().filter(|finding| finding.file == source.name) {
            one(finding, &lines, style, &mut out);
        }
    }
    out
}

/// The last line: how many there are.
#[must_use]
pub fn summary(counts: Counts, guides: usize, language: Language) -> String {
    let number =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    match language {
        Language::German => [
            number(guides, "Anleitung geprüft", "Anleitungen geprüft"),
            number(counts.errors, "Fehler", "Fehler"),
            number(counts.warnings, "Warnung", "Warnungen"),
            number(counts.notes, "Hinweis", "Hinweise"),
        ],
        Language::English => [
            number(guides, "guide checked", "guides checked"),
            number(counts.errors, "error", "errors"),
            number(counts.warnings, "warning", "warnings"),
            number(counts.notes, "note", "notes"),
        ],
    }
    .join(", ")
}

fn one(finding: &Finding, lines: &Lines<'_>, style: Style, out: &mut String) {
    let words = finding.in_words(style.language.pick("de", "en"));
    let (severity, colour) = match words.severity {
        Severity::Error => (style.language.pick("Fehler", "error"), "31;1"),
        Severity::Warning => (style.language.pick("Warnung", "warning"), "33;1"),
        Severity::Note => (style.language.pick("Hinweis", "note"), "36;1"),
    };
    let paint = |colour: &str, text: &str| {
        if style.has_colours { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let name = format!("{severity} [{}]", words.code.name());
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}: {}", paint(colour, &name), printable(&words.message));
    let excerpt = finding.span.as_ref().map(|span| lines.excerpt(span));
    let place = excerpt.as_ref().map(|excerpt| format!(":{}:{}", excerpt.line, excerpt.column));
    let _ = writeln!(out, "  {} {}{}", paint("34", "-->"), finding.file, place.unwrap_or_default());
    if let Some(Excerpt { line, before, marked, after, .. }) = excerpt {
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let _ = writeln!(out, "{margin} {}", paint("34", "|"));
        let _ = writeln!(out, "{number} {} {before}{}{after}", paint("34", "|"), paint(colour, &marked));
        let (indent, mark) = (" ".repeat(before.chars().count()), "^".repeat(marked.chars().count().max(1)));
        let _ = writeln!(out, "{margin} {} {indent}{}", paint("34", "|"), paint(colour, &mark));
    }
    if !words.fix.is_empty() {
        let _ = writeln!(out, "  {} {}", paint("32", "="), printable(&words.fix));
    }
    out.push('\n');
}

/// Text from a file as it can be sent to a terminal: nothing in it moves the cursor or turns the direction round.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|letter| if is_invisible(letter) { '·' } else { letter }).collect()
}
