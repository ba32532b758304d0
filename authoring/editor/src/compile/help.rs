//! Problems and the desk beside the guides: checked as files, and against each other; `selfhelp` compiles them.

use std::collections::BTreeSet;

use lotse_model::basic::GuideId;
use lotse_model::diagnostic::{Code, Diagnostic};
use lotse_model::validate::{Settings, check_desk_source, check_problem_source};

use super::{Source, read, sort};
use crate::finding::{self, Finding};
use crate::project::Project;

/// Everything wrong with problems and the desk. `guides` are the ids of all guides of the project; `None` where not all are known,
/// then nobody is told that one is missing.
#[must_use]
pub fn check_help(
    project: Option<&Project>,
    problems: &[Source],
    desk: Option<&Source>,
    guides: Option<&BTreeSet<GuideId>>,
) -> Vec<Finding> {
    let known = project.map(read::known);
    let settings = Settings { language: "en", project: known.as_ref() };
    let mut findings = Vec::new();
    let mut ids = BTreeSet::new();
    let mut all_read = true;
    for source in problems {
        let (found, diagnostics) = check_problem_source(&source.text, &settings);
        note(source, diagnostics, &mut findings);
        let Some(found) = found else {
            all_read = false;
            continue;
        };
        let mut report = |code, pointer: String, detail: &str| {
            findings.push(Finding::new(&source.name, code, pointer, detail));
        };
        for (place, fix) in found.problem.fixes.iter().enumerate() {
            if guides.is_some_and(|guides| !guides.contains(&fix.guide)) {
                report(Code::MISSING_FIX_GUIDE, format!("/problem/fixes/{place}/guide"), fix.guide.as_str());
            }
        }
        if ids.contains(&found.problem.id) {
            report(Code::PROBLEM_ID_TAKEN, "/problem/id".to_owned(), found.problem.id.as_str());
        }
        ids.insert(found.problem.id);
    }
    if let Some(source) = desk {
        let (found, diagnostics) = check_desk_source(&source.text, &settings);
        note(source, diagnostics, &mut findings);
        let notices = found.iter().flat_map(|found| found.desk.notices.iter().enumerate());
        for (place, notice) in notices.filter(|_| all_read) {
            for (inner, id) in notice.problems.iter().enumerate().filter(|(_, id)| !ids.contains(*id)) {
                let pointer = format!("/desk/notices/{place}/problems/{inner}");
                findings.push(Finding::new(&source.name, Code::MISSING_PROBLEM, pointer, id.as_str()));
            }
        }
    }
    finding::place_all(problems.iter().chain(desk), &mut findings);
    sort(&mut findings);
    findings
}

fn note(source: &Source, found: Vec<Diagnostic>, findings: &mut Vec<Finding>) {
    findings.extend(found.into_iter().map(|found| Finding::of_model(&source.name, found)));
}
