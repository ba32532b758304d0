//! Collects the texts that a guide uses, in the order of their ids, with where each is written.

use std::collections::BTreeMap;

use lotse_model::basic::{Table, TextId};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::json::pointer_part;
use lotse_model::text::Text;

use crate::finding::Finding;
use crate::walk::{self, Place, Pointer, Role, Visitor};

/// The texts of a guide by id.
#[derive(Debug)]
pub(super) struct Catalogue {
    entries: BTreeMap<String, Entry>,
}

/// One text.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) role: Role,
    /// Where it is used first.
    pub(super) pointer: String,
    /// The step that it is used in first, by its place in the guide.
    pub(super) step: Option<usize>,
    languages: Table<Origin>,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Origin {
    pub(super) markdown: String,
    /// Where it is written.
    pub(super) pointer: String,
}

impl Entry {
    pub(super) fn language(&self, tag: &str) -> Option<&str> {
        self.languages.iter().find(|(language, _)| *language == tag).map(|(language, _)| language)
    }

    pub(super) fn origin(&self, tag: &str) -> Option<&Origin> {
        self.languages.get(tag)
    }
}

impl Catalogue {
    /// Collects the texts of `guide`, whose texts are ids afterwards.
    pub(super) fn collect(
        file: &str,
        guide: &mut Guide,
        written: &Table<Table<String>>,
        languages: &[&str],
        findings: &mut Vec<Finding>,
    ) -> Self {
        let catalogue = Catalogue { entries: BTreeMap::new() };
        let mut collector = Collector { catalogue, written, languages, unlisted: Vec::new() };
        walk::visit(guide, &mut collector);
        let Collector { catalogue, unlisted, .. } = collector;
        for (pointer, language) in unlisted {
            findings.push(Finding::new(file, Code::LANGUAGE_UNLISTED, pointer, language));
        }
        catalogue.report_unused(file, written, findings);
        catalogue
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(id, entry)| (id.as_str(), entry))
    }

    pub(super) fn get(&self, id: &TextId) -> Option<&Entry> {
        self.entries.get(id.as_str())
    }

    /// Whether any text is written in exactly this language.
    pub(super) fn speaks(&self, language: &str) -> bool {
        self.entries.values().any(|entry| entry.origin(language).is_some())
    }

    /// The id for a text written in place; never one that the author has given to another text.
    fn fresh_id(&self, pointer: &Pointer, written: &Table<Table<String>>) -> Option<TextId> {
        let wanted = pointer.text_id()?;
        let is_taken = |id: &str| {
            self.entries.contains_key(id) || written.iter().any(|(_, texts)| texts.get(id).is_some())
        };
        if !is_taken(wanted.as_str()) {
            return Some(wanted);
        }
        let hash = pointer.hashed_id()?;
        if is_taken(hash.as_str()) { None } else { Some(hash) }
    }

    fn report_unused(&self, file: &str, written: &Table<Table<String>>, findings: &mut Vec<Finding>) {
        for (language, texts) in written.iter() {
            for (id, _) in texts.iter().filter(|(id, _)| !self.entries.contains_key(*id)) {
                let pointer = table_pointer(language, id);
                findings.push(Finding::new(file, Code::TEXT_UNUSED, pointer, id));
            }
        }
    }
}

/// Fills a catalogue while walking through the guide.
struct Collector<'a> {
    catalogue: Catalogue,
    written: &'a Table<Table<String>>,
    languages: &'a [&'a str],
    /// Places of texts in languages that the project does not list.
    unlisted: Vec<(String, String)>,
}

impl Visitor for Collector<'_> {
    fn text(&mut self, place: Place<'_>, text: &mut Text) {
        let (id, origins) = match text {
            Text::Id(id) => (id.clone(), from_table(id, self.written)),
            Text::Inline(inline) => {
                let Some(id) = self.catalogue.fresh_id(place.pointer, self.written) else { return };
                (id, from_place(place.pointer, inline))
            }
        };
        for (language, origin) in origins.iter().filter(|(language, _)| !self.languages.contains(language)) {
            self.unlisted.push((origin.pointer.clone(), language.to_owned()));
        }
        self.catalogue.entries.entry(id.as_str().to_owned()).or_insert_with(|| Entry {
            role: place.role,
            pointer: place.pointer.json(),
            step: place.pointer.step(),
            languages: origins,
        });
        *text = Text::Id(id);
    }
}

fn from_table(id: &TextId, written: &Table<Table<String>>) -> Table<Origin> {
    let origin = |language: &str, texts: &Table<String>| {
        let markdown = texts.get(id.as_str())?.clone();
        Some((language.to_owned(), Origin { markdown, pointer: table_pointer(language, id.as_str()) }))
    };
    written.iter().filter_map(|(language, texts)| origin(language, texts)).collect()
}

fn from_place(pointer: &Pointer, inline: &Table<String>) -> Table<Origin> {
    let origin = |(language, markdown): (&str, &String)| {
        let pointer = format!("{}/{}", pointer.json(), pointer_part(language));
        (language.to_owned(), Origin { markdown: markdown.clone(), pointer })
    };
    inline.iter().map(origin).collect()
}

fn table_pointer(language: &str, id: &str) -> String {
    format!("/texts/{}/{}", pointer_part(language), pointer_part(id))
}
