//! Findings for programs.

use lotse_editor::compile::{Compiled, Source};
use lotse_editor::finding::Finding;
use lotse_editor::proof::{Graph, length};
use lotse_model::guide::Guide;
use serde_json::{Value, json};

use super::lines::Lines;
use super::report::Counts;
use crate::language::Language;

/// Everything that was found, as one JSON document. Lines and columns are counted from 1, columns in characters; offset and
/// length are bytes.
#[must_use]
pub fn document(compiled: &Compiled, sources: &[&Source], language: Language) -> Value {
    let counts = Counts::of(&compiled.findings);
    let findings: Vec<Value> = sources
        .iter()
        .flat_map(|source| {
            let lines = Lines::of(&source.text);
            let own = compiled.findings.iter().filter(|finding| finding.file == source.name);
            own.map(|found| finding(found, &lines, language)).collect::<Vec<Value>>()
        })
        .collect();
    json!({
        "errors": counts.errors,
        "warnings": counts.warnings,
        "notes": counts.notes,
        "findings": findings,
        "guides": compiled.guides.iter().map(|(file, of)| guide(file, of)).collect::<Vec<Value>>(),
    })
}

fn finding(finding: &Finding, lines: &Lines<'_>, language: Language) -> Value {
    let words = finding.in_words(language.pick("de", "en"));
    let place = finding.span.as_ref().map(|span| {
        let ((line, column), (end_line, end_column)) = (lines.position(span.start), lines.position(span.end));
        json!({
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "offset": span.start, "length": span.len(),
        })
    });
    json!({
        "code": words.code.name(),
        "severity": words.severity.word(),
        "file": finding.file,
        "pointer": words.pointer,
        "place": place,
        "message": words.message,
        "fix": words.fix,
        "detail": words.detail,
    })
}

/// What is known of a guide's paths; sub-guides are taken to be able to do anything.
fn guide(file: &str, guide: &Guide) -> Value {
    let length = length(guide, &Graph::of(guide));
    json!({
        "id": guide.id.as_str(),
        "file": file,
        "steps": guide.steps.len(),
        "shortest_path": length.map(|length| length.shortest),
        "longest_path": length.and_then(|length| length.longest),
    })
}
