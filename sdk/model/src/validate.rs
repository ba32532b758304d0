//! Checking what people write and what is about to be published. Finds everything at once, never panics.
//!
//! Entry points: [`check_source`] for a guide as a file, [`check_problem_source`]
//! and [`check_desk_source`] for those, [`check_guide`] for one in memory, [`check_bundle`] for documents
//! that are going to be served, [`check_sizes`] for their bytes. Absent on purpose: Markdown (`lotse-markup`) and paths
//! through the graph (`lotse-editor`); both report with codes of the same catalogue.

mod action;
mod aria;
mod bundle;
mod calendar;
mod condition;
mod content;
mod desk;
mod found;
mod guide;
mod problem;
mod single_file;
mod source;
mod step;
mod target;
mod text;
mod theme;
mod tree;
mod walk;

pub use bundle::{BundleDocument, MAX_MANIFEST_BYTES, MAX_SINGLE_FILE_BYTES, check_bundle, check_sizes};
pub use calendar::{is_date, is_language_tag};
pub use desk::check_desk;
pub use guide::{MAX_PATTERNS, check_guide};
pub use problem::check_problem;
pub use source::{
    MAX_SOURCE_BYTES, Settings, check_desk_source, check_problem_source, check_source, check_source_bytes,
    check_source_tree, check_source_with,
};
pub use target::independent_evidence;
pub use theme::{MIN_CONTRAST, accent_contrast};

/// What the project allows; unknown where a file is checked on its own.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The language to which all others fall back.
    pub default_language: String,
    /// Hosts to which plain `http` links are allowed.
    pub http_hosts: Vec<String>,
    /// Hosts from which images may come, besides the page's own.
    pub image_hosts: Vec<String>,
    /// Origins, besides the page's own, to which actions may navigate.
    pub navigate_origins: Vec<String>,
}

impl Project {
    /// The same as an address policy.
    #[must_use]
    pub fn policy(&self) -> crate::url::AddressPolicy<'_> {
        crate::url::AddressPolicy {
            http_hosts: &self.http_hosts,
            image_hosts: &self.image_hosts,
            navigate_origins: &self.navigate_origins,
            page_origin: "",
        }
    }
}
