//! The texts of a problem, desk or checklist: those written in place move into the catalogue, each becomes a tree in every
//! language, and each is held to what the texts of guides are held to.

use std::collections::BTreeMap;

use lotse_model::basic::{Table, TextId};
use lotse_model::bundle::TextChunk;
use lotse_model::content::{Content, MAX_CONTENT_NODES, MAX_TEXT_SOURCE_BYTES};
use lotse_model::desk::Desk;
use lotse_model::diagnostic::Code;
use lotse_model::help::Checklist;
use lotse_model::json::pointer_part;
use lotse_model::problem::{Means, Problem, TriageQuestion};
use lotse_model::text::{Text, fitting_language};
use lotse_model::url::AddressPolicy;

use super::super::content::Memo;
use crate::finding::Finding;
use crate::project::Project;
use crate::walk::Role;

/// Reads the texts of one file.
pub(super) struct Reader<'a> {
    file: &'a str,
    project: &'a Project,
    written: &'a Table<Table<String>>,
    memo: &'a mut Memo,
    /// By text id and language.
    trees: BTreeMap<String, BTreeMap<String, Content>>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        file: &'a str,
        project: &'a Project,
        written: &'a Table<Table<String>>,
        memo: &'a mut Memo,
    ) -> Self {
        Reader { file, project, written, memo, trees: BTreeMap::new(), findings: Vec::new() }
    }

    /// A text at a place; an id afterwards.
    fn text(&mut self, role: Role, pointer: &str, text: &mut Text) {
        let (id, origins) = match text {
            Text::Id(id) => (id.clone(), self.of_table(id.as_str())),
            Text::Inline(inline) => {
                let origin = |(language, markdown): (&str, &String)| {
                    (language.to_owned(), markdown.clone(), format!("{pointer}/{}", pointer_part(language)))
                };
                let Some(id) = self.fresh_id(pointer) else { return };
                (id, inline.iter().map(origin).collect::<Vec<_>>())
            }
        };
        if !self.trees.contains_key(id.as_str()) {
            let trees = self.trees_of(role, pointer, &origins);
            self.trees.insert(id.as_str().to_owned(), trees);
        }
        *text = Text::Id(id);
    }

    /// A text of another file, as it is there; nothing when it is in no language.
    pub(super) fn adopt(&mut self, pointer: &str, text: &Text, chunks: &[TextChunk]) -> Option<Text> {
        let Text::Id(own) = text else { return None };
        let said = |chunk: &TextChunk| Some((chunk.language.clone(), chunk.texts.get(own.as_str())?.clone()));
        let trees: BTreeMap<String, Content> = chunks.iter().filter_map(said).collect();
        let id = self.fresh_id(pointer).filter(|_| !trees.is_empty())?;
        self.trees.insert(id.as_str().to_owned(), trees);
        Some(Text::Id(id))
    }

    fn of_table(&self, id: &str) -> Vec<(String, String, String)> {
        let origin = |(language, texts): (&str, &Table<String>)| {
            let pointer = format!("/texts/{}/{}", pointer_part(language), pointer_part(id));
            Some((language.to_owned(), texts.get(id)?.clone(), pointer))
        };
        self.written.iter().filter_map(origin).collect()
    }

    /// `/problem/causes/0/title` is `causes.0.title`.
    fn fresh_id(&self, pointer: &str) -> Option<TextId> {
        let mut name = pointer.splitn(3, '/').nth(2).unwrap_or_default().replace('/', ".");
        while self.trees.contains_key(&name)
            || self.written.iter().any(|(_, texts)| texts.get(&name).is_some())
        {
            name.push('-');
        }
        TextId::new(&name)
    }

    fn trees_of(
        &mut self,
        role: Role,
        pointer: &str,
        origins: &[(String, String, String)],
    ) -> BTreeMap<String, Content> {
        let project = self.project;
        let addresses = AddressPolicy {
            http_hosts: &project.http_hosts,
            image_hosts: &project.image_hosts,
            navigate_origins: &project.navigate_origins,
            page_origin: "",
        };
        let languages = project.all_languages();
        let mut trees = BTreeMap::new();
        for (language, markdown, place) in origins {
            let mut note = |code, detail: &str| {
                self.findings.push(Finding::new(self.file, code, place, detail));
            };
            if !languages.contains(&language.as_str()) {
                note(Code::LANGUAGE_UNLISTED, language);
                continue;
            }
            let read = self.memo.read(markdown, role, &addresses);
            if let Some(kind) = read.misfit {
                note(Code::BLOCKS_IN_LABEL, kind);
            }
            if markdown.len() > MAX_TEXT_SOURCE_BYTES {
                note(Code::MARKUP_TOO_LONG, &markdown.len().to_string());
            }
            if read.nodes > MAX_CONTENT_NODES {
                note(Code::MARKUP_TOO_MANY_NODES, &read.nodes.to_string());
            }
            self.findings.extend(read.markup.into_iter().map(|found| {
                let part = found.start..found.start + found.len;
                Finding { part: Some(part), ..Finding::new(self.file, found.code, place, found.detail) }
            }));
            trees.insert(language.clone(), read.content);
        }
        for language in languages {
            let has = |tag: &str| trees.get_key_value(tag).map(|(tag, _)| tag.as_str());
            if fitting_language(language, has).is_none() && !trees.is_empty() {
                self.findings.push(Finding::new(
                    self.file,
                    Code::TEXT_MISSING_IN_LANGUAGE,
                    pointer,
                    language,
                ));
            }
        }
        trees
    }

    /// A chunk for every language in which anything is written; what is missing there is said in the default language.
    pub(super) fn finish(self, findings: &mut Vec<Finding>) -> Vec<TextChunk> {
        findings.extend(self.findings);
        let default = self.project.default_language.as_str();
        let speaks = |language: &&str| self.trees.values().any(|trees| trees.contains_key(*language));
        let languages = self.project.all_languages();
        let chunk = |language: &str| {
            let mut texts = Table::default();
            for (id, trees) in &self.trees {
                let has = |tag: &str| trees.get_key_value(tag).map(|(tag, _)| tag.as_str());
                let tag = fitting_language(language, has).or_else(|| has(default));
                if let Some(tree) = tag.and_then(|tag| trees.get(tag)) {
                    texts.insert(id.clone(), tree.clone());
                }
            }
            TextChunk { language: language.to_owned(), texts }
        };
        languages.into_iter().filter(speaks).map(chunk).collect()
    }
}

