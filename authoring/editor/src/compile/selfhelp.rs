//! Self-help in the bundle: problems, desk and checklists as chunks, their texts by language, the search index, and the shards
//! that say what there is and where it matters.

mod shards;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use lotse_help::search::build::{self, Entry};
use lotse_model::basic::{GuideId, Table};
use lotse_model::bundle::{IndexEntry, SCHEMA, TextChunk};
use lotse_model::content::{Content, plain_text};
use lotse_model::desk::{Desk, DeskSource};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::help::{ChecklistChunk, ChecklistSource, DeskChunk, HelpEntry, HelpRoot, SignEntry};
use lotse_model::problem::{ProblemChunk, ProblemSource};
use lotse_model::search::EntryKind;
use lotse_model::text::{Text, fitting_language};
use lotse_model::validate::{Settings, check_desk_source, check_problem_source};

use self::texts::Reader;
use super::checklist::{check_tasks, pointer};
use super::content::Memo;
use super::{Bundle, Source, read};
use crate::finding::Finding;
use crate::project::Project;

/// The files about self-help.
#[derive(Clone, Copy, Debug, Default)]
pub struct HelpSources<'a> {
    /// Problems.
    pub problems: &'a [Source],
    /// The desk.
    pub desk: Option<&'a Source>,
    /// Checklists.
    pub checklists: &'a [Source],
}

impl HelpSources<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.desk.is_none() && self.checklists.is_empty()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Source> {
        self.problems.iter().chain(self.desk).chain(self.checklists)
    }
}

/// What the manifest says of self-help.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointers {
    pub help: Option<String>,
    pub signs: Vec<IndexEntry>,
}

/// One thing to be found, with its words by language.
struct Item {
    entry: HelpEntry,
    texts: Vec<TextChunk>,
    title: Text,
    summary: Option<Text>,
    symptoms: Vec<Text>,
}

/// Writes everything about self-help into the bundle. `texts` are the texts of the guides, in the same order.
pub(super) fn build(
    project: &Project,
    guides: &[(String, Guide)],
    guide_texts: &[Vec<TextChunk>],
    sources: HelpSources<'_>,
    bundle: &mut Bundle,
    findings: &mut Vec<Finding>,
) -> Pointers {
    if sources.is_empty() {
        return Pointers::default();
    }
    let mut build =
        Build { project, memo: Memo::default(), bundle, findings, items: Vec::new(), signs: Vec::new() };
    let (desk, desk_name) = build.desk(sources.desk);
    for source in sources.problems {
        build.problem(source);
    }
    let titled = guides.iter().zip(guide_texts);
    let known: Known<'_> =
        titled.map(|((_, guide), texts)| (&guide.id, Some((&guide.title, texts.as_slice())))).collect();
    for source in sources.checklists {
        build.checklist(source, &known);
    }
    for ((_, guide), texts) in guides.iter().zip(guide_texts) {
        build.guide(guide, texts);
    }
    build.unique(sources);
    build.finish(desk.as_ref(), desk_name)
}

/// Title and texts of each guide, where these are known.
type Known<'a> = BTreeMap<&'a GuideId, Option<(&'a Text, &'a [TextChunk])>>;

/// Everything that is wrong with a checklist, in a project that has these guides.
#[must_use]
pub fn check_checklist(project: &Source, guides: &[GuideId], source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut bundle = Bundle::default();
    // What is wrong with the project is said where it is edited.
    let Some(project) = read::project(project, &mut Vec::new()) else { return findings };
    let known: Known<'_> = guides.iter().map(|guide| (guide, None)).collect();
    let mut build = Build {
        project: &project,
        memo: Memo::default(),
        bundle: &mut bundle,
        findings: &mut findings,
        items: Vec::new(),
        signs: Vec::new(),
    };
    build.checklist(source, &known);
    findings
}

/// What is being built.
struct Build<'a> {
    project: &'a Project,
    memo: Memo,
    bundle: &'a mut Bundle,
    findings: &'a mut Vec<Finding>,
    items: Vec<Item>,
    signs: Vec<(Vec<String>, SignEntry)>,
}

/// Names of the desk's chunk and of its texts.
type DeskNames = Option<(String, Table<String>)>;

