//! Texts to translators and back, as files.

use lotse_editor::command::Command;
use lotse_editor::exchange::{Import, csv, rows, xliff};
use yew::prelude::*;

use super::{Desk, Message};
use crate::app::Ask;
use crate::services::files;
use crate::words::fill;

/// What is done with the texts of the guide.
pub enum Exchange {
    /// All languages go into one table.
    Csv,
    /// A file for translating into this language.
    Xliff(String),
    /// What a file says is read in.
    Read(String),
}

impl Desk {
    pub(super) fn exchange(&self, context: &Context<Self>, exchange: Exchange) {
        let guide = self.guide_id();
        let source = self.draft.source_language().unwrap_or_default();
        let mut languages: Vec<String> = (*self.languages).clone();
        languages.sort_by_key(|language| *language != source);
        match exchange {
            Exchange::Csv => {
                let text = csv::write(&rows(&self.draft, &languages));
                let _ = files::offer(&format!("{guide}.csv"), "text/csv", &text);
            }
            Exchange::Xliff(language) => {
                let text = xliff::write(&rows(&self.draft, &languages), &guide, &source, &language);
                let _ = files::offer(&format!("{guide}.{language}.xlf"), "application/xliff+xml", &text);
            }
            Exchange::Read(text) => self.read_in(context, &text, &source),
        }
    }

    fn read_in(&self, context: &Context<Self>, text: &str, source: &str) {
        let words = self.studio.words();
        let Some(read) = xliff::read(text).or_else(|| csv::read(text)) else {
            return self.studio.ask.emit(Ask::Say(words.import_texts_failed.into(), true));
        };
        let import = Import::of(&self.draft, &read, source);
        let left = import.outdated + import.unknown;
        let mut said = fill(words.imported_texts, &[&import.commands.len().to_string()]);
        if left > 0 {
            said = format!("{said} {}", fill(words.imported_left, &[&left.to_string()]));
        }
        if !import.commands.is_empty() {
            context.link().send_message(Message::Do(Command::All { of: import.commands }));
        }
        self.studio.say(said);
    }
}
