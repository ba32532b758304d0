//! Desks: matrix, promises, hours, channels, notices, synonyms.

use std::collections::HashSet;

use super::Project;
use super::calendar::{is_date, is_language_tag};
use super::problem::{limit, triage};
use super::text::{Role, catalogue, text};
use super::walk::{Texts, Walk};
use crate::desk::{
    Channel, ChannelKind, Desk, DeskSource, Hours, MAX_CLOSED_DAYS, MAX_NOTICES, MAX_OPENINGS,
    MAX_PROMISE_MIN, MAX_SYNONYM_GROUPS, Matrix, MatrixRow, Notice, Opening, Priority, Promise, Synonyms,
};
use crate::diagnostic::{Code, Problem as Found};

/// Most channels.
const MAX_CHANNELS: usize = 20;
/// Longest synonym, in letters.
const MAX_SYNONYM_LETTERS: usize = 60;
const PRIORITIES: [Priority; 5] = [Priority::P1, Priority::P2, Priority::P3, Priority::P4, Priority::P5];

/// Everything wrong with a desk as people write it, and how many findings more there were than are listed.
#[must_use]
pub fn check_desk(source: &DeskSource, project: Option<&Project>) -> (Vec<Found>, usize) {
    let mut walk = Walk::new(project, Texts::Catalogue(&source.texts));
    walk.at("desk", |walk| desk(walk, &source.desk));
    walk.at("texts", |walk| catalogue(walk, &source.texts));
    (walk.problems, walk.dropped)
}

pub(super) fn desk<'a>(walk: &mut Walk<'a>, desk: &'a Desk) {
    walk.at("name", |walk| text(walk, &desk.name, Role::Title));
    walk.at("matrix", |walk| matrix(walk, &desk.matrix));
    promises(walk, &desk.promises);
    walk.at("hours", |walk| hours(walk, &desk.hours));
    limit(walk, "channels", desk.channels.len(), MAX_CHANNELS);
    walk.each("channels", &desk.channels, channel);
    for priority in PRIORITIES {
        let serves =
            |channel: &Channel| channel.priorities.is_empty() || channel.priorities.contains(&priority);
        walk.report_at("channels", !desk.channels.iter().any(serves), Code::NO_CHANNEL, priority.word());
    }
    triage(walk, &desk.triage);
    limit(walk, "notices", desk.notices.len(), MAX_NOTICES);
    let mut seen = HashSet::new();
    walk.each("notices", &desk.notices, |walk, entry| {
        walk.report_at("id", !seen.insert(&entry.id), Code::DUPLICATE_PART, &entry.id);
        notice(walk, entry);
    });
    limit(walk, "synonyms", desk.synonyms.len(), MAX_SYNONYM_GROUPS);
    walk.each("synonyms", &desk.synonyms, synonyms);
}

fn matrix(walk: &mut Walk, matrix: &Matrix) {
    let numbers = |row: &MatrixRow| [row.high.number(), row.medium.number(), row.low.number()];
    let rows =
        [("high", numbers(&matrix.high)), ("medium", numbers(&matrix.medium)), ("low", numbers(&matrix.low))];
    let mut above = [0; 3];
    for (name, row) in rows {
        let falls = !row.is_sorted() || row.iter().zip(above).any(|(number, above)| *number < above);
        walk.report_at(name, falls, Code::MATRIX_REVERSED, name);
        above = row;
    }
}

fn promises<'a>(walk: &mut Walk<'a>, promises: &'a [Promise]) {
    let mut seen = Vec::new();
    walk.each("promises", promises, |walk, promise| {
        let word = promise.priority.word();
        walk.report_at("priority", seen.contains(&promise.priority), Code::DUPLICATE_PROMISE, word);
        seen.push(promise.priority);
        let (least, most) = (promise.respond_min, promise.resolve_min.unwrap_or(promise.respond_min));
        let is_wrong = least == 0 || most < least || most > MAX_PROMISE_MIN;
        walk.report_if(is_wrong, Code::PROMISE_OUT_OF_RANGE, format!("{least}, {most}"));
    });
    for priority in PRIORITIES.iter().filter(|priority| !seen.contains(priority)) {
        walk.report_at("promises", true, Code::PROMISE_MISSING, priority.word());
    }
}

