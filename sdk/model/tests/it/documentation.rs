//! The pages about diagnostics and the checked-in JSON Schemas are what the catalogue and the types say. `UPDATE=1` writes
//! them anew.

use std::fmt::Write as _;
use std::fs;

use lotse_model::bundle::{GuideChunk, Manifest, Shard, SingleFile, TextChunk};
use lotse_model::desk::DeskSource;
use lotse_model::diagnostic::Severity;
use lotse_model::diagnostic::catalogue::{Finding, Range, Words, ranges};
use lotse_model::guide::GuideSource;
use lotse_model::handover::{CaseReport, Handover};
use lotse_model::help::{ChecklistChunk, ChecklistSource, DeskChunk, HelpRoot, HelpShard, SignShard};
use lotse_model::problem::{ProblemChunk, ProblemSource};
use lotse_model::record::Batch;
use lotse_model::schema::document;
use lotse_model::search::{SearchEntries, SearchPostings, SearchRoot, SearchWords};

use crate::edit::at_root;

/// A page and the path that it belongs at.
type Page = (String, String);

#[test]
fn pages_about_diagnostics_are_up_to_date() {
    up_to_date(
        "docs/diagnostics",
        ranges().iter().flat_map(|range| [page(range, true), page(range, false)]).chain([index()]),
    );
}

#[test]
fn schemas_are_up_to_date() {
    let schemas = [
        ("guide", document::<GuideSource>("A Lotse guide as people write it")),
        ("manifest", document::<Manifest>("The manifest of a Lotse bundle")),
        ("shard", document::<Shard>("An index shard of a Lotse bundle")),
        ("guide_chunk", document::<GuideChunk>("A guide in a Lotse bundle")),
        ("text_chunk", document::<TextChunk>("The texts of a guide in one language, in a Lotse bundle")),
        ("batch", document::<Batch>("A batch of records that the Lotse SDK delivers")),
        ("problem", document::<ProblemSource>("A Lotse problem as people write it")),
        ("problem_chunk", document::<ProblemChunk>("A problem in a Lotse bundle")),
        ("desk", document::<DeskSource>("The desk behind a Lotse project")),
        ("handover", document::<Handover>("A case on its way from a user to the desk")),
        ("case_report", document::<CaseReport>("What the desk says of a case")),
        ("help_root", document::<HelpRoot>("Where self-help begins, in a Lotse bundle")),
        ("help_shard", document::<HelpShard>("What there is to be found, in a Lotse bundle")),
        ("sign_shard", document::<SignShard>("Signs of problems, in a Lotse bundle")),
        ("desk_chunk", document::<DeskChunk>("The desk, in a Lotse bundle")),
        ("checklist", document::<ChecklistSource>("A Lotse checklist as people write it")),
        ("checklist_chunk", document::<ChecklistChunk>("A checklist in a Lotse bundle")),
        ("search_root", document::<SearchRoot>("The root of a search index of Lotse")),
        ("search_words", document::<SearchWords>("A part of the dictionary of a search index of Lotse")),
        ("search_postings", document::<SearchPostings>("A part of the postings of a search index of Lotse")),
        ("search_entries", document::<SearchEntries>("A part of the entries of a search index of Lotse")),
        ("single_file", document::<SingleFile>("A Lotse bundle in one file")),
    ];
    up_to_date(
        "docs/schema",
        schemas.map(|(name, schema)| (format!("{name}.schema.json"), schema.write_pretty())),
    );
}

fn up_to_date(folder: &str, pages: impl IntoIterator<Item = Page>) {
    let folder = at_root(folder);
    let is_update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut names = Vec::new();
    for (name, text) in pages {
        let path = folder.join(&name);
        if is_update {
            fs::create_dir_all(&folder).expect("a folder for the pages");
            fs::write(&path, &text).expect("a page");
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "{} is out of date; UPDATE=1 writes it anew", path.display());
        names.push(name);
    }
    for entry in fs::read_dir(&folder).expect("the folder of the pages").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name), "{name} belongs to nothing; delete it");
    }
}

fn index() -> Page {
    let mut out = "# Diagnostics · Meldungen\n\nEvery finding has a number that never changes. ".to_owned();
    out.push_str("These pages are made from the catalogue in `sdk/model/src/diagnostic/catalogue`.\n");
    out.push_str(
        "Jede Meldung hat eine Nummer, die sich nie ändert.\n\n| | English | Deutsch |\n|---|---|---|\n",
    );
    for range in ranges() {
        let (first, last) =
            (range.findings[0].code.name(), range.findings[range.findings.len() - 1].code.name());
        let Range { name, english, german, .. } = range;
        let _ = writeln!(out, "| {first} – {last} | [{english}]({name}.md) | [{german}]({name}.de.md) |");
    }
    ("README.md".to_owned(), out)
}

fn page(range: &Range, is_german: bool) -> Page {
    let heading = if is_german { range.german } else { range.english };
    let other = if is_german {
        format!("[English]({}.md)", range.name)
    } else {
        format!("[Deutsch]({}.de.md)", range.name)
    };
    let mut out = format!("# {heading}\n\n{other}\n");
    for finding in range.findings {
        section(&mut out, finding, is_german);
    }
    let ending = if is_german { ".de.md" } else { ".md" };
    ([range.name, ending].concat(), out)
}

fn section(out: &mut String, finding: &Finding, is_german: bool) {
    let (words, severity) = match (is_german, finding.severity) {
        (false, severity) => (finding.english, severity.word()),
        (true, Severity::Error) => (finding.german, "Fehler"),
        (true, Severity::Warning) => (finding.german, "Warnung"),
        (true, Severity::Note) => (finding.german, "Hinweis"),
    };
    let Words { message, fix } = words;
    let (message, fix) = (message.replace("{detail}", "…"), fix.replace("{detail}", "…"));
    let name = finding.name.to_ascii_lowercase();
    let _ = write!(out, "\n## {} {name}\n\n**{severity}** · {message}\n", finding.code.name());
    if !is_german {
        let _ = write!(out, "\n{}\n", finding.explanation.trim());
    }
    let label = if is_german { "Abhilfe" } else { "What to do" };
    let _ = write!(out, "\n*{label}:* {fix}\n");
}
