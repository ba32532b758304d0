//! Pages, one file or folder each.

pub mod cases;
pub mod checklists;
pub mod desk;
pub mod documents;
pub mod guide;
pub mod home;
pub mod ledger;
pub mod library;
pub mod members;
pub mod problems;
pub mod releases;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod theme;
pub mod versions;
