//! What looks wrong between guides, or works but probably not as meant.

mod guides;
mod pages;
mod steps;

use std::collections::BTreeSet;

use lotse_model::basic::GuideId;
use lotse_model::guide::Guide;

use crate::finding::Finding;

/// Looks at all guides of a project. Whether a guide is missing can only be said when all were read.
pub(super) fn lint(guides: &[(String, Guide)], all_read: bool, findings: &mut Vec<Finding>) {
    let ids: BTreeSet<&GuideId> = guides.iter().map(|(_, guide)| &guide.id).collect();
    guides::taken(guides, findings);
    for (file, guide) in guides {
        one(file, guide, all_read.then_some(&ids), findings);
    }
}

/// Looks at one guide, `ids` being those of all guides, when they are known.
pub(super) fn one(file: &str, guide: &Guide, ids: Option<&BTreeSet<&GuideId>>, findings: &mut Vec<Finding>) {
    if let Some(ids) = ids {
        guides::missing(file, guide, ids, findings);
    }
    pages::lint(file, guide, findings);
    steps::lint(file, guide, findings);
}
