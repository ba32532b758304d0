//! What pages are made of.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod combobox;
pub mod confirm;
pub mod conflict;
pub mod dialog;
pub mod differences;
pub mod document_differences;
pub mod empty;
pub mod failed;
pub mod field;
pub mod file_button;
pub mod icon;
pub mod markdown;
pub mod menu;
pub mod new_file;
pub mod page;
pub mod palette;
pub mod said;
pub mod segmented;
pub mod shell;
pub mod toasts;
pub mod virtual_list;