impl Build<'_> {
    fn desk(&mut self, source: Option<&Source>) -> (Option<Desk>, DeskNames) {
        let Some(source) = source else { return (None, None) };
        let known = read::known(self.project);
        let (found, _) = check_desk_source(&source.text, &Settings { language: "en", project: Some(&known) });
        let Some(DeskSource { mut desk, texts, .. }) = found else { return (None, None) };
        let mut reader = Reader::new(&source.name, self.project, &texts, &mut self.memo);
        texts::of_desk(&mut desk, &mut reader);
        let chunks = reader.finish(self.findings);
        let texts = self.add_texts(&source.name, &chunks);
        let (name, _) = self.bundle.add(&DeskChunk { desk: desk.clone() });
        (Some(desk), Some((name, texts)))
    }

    fn problem(&mut self, source: &Source) {
        let known = read::known(self.project);
        let settings = Settings { language: "en", project: Some(&known) };
        let (found, _) = check_problem_source(&source.text, &settings);
        let Some(ProblemSource { mut problem, texts, .. }) = found else { return };
        let mut reader = Reader::new(&source.name, self.project, &texts, &mut self.memo);
        texts::of_problem(&mut problem, &mut reader);
        let chunks = reader.finish(self.findings);
        let title = titles(&chunks, &problem.title);
        for sign in core::mem::take(&mut problem.signs) {
            let (problem_id, pages) = (problem.id.clone(), problem.pages.clone());
            let entry = SignEntry { problem: problem_id, title: title.clone(), pages: pages.clone(), sign };
            self.signs.push((pages, entry));
        }
        let texts = self.add_texts(&source.name, &chunks);
        let (chunk, size) = self.bundle.add(&ProblemChunk { problem: problem.clone() });
        self.hold(&source.name, "/problem", size);
        self.items.push(Item {
            entry: HelpEntry {
                id: problem.id.as_str().to_owned(),
                kind: EntryKind::Problem,
                title,
                chunk: Some(chunk),
                texts,
                pages: problem.pages,
                audience: problem.audience,
            },
            texts: chunks,
            title: problem.title,
            summary: problem.summary,
            symptoms: problem.symptoms,
        });
    }

    fn checklist(&mut self, source: &Source, guides: &Known<'_>) {
        let read = lotse_model::wire::read::<ChecklistSource>(&source.text);
        let ChecklistSource { mut checklist, texts, .. } = match read {
            Ok(read) => read,
            Err(problems) => {
                let name = source.name.as_str();
                self.findings.extend(problems.into_iter().map(|problem| Finding::of_problem(name, problem)));
                return;
            }
        };
        self.findings.extend(check_tasks(&source.name, &checklist));
        let mut reader = Reader::new(&source.name, self.project, &texts, &mut self.memo);
        texts::of_checklist(&mut checklist, &mut reader);
        for (place, task) in checklist.tasks.iter_mut().enumerate() {
            match guides.get(&task.guide) {
                // What the task is called where it has no words of its own.
                Some(Some((title, chunks))) if task.title.is_none() => {
                    task.title = reader.adopt(&format!("/checklist/tasks/{place}/title"), title, chunks);
                }
                Some(_) => {}
                None => {
                    let guide = task.guide.as_str();
                    let found = Finding::new(&source.name, Code::MISSING_TASK_GUIDE, pointer(place), guide);
                    self.findings.push(found);
                }
            }
        }
        let chunks = reader.finish(self.findings);
        let texts = self.add_texts(&source.name, &chunks);
        let (chunk, size) = self.bundle.add(&ChecklistChunk { checklist: checklist.clone() });
        self.hold(&source.name, "/checklist", size);
        self.items.push(Item {
            entry: HelpEntry {
                id: checklist.id.as_str().to_owned(),
                kind: EntryKind::Checklist,
                title: titles(&chunks, &checklist.title),
                chunk: Some(chunk),
                texts,
                pages: checklist.pages,
                audience: checklist.audience,
            },
            texts: chunks,
            title: checklist.title,
            summary: checklist.summary,
            symptoms: Vec::new(),
        });
    }

    fn guide(&mut self, guide: &Guide, texts: &[TextChunk]) {
        self.items.push(Item {
            entry: HelpEntry {
                id: guide.id.as_str().to_owned(),
                kind: EntryKind::Guide,
                title: titles(texts, &guide.title),
                chunk: None,
                texts: Table::default(),
                pages: guide.pages.clone(),
                audience: guide.audience.clone(),
            },
            texts: texts.to_vec(),
            title: guide.title.clone(),
            summary: guide.summary.clone(),
            symptoms: Vec::new(),
        });
    }

    /// A guide and a problem may share an id, two of a kind may not; problems are compared where they are checked.
    fn unique(&mut self, sources: HelpSources<'_>) {
        let mut seen = BTreeSet::new();
        let lists = self.items.iter().filter(|item| item.entry.kind == EntryKind::Checklist);
        let twice: Vec<String> =
            lists.map(|item| item.entry.id.clone()).filter(|id| !seen.insert(id.clone())).collect();
        for id in twice {
            let file = sources.checklists.last().map_or("", |source| source.name.as_str());
            self.findings.push(Finding::new(file, Code::PROBLEM_ID_TAKEN, "/checklist/id", id));
        }
    }

    fn add_texts(&mut self, file: &str, chunks: &[TextChunk]) -> Table<String> {
        let mut names = Table::default();
        for chunk in chunks {
            let (name, size) = self.bundle.add(chunk);
            self.hold(file, "", size);
            names.insert(chunk.language.clone(), name);
        }
        names
    }

    fn hold(&mut self, file: &str, pointer: &str, size: usize) {
        if size > lotse_model::bundle::MAX_CHUNK_WIRE_BYTES {
            self.findings.push(Finding::new(file, Code::CHUNK_TOO_LARGE_ON_WIRE, pointer, size.to_string()));
        }
    }

    fn finish(mut self, desk: Option<&Desk>, desk_names: DeskNames) -> Pointers {
        // The order of the files leaves no trace.
        self.items.sort_by(|one, other| {
            let key = |item: &Item| (item.entry.id.clone(), item.entry.kind.word());
            key(one).cmp(&key(other))
        });
        let languages: Vec<String> = self.project.all_languages().into_iter().map(str::to_owned).collect();
        let mut search = Table::default();
        for language in &languages {
            if let Some(name) = self.search(language, desk) {
                search.insert(language.clone(), name);
            }
        }
        let entries: Vec<&HelpEntry> = self.items.iter().map(|item| &item.entry).collect();
        let (parts, index) = shards::of_entries(&entries, self.bundle);
        let signs = shards::of_signs(&self.signs, self.bundle);
        let (desk, desk_texts) = desk_names.unzip();
        let root = HelpRoot {
            schema: SCHEMA,
            desk,
            desk_texts: desk_texts.unwrap_or_default(),
            search,
            entries: parts,
            index,
        };
        Pointers { help: Some(self.bundle.add(&root).0), signs }
    }

    /// The search index of a language; nothing where there is nothing to be found in it.
    fn search(&mut self, language: &str, desk: Option<&Desk>) -> Option<String> {
        let default = self.project.default_language.as_str();
        let entries: Vec<Entry> =
            self.items.iter().filter_map(|item| item.searched(language, default)).collect();
        if entries.is_empty() {
            return None;
        }
        let synonyms: Vec<Vec<String>> = desk
            .into_iter()
            .flat_map(|desk| &desk.synonyms)
            .filter(|group| group.language.as_deref().is_none_or(|only| only == language))
            .map(|group| group.words.clone())
            .collect();
        let settings = build::Settings::new(language, &synonyms);
        let index = build::build(&entries, &settings, &|text| super::bundle::name_of(text));
        for (name, text) in index.shards {
            self.bundle.chunks.insert(name, text);
        }
        Some(self.bundle.add(&index.root).0)
    }
}

