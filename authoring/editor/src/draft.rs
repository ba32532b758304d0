//! Drafts: guides at work. A draft always loads, however broken its text is.
//!
//! A draft is the guide's own JSON document and nothing beside it: members that nobody understands and values that are wrong
//! stay where they are until somebody changes them. What belongs to writing alone (layout of the canvas, which version of
//! its source a translation translates) stands in the document's member `$draft`, which compiling passes over.
//!
//! Invariants: the same content is saved as the same bytes; undoing restores the bytes; replaying any beginning of the journal
//! gives the draft as it was then. Absent on purpose: clocks (times are arguments), IO.

mod body;
pub mod edges;
pub(crate) mod edit;
mod history;
pub mod journal;
pub mod layout;
mod place;
pub mod texts;

use lotse_model::bundle::SCHEMA;
use lotse_model::json::Json;

use crate::command::{Command, Refusal};
pub(crate) use body::Body;
use edit::Work;
use history::History;
pub use history::{MAX_UNDO, TYPING_PAUSE_MS};
pub use place::Place;
pub(crate) use place::item;

use journal::{Entry, Record};

/// A guide at work.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text that it was loaded from.
    source: String,
    body: Body,
    history: History,
    journal: Vec<Entry>,
}

impl Draft {
    /// Loads a text, whatever it is.
    #[must_use]
    pub fn load(text: &str) -> Self {
        Draft {
            source: text.to_owned(),
            body: Body::of_text(text),
            history: History::default(),
            journal: Vec::new(),
        }
    }

    /// Loads a draft from storage and does again what was done to it. Entries that are refused change nothing.
    #[must_use]
    pub fn replay(record: &Record) -> Self {
        let mut draft = Draft::load(&record.source);
        for entry in &record.journal {
            match entry {
                Entry::Undo {} => draft.undo(),
                Entry::Redo {} => draft.redo(),
                Entry::Pause {} => {
                    draft.pause();
                    false
                }
                Entry::Command { at_ms, command } => draft.apply(command, *at_ms).unwrap_or(false),
            };
        }
        draft
    }

    /// The draft for storage.
    #[must_use]
    pub fn record(&self) -> Record {
        Record { schema: SCHEMA, source: self.source.clone(), journal: self.journal.clone() }
    }

    /// What was done since loading, oldest first. Grows only at its end.
    #[must_use]
    pub fn journal(&self) -> &[Entry] {
        &self.journal
    }

    /// The text of the guide's file, ended by a line break: canonical, unless it cannot be read as JSON. Then it is kept.
    #[must_use]
    pub fn save(&self) -> String {
        self.body.write()
    }

    /// The document; absent when the text cannot be read as JSON.
    #[must_use]
    pub fn tree(&self) -> Option<&Json> {
        match &self.body {
            Body::Tree(tree) => Some(tree),
            Body::Text(_) => None,
        }
    }

    /// What stands at a JSON pointer.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Json> {
        Place::of_pointer(pointer)?.get(self.tree()?)
    }

    /// Carries out a command at a time in milliseconds, of which only differences count. Says whether anything has changed.
    ///
    /// # Errors
    /// When the command cannot be carried out here; the draft is as before.
    pub fn apply(&mut self, command: &Command, at_ms: i64) -> Result<bool, Refusal> {
        let mut work = Work::new(&mut self.body);
        if let Err(refusal) = command.carry_out(&mut work) {
            work.abandon();
            return Err(refusal);
        }
        let inverse = work.finish();
        if inverse.is_empty() {
            return Ok(false);
        }
        self.history.note(inverse, command.field(), at_ms);
        self.journal.push(Entry::Command { at_ms, command: command.clone() });
        Ok(true)
    }

    /// States a pause: what is typed next can be undone on its own.
    pub fn pause(&mut self) {
        if self.history.close() {
            self.journal.push(Entry::Pause {});
        }
    }

    /// Whether there is anything to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is anything to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Takes back the newest change. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let is_done = self.history.undo(&mut self.body);
        if is_done {
            self.journal.push(Entry::Undo {});
        }
        is_done
    }

    /// Makes again what was undone last. Says whether there was anything.
    pub fn redo(&mut self) -> bool {
        let is_done = self.history.redo(&mut self.body);
        if is_done {
            self.journal.push(Entry::Redo {});
        }
        is_done
    }
}
