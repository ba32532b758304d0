//! Many small actions to the few that a person would tell of.

use std::collections::BTreeMap;

use lotse_api::channel::{Action, Done, Element, Page};

use super::Part;
use super::shape::lasting_target;

/// Two clicks on the same thing within this time are one that was meant, in milliseconds.
const DOUBLE_MS: u64 = 500;
/// An address that changes this soon after an action was changed by it, in milliseconds.
const CONSEQUENCE_MS: u64 = 15_000;

/// What an action is to its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// What the step tells the user to do.
    Does,
    /// The click that put the cursor into a field.
    Focuses,
    /// Typed, chosen or set before, and changed afterwards.
    Corrected,
    /// The same once more: a second click, the click that comes with setting a box.
    Repeats,
    /// The page that came of it.
    LeadsTo,
    /// The technician took the step back.
    TakesBack,
}

/// What a person would call one action.
#[derive(Clone, Debug)]
pub(super) struct Stroke {
    /// The action that counts.
    pub action: Action,
    pub parts: Vec<Part>,
    /// The page that came of it.
    pub leads_to: Option<Page>,
}

#[derive(Default)]
pub(super) struct Folded {
    pub strokes: Vec<Stroke>,
    pub taken_back: Vec<Stroke>,
    pub missing: Vec<u64>,
}

pub(super) fn fold(actions: &[Action]) -> Folded {
    let by_number: BTreeMap<u64, &Action> = actions.iter().map(|action| (action.number, action)).collect();
    let mut folded = Folded::default();
    let last = by_number.keys().next_back().copied().unwrap_or_default();
    folded.missing = (1..=last).filter(|number| !by_number.contains_key(number)).take(1000).collect();
    for action in by_number.into_values() {
        folded.take(action);
    }
    folded.fold_idle_focus();
    folded
}

impl Folded {
    fn take(&mut self, action: &Action) {
        let part = |why| Part { number: action.number, why };
        let Some(before) = self.strokes.last_mut() else {
            if !matches!(action.done, Done::Undo {}) {
                self.begin(action);
            } else if let Some(back) = self.taken_back.last_mut() {
                back.parts.push(part(Why::TakesBack));
            }
            return;
        };
        match &action.done {
            Done::Undo {} => {
                before.parts.push(part(Why::TakesBack));
                self.taken_back.extend(self.strokes.pop());
            }
            Done::Navigated { .. } if before.may_lead_to(action) => {
                before.parts.push(part(Why::LeadsTo));
                if matches!(before.action.done, Done::Navigated { .. }) {
                    before.action.page = action.page.clone();
                } else {
                    before.leads_to = Some(action.page.clone());
                }
            }
            _ => match before.relation(action) {
                Relation::New => self.begin(action),
                Relation::Joins(why) => before.parts.push(part(why)),
                Relation::Replaces(why) => before.replace(action, why),
            },
        }
    }

    fn begin(&mut self, action: &Action) {
        let parts = vec![Part { number: action.number, why: Why::Does }];
        self.strokes.push(Stroke { action: action.clone(), parts, leads_to: None });
    }

    /// A click into a field in which nothing was done says nothing by itself; it goes to what came next.
    fn fold_idle_focus(&mut self) {
        let mut idle: Vec<Part> = Vec::new();
        let mut kept: Vec<Stroke> = Vec::new();
        let count = self.strokes.len();
        for (index, mut stroke) in std::mem::take(&mut self.strokes).into_iter().enumerate() {
            let is_idle = matches!(stroke.action.done, Done::Click {})
                && stroke.leads_to.is_none()
                && stroke
                    .action
                    .element
                    .as_ref()
                    .is_some_and(|element| is_text(element) && element.opens.is_empty());
            if is_idle && index + 1 < count {
                idle.extend(stroke.parts.iter().map(|part| Part { why: Why::Focuses, ..*part }));
                continue;
            }
            if !idle.is_empty() {
                idle.append(&mut stroke.parts);
                stroke.parts = std::mem::take(&mut idle);
            }
            kept.push(stroke);
        }
        self.strokes = kept;
    }
}

