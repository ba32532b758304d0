//! What is known of page, browser and user.
//!
//! Invariant: facts of one user never outlive that user (see [`Facts::identify`]).

use lotse_model::condition::Platform;
use lotse_model::gather::Gather as _;
use lotse_model::json::Json;
use lotse_model::seek::{find, first_of};
use lotse_model::url::PageAddress;

use crate::event::Surroundings;

/// Most different host events that are remembered of one page load.
pub const MAX_HOST_EVENTS: usize = 200;

/// Facts as they are now.
#[derive(Debug)]
pub(crate) struct Facts {
    pub url: String,
    pub address: PageAddress,
    pub platform: Option<Platform>,
    pub is_visible: bool,
    /// When the tab became visible last.
    pub visible_since_ms: u64,
    pub sends_records: bool,
    pub runs_triggers: bool,
    /// Whether there is only the code for a first card.
    pub is_partial: bool,
    /// The overlay cannot be shown at present.
    pub is_overlay_lost: bool,
    pub user: Option<String>,
    /// Whether the host app has said who the user is; before that, attributes are unknown instead of absent.
    pub is_identified: bool,
    pub attributes: Vec<(String, Json)>,
    /// Languages of interface and texts, best first.
    pub languages: Vec<String>,
    host_events: Vec<String>,
    asked_language: Option<String>,
    chosen_language: Option<String>,
    page_language: Option<String>,
    browser_languages: Vec<String>,
}

impl Default for Facts {
    fn default() -> Self {
        Facts {
            url: String::new(),
            address: PageAddress::new(""),
            platform: None,
            is_visible: true,
            visible_since_ms: 0,
            sends_records: false,
            runs_triggers: false,
            is_partial: false,
            is_overlay_lost: false,
            user: None,
            is_identified: false,
            attributes: Vec::new(),
            languages: Vec::new(),
            host_events: Vec::new(),
            asked_language: None,
            chosen_language: None,
            page_language: None,
            browser_languages: Vec::new(),
        }
    }
}

impl Facts {
    /// Facts at the beginning.
    pub fn new(page: Surroundings) -> Self {
        let mut facts = Facts {
            address: PageAddress::new(&page.url),
            url: page.url,
            platform: page.platform,
            is_visible: page.is_visible,
            sends_records: page.sends_records,
            runs_triggers: page.runs_triggers,
            is_partial: page.is_partial,
            asked_language: page.language,
            page_language: page.page_language,
            browser_languages: page.browser_languages,
            ..Facts::default()
        };
        facts.order_languages();
        facts
    }

    /// The page's address has changed.
    pub fn go_to(&mut self, url: String) {
        self.address = PageAddress::new(&url);
        self.url = url;
    }

    /// Scheme, host and port of the page.
    pub fn origin(&self) -> &str {
        let after_scheme = find(&self.url, "://").map_or(0, |at| at + 3);
        let rest = self.url.get(after_scheme..).unwrap_or_default();
        let end = after_scheme + first_of(rest, "/?#").unwrap_or(rest.len());
        self.url.get(..end).unwrap_or_default()
    }

    /// The host app says who the user is. Returns whether it is another one than before.
    pub fn identify(
        &mut self,
        user: Option<String>,
        attributes: Vec<(String, Json)>,
        language: Option<String>,
    ) -> bool {
        let is_other = self.user != user;
        if is_other {
            self.host_events.clear();
        }
        self.user = user;
        self.attributes = attributes;
        self.is_identified = true;
        self.chosen_language = language;
        self.order_languages();
        is_other
    }

    /// The host app reports an event.
    pub fn host_event(&mut self, name: &str) {
        if !self.has_seen(name) && self.host_events.len() < MAX_HOST_EVENTS {
            self.host_events.push(name.to_owned());
        }
    }

    /// Whether the host app has reported this event on this page load.
    pub fn has_seen(&self, name: &str) -> bool {
        self.host_events.iter().any(|seen| seen == name)
    }

    /// Languages in which the page's own words may be, best first: evidence is compared in them.
    pub fn page_languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = self.page_language.iter().cloned().gather();
        let others = self.languages.iter().filter(|tag| Some(*tag) != self.page_language.as_ref());
        others.cloned().add_to(&mut languages);
        languages
    }

    fn order_languages(&mut self) {
        let asked = self.asked_language.iter().chain(&self.chosen_language).chain(&self.page_language);
        let mut languages: Vec<String> = Vec::new();
        for tag in asked.chain(&self.browser_languages) {
            if !tag.is_empty() && !languages.contains(tag) {
                languages.push(tag.clone());
            }
        }
        self.languages = languages;
    }
}

/// Whether a language tag is this one or a form of it: `de-CH` is a form of `de`. Case does not matter (RFC 4647).
pub(crate) fn is_form_of(tag: &str, range: &str) -> bool {
    tag.get(..range.len()).is_some_and(|front| front.eq_ignore_ascii_case(range))
        && tag.get(range.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn init_comes_before_identify_page_and_browser() {
        let mut facts = Facts {
            asked_language: Some("fr".to_owned()),
            page_language: Some("en".to_owned()),
            browser_languages: vec!["de-CH".to_owned(), "en".to_owned()],
            ..Facts::default()
        };
        facts.identify(Some("anna".to_owned()), Vec::new(), Some("it".to_owned()));
        assert_eq!(facts.languages, ["fr", "it", "en", "de-CH"]);
        assert_eq!(facts.page_languages(), ["en", "fr", "it", "de-CH"]);
    }

    #[test]
    fn forms_of_a_language() {
        assert!(is_form_of("de-CH", "de") && is_form_of("DE", "de") && is_form_of("de-ch-1996", "de-CH"));
        assert!(!is_form_of("den", "de") && !is_form_of("de", "de-CH") && !is_form_of("", "de"));
    }

    #[test]
    fn origins() {
        let mut facts = Facts::default();
        for (url, origin) in [
            ("https://a.example:8443/x?y#z", "https://a.example:8443"),
            ("http://a.example", "http://a.example"),
            ("", ""),
        ] {
            facts.go_to(url.to_owned());
            assert_eq!(facts.origin(), origin);
        }
    }
}
