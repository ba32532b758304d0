//! Project settings: what `project.json` beside the guides says.

use lotse_model::basic::ProjectId;
use lotse_model::theme::Theme;

/// Most languages of a project.
pub const MAX_LANGUAGES: usize = 40;

lotse_model::wire! {
    /// A project: one host app with its guides.
    struct Project {
        /// Schema version of this file.
        schema: u32,
        /// Id.
        id: ProjectId,
        /// The environment that releases are made for.
        environment: String = "production".to_owned(),
        /// The language to fall back to. Every text must be there in it.
        default_language: String,
        /// Every language that guides are offered in; the default language alone when empty.
        languages: Vec<String> = Vec::new(),
        /// Hosts to which plain `http` links are allowed.
        http_hosts: Vec<String> = Vec::new(),
        /// Hosts from which images may come, besides the page's own.
        image_hosts: Vec<String> = Vec::new(),
        /// Origins, besides the page's own, to which actions may navigate.
        navigate_origins: Vec<String> = Vec::new(),
        /// Look of the overlay.
        theme: Option<Theme>,
        /// How long a release can be accepted as new, in days.
        expires_days: u32 = 90,
    }
}

impl Project {
    /// Every language, the default language first, none twice.
    #[must_use]
    pub fn all_languages(&self) -> Vec<&str> {
        let mut all = vec![self.default_language.as_str()];
        for language in &self.languages {
            if !all.contains(&language.as_str()) {
                all.push(language);
            }
        }
        all
    }
}
