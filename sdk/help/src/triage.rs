//! Whether self-help is right at all: impact and urgency make a priority, the desk's threshold decides, and what the desk promises
//! is said as a time.
//!
//! Entry point: [`triage`]. Invariants: the order of answers does not matter; "I don't know" changes nothing; an answer can
//! raise and lower what the problem presumes; a published notice, and a problem that keeps coming back, are stronger than any
//! answer.

mod hours;
mod promise;

#[cfg(test)]
mod tests;

use lotse_model::desk::{ChannelKind, Desk, Notice, Priority};
use lotse_model::problem::{Level, Problem, TriageQuestion};

pub use hours::{Clock, Openings, Shift};
pub use promise::{Promised, channels, promised};

/// Comes back this often within the problem's days: self-help has not helped, whatever the priority.
pub const RECURRENCES_FOR_A_PERSON: usize = 2;

/// What a user has answered, by place in [`questions`]: place of the answer, nothing for "I don't know".
pub type Answers<'a> = &'a [Option<usize>];

/// What triage comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Triage {
    /// How much is affected.
    pub impact: Level,
    /// How much it hurries.
    pub urgency: Level,
    /// What follows.
    pub priority: Priority,
    /// Where to go.
    pub way: Way,
}

/// Where to go after triage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Self-help is right.
    SelfHelp,
    /// It is known, and nobody can help themselves: the place of the notice in the desk's list. "Me too" is offered.
    Known(usize),
    /// To a person at once.
    Person(Why),
}

/// Why a person is asked at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The priority is above the threshold.
    Priority,
    /// It was solved, and has come back.
    CameBack,
    /// Nothing is known that users could do.
    NothingToTry,
}

/// The questions that triage asks about a problem: its own, or else the desk's.
#[must_use]
pub fn questions<'a>(problem: &'a Problem, desk: &'a Desk) -> &'a [TriageQuestion] {
    if problem.triage.is_empty() { &desk.triage } else { &problem.triage }
}

/// The notice that stops self-help for a problem now, by its place in the desk's list. Times are seconds since 1970.
#[must_use]
pub fn notice(problem: &Problem, desk: &Desk, now_s: i64) -> Option<usize> {
    let is_shown = |notice: &Notice| {
        notice.from_s.is_none_or(|from| from <= now_s) && notice.until_s.is_none_or(|until| now_s < until)
    };
    desk.notices.iter().position(|notice| is_shown(notice) && notice.problems.contains(&problem.id))
}

/// Decides. `solved_s` are the times at which this problem was solved before on this device, in seconds since 1970.
#[must_use]
pub fn triage(problem: &Problem, desk: &Desk, answers: Answers, solved_s: &[i64], now_s: i64) -> Triage {
    let (impact, urgency) = levels(problem, questions(problem, desk), answers);
    let priority = desk.matrix.priority(impact, urgency);
    let way = if let Some(notice) = notice(problem, desk, now_s) {
        Way::Known(notice)
    } else if priority.number() < desk.self_help_from.number() {
        Way::Person(Why::Priority)
    } else if recurrences(problem, solved_s, now_s) >= RECURRENCES_FOR_A_PERSON {
        Way::Person(Why::CameBack)
    } else if problem.fixes.is_empty() {
        Way::Person(Why::NothingToTry)
    } else {
        Way::SelfHelp
    };
    Triage { impact, urgency, priority, way }
}

/// How often the problem was thought to be solved within its days, and so was not.
#[must_use]
pub fn recurrences(problem: &Problem, solved_s: &[i64], now_s: i64) -> usize {
    let since = now_s - i64::from(problem.recurs_days) * 86_400;
    solved_s.iter().filter(|solved| (since..=now_s).contains(solved)).count()
}

/// Of the answers about one thing the gravest counts; without any, what the problem presumes.
fn levels(problem: &Problem, questions: &[TriageQuestion], answers: Answers) -> (Level, Level) {
    let (mut impact, mut urgency) = (None, None);
    for (question, answer) in questions.iter().zip(answers) {
        let Some(answer) = answer.and_then(|answer| question.answers.get(answer)) else { continue };
        impact = graver(impact, answer.impact);
        urgency = graver(urgency, answer.urgency);
    }
    (impact.unwrap_or(problem.impact), urgency.unwrap_or(problem.urgency))
}

fn graver(one: Option<Level>, other: Option<Level>) -> Option<Level> {
    let weight = |level: Option<Level>| match level {
        Some(Level::High) => 3,
        Some(Level::Medium) => 2,
        Some(Level::Low) => 1,
        None => 0,
    };
    if weight(other) > weight(one) { other } else { one }
}

/// Whether a channel is for telephoning: shown first where it hurries.
fn is_phone(kind: ChannelKind) -> bool {
    kind == ChannelKind::Phone
}
