//! What a checklist must hold to, beside its texts: its tasks.

use std::collections::BTreeSet;

use lotse_model::diagnostic::Code;
use lotse_model::help::{Checklist, MAX_TASKS};

use crate::finding::Finding;

/// What is wrong with the tasks themselves, whatever guides there are.
#[must_use]
pub fn check_tasks(file: &str, checklist: &Checklist) -> Vec<Finding> {
    let mut found = Vec::new();
    let count = checklist.tasks.len();
    let mut note =
        |code, pointer: String, detail: String| found.push(Finding::new(file, code, pointer, detail));
    match count {
        0 => note(Code::NO_TASKS, "/checklist/tasks".to_owned(), String::new()),
        1..=MAX_TASKS => {}
        _ => note(Code::TOO_MANY_TASKS, "/checklist/tasks".to_owned(), count.to_string()),
    }
    let mut seen = BTreeSet::new();
    for (place, task) in checklist.tasks.iter().enumerate() {
        if !seen.insert(&task.guide) {
            note(Code::TASK_TWICE, pointer(place), task.guide.as_str().to_owned());
        }
    }
    found
}

/// Where the guide of a task stands.
pub(super) fn pointer(place: usize) -> String {
    format!("/checklist/tasks/{place}/guide")
}
