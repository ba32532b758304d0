//! Texts and languages.

use super::calendar::is_language_tag;
use super::walk::{Texts, Walk};
use crate::basic::{Table, TextId};
use crate::content::MAX_TEXT_SOURCE_BYTES;
use crate::diagnostic::Code;
use crate::text::{Text, fitting_language};

/// Most letters of a heading.
const MAX_TITLE_LETTERS: usize = 120;
/// Most letters of a button.
const MAX_LABEL_LETTERS: usize = 60;
/// Most texts in one language.
const MAX_TEXTS: usize = 2_000;
/// Most languages of a guide.
const MAX_LANGUAGES: usize = 60;

/// What a text is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Title,
    Label,
    Body,
}

/// A text that a step or guide shows.
pub(super) fn text<'a>(walk: &mut Walk<'a>, text: &'a Text, role: Role) {
    match (text, walk.texts) {
        (Text::Inline(_), Texts::Bundle) => walk.report(Code::INLINE_TEXT_IN_BUNDLE, ""),
        (Text::Id(_), Texts::Bundle) => {}
        (Text::Id(id), Texts::Catalogue(texts)) => entry(walk, id.as_str(), texts, role),
        (Text::Inline(languages), Texts::Catalogue(_)) => {
            walk.report_if(languages.is_empty(), Code::EMPTY_TEXT, "");
            in_default(walk, |language| languages.get(language).is_some());
            for (language, markdown) in languages.iter() {
                walk.at(language, |walk| {
                    walk.report_if(!is_language_tag(language), Code::BAD_LANGUAGE_TAG, language);
                    source(walk, language, markdown);
                    length(walk, markdown, role);
                });
            }
        }
    }
}

fn entry<'a>(walk: &mut Walk<'a>, id: &str, texts: &'a Table<Table<String>>, role: Role) {
    let found: Vec<&String> = texts.iter().filter_map(|(_, entries)| entries.get(id)).collect();
    if found.is_empty() {
        walk.report(Code::UNKNOWN_TEXT, id);
        return;
    }
    in_default(walk, |language| texts.get(language).is_some_and(|entries| entries.get(id).is_some()));
    found.iter().for_each(|markdown| length(walk, markdown, role));
}

fn in_default(walk: &mut Walk, has: impl Fn(&str) -> bool) {
    let Some(project) = walk.project else { return };
    let default = project.default_language.as_str();
    let is_there = fitting_language(default, |language| has(language).then_some("")).is_some();
    walk.report_if(!is_there, Code::TEXT_NOT_IN_DEFAULT, default);
}

fn length(walk: &mut Walk, markdown: &str, role: Role) {
    let letters = markdown.chars().count();
    walk.report_if(role == Role::Title && letters > MAX_TITLE_LETTERS, Code::TITLE_TOO_LONG, letters);
    walk.report_if(role == Role::Label && letters > MAX_LABEL_LETTERS, Code::LABEL_TOO_LONG, letters);
}

/// Markdown as far as it can be judged without reading it.
fn source(walk: &mut Walk, language: &str, markdown: &str) {
    walk.report_if(markdown.len() > MAX_TEXT_SOURCE_BYTES, Code::TEXT_TOO_LONG, markdown.len());
    let is_blank = |letter: char| letter.is_whitespace() || crate::url::is_invisible(letter);
    walk.report_if(markdown.chars().all(is_blank), Code::EMPTY_TEXT, language);
    // Emoji need joiners and variation selectors, long German words soft hyphens.
    let is_meant =
        |letter: char| matches!(letter, '\n' | '\r' | '\t' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{FE0F}');
    let hidden = markdown.chars().find(|letter| crate::url::is_invisible(*letter) && !is_meant(*letter));
    if let Some(letter) = hidden {
        walk.report(Code::INVISIBLE_IN_TEXT, format!("U+{:04X}", letter as u32));
    }
}

/// The catalogue of a file.
pub(super) fn catalogue<'a>(walk: &mut Walk<'a>, texts: &'a Table<Table<String>>) {
    walk.report_if(texts.len() > MAX_LANGUAGES, Code::TOO_MANY_LANGUAGES, texts.len());
    for (language, entries) in texts.iter() {
        walk.at(language, |walk| {
            walk.report_if(!is_language_tag(language), Code::BAD_LANGUAGE_TAG, language);
            walk.report_if(entries.len() > MAX_TEXTS, Code::TOO_MANY_TEXTS, entries.len());
            for (id, markdown) in entries.iter() {
                walk.at(id, |walk| {
                    walk.report_if(TextId::new(id).is_none(), Code::BAD_TEXT_ID, id);
                    source(walk, language, markdown);
                });
            }
        });
    }
}
