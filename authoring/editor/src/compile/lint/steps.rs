//! Steps that can never do what they say.

use lotse_model::condition::{Condition, ElementState, Test};
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::step::{Completion, Instruct, Step};

use crate::finding::Finding;

pub(super) fn lint(file: &str, guide: &Guide, findings: &mut Vec<Finding>) {
    for (place, step) in guide.steps.iter().enumerate() {
        let Step::Instruct(step) = step else { continue };
        let pointer = format!("/guide/steps/{place}");
        if step.skip_when.as_ref().and_then(constant) == Some(true) {
            let pointer = format!("{pointer}/skip_when");
            findings.push(Finding::new(file, Code::STEP_ALWAYS_SKIPPED, pointer, step.id.as_str()));
        }
        for (at, completion) in step.completion.iter().enumerate().filter(|(_, way)| is_pointless(way, step))
        {
            let pointer = format!("{pointer}/completion/{at}");
            findings.push(Finding::new(file, Code::COMPLETION_POINTLESS, pointer, completion.kind()));
        }
    }
}

/// The value of a condition that does not depend on anything.
fn constant(condition: &Condition) -> Option<bool> {
    let Condition::Known(test) = condition else { return None };
    match test.as_ref() {
        Test::All { of } => {
            let values: Vec<Option<bool>> = of.iter().map(constant).collect();
            if values.contains(&Some(false)) {
                Some(false)
            } else {
                values.iter().all(Option::is_some).then_some(true)
            }
        }
        Test::Any { of } => {
            let values: Vec<Option<bool>> = of.iter().map(constant).collect();
            if values.contains(&Some(true)) {
                Some(true)
            } else {
                values.iter().all(Option::is_some).then_some(false)
            }
        }
        Test::Not { of } => constant(of).map(|value| !value),
        _ => None,
    }
}

/// A completion that another one of the step is always ahead of: a double click begins with a click, and a target that
/// only has to be visible completes the step before anybody can do anything with it.
fn is_pointless(completion: &Completion, step: &Instruct) -> bool {
    let has = |other: &Completion| step.completion.contains(other);
    match completion {
        Completion::DoubleClick { on } => {
            has(&Completion::Click { on: on.clone() }) || is_done_at_once(step, on.is_none())
        }
        Completion::Click { on } | Completion::ContextMenu { on } | Completion::Input { on, .. } => {
            is_done_at_once(step, on.is_none())
        }
        _ => false,
    }
}

fn is_done_at_once(step: &Instruct, is_own_target: bool) -> bool {
    is_own_target
        && step.completion.contains(&Completion::State { state: ElementState::Visible {}, on: None })
}
