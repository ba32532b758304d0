//! The texts of one guide: those written in place move into the catalogue, every one becomes a tree in every language.

mod collect;
mod names;

use std::collections::BTreeMap;

use lotse_model::bundle::TextChunk;
use lotse_model::content::{Content, MAX_CONTENT_NODES, MAX_TEXT_SOURCE_BYTES};
use lotse_model::diagnostic::Code;
use lotse_model::guide::{Guide, GuideSource};
use lotse_model::text::fitting_language;
use lotse_model::url::AddressPolicy;

use self::collect::{Catalogue, Entry, Origin};
use super::content::{self, Memo};
use crate::finding::Finding;
use crate::project::Project;

/// Moves the texts of a guide into chunks, one per language that the guide has any text of its own in.
pub(super) fn resolve(
    file: &str,
    source: GuideSource,
    project: &Project,
    memo: &mut Memo,
    findings: &mut Vec<Finding>,
) -> (Guide, Vec<TextChunk>) {
    let mut guide = source.guide;
    let languages = project.all_languages();
    let catalogue = Catalogue::collect(file, &mut guide, &source.texts, &languages, findings);
    let addresses = AddressPolicy {
        http_hosts: &project.http_hosts,
        image_hosts: &project.image_hosts,
        navigate_origins: &project.navigate_origins,
        page_origin: "",
    };
    let resolver = Resolver {
        file,
        guide: &guide,
        catalogue: &catalogue,
        addresses,
        default: &project.default_language,
    };
    let chunks = languages
        .iter()
        .filter(|language| catalogue.speaks(language))
        .map(|language| resolver.chunk(language, memo, findings))
        .collect();
    (guide, chunks)
}

struct Resolver<'a> {
    file: &'a str,
    guide: &'a Guide,
    catalogue: &'a Catalogue,
    addresses: AddressPolicy<'a>,
    default: &'a str,
}

impl Resolver<'_> {
    fn chunk(&self, language: &str, memo: &mut Memo, findings: &mut Vec<Finding>) -> TextChunk {
        let mut sizes = Sizes::default();
        let texts = self
            .catalogue
            .entries()
            .filter_map(|(id, entry)| {
                let (found, origin) = self.choose(entry, language, findings)?;
                let (content, nodes) = self.content(entry, found, origin, found == language, memo, findings);
                sizes.add(entry, origin, nodes);
                Some((id.to_owned(), content))
            })
            .collect();
        findings
            .extend(sizes.over().map(|(code, pointer, size)| Finding::new(self.file, code, pointer, size)));
        TextChunk { language: language.to_owned(), texts }
    }

    /// The text in this language, in a shorter form of it, or in the default language, in this order.
    fn choose<'a>(
        &self,
        entry: &'a Entry,
        language: &str,
        findings: &mut Vec<Finding>,
    ) -> Option<(&'a str, &'a Origin)> {
        let mut note = |code, detail: &str| {
            findings.push(Finding::new(self.file, code, &entry.pointer, detail));
        };
        let fitting = fitting_language(language, |tag| entry.language(tag));
        let found = fitting.or_else(|| entry.language(self.default));
        // Texts that are missing altogether, or in the default language, are reported by validation.
        if found.is_some() && fitting.is_none() {
            note(Code::TEXT_MISSING_IN_LANGUAGE, language);
        }
        found.and_then(|found| entry.origin(found).map(|origin| (found, origin)))
    }

    /// The tree of a text and the number of its nodes. Findings are noted once, for the language that the text is written in.
    fn content(
        &self,
        entry: &Entry,
        language: &str,
        origin: &Origin,
        is_own: bool,
        memo: &mut Memo,
        findings: &mut Vec<Finding>,
    ) -> (Content, usize) {
        let mut read = memo.read(&origin.markdown, entry.role, &self.addresses);
        let target = entry.step.and_then(|step| names::target_of(self.guide, step));
        let name = target.and_then(|target| names::of(target, language, self.default, self.catalogue, memo));
        let labels = content::name_labels(&mut read.content, name.as_deref());
        if !is_own {
            return (read.content, read.nodes);
        }
        findings.extend(read.markup.into_iter().map(|found| {
            let part = found.start..found.start + found.len;
            Finding { part: Some(part), ..Finding::new(self.file, found.code, &origin.pointer, found.detail) }
        }));
        let mut note =
            |code, detail: &str| findings.push(Finding::new(self.file, code, &origin.pointer, detail));
        if let Some(kind) = read.misfit {
            note(Code::BLOCKS_IN_LABEL, kind);
        }
        if labels.any && target.is_none() {
            note(Code::TARGET_LABEL_WITHOUT_TARGET, "");
        } else if labels.unnamed {
            note(Code::TARGET_WITHOUT_NAME, "");
        }
        (read.content, read.nodes)
    }
}

/// What the texts of each step add up to: bytes of Markdown and nodes of trees.
#[derive(Default)]
struct Sizes {
    steps: BTreeMap<usize, (usize, usize)>,
}

impl Sizes {
    fn add(&mut self, entry: &Entry, origin: &Origin, more: usize) {
        let Some(step) = entry.step else { return };
        let (bytes, nodes) = self.steps.entry(step).or_default();
        *bytes += origin.markdown.len();
        *nodes += more;
    }

    /// Steps over a limit: which limit, where, and how much.
    fn over(self) -> impl Iterator<Item = (Code, String, String)> {
        self.steps.into_iter().flat_map(|(step, (bytes, nodes))| {
            let pointer = format!("/guide/steps/{step}");
            let long = (bytes > MAX_TEXT_SOURCE_BYTES).then_some((Code::MARKUP_TOO_LONG, bytes));
            let many = (nodes > MAX_CONTENT_NODES).then_some((Code::MARKUP_TOO_MANY_NODES, nodes));
            long.into_iter().chain(many).map(move |(code, size)| (code, pointer.clone(), size.to_string()))
        })
    }
}