/// How an action stands to the stroke before it.
enum Relation {
    New,
    /// It says nothing new.
    Joins(Why),
    /// It is what counts; what counted so far was this.
    Replaces(Why),
}

impl Stroke {
    fn may_lead_to(&self, action: &Action) -> bool {
        let is_redirect = matches!(self.action.done, Done::Navigated { .. });
        let is_soon = action.at_ms.saturating_sub(self.action.at_ms) <= CONSEQUENCE_MS;
        is_soon || (is_redirect && self.action.page.address == action.page.address)
    }

    fn relation(&self, action: &Action) -> Relation {
        let (Some(one), Some(other)) = (&self.action.element, &action.element) else { return Relation::New };
        // A number is worth something on one page only.
        let is_same =
            one.node == other.node && lasting_target(one) == lasting_target(other) && self.leads_to.is_none();
        if !is_same {
            return Relation::New;
        }
        let is_soon = action.at_ms.saturating_sub(self.action.at_ms) <= DOUBLE_MS;
        match (&self.action.done, &action.done) {
            (Done::Typed { .. }, Done::Typed { .. }) => Relation::Replaces(Why::Corrected),
            (Done::Typed { .. }, Done::Click {}) if is_text(one) => Relation::Joins(Why::Focuses),
            (Done::Click {}, Done::Typed { .. }) => Relation::Replaces(Why::Focuses),
            (Done::Click {} | Done::Typed { .. }, Done::Chosen { .. }) => Relation::Replaces(Why::Focuses),
            (Done::Chosen { .. }, Done::Chosen { .. }) | (Done::Set { .. }, Done::Set { .. }) => {
                Relation::Replaces(Why::Corrected)
            }
            (Done::Click {}, Done::Set { .. }) => Relation::Replaces(Why::Repeats),
            (Done::Set { .. } | Done::Chosen { .. }, Done::Click {}) if is_soon => {
                Relation::Joins(Why::Repeats)
            }
            (Done::Click {}, Done::Click {}) if is_soon => Relation::Joins(Why::Repeats),
            (Done::Click {}, Done::DoubleClick {}) if is_pressed_once(one) => Relation::Joins(Why::Repeats),
            (Done::Click {}, Done::DoubleClick {}) => Relation::Replaces(Why::Repeats),
            (Done::Set { .. }, Done::DoubleClick {}) => Relation::Joins(Why::Repeats),
            (Done::Typed { .. }, Done::DoubleClick {}) => Relation::Joins(Why::Focuses),
            (Done::Hover {}, Done::Click {}) => Relation::Replaces(Why::Focuses),
            (Done::Hover {}, Done::Hover {}) => Relation::Joins(Why::Repeats),
            _ => Relation::New,
        }
    }

    fn replace(&mut self, action: &Action, why: Why) {
        let was_empty_before = match &self.action.done {
            Done::Typed { was_empty, .. } => Some(*was_empty),
            _ => None,
        };
        for part in &mut self.parts {
            if part.why == Why::Does {
                part.why = why;
            }
        }
        self.parts.push(Part { number: action.number, why: Why::Does });
        self.action = action.clone();
        if let (Some(before), Done::Typed { was_empty, .. }) = (was_empty_before, &mut self.action.done) {
            *was_empty = before;
        }
    }
}

/// Whether one types into it.
pub(super) fn is_text(element: &Element) -> bool {
    matches!(element.role.as_str(), "textbox" | "searchbox" | "spinbutton" | "combobox")
}

/// Whether a double click on it is a habit, not a meaning.
fn is_pressed_once(element: &Element) -> bool {
    let roles = [
        "button",
        "link",
        "menuitem",
        "menuitemcheckbox",
        "menuitemradio",
        "tab",
        "checkbox",
        "radio",
        "switch",
        "option",
        "textbox",
        "searchbox",
        "spinbutton",
        "combobox",
    ];
    roles.contains(&element.role.as_str())
}
