//! One step for each thing that the technician did.

use std::collections::BTreeSet;

use lotse_api::channel::{Done, Element, Page};
use lotse_model::action::{Action, ActionButton};
use lotse_model::basic::StepId;
use lotse_model::condition::{Condition, ElementState, Test, ValueTest};
use lotse_model::keys::Chord;
use lotse_model::step::{
    Completion, Instruct, Missing, MissingPolicy, Placement, Reestablish, Spotlight, Surface,
};
use lotse_model::target::{Evidence, Fact, Target};
use lotse_model::url::{MAX_PATTERN_BYTES, PageAddress, Pattern};

use super::RecordedStep;
use super::folding::Stroke;
use super::words;

/// How long a recorded step looks for its target: pages come slowly.
const LOOK_MS: u32 = 8000;
/// Longest part of an id that comes from a name.
const MAX_SLUG: usize = 32;
/// Longest name of a target in a text, in characters.
const MAX_NAME: usize = 80;

pub(super) fn shape(strokes: &[Stroke], languages: &[String]) -> Vec<RecordedStep> {
    let ids = ids(strokes);
    let mut steps = Vec::new();
    let mut way_in = None;
    let mut is_only_way = true;
    let mut page = None;
    for (index, (stroke, id)) in strokes.iter().zip(&ids).enumerate() {
        if page != Some(stroke.action.page.address.as_str()) {
            page = Some(stroke.action.page.address.as_str());
            way_in = match index.checked_sub(1).and_then(|before| ids.get(before)) {
                Some(before) => Some(Reestablish::Step { step: before.clone() }),
                None => address(&stroke.action.page).map(|url| Reestablish::Navigate { url }),
            };
        }
        let next = ids.get(index + 1).unwrap_or(id);
        let mut step = one(stroke, strokes.get(index + 1), languages, id, next);
        is_only_way = is_only_way && leads_elsewhere(stroke);
        if is_only_way {
            step.skip_when = stroke.leads_to.as_ref().and_then(on_page);
        }
        if !matches!(stroke.action.done, Done::Navigated { .. }) {
            step.entry = on_page(&stroke.action.page);
            step.reestablish = step.entry.as_ref().and(way_in.clone());
        }
        let element = stroke.action.element.as_ref();
        steps.push(RecordedStep {
            step,
            parts: stroke.parts.clone(),
            grade: element.map(|element| element.grade),
            reasons: element.map(|element| element.reasons.clone()).unwrap_or_default(),
        });
    }
    steps
}

fn one(
    stroke: &Stroke,
    next_stroke: Option<&Stroke>,
    languages: &[String],
    id: &StepId,
    next: &StepId,
) -> Instruct {
    let action = &stroke.action;
    let element = action.element.as_ref();
    let target = element.and_then(|element| target_of(element, languages));
    let place = if action.page.title.is_empty() { &action.page.address } else { &action.page.title };
    let is_opening = matches!(action.done, Done::Navigated { .. });
    let body = words::text(languages, |german| {
        words::sentence(&action.done, element, place, target.is_some(), german)
    });
    let actions = match address(&action.page).filter(|_| is_opening) {
        Some(url) => vec![ActionButton {
            label: words::text(languages, words::go_there),
            action: Action::Navigate { url },
        }],
        None => Vec::new(),
    };
    Instruct {
        id: id.clone(),
        surface: if target.is_some() { Surface::Tooltip } else { Surface::Banner },
        title: None,
        body: Some(body),
        completion: completion(stroke, next_stroke, target.is_some()),
        target,
        alternatives: Vec::new(),
        placement: Placement::AUTOMATIC,
        spotlight: Spotlight::DIMMED,
        entry: None,
        reestablish: None,
        skip_when: on_page(&action.page).filter(|_| is_opening),
        missing: Missing { after_ms: LOOK_MS, then: MissingPolicy::Unanchored },
        actions,
        next: next.clone(),
    }
}

/// What the step is done by. `has_target`: there is something to click on.
fn completion(stroke: &Stroke, next: Option<&Stroke>, has_target: bool) -> Vec<Completion> {
    let by_next = || vec![Completion::Next {}];
    let gesture = |gesture: Completion| {
        let mut ways = Vec::new();
        let destination = stroke.leads_to.as_ref().filter(|page| is_elsewhere(page, &stroke.action.page));
        // Anything in a list can be clicked on; only the page that comes of it says that it was an entry.
        let is_entry = stroke.action.element.as_ref().is_some_and(|element| element.list.is_some());
        if has_target && !(is_entry && destination.is_some()) {
            ways.push(gesture);
        }
        ways.extend(destination.and_then(arrival));
        if ways.is_empty() { vec![Completion::Next {}] } else { ways }
    };
    let of_target = |way: Completion| if has_target { vec![way] } else { by_next() };
    match &stroke.action.done {
        Done::Click {} => gesture(Completion::Click { on: None }),
        Done::DoubleClick {} => gesture(Completion::DoubleClick { on: None }),
        Done::ContextMenu {} => gesture(Completion::ContextMenu { on: None }),
        Done::Typed { .. } | Done::Chosen { .. } | Done::Set { .. } if is_entry_of_list(stroke) => by_next(),
        Done::Typed { text: Some(text), .. } if !text.is_empty() => {
            of_target(input(ValueTest::Is { any: vec![text.clone()] }))
        }
        // What was full before would be done before anybody has changed it.
        Done::Typed { was_empty: true, .. } => of_target(input(ValueTest::Present {})),
        Done::Chosen { value: Some(value), .. } => {
            of_target(input(ValueTest::Is { any: vec![value.clone()] }))
        }
        Done::Typed { .. } | Done::Chosen { .. } | Done::Undo {} => by_next(),
        Done::Set { on } => {
            let state = if *on { ElementState::On {} } else { ElementState::Off {} };
            of_target(Completion::State { state, on: None })
        }
        Done::Key { keys } if Chord::new(keys).is_some() => vec![Completion::Key { keys: keys.clone() }],
        Done::Key { .. } => by_next(),
        Done::Hover {} => {
            let appears = next.and_then(|next| next.action.element.as_ref()).and_then(lasting_target);
            match appears {
                Some(target) => {
                    vec![Completion::State { state: ElementState::Visible {}, on: Some(target) }]
                }
                None => by_next(),
            }
        }
        Done::Navigated { .. } => arrival(&stroke.action.page).map_or_else(by_next, |way| vec![way]),
    }
}

