//! Guides that name each other.

use std::collections::BTreeSet;

use lotse_model::action::Action;
use lotse_model::basic::GuideId;
use lotse_model::condition::Test;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;

use crate::finding::Finding;
use crate::walk::{self, Pointer, Visitor};

/// Ids that two guides have.
pub(super) fn taken(guides: &[(String, Guide)], findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (file, guide) in guides {
        if !seen.insert(&guide.id) {
            findings.push(Finding::new(file, Code::GUIDE_ID_TAKEN, "/guide/id", guide.id.as_str()));
        }
    }
}

/// Guides that are named by buttons and conditions, and do not exist.
pub(super) fn missing(file: &str, guide: &Guide, ids: &BTreeSet<&GuideId>, findings: &mut Vec<Finding>) {
    walk::visit(&mut guide.clone(), &mut References { file, ids, findings });
}

struct References<'a> {
    file: &'a str,
    ids: &'a BTreeSet<&'a GuideId>,
    findings: &'a mut Vec<Finding>,
}

impl References<'_> {
    fn check(&mut self, pointer: &Pointer, id: &GuideId, code: Code) {
        if !self.ids.contains(id) {
            self.findings.push(Finding::new(
                self.file,
                code,
                format!("{}/guide", pointer.json()),
                id.as_str(),
            ));
        }
    }
}

impl Visitor for References<'_> {
    fn test(&mut self, pointer: &Pointer, test: &Test) {
        if let Test::Guide { guide: Some(guide), .. } = test {
            self.check(pointer, guide, Code::MISSING_GUIDE_IN_CONDITION);
        }
    }

    fn action(&mut self, pointer: &Pointer, action: &Action) {
        if let Action::OpenGuide { guide } = action {
            self.check(pointer, guide, Code::MISSING_GUIDE);
        }
    }
}