impl Item {
    fn searched(&self, language: &str, default: &str) -> Option<Entry> {
        let chunk = chunk(&self.texts, language).or_else(|| chunk(&self.texts, default))?;
        let plain = |text: &Text| plain_of(chunk, text);
        Some(Entry {
            id: self.entry.id.clone(),
            kind: self.entry.kind,
            title: plain(&self.title)?,
            symptoms: self.symptoms.iter().filter_map(plain).collect(),
            summary: self.summary.as_ref().and_then(plain).unwrap_or_default(),
            pages: self.entry.pages.clone(),
            solved_permille: None,
        })
    }
}

/// The texts in a language, or in a shorter form of it.
fn chunk<'a>(texts: &'a [TextChunk], language: &str) -> Option<&'a TextChunk> {
    let offered =
        |tag: &str| texts.iter().find(|chunk| chunk.language == tag).map(|chunk| chunk.language.as_str());
    let tag = fitting_language(language, offered)?;
    texts.iter().find(|chunk| chunk.language == tag)
}

fn plain_of(chunk: &TextChunk, text: &Text) -> Option<String> {
    let Text::Id(id) = text else { return None };
    let content: &Content = chunk.texts.get(id.as_str())?;
    Some(plain_text(content))
}

/// A title by language.
fn titles(chunks: &[TextChunk], title: &Text) -> Table<String> {
    let mut titles = Table::default();
    for chunk in chunks {
        if let Some(title) = plain_of(chunk, title) {
            titles.insert(chunk.language.clone(), title);
        }
    }
    titles
}