/// Every text of a problem.
pub(super) fn of_problem(problem: &mut Problem, reader: &mut Reader<'_>) {
    reader.text(Role::Title, "/problem/title", &mut problem.title);
    if let Some(summary) = &mut problem.summary {
        reader.text(Role::Body, "/problem/summary", summary);
    }
    for (place, symptom) in problem.symptoms.iter_mut().enumerate() {
        reader.text(Role::Title, &format!("/problem/symptoms/{place}"), symptom);
    }
    triage("/problem", &mut problem.triage, reader);
    for (place, cause) in problem.causes.iter_mut().enumerate() {
        reader.text(Role::Title, &format!("/problem/causes/{place}/title"), &mut cause.title);
    }
    for (place, probe) in problem.probes.iter_mut().enumerate() {
        let at = format!("/problem/probes/{place}");
        let (title, body) = match &mut probe.by {
            Means::Check { .. } => (None, None),
            Means::Question { title, body } => (Some(title), body.as_mut()),
            Means::Visual { title } => (Some(title), None),
            Means::Practical { title, body, .. } => (Some(title), body.as_mut()),
        };
        if let Some(title) = title {
            reader.text(Role::Title, &format!("{at}/by/title"), title);
        }
        if let Some(body) = body {
            reader.text(Role::Body, &format!("{at}/by/body"), body);
        }
        for (inner, outcome) in probe.outcomes.iter_mut().enumerate() {
            reader.text(Role::Label, &format!("{at}/outcomes/{inner}/label"), &mut outcome.label);
            if let Some(picture) = &mut outcome.picture {
                reader.text(Role::Body, &format!("{at}/outcomes/{inner}/picture"), picture);
            }
        }
    }
}

/// Every text of a desk.
pub(super) fn of_desk(desk: &mut Desk, reader: &mut Reader<'_>) {
    reader.text(Role::Title, "/desk/name", &mut desk.name);
    triage("/desk", &mut desk.triage, reader);
    for (place, notice) in desk.notices.iter_mut().enumerate() {
        reader.text(Role::Title, &format!("/desk/notices/{place}/title"), &mut notice.title);
        if let Some(body) = &mut notice.body {
            reader.text(Role::Body, &format!("/desk/notices/{place}/body"), body);
        }
    }
}

/// Every text of a checklist.
pub(super) fn of_checklist(checklist: &mut Checklist, reader: &mut Reader<'_>) {
    reader.text(Role::Title, "/checklist/title", &mut checklist.title);
    if let Some(summary) = &mut checklist.summary {
        reader.text(Role::Body, "/checklist/summary", summary);
    }
    for (place, task) in checklist.tasks.iter_mut().enumerate() {
        if let Some(title) = &mut task.title {
            reader.text(Role::Title, &format!("/checklist/tasks/{place}/title"), title);
        }
    }
}

fn triage(at: &str, questions: &mut [TriageQuestion], reader: &mut Reader<'_>) {
    for (place, question) in questions.iter_mut().enumerate() {
        reader.text(Role::Title, &format!("{at}/triage/{place}/title"), &mut question.title);
        for (inner, answer) in question.answers.iter_mut().enumerate() {
            reader.text(
                Role::Label,
                &format!("{at}/triage/{place}/answers/{inner}/label"),
                &mut answer.label,
            );
        }
    }
}