fn input(test: ValueTest) -> Completion {
    Completion::Input { test, on: None }
}

fn is_entry_of_list(stroke: &Stroke) -> bool {
    stroke.action.element.as_ref().is_some_and(|element| element.list.is_some())
}

/// Whether somebody who is on that page already has no use for this step.
fn leads_elsewhere(stroke: &Stroke) -> bool {
    let is_way = stroke.action.element.as_ref().is_some_and(|element| {
        element.list.is_none() && matches!(element.role.as_str(), "link" | "tab" | "menuitem" | "treeitem")
    });
    let leads = stroke.leads_to.as_ref().is_some_and(|page| is_elsewhere(page, &stroke.action.page));
    is_way && leads && matches!(stroke.action.done, Done::Click {})
}

fn read_target(element: &Element) -> Option<Target> {
    lotse_model::wire::read::<Target>(&element.target.to_string()).ok().filter(|it| !it.evidence.is_empty())
}

/// The target without the record of its whole page, which says something else after every action; and no second look is taken
/// at conditions.
pub(super) fn lasting_target(element: &Element) -> Option<Target> {
    let mut target = read_target(element)?;
    target.evidence.retain(|it| !matches!(it, Evidence::Known(Fact::Linkage { .. })));
    Some(target)
}

fn target_of(element: &Element, languages: &[String]) -> Option<Target> {
    let mut target = read_target(element)?;
    let name = element.list.as_ref().unwrap_or(&element.name);
    let name: String = name.chars().take(MAX_NAME).collect();
    if !name.trim().is_empty() {
        target.name = Some(words::text(languages, |_| words::plain(&name)));
    }
    Some(target)
}

fn arrival(page: &Page) -> Option<Completion> {
    pattern(page).map(|page| Completion::Navigation { to: vec![page] })
}

fn on_page(page: &Page) -> Option<Condition> {
    pattern(page).map(|page| Condition::of(Test::Url { is: vec![page] }))
}

/// The page's address as a pattern, where it can be one. What follows a query may be anything.
fn pattern(page: &Page) -> Option<String> {
    Some(whole_pattern(page)).filter(|pattern| Pattern::new(pattern).is_ok())
}

fn whole_pattern(page: &Page) -> String {
    let address = &page.address;
    let is_open = address.contains(['?', '#']) && !address.ends_with('*');
    let whole = if is_open { format!("{address}*") } else { address.clone() };
    if whole.len() <= MAX_PATTERN_BYTES {
        return whole;
    }
    let mut end = MAX_PATTERN_BYTES - 1;
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    whole.get(..end).unwrap_or_default().to_owned() + "*"
}

/// The address, where it says everything.
fn address(page: &Page) -> Option<String> {
    (!page.address.is_empty() && !page.address.contains('*')).then(|| page.address.clone())
}

/// Whether being on a page tells apart from being on another one.
fn is_elsewhere(page: &Page, from: &Page) -> bool {
    let sample = from.address.replace('*', "0");
    let there = Pattern::new(&whole_pattern(page));
    page.address != from.address && there.is_ok_and(|there| !there.fits(&PageAddress::new(&sample)))
}

/// Ids that say something to people, each once.
fn ids(strokes: &[Stroke]) -> Vec<StepId> {
    let mut taken = BTreeSet::new();
    strokes
        .iter()
        .filter_map(|stroke| {
            let name = stroke.action.element.as_ref().map(|element| {
                element
                    .list
                    .clone()
                    .filter(|_| element.name.is_empty())
                    .unwrap_or_else(|| element.name.clone())
            });
            let stem = slug(&name.unwrap_or_default(), MAX_SLUG);
            let stem = if stem.is_empty() { "step".to_owned() } else { stem };
            let mut id = stem.clone();
            for number in 2.. {
                // The end of a guide is called so.
                if id != "done" && taken.insert(id.clone()) {
                    break;
                }
                id = format!("{stem}-{number}");
            }
            StepId::new(&id)
        })
        .collect()
}

/// Small letters and digits of a name, joined by hyphens; at most so many.
#[must_use]
pub fn slug(name: &str, most: usize) -> String {
    let mut out = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'a'..='z' | '0'..='9' => {
                out.push(letter);
                continue;
            }
            _ if out.is_empty() || out.ends_with('-') => continue,
            _ => "-",
        };
        out.push_str(plain);
        if out.len() > most {
            break;
        }
    }
    out.truncate(most);
    out.trim_end_matches('-').to_owned()
}
