//! Texts of a draft for translators, and back: as CSV for spreadsheets, as XLIFF 1.2 for translation programs.
//!
//! Entry points: [`rows`] (what goes out), [`csv::write`], [`csv::read`], [`xliff::write`], [`xliff::read`], [`Import::commands`]
//! (what comes back, as commands). A text is named by what it belongs to (`steps.open.title`), so that a guide may be
//! rearranged while it is translated. What comes back for a source that has changed meanwhile is left out and counted.

pub mod csv;
pub mod xliff;

use lotse_model::json::Json;

use crate::command::Command;
use crate::draft::{Draft, Place, item};

/// Largest file that is read, in bytes.
pub const MAX_EXCHANGE_BYTES: usize = 4 * 1024 * 1024;

/// A text on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Names the text within its guide.
    pub name: String,
    /// Language and Markdown; a missing text is empty.
    pub texts: Vec<(String, String)>,
}

/// What has come back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// One command for every text that is another one now.
    pub commands: Vec<Command>,
    /// Translations of a source that says something else by now.
    pub outdated: usize,
    /// Texts that the guide does not have any more.
    pub unknown: usize,
}

/// All texts of a draft in these languages.
#[must_use]
pub fn rows(draft: &Draft, languages: &[String]) -> Vec<Row> {
    let row = |text: crate::draft::texts::DraftText| {
        let find = |language: &String| text.languages.iter().find(|(known, ..)| known == language);
        let of = |language: &String| {
            let markdown = find(language).map(|(_, markdown, _)| markdown.clone()).unwrap_or_default();
            (language.clone(), markdown)
        };
        Some(Row { name: name_of(draft, &text.pointer)?, texts: languages.iter().map(of).collect() })
    };
    draft.texts().into_iter().filter_map(row).collect()
}

impl Import {
    /// Compares what came back with a draft. `source` is the language that was translated from; empty and equal texts are
    /// passed over.
    #[must_use]
    pub fn of(draft: &Draft, rows: &[Row], source: &str) -> Self {
        let mut import = Import::default();
        let texts = draft.texts();
        let named: Vec<(String, &crate::draft::texts::DraftText)> =
            texts.iter().filter_map(|text| Some((name_of(draft, &text.pointer)?, text))).collect();
        for row in rows {
            let Some((_, text)) = named.iter().find(|(name, _)| *name == row.name) else {
                import.unknown += 1;
                continue;
            };
            let now = |language: &str| {
                let found = text.languages.iter().find(|(known, ..)| known == language);
                found.map_or("", |(_, markdown, _)| markdown.as_str())
            };
            let meant = row.texts.iter().find(|(language, _)| language == source);
            let is_outdated = meant.is_some_and(|(_, meant)| meant != now(source));
            for (language, markdown) in &row.texts {
                if language == source || markdown.is_empty() || markdown == now(language) {
                    continue;
                }
                if is_outdated {
                    import.outdated += 1;
                    continue;
                }
                import.commands.push(Command::SetText {
                    at: text.pointer.clone(),
                    language: language.clone(),
                    markdown: Some(markdown.clone()),
                });
            }
        }
        import
    }
}

/// A name that says what a text belongs to: items of lists by their ids, where they have one.
fn name_of(draft: &Draft, pointer: &str) -> Option<String> {
    let place = Place::of_pointer(pointer)?;
    let mut at = draft.tree()?;
    let mut parts = Vec::new();
    for part in place.parts() {
        at = match at {
            Json::List(items) => items.get(item(part)?)?,
            other => other.get(part)?,
        };
        let id = item(part).and(at.get("id")).and_then(Json::as_text);
        parts.push(id.unwrap_or(part).to_owned());
    }
    let name = parts.join(".");
    Some(name.strip_prefix("guide.").unwrap_or(&name).to_owned())
}
