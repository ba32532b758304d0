//! What the studio asks of the world outside: server, browser storage, a second thread, files, the picker.

pub mod checker;
pub mod clipboard;
pub mod clock;
pub mod files;
pub mod keep;
pub mod lead;
pub mod picker;
pub mod preference;
pub mod project;
pub mod reload;
pub mod server;
pub mod unsaved;
