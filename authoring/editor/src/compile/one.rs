//! One draft among the guides of its project: the checks of compiling, without compiling the others again.

use std::collections::{BTreeMap, BTreeSet};

use lotse_model::basic::GuideId;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::validate::{self, MAX_SOURCE_BYTES, Settings, check_source_tree, check_source_with};

use super::bundle::Bundle;
use super::content::Memo;
use super::{Source, catalogue, index, lint, read};
use crate::draft::{Draft, Place, item};
use crate::finding::Finding;
use crate::project::Project;
use crate::proof::{needs, prove};

/// A project around a draft: its settings and its other guides, read once.
#[derive(Clone, Debug)]
pub struct Surroundings {
    settings: Project,
    known: validate::Project,
    others: Vec<(String, Guide)>,
    all_read: bool,
    memo: Memo,
}

/// What checking a draft has shown.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The guide, when it could be read.
    pub guide: Option<Guide>,
    /// Everything found in it, in the order of the file.
    pub findings: Vec<Finding>,
}

impl Surroundings {
    /// Reads settings and the other guides; `None` when the settings cannot be read.
    #[must_use]
    pub fn new(project: &Source, others: &[Source]) -> Option<Self> {
        let mut ignored = Vec::new();
        let settings = read::project(project, &mut ignored)?;
        let read = read::guides(others, Some(&settings), &mut ignored);
        let all_read = read.len() == others.len();
        let others = read.into_iter().map(|(file, source)| (file, source.guide)).collect();
        Some(Surroundings {
            known: read::known(&settings),
            settings,
            others,
            all_read,
            memo: Memo::remembering(),
        })
    }

    /// Everything that `lotse check` finds in this draft, by the same checks. `file` is its name in the project.
    #[must_use]
    pub fn check(&mut self, file: &str, draft: &Draft) -> Checked {
        let mut findings = Vec::new();
        let Some(tree) = draft.tree() else {
            let settings = Settings { language: "en", project: Some(&self.known) };
            let (_, found) = check_source_with(&draft.save(), &settings);
            findings.extend(found.into_iter().map(|found| Finding::of_model(file, found)));
            return Checked { guide: None, findings };
        };
        let (source, problems) = check_source_tree(tree, Some(&self.known));
        findings.extend(problems.into_iter().map(|problem| Finding::of_problem(file, problem)));
        let bytes = draft.save().len();
        if bytes > MAX_SOURCE_BYTES {
            findings.push(Finding::new(file, Code::SOURCE_TOO_LARGE, "", bytes.to_string()));
        }
        let guide = source.map(|source| {
            let (guide, texts) =
                catalogue::resolve(file, source, &self.settings, &mut self.memo, &mut findings);
            let mut bundle = Bundle::measuring();
            let entry = bundle.add_guide(file, &guide, &texts, &mut findings);
            let alone = [(file.to_owned(), guide)];
            index::build(vec![entry], &alone, &mut bundle, &mut findings);
            let [(_, guide)] = alone;
            self.among(file, &guide, &mut findings);
            guide
        });
        // Of one that could not be read, nobody knows which guides it names.
        findings.retain(|finding| finding.file == file);
        let order = |finding: &Finding| (order(tree, &finding.problem.pointer), finding.problem.code);
        findings.sort_by_cached_key(order);
        findings.dedup();
        Checked { guide, findings }
    }

    /// What can only be said in view of the others.
    fn among(&self, file: &str, guide: &Guide, findings: &mut Vec<Finding>) {
        let ids: BTreeSet<&GuideId> =
            self.others.iter().map(|(_, guide)| &guide.id).chain([&guide.id]).collect();
        let is_taken = |(other, of): &(String, Guide)| of.id == guide.id && other.as_str() < file;
        if self.others.iter().any(is_taken) {
            findings.push(Finding::new(file, Code::GUIDE_ID_TAKEN, "/guide/id", guide.id.as_str()));
        }
        lint::one(file, guide, self.all_read.then_some(&ids), findings);
        findings.extend(prove(&self.with_needed(file, guide)));
    }

    /// The guide and those that it runs, in the order of their files.
    fn with_needed(&self, file: &str, guide: &Guide) -> Vec<(String, Guide)> {
        let own = (file.to_owned(), guide.clone());
        let has_sub_guides =
            guide.steps.iter().any(|step| matches!(step, lotse_model::step::Step::SubGuide(_)));
        if !has_sub_guides {
            return vec![own];
        }
        let mut all: BTreeMap<&str, &Guide> =
            self.others.iter().map(|(file, guide)| (file.as_str(), guide)).collect();
        all.insert(file, guide);
        let list: Vec<(String, Guide)> =
            all.into_iter().map(|(file, guide)| (file.to_owned(), guide.clone())).collect();
        let needed = needs(&list).remove(&guide.id).unwrap_or_default();
        let is_needed = |one: &&(String, Guide)| one.0 == file || needed.contains(&one.1.id);
        list.iter().filter(is_needed).cloned().collect()
    }
}

/// Where a pointer leads in the order of the file.
fn order(tree: &lotse_model::json::Json, pointer: &str) -> Vec<usize> {
    use lotse_model::json::Json;
    let Some(place) = Place::of_pointer(pointer) else { return Vec::new() };
    let mut at = Some(tree);
    let mut order = Vec::new();
    for part in place.parts() {
        let (index, inner) = match at {
            Some(Json::Map(members)) => {
                let index = members.iter().position(|(name, _)| name == part);
                (index, index.and_then(|index| members.get(index)).map(|(_, value)| value))
            }
            Some(Json::List(items)) => {
                let index = item(part);
                (index, index.and_then(|index| items.get(index)))
            }
            _ => (None, None),
        };
        let Some(index) = index else { break };
        order.push(index);
        at = inner;
    }
    order
}
