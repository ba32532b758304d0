//! What was done to a draft, one entry after the other: for saving while typing, and for getting back what a crash took.

use crate::command::Command;

lotse_model::wire! {
    /// One thing that was done to a draft.
    strict enum Entry {
        /// Takes back the newest change that can be undone.
        Undo = "undo" {},
        /// Makes again what was undone last.
        Redo = "redo" {},
        /// States a pause: what is typed next can be undone on its own.
        Pause = "pause" {},
        /// Carries out a command.
        Command = "command" {
            /// When, in milliseconds; only differences count.
            at_ms: i64,
            /// The command.
            command: Command,
        },
    }

    /// A draft in storage: the text that it was loaded from, and what was done since.
    struct Record {
        /// Schema version of this document.
        schema: u32,
        /// The text, as it was loaded.
        source: String,
        /// What was done since, oldest first.
        journal: Vec<Entry> = Vec::new(),
    }
}
