//! Texts of a chunk in one language, as they came: content trees stay JSON, since `js/draw.js` draws them and nothing here
//! looks into them but for their letters.

use lotse_model::basic::Table;
use lotse_model::json::{Json, parse};
use lotse_model::text::{Text, fitting_language};

/// The texts of a chunk.
#[derive(Clone, Debug, Default)]
pub struct Texts(Json);

impl Texts {
    /// Reads a text chunk; one that cannot be read holds nothing.
    #[must_use]
    pub fn read(chunk: &str) -> Self {
        Texts(parse(chunk).ok().and_then(|json| json.get("texts").cloned()).unwrap_or_default())
    }

    /// The content of a text.
    #[must_use]
    pub fn content(&self, text: &Text) -> Option<&Json> {
        match text {
            Text::Id(id) => self.0.get(id.as_str()),
            Text::Inline(_) => None,
        }
    }

    /// Its letters.
    #[inline(never)]
    #[must_use]
    pub fn plain(&self, text: &Text) -> String {
        self.content(text).map(plain).unwrap_or_default()
    }
}

/// The letters of a content tree.
#[must_use]
pub fn plain(content: &Json) -> String {
    let mut out = String::new();
    collect(content, &mut out);
    out.trim().to_owned()
}

fn collect(json: &Json, out: &mut String) {
    match json {
        Json::List(items) => items.iter().for_each(|item| collect(item, out)),
        Json::Map(_) => {
            for member in ["text", "alt", "fallback"] {
                out.push_str(json.get(member).and_then(Json::as_text).unwrap_or_default());
            }
            for member in ["of", "items", "head", "rows", "cells"] {
                json.get(member).into_iter().for_each(|inner| collect(inner, out));
            }
            if matches!(json.get("kind").and_then(Json::as_text), Some("paragraph" | "heading" | "break")) {
                out.push(' ');
            }
        }
        _ => {}
    }
}

/// What a table offers in the best of several languages, the last resort being anything.
#[must_use]
pub fn in_language<'a>(table: &'a Table<String>, languages: &[String]) -> Option<&'a str> {
    let offered = |tag: &str| table.get(tag).map(String::as_str);
    let found = languages.iter().find_map(|tag| fitting_language(tag, offered));
    found.or_else(|| table.iter().next().map(|(_, value)| value.as_str()))
}
