//! Guides as a whole.

use std::collections::HashSet;

use super::Project;
use super::condition::{condition, patterns};
use super::step::step;
use super::text::{Role, catalogue, text};
use super::walk::{Texts, Walk};
use crate::diagnostic::{Code, Problem};
use crate::guide::{Frequency, Guide, GuideSource, MAX_STEPS, Offer, Trigger};
use crate::step::Step;
use crate::text::Text;

pub use super::condition::MAX_PATTERNS;

/// Longest time that an unfinished session is kept, in hours.
const MAX_RESUME_HOURS: u32 = 720;
/// Most times that a trigger can act for one user.
const MAX_TIMES: u32 = 1_000;
/// Longest pause between two times, in hours.
const MAX_PAUSE_HOURS: u32 = 8_760;

/// Everything wrong with a guide as people write it, and how many findings more there were than are listed.
#[must_use]
pub fn check_guide(source: &GuideSource, project: Option<&Project>) -> (Vec<Problem>, usize) {
    let mut walk = Walk::new(project, Texts::Catalogue(&source.texts));
    walk.languages = languages(source);
    walk.at("guide", |walk| guide(walk, &source.guide));
    walk.at("texts", |walk| catalogue(walk, &source.texts));
    (walk.problems, walk.dropped)
}

/// The languages that a guide speaks, without regions: those of its catalogue, its headings and its instructions.
fn languages(source: &GuideSource) -> Vec<&str> {
    let guide = &source.guide;
    let of_steps = guide.steps.iter().flat_map(|step| match step {
        Step::Instruct(step) => [step.title.as_ref(), step.body.as_ref()],
        Step::Question(step) => [step.title.as_ref(), step.body.as_ref()],
        Step::End(step) => [step.title.as_ref(), step.body.as_ref()],
        Step::Check(step) => [step.title.as_ref(), None],
        Step::SubGuide(_) => [None, None],
    });
    let in_place = [Some(&guide.title), guide.summary.as_ref()].into_iter().chain(of_steps).flatten();
    let tables =
        in_place.filter_map(|text| if let Text::Inline(languages) = text { Some(languages) } else { None });
    let tags = source
        .texts
        .iter()
        .map(|(tag, _)| tag)
        .chain(tables.flat_map(|table| table.iter().map(|(tag, _)| tag)));
    let mut languages: Vec<&str> = tags.map(|tag| tag.split('-').next().unwrap_or(tag)).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

/// A guide with its steps.
pub(super) fn guide<'a>(walk: &mut Walk<'a>, guide: &'a Guide) {
    // Where ids are taken twice, the first step is meant.
    for step in guide.steps.iter().rev() {
        walk.steps.insert(step.id().as_str(), step);
    }
    walk.at("title", |walk| text(walk, &guide.title, Role::Title));
    walk.with("summary", guide.summary.as_ref(), |walk, summary| text(walk, summary, Role::Body));
    patterns(walk, "pages", &guide.pages, false);
    walk.with("audience", guide.audience.as_ref(), condition);
    walk.with("trigger", guide.trigger.as_ref(), |walk, start| trigger(walk, start, guide));
    walk.at("frequency", |walk| frequency(walk, &guide.frequency));
    let hours = guide.resume_hours;
    walk.report_at("resume_hours", hours > MAX_RESUME_HOURS, Code::RESUME_OUT_OF_RANGE, hours);
    let is_known = walk.steps.contains_key(guide.start.as_str());
    walk.report_at("start", !is_known, Code::UNKNOWN_START, &guide.start);
    steps(walk, guide);
}

fn steps<'a>(walk: &mut Walk<'a>, guide: &'a Guide) {
    let count = guide.steps.len();
    walk.report_at("steps", count == 0, Code::NO_STEPS, "");
    walk.report_at("steps", count > MAX_STEPS, Code::TOO_MANY_STEPS, count);
    let has_end = guide.steps.iter().any(|step| matches!(step, Step::End(_)));
    walk.report_at("steps", count > 0 && !has_end, Code::NO_END, "");
    let mut seen = HashSet::new();
    walk.each("steps", &guide.steps, |walk, one| {
        walk.report_at("id", !seen.insert(one.id()), Code::DUPLICATE_STEP, one.id());
        step(walk, one, guide.id.as_str());
    });
}

/// What starts or offers a guide.
fn trigger<'a>(walk: &mut Walk<'a>, trigger: &'a Trigger, guide: &Guide) {
    walk.at("when", |walk| condition(walk, &trigger.when));
    let starts_always = trigger.offer == Offer::Start && guide.frequency == Frequency::Always {};
    walk.report_at("offer", starts_always, Code::STARTS_EVERY_TIME, "");
    let has_target = match guide.step(&guide.start) {
        Some(Step::Instruct(step)) => step.target.is_some(),
        Some(Step::Question(step)) => step.target.is_some(),
        Some(_) => false,
        // Reported at `start`.
        None => true,
    };
    walk.report_at("offer", trigger.offer == Offer::Beacon && !has_target, Code::BEACON_NEEDS_TARGET, "");
}

/// How often a trigger may act.
pub(super) fn frequency(walk: &mut Walk, frequency: &Frequency) {
    if let Frequency::AtMost { times, pause_hours } = frequency {
        let is_wrong = !(1..=MAX_TIMES).contains(times) || *pause_hours > MAX_PAUSE_HOURS;
        walk.report_if(is_wrong, Code::FREQUENCY_OUT_OF_RANGE, format!("{times}, {pause_hours} h"));
    }
}
