//! The texts of a draft, whatever else is wrong with it: where they stand, in which languages, which translations are outdated.
//!
//! A translation is outdated when its source has changed since it was written. What it was written for is kept in
//! `$draft.translates.LANGUAGE.HASH`, HASH being the beginning of the SHA-256 of the translation: a list of sources as they
//! were. So moving and renaming steps touches no mark. A translation without a mark fits its source.

use lotse_model::json::Json;
use sha2::{Digest as _, Sha256};

use super::{Draft, Place};
use crate::compile::hex;

/// Where translations are marked, by language and hash.
pub(crate) const MARKS: [&str; 2] = [super::layout::OWN, "translates"];
/// Where the language is named that the guide is written in first.
pub(crate) const SOURCE_LANGUAGE: [&str; 2] = [super::layout::OWN, "source_language"];

/// A text in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftText {
    /// JSON pointer to where it is used.
    pub pointer: String,
    /// Language, Markdown, and whether the source has changed since.
    pub languages: Vec<(String, String, bool)>,
}

impl Draft {
    /// All texts in the order of the file.
    #[must_use]
    pub fn texts(&self) -> Vec<DraftText> {
        let Some(root) = self.tree() else { return Vec::new() };
        let source = source_language(root);
        let text = |at: Place| {
            let of = |language: &String| {
                let markdown = markdown(root, &at, language)?.to_owned();
                let is_outdated =
                    source.as_ref().is_some_and(|source| is_outdated(root, &at, source, language));
                Some((language.clone(), markdown, is_outdated))
            };
            let languages = languages_at(root, &at).iter().filter_map(of).collect();
            DraftText { pointer: at.pointer(), languages }
        };
        places(root).into_iter().map(text).collect()
    }

    /// The language that the guide is written in first; the first of its heading when nothing is said.
    #[must_use]
    pub fn source_language(&self) -> Option<String> {
        source_language(self.tree()?)
    }
}

pub(crate) fn source_language(root: &Json) -> Option<String> {
    let said = MARKS.first().and_then(|own| root.get(own)).and_then(|own| own.get(SOURCE_LANGUAGE[1]));
    let title = Place::ROOT.with("guide").with("title");
    said.and_then(Json::as_text).map(str::to_owned).or_else(|| languages_at(root, &title).into_iter().next())
}

/// Every place where a text is used: in place or by id.
pub(crate) fn places(root: &Json) -> Vec<Place> {
    let mut found = Vec::new();
    let guide = Place::ROOT.with("guide");
    if let Some(json) = guide.get(root) {
        members(json, &guide, &["title", "summary"], &mut found);
        within(json, &guide, &mut found);
    }
    found
}

/// Texts stand in steps, answers, buttons and targets; nothing else has members of these names.
fn within(json: &Json, at: &Place, found: &mut Vec<Place>) {
    match json {
        Json::Map(entries) => {
            if json.get("evidence").is_some() {
                members(json, at, &["name"], found);
            }
            for (name, value) in entries {
                let inner = at.with(name);
                if let (Json::List(items), "steps" | "answers" | "actions") = (value, name.as_str()) {
                    let names: &[&str] = if name == "steps" { &["title", "body"] } else { &["label"] };
                    for (index, item) in items.iter().enumerate() {
                        members(item, &inner.with(index), names, found);
                        within(item, &inner.with(index), found);
                    }
                } else {
                    within(value, &inner, found);
                }
            }
        }
        Json::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| within(item, &at.with(index), found))
        }
        _ => {}
    }
}

fn members(json: &Json, at: &Place, names: &[&str], found: &mut Vec<Place>) {
    let is_text = |name: &&&str| matches!(json.get(name), Some(Json::Text(_) | Json::Map(_)));
    found.extend(names.iter().filter(is_text).map(|name| at.with(name)));
}

/// The tables of the catalogue, one a language.
pub(crate) fn catalogues(root: &Json) -> Vec<Place> {
    let texts = Place::ROOT.with("texts");
    let Some(Json::Map(languages)) = texts.get(root) else { return Vec::new() };
    languages.iter().map(|(language, _)| texts.with(language)).collect()
}

/// Where the Markdown of a text in a language stands, or would stand.
pub(crate) fn written_at(root: &Json, at: &Place, language: &str) -> Place {
    match at.get(root) {
        Some(Json::Text(id)) => Place::ROOT.with("texts").with(language).with(id),
        _ => at.with(language),
    }
}

pub(crate) fn markdown<'a>(root: &'a Json, at: &Place, language: &str) -> Option<&'a str> {
    written_at(root, at, language).get(root)?.as_text()
}

pub(crate) fn languages_at(root: &Json, at: &Place) -> Vec<String> {
    let names = |json: Option<&Json>| match json {
        Some(Json::Map(languages)) => languages.iter().map(|(language, _)| language.clone()).collect(),
        _ => Vec::new(),
    };
    match at.get(root) {
        Some(Json::Text(_)) => {
            let mut all: Vec<String> = names(root.get("texts"));
            all.retain(|language| markdown(root, at, language).is_some());
            all
        }
        other => names(other),
    }
}

/// Where the mark of a translation stands.
pub(crate) fn mark_of(language: &str, translation: &str) -> Place {
    let hash: String = hex(&Sha256::digest(translation.as_bytes())).chars().take(16).collect();
    MARKS.iter().fold(Place::ROOT, |at, name| at.with(name)).with(language).with(hash)
}

pub(crate) fn is_outdated(root: &Json, at: &Place, source: &str, language: &str) -> bool {
    let (Some(original), Some(translation)) = (markdown(root, at, source), markdown(root, at, language))
    else {
        return false;
    };
    let Some(Json::List(fits)) = mark_of(language, translation).get(root) else { return false };
    language != source && !fits.iter().any(|one| one.as_text() == Some(original))
}
