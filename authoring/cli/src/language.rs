//! German or English: which one the reader wants.

use axum::http::{HeaderMap, header};

/// A language that every message exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Deutsch.
    #[value(name = "de")]
    German,
    /// English.
    #[value(name = "en")]
    English,
}

impl Language {
    /// The language of the terminal: `LC_ALL`, `LC_MESSAGES`, `LANG`, in this order.
    #[must_use]
    pub fn of_terminal() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        Self::of_tag(set.as_deref().unwrap_or_default())
    }

    /// The first of the two languages in `Accept-Language`, as browsers write it (in order of preference).
    #[must_use]
    pub fn of_request(headers: &HeaderMap) -> Self {
        let text =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let tags = text.split(',').map(str::trim);
        tags.map(str::to_ascii_lowercase)
            .find(|tag| tag.starts_with("de") || tag.starts_with("en"))
            .map_or(Self::English, |tag| Self::of_tag(&tag))
    }

    /// The one of two texts that is in this language.
    #[must_use]
    pub fn pick<T>(self, german: T, english: T) -> T {
        match self {
            Self::German => german,
            Self::English => english,
        }
    }

    fn of_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("de") { Self::German } else { Self::English }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_first_known_language_counts() {
        let of = |text| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(text));
            Language::of_request(&headers)
        };
        assert_eq!(of("fr, de-CH;q=0.8, en;q=0.5"), Language::German);
        assert_eq!(of("en-GB,de"), Language::English);
        assert_eq!(of("fr"), Language::English);
        assert_eq!(Language::of_tag("de_AT.UTF-8"), Language::German);
        assert_eq!(Language::of_tag("C"), Language::English);
    }
}
