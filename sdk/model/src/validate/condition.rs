//! Conditions, value tests and page patterns.

use super::calendar::{is_date, is_language_tag};
use super::target::target;
use super::walk::{Walk, is_host_name};
use crate::condition::{Condition, ElementState, MAX_CONDITIONS, Test, ValueTest};
use crate::diagnostic::Code;
use crate::glob::MAX_GLOB_BYTES;
use crate::step::Answer;
use crate::url::{Pattern, PatternFault};

/// Most page patterns in one list.
pub const MAX_PATTERNS: usize = 50;
/// Most entries of a list in a condition.
const MAX_CHOICES: usize = 100;
/// Longest text in a value test, in bytes.
const MAX_TEST_BYTES: usize = 256;

/// A condition with everything in it.
pub(super) fn condition<'a>(walk: &mut Walk<'a>, whole: &'a Condition) {
    let parts = count(whole);
    walk.report_if(parts > MAX_CONDITIONS, Code::TOO_MANY_CONDITIONS, parts);
    part(walk, whole);
}

fn count(condition: &Condition) -> usize {
    1 + match condition {
        Condition::Known(test) => match &**test {
            Test::All { of } | Test::Any { of } => of.iter().map(count).sum(),
            Test::Not { of } => count(of),
            _ => 0,
        },
        Condition::Unsupported => 0,
    }
}

fn part<'a>(walk: &mut Walk<'a>, condition: &'a Condition) {
    // What cannot be evaluated has been reported while reading.
    let Condition::Known(test) = condition else { return };
    match &**test {
        Test::All { of } | Test::Any { of } => {
            walk.report_if(of.is_empty(), Code::EMPTY_GROUP, test.kind());
            walk.each("of", of, part);
        }
        Test::Not { of } => walk.at("of", |walk| part(walk, of)),
        Test::Url { is } => patterns(walk, "is", is, true),
        Test::Attribute { name, test } => {
            walk.report_at("name", !is_host_name(name), Code::BAD_USER_ATTRIBUTE, name);
            walk.at("test", |walk| value_test(walk, test));
        }
        Test::Platform { is } => choice(walk, "is", is, |_, _| {}),
        Test::Language { is } => choice(walk, "is", is, |walk, tag| {
            walk.report_if(!is_language_tag(tag), Code::BAD_LANGUAGE_TAG, tag);
        }),
        Test::Element { target: wanted, state } => {
            walk.at("target", |walk| target(walk, wanted));
            walk.at("state", |walk| element_state(walk, state));
        }
        Test::Guide { .. } => {}
        Test::Date { from, until } => period(walk, from.as_ref(), until.as_ref()),
        Test::HostEvent { name } => walk.report_at("name", !is_host_name(name), Code::BAD_HOST_NAME, name),
        Test::Answer { step, is } => {
            let question = walk.question(step.as_str());
            walk.report_at("step", question.is_none(), Code::NOT_A_QUESTION, step);
            let answers: &[Answer] = question.map_or(&[], |question| &question.answers);
            choice(walk, "is", is, |walk, id| {
                let is_known = question.is_none() || answers.iter().any(|answer| answer.id == *id);
                walk.report_if(!is_known, Code::UNKNOWN_ANSWER, id);
            });
        }
    }
}

fn choice<'a, T>(walk: &mut Walk<'a>, name: &str, list: &'a [T], inner: impl FnMut(&mut Walk<'a>, &'a T)) {
    walk.report_at(name, list.is_empty(), Code::EMPTY_CHOICE, name);
    walk.report_at(name, list.len() > MAX_CHOICES, Code::CHOICE_TOO_LONG, list.len());
    walk.each(name, list, inner);
}

fn period<'a>(walk: &mut Walk<'a>, from: Option<&'a String>, until: Option<&'a String>) {
    walk.report_if(from.is_none() && until.is_none(), Code::DATE_WITHOUT_BOUNDS, "");
    for (name, date) in [("from", from), ("until", until)] {
        walk.with(name, date, |walk, date| walk.report_if(!is_date(date), Code::BAD_DATE, date));
    }
    // Dates of this form sort as text.
    if let (Some(from), Some(until)) = (from, until)
        && is_date(from)
        && is_date(until)
    {
        walk.report_if(until < from, Code::DATES_REVERSED, format!("{from}, {until}"));
    }
}

/// A test of a plain value.
pub(super) fn value_test<'a>(walk: &mut Walk<'a>, test: &'a ValueTest) {
    match test {
        ValueTest::Present {} | ValueTest::Absent {} => {}
        ValueTest::Is { any } => choice(walk, "any", any, |walk, text| test_text(walk, "is", text)),
        ValueTest::Contains { text } => walk.at("text", |walk| test_text(walk, "contains", text)),
        ValueTest::Like { glob } => walk.at("glob", |walk| {
            walk.report_if(glob.len() > MAX_GLOB_BYTES, Code::GLOB_TOO_LONG, glob.len());
            walk.report_if(glob.trim().is_empty(), Code::EMPTY_TEST, "like");
        }),
        ValueTest::Number { at_least, at_most } => match (at_least, at_most) {
            (None, None) => walk.report(Code::NUMBER_WITHOUT_BOUNDS, ""),
            (Some(least), Some(most)) => {
                walk.report_if(least > most, Code::BOUNDS_REVERSED, format!("{least}, {most}"));
            }
            _ => {}
        },
    }
}

fn test_text(walk: &mut Walk, kind: &str, text: &str) {
    walk.report_if(text.trim().is_empty(), Code::EMPTY_TEST, kind);
    walk.report_if(text.len() > MAX_TEST_BYTES, Code::TEST_TOO_LONG, text.len());
}

/// The state of an element.
pub(super) fn element_state<'a>(walk: &mut Walk<'a>, state: &'a ElementState) {
    if let ElementState::Value { test } | ElementState::Text { test } = state {
        walk.at("test", |walk| value_test(walk, test));
    }
}

/// A list of page patterns.
pub(super) fn patterns<'a>(walk: &mut Walk<'a>, name: &str, list: &'a [String], is_needed: bool) {
    walk.report_at(name, is_needed && list.is_empty(), Code::EMPTY_CHOICE, name);
    walk.report_at(name, list.len() > MAX_PATTERNS, Code::TOO_MANY_PATTERNS, list.len());
    let mut seen = std::collections::HashSet::new();
    walk.each(name, list, |walk, pattern| {
        walk.report_if(!seen.insert(pattern), Code::DUPLICATE_PATTERN, pattern);
        match Pattern::new(pattern) {
            Ok(_) => {}
            Err(PatternFault::TooLong) => walk.report(Code::PATTERN_TOO_LONG, ""),
            Err(PatternFault::Beginning | PatternFault::Scheme) => walk.report(Code::BAD_PATTERN, pattern),
        }
    });
}
