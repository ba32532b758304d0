//! Texts and languages.

use lotse_model::json::Json;

use super::Refusal;
use crate::draft::Place;
use crate::draft::edit::Work;
use crate::draft::layout;
use crate::draft::texts::{self, MARKS, SOURCE_LANGUAGE};

pub(super) fn set(
    work: &mut Work<'_>,
    at: &Place,
    language: &str,
    markdown: Option<&str>,
) -> Result<(), Refusal> {
    if texts::source_language(work.root()?).as_deref() == Some(language) {
        mark_translations(work, at, language, markdown)?;
    }
    let written = texts::written_at(work.root()?, at, language);
    let Some(markdown) = markdown else {
        if written.get(work.root()?).is_some() {
            work.remove(&written)?;
        }
        return Ok(());
    };
    if let Some(Json::Text(_)) = at.get(work.root()?) {
        layout::begin(work, &["texts", language])?;
    } else if at.get(work.root()?).is_none() {
        work.put(at, Json::Map(Vec::new()))?;
    }
    work.put(&written, Json::from(markdown))?;
    // Whoever writes a translation has its source before them.
    if is_outdated(work, at, language)? { mark_reviewed(work, at, language) } else { Ok(()) }
}

/// Before the source changes: its translations, as far as they fit, were written for what it says now.
fn mark_translations(
    work: &mut Work<'_>,
    at: &Place,
    source: &str,
    new: Option<&str>,
) -> Result<(), Refusal> {
    let root = work.root()?;
    let Some(now) = texts::markdown(root, at, source).map(str::to_owned) else { return Ok(()) };
    if new == Some(now.as_str()) {
        return Ok(());
    }
    let others = texts::languages_at(root, at).into_iter().filter(|language| language != source);
    for language in others.collect::<Vec<_>>() {
        let root = work.root()?;
        let Some(translation) = texts::markdown(root, at, &language) else { continue };
        let mark = texts::mark_of(&language, translation);
        if mark.get(root).is_none() {
            layout::begin(work, &[MARKS[0], MARKS[1], &language])?;
            work.put(&mark, Json::List(vec![Json::from(now.as_str())]))?;
        }
    }
    Ok(())
}

fn is_outdated(work: &Work<'_>, at: &Place, language: &str) -> Result<bool, Refusal> {
    let root = work.root()?;
    Ok(texts::source_language(root).is_some_and(|source| texts::is_outdated(root, at, &source, language)))
}

pub(super) fn mark_reviewed(work: &mut Work<'_>, at: &Place, language: &str) -> Result<(), Refusal> {
    let missing = || Refusal::NoSuchPlace(at.with(language).pointer());
    let root = work.root()?;
    let translation = texts::markdown(root, at, language).ok_or_else(missing)?;
    let source = texts::source_language(root).ok_or_else(missing)?;
    let original = Json::from(texts::markdown(root, at, &source).ok_or_else(missing)?);
    let mark = texts::mark_of(language, translation);
    match mark.get(root) {
        Some(Json::List(fits)) if !fits.contains(&original) => {
            let count = fits.len();
            work.insert(&mark, count, original)
        }
        _ => Ok(()),
    }
}

pub(super) fn set_source_language(work: &mut Work<'_>, language: &str) -> Result<(), Refusal> {
    let own = layout::begin(work, &SOURCE_LANGUAGE[..1])?;
    work.put(&own.with(SOURCE_LANGUAGE[1]), Json::from(language))
}

pub(super) fn copy_language(work: &mut Work<'_>, from: &str, to: &str) -> Result<(), Refusal> {
    for at in texts::places(work.root()?) {
        let root = work.root()?;
        let Some(markdown) = texts::markdown(root, &at, from).map(str::to_owned) else { continue };
        if texts::markdown(root, &at, to).is_none() {
            set(work, &at, to, Some(&markdown))?;
        }
    }
    Ok(())
}

pub(super) fn remove_language(work: &mut Work<'_>, language: &str) -> Result<(), Refusal> {
    for at in texts::places(work.root()?) {
        let written = texts::written_at(work.root()?, &at, language);
        if written.get(work.root()?).is_some() {
            work.remove(&written)?;
        }
    }
    let rest = Place::ROOT.with("texts").with(language);
    if rest.get(work.root()?).is_some() { work.remove(&rest) } else { Ok(()) }
}
