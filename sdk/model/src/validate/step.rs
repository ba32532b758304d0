//! Steps.

use super::action::button;
use super::condition::{condition, element_state, patterns, value_test};
use super::target::target;
use super::text::{Role, text};
use super::walk::{Walk, is_host_name};
use crate::basic::StepId;
use crate::diagnostic::Code;
use crate::keys::Chord;
use crate::step::{
    Check, Completion, End, Instruct, MAX_ACTIONS, MAX_ANSWERS, MAX_WAIT_MS, Missing, Question, Reestablish,
    Spotlight, Step, SubGuide, Surface,
};
use crate::target::Target;
use crate::text::Text;
use crate::url::AddressPolicy;

/// Most completions of one step.
const MAX_COMPLETIONS: usize = 8;
/// Most alternative targets of one step.
const MAX_ALTERNATIVES: usize = 4;
/// Most room between target and mark, in CSS pixels.
const MAX_PADDING_PX: u32 = 64;
/// Looking for a shorter time, in milliseconds, misses what loads.
const BRIEF_LOOK_MS: u32 = 250;

/// A step of the guide `guide`.
pub(super) fn step<'a>(walk: &mut Walk<'a>, step: &'a Step, guide: &str) {
    match step {
        Step::Instruct(step) => instruct(walk, step, guide),
        Step::Question(step) => question(walk, step),
        Step::Check(step) => check(walk, step),
        Step::SubGuide(step) => sub_guide(walk, step, guide),
        Step::End(step) => end(walk, step),
    }
}

fn instruct<'a>(walk: &mut Walk<'a>, step: &'a Instruct, guide: &str) {
    card(walk, step.title.as_ref(), step.body.as_ref());
    pointing(walk, step.surface, step.target.as_ref(), &step.spotlight, &step.missing);
    let alternatives = step.alternatives.len();
    walk.report_at(
        "alternatives",
        alternatives > 0 && step.target.is_none(),
        Code::ALTERNATIVES_WITHOUT_TARGET,
        "",
    );
    walk.report_at(
        "alternatives",
        alternatives > MAX_ALTERNATIVES,
        Code::TOO_MANY_ALTERNATIVES,
        alternatives,
    );
    walk.each("alternatives", &step.alternatives, target);
    completions(walk, step);
    walk.with("entry", step.entry.as_ref(), condition);
    walk.with("reestablish", step.reestablish.as_ref(), |walk, way| {
        walk.report_if(step.entry.is_none(), Code::REESTABLISH_WITHOUT_ENTRY, "");
        match way {
            Reestablish::Navigate { url } => {
                walk.report_at(
                    "url",
                    AddressPolicy::default().own(url).is_err(),
                    Code::REESTABLISH_REFUSED,
                    url,
                );
            }
            Reestablish::Step { step: earlier } => edge(walk, "step", earlier, &step.id),
        }
    });
    walk.with("skip_when", step.skip_when.as_ref(), condition);
    walk.report_at("actions", step.actions.len() > MAX_ACTIONS, Code::TOO_MANY_ACTIONS, step.actions.len());
    walk.each("actions", &step.actions, |walk, action| button(walk, action, guide));
    edge(walk, "next", &step.next, &step.id);
}

fn completions<'a>(walk: &mut Walk<'a>, step: &'a Instruct) {
    let count = step.completion.len();
    walk.report_at("completion", count > MAX_COMPLETIONS, Code::TOO_MANY_COMPLETIONS, count);
    let mut seen: Vec<&Completion> = Vec::new();
    walk.each("completion", &step.completion, |walk, way| {
        walk.report_if(seen.contains(&way), Code::DUPLICATE_COMPLETION, way.kind());
        if seen.len() < MAX_COMPLETIONS {
            seen.push(way);
        }
        completion(walk, way, step.target.as_ref());
    });
}

fn completion<'a>(walk: &mut Walk<'a>, way: &'a Completion, target_of_step: Option<&Target>) {
    let needs_target = |walk: &mut Walk<'a>, on: &'a Option<Target>| {
        walk.report_if(on.is_none() && target_of_step.is_none(), Code::COMPLETION_NEEDS_TARGET, way.kind());
        walk.with("on", on.as_ref(), target);
    };
    match way {
        Completion::Next {} => {}
        Completion::Click { on } | Completion::DoubleClick { on } | Completion::ContextMenu { on } => {
            needs_target(walk, on);
        }
        Completion::Input { test, on } => {
            needs_target(walk, on);
            walk.at("test", |walk| value_test(walk, test));
        }
        Completion::State { state, on } => {
            needs_target(walk, on);
            walk.at("state", |walk| element_state(walk, state));
        }
        Completion::Key { keys } => walk.at("keys", |walk| match Chord::new(keys) {
            None => walk.report(Code::BAD_KEYS, keys),
            Some(chord) => walk.report_if(chord.is_taken(), Code::KEYS_TAKEN, keys),
        }),
        Completion::Navigation { to } => patterns(walk, "to", to, true),
        Completion::HostEvent { name } => {
            walk.report_at("name", !is_host_name(name), Code::BAD_HOST_NAME, name)
        }
    }
}

