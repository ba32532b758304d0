//! Undo and redo. Changes of one field that follow each other at once are one entry.

use super::body::Body;
use super::edit::Edit;

/// Most entries that can be undone; older ones are forgotten.
pub const MAX_UNDO: usize = 1_000;
/// After so long without a change of the same field, the next one is an entry of its own, in milliseconds.
pub const TYPING_PAUSE_MS: i64 = 1_000;

/// What was done, and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Entry>,
    undone: Vec<Vec<Edit>>,
    /// Whether the newest entry can take more.
    is_open: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    /// What takes it back, in the order in which it is to be made.
    edits: Vec<Edit>,
    field: Option<String>,
    at_ms: i64,
}

impl History {
    /// Notes a change by what takes it back. Whatever was undone before cannot be redone any more.
    pub(super) fn note(&mut self, edits: Vec<Edit>, field: Option<String>, at_ms: i64) {
        self.undone.clear();
        let open = self.done.last_mut().filter(|entry| {
            let pause = at_ms.saturating_sub(entry.at_ms);
            self.is_open && field.is_some() && entry.field == field && (0..TYPING_PAUSE_MS).contains(&pause)
        });
        match open {
            Some(entry) => {
                entry.at_ms = at_ms;
                let mut all: Vec<Edit> =
                    edits.into_iter().filter(|edit| !is_covered(edit, &entry.edits)).collect();
                all.append(&mut entry.edits);
                entry.edits = all;
            }
            None => {
                self.done.push(Entry { edits, field, at_ms });
                if self.done.len() > MAX_UNDO {
                    self.done.remove(0);
                }
            }
        }
        self.is_open = true;
    }

    /// The next change is an entry of its own. Says whether it would not have been.
    pub(super) fn close(&mut self) -> bool {
        core::mem::take(&mut self.is_open)
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    pub(super) fn undo(&mut self, body: &mut Body) -> bool {
        // With nothing to undo, nothing happens: not even a pause, which nobody would find in the journal.
        let Some(entry) = self.done.pop() else { return false };
        self.close();
        self.undone.push(turned(entry.edits, body));
        true
    }

    pub(super) fn redo(&mut self, body: &mut Body) -> bool {
        let Some(edits) = self.undone.pop() else { return false };
        self.close();
        let edits = turned(edits, body);
        self.done.push(Entry { edits, field: None, at_ms: 0 });
        true
    }
}

/// Makes changes and returns those that take them back.
fn turned(edits: Vec<Edit>, body: &mut Body) -> Vec<Edit> {
    let mut inverses: Vec<Edit> = edits.into_iter().filter_map(|edit| edit.apply(body)).collect();
    inverses.reverse();
    inverses
}

/// Whether a change would be overwritten at once by the one that the entry begins with: typing leaves one value behind.
fn is_covered(edit: &Edit, entry: &[Edit]) -> bool {
    match (edit, entry.first()) {
        (Edit::Set { at, .. }, Some(Edit::Set { at: first, .. })) => at == first,
        _ => false,
    }
}