fn hours<'a>(walk: &mut Walk<'a>, hours: &'a Hours) {
    let zone = &hours.time_zone;
    walk.report_at("time_zone", !is_time_zone(zone), Code::BAD_TIME_ZONE, zone);
    walk.report_at("open", hours.open.is_empty(), Code::NEVER_OPEN, "");
    limit(walk, "open", hours.open.len(), MAX_OPENINGS);
    walk.each("open", &hours.open, opening);
    limit(walk, "closed", hours.closed.len(), MAX_CLOSED_DAYS);
    walk.each("closed", &hours.closed, |walk, day| walk.report_if(!is_date(day), Code::BAD_DATE, day));
}

fn opening(walk: &mut Walk, opening: &Opening) {
    let (from, until) = (&opening.from, &opening.until);
    for (name, time) in [("from", from), ("until", until)] {
        walk.report_at(name, !is_clock_time(time), Code::BAD_CLOCK_TIME, time);
    }
    // Times of this form sort as text.
    let is_reversed = is_clock_time(from) && is_clock_time(until) && from >= until;
    walk.report_if(is_reversed, Code::OPENING_REVERSED, format!("{from}, {until}"));
    walk.report_at("days", opening.days.is_empty(), Code::EMPTY_CHOICE, "days");
}

/// Whether text is `HH:MM`, from `00:00` to `24:00`.
fn is_clock_time(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let number = |text: &str| {
        let is_two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_two.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(hours), Some(minutes)) = (number(hours), number(minutes)) else { return false };
    minutes < 60 && hours * 60 + minutes <= 24 * 60
}

/// Whether text can be a name of the tz database. Which names there are, browsers know.
fn is_time_zone(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'))
    };
    name == "UTC" || name.len() <= 40 && name.contains('/') && name.split('/').all(is_part)
}

fn channel<'a>(walk: &mut Walk<'a>, channel: &'a Channel) {
    let address = channel.address.as_deref().unwrap_or_default();
    let fits = match channel.by {
        ChannelKind::Form => address.is_empty(),
        ChannelKind::Phone => {
            let digits = address.bytes().filter(u8::is_ascii_digit).count();
            digits >= 2
                && address.bytes().all(|byte| {
                    byte.is_ascii_digit() || matches!(byte, b' ' | b'+' | b'-' | b'/' | b'(' | b')')
                })
        }
        ChannelKind::Mail => address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !name.contains(char::is_whitespace) && crate::url::is_host(host)
        }),
        ChannelKind::Page => address
            .strip_prefix("https://")
            .is_some_and(|rest| rest.split(['/', '?', '#']).next().is_some_and(crate::url::is_host)),
    };
    walk.report_at("address", !fits, Code::BAD_CHANNEL_ADDRESS, address);
    walk.with("hours", channel.hours.as_ref(), hours);
}

fn notice<'a>(walk: &mut Walk<'a>, notice: &'a Notice) {
    walk.at("title", |walk| text(walk, &notice.title, Role::Title));
    walk.with("body", notice.body.as_ref(), |walk, body| text(walk, body, Role::Body));
    walk.report_at("problems", notice.problems.is_empty(), Code::NOTICE_OF_NOTHING, &notice.id);
    if let (Some(from), Some(until)) = (notice.from_s, notice.until_s) {
        walk.report_at("until_s", until <= from, Code::NOTICE_REVERSED, format!("{from}, {until}"));
    }
}

fn synonyms<'a>(walk: &mut Walk<'a>, group: &'a Synonyms) {
    walk.report_at("words", group.words.len() < 2, Code::SYNONYM_ALONE, group.words.len());
    walk.each("words", &group.words, |walk, word| {
        let is_word = word.chars().any(char::is_alphanumeric) && word.chars().count() <= MAX_SYNONYM_LETTERS;
        walk.report_if(!is_word, Code::EMPTY_SYNONYM, word);
    });
    walk.with("language", group.language.as_ref(), |walk, tag| {
        walk.report_if(!is_language_tag(tag), Code::BAD_LANGUAGE_TAG, tag);
    });
}