fn question<'a>(walk: &mut Walk<'a>, step: &'a Question) {
    card(walk, step.title.as_ref(), step.body.as_ref());
    pointing(walk, step.surface, step.target.as_ref(), &step.spotlight, &step.missing);
    let count = step.answers.len();
    walk.report_at("answers", count == 0, Code::NO_ANSWERS, "");
    walk.report_at("answers", count == 1, Code::SINGLE_ANSWER, "");
    walk.report_at("answers", count > MAX_ANSWERS, Code::TOO_MANY_ANSWERS, count);
    let mut seen = std::collections::HashSet::new();
    walk.each("answers", &step.answers, |walk, answer| {
        walk.report_at("id", !seen.insert(&answer.id), Code::DUPLICATE_ANSWER, &answer.id);
        walk.at("label", |walk| text(walk, &answer.label, Role::Label));
        edge(walk, "next", &answer.next, &step.id);
    });
}

fn check<'a>(walk: &mut Walk<'a>, step: &'a Check) {
    walk.with("title", step.title.as_ref(), |walk, title| text(walk, title, Role::Title));
    walk.at("condition", |walk| condition(walk, &step.condition));
    walk.report_at("wait_ms", step.wait_ms > MAX_WAIT_MS, Code::WAIT_TOO_LONG, step.wait_ms);
    edge(walk, "if_true", &step.if_true, &step.id);
    edge(walk, "if_false", &step.if_false, &step.id);
    if let Some(next) = &step.if_unknown {
        edge(walk, "if_unknown", next, &step.id);
    }
}

fn sub_guide(walk: &mut Walk, step: &SubGuide, guide: &str) {
    walk.report_at("guide", step.guide.as_str() == guide, Code::SUB_GUIDE_IS_ITSELF, &step.guide);
    edge(walk, "solved", &step.solved, &step.id);
    edge(walk, "stopped", &step.stopped, &step.id);
    if let Some(next) = &step.escalated {
        edge(walk, "escalated", next, &step.id);
    }
}

fn end<'a>(walk: &mut Walk<'a>, step: &'a End) {
    // An end without words ends in silence, which is fine.
    words(walk, step.title.as_ref(), step.body.as_ref());
    walk.report_at("surface", step.surface == Surface::Tooltip, Code::END_IS_TOOLTIP, "");
}

fn card<'a>(walk: &mut Walk<'a>, title: Option<&'a Text>, body: Option<&'a Text>) {
    walk.report_if(title.is_none() && body.is_none(), Code::EMPTY_CARD, "");
    words(walk, title, body);
}

fn words<'a>(walk: &mut Walk<'a>, title: Option<&'a Text>, body: Option<&'a Text>) {
    walk.with("title", title, |walk, title| text(walk, title, Role::Title));
    walk.with("body", body, |walk, body| text(walk, body, Role::Body));
}

fn pointing<'a>(
    walk: &mut Walk<'a>,
    surface: Surface,
    at: Option<&'a Target>,
    spotlight: &Spotlight,
    missing: &Missing,
) {
    walk.report_if(surface == Surface::Tooltip && at.is_none(), Code::TOOLTIP_NEEDS_TARGET, "");
    walk.with("target", at, target);
    let padding = spotlight.padding_px;
    walk.at("spotlight", |walk| {
        walk.report_at("padding_px", padding > MAX_PADDING_PX, Code::PADDING_OUT_OF_RANGE, padding);
    });
    let wait = missing.after_ms;
    walk.at("missing", |walk| {
        walk.report_at("after_ms", wait > MAX_WAIT_MS, Code::WAIT_TOO_LONG, wait);
        walk.report_at("after_ms", wait < BRIEF_LOOK_MS, Code::LOOKS_TOO_BRIEFLY, wait);
    });
}

/// An edge of the graph, from the step `own`.
fn edge(walk: &mut Walk, name: &str, to: &StepId, own: &StepId) {
    walk.report_at(name, to == own, Code::LEADS_TO_ITSELF, to);
    walk.report_at(name, !walk.steps.contains_key(to.as_str()), Code::UNKNOWN_STEP, to);
}
