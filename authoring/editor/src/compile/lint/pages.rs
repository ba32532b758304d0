//! Pages: guides that every page has to load, and steps on another page than the one before.

use lotse_model::action::Action;
use lotse_model::condition::{Condition, Test};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::step::{Completion, Instruct, Step};
use lotse_model::url::literal_prefix;

use crate::finding::Finding;

pub(super) fn lint(file: &str, guide: &Guide, findings: &mut Vec<Finding>) {
    if guide.pages.is_empty() {
        findings.push(Finding::new(file, Code::APPLIES_EVERYWHERE, "/guide/id", ""));
    }
    for (place, page) in guide.pages.iter().enumerate().filter(|(_, page)| literal_prefix(page).is_empty()) {
        let pointer = format!("/guide/pages/{place}");
        findings.push(Finding::new(file, Code::PATTERN_WITHOUT_PREFIX, pointer, page));
    }
    for (place, step) in guide.steps.iter().enumerate() {
        if let Step::Instruct(step) = step
            && is_page_change_unlikely(guide, step)
        {
            let pointer = format!("/guide/steps/{place}/entry");
            findings.push(Finding::new(file, Code::PAGE_CHANGE_UNLIKELY, pointer, step.id.as_str()));
        }
    }
}

/// The step says that it is on certain pages, every step before it says that it is on others, and none of those does
/// anything that could lead from there to here.
fn is_page_change_unlikely(guide: &Guide, step: &Instruct) -> bool {
    let Some(here) = pages(step) else { return false };
    let mut before = guide.steps.iter().filter(|other| leads_to(other, step)).peekable();
    before.peek().is_some()
        && before.all(|other| match other {
            Step::Instruct(other) => {
                let is_elsewhere =
                    pages(other).is_some_and(|there| !there.iter().any(|page| here.contains(page)));
                is_elsewhere && !can_navigate(other)
            }
            _ => false,
        })
}

fn pages(step: &Instruct) -> Option<&Vec<String>> {
    match step.entry.as_ref()? {
        Condition::Known(test) => {
            if let Test::Url { is } = test.as_ref() {
                Some(is)
            } else {
                None
            }
        }
        Condition::Unsupported => None,
    }
}

fn leads_to(step: &Step, to: &Instruct) -> bool {
    match step {
        Step::Instruct(step) => step.next == to.id,
        Step::Question(step) => step.answers.iter().any(|answer| answer.next == to.id),
        Step::Check(step) => {
            [Some(&step.if_true), Some(&step.if_false), step.if_unknown.as_ref()].contains(&Some(&to.id))
        }
        Step::SubGuide(step) => {
            [Some(&step.solved), Some(&step.stopped), step.escalated.as_ref()].contains(&Some(&to.id))
        }
        Step::End(_) => false,
    }
}

/// Whatever the user does with an element can navigate; only the card's own button surely does not.
fn can_navigate(step: &Instruct) -> bool {
    step.completion.iter().any(|completion| !matches!(completion, Completion::Next {}))
        || step
            .actions
            .iter()
            .any(|button| matches!(button.action, Action::Navigate { .. } | Action::HostCallback { .. }))
}
