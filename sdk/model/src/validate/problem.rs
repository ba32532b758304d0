//! Problems as a whole.

use std::collections::HashSet;

use super::Project;
use super::action::action;
use super::condition::{condition, element_state, patterns, value_test};
use super::target::target;
use super::text::{Role, catalogue, text};
use super::tree::tree;
use super::walk::{Texts, Walk, is_host_name};
use crate::diagnostic::{Code, Problem as Found};
use crate::problem::{
    AutomaticCheck, Cause, FactSource, Fix, MAX_CAUSES, MAX_COST_S, MAX_FIXES, MAX_OUTCOMES, MAX_PROBES,
    MAX_SIGNS, MAX_SYMPTOMS, MAX_TRIAGE_QUESTIONS, Means, Probe, Problem, ProblemSource, Sign,
    TriageQuestion, WHOLE,
};

/// Fewest letters besides wildcards in the text of a sign.
const LEAST_SIGN_LETTERS: usize = 6;
/// Longest time after which a problem counts as come back, in days.
const MAX_RECURRENCE_DAYS: u32 = 365;

/// Everything wrong with a problem as people write it, and how many findings more there were than are listed.
#[must_use]
pub fn check_problem(source: &ProblemSource, project: Option<&Project>) -> (Vec<Found>, usize) {
    let mut walk = Walk::new(project, Texts::Catalogue(&source.texts));
    walk.at("problem", |walk| problem(walk, &source.problem));
    walk.at("texts", |walk| catalogue(walk, &source.texts));
    (walk.problems, walk.dropped)
}

pub(super) fn problem<'a>(walk: &mut Walk<'a>, problem: &'a Problem) {
    walk.at("title", |walk| text(walk, &problem.title, Role::Title));
    walk.with("summary", problem.summary.as_ref(), |walk, summary| text(walk, summary, Role::Body));
    walk.report_at("symptoms", problem.symptoms.is_empty(), Code::NO_SYMPTOMS, "");
    limit(walk, "symptoms", problem.symptoms.len(), MAX_SYMPTOMS);
    walk.each("symptoms", &problem.symptoms, |walk, symptom| text(walk, symptom, Role::Title));
    patterns(walk, "pages", &problem.pages, false);
    walk.with("audience", problem.audience.as_ref(), condition);
    limit(walk, "signs", problem.signs.len(), MAX_SIGNS);
    walk.each("signs", &problem.signs, sign);
    triage(walk, &problem.triage);
    causes(walk, problem);
    limit(walk, "probes", problem.probes.len(), MAX_PROBES);
    let mut seen = HashSet::new();
    walk.each("probes", &problem.probes, |walk, entry| {
        walk.report_at("id", !seen.insert(&entry.id), Code::DUPLICATE_PART, &entry.id);
        probe(walk, problem, entry);
    });
    limit(walk, "fixes", problem.fixes.len(), MAX_FIXES);
    let mut seen = HashSet::new();
    walk.each("fixes", &problem.fixes, |walk, entry| {
        walk.report_at("id", !seen.insert(&entry.id), Code::DUPLICATE_PART, &entry.id);
        fix(walk, problem, entry);
    });
    tree(walk, problem);
    let days = problem.recurs_days;
    walk.report_at(
        "recurs_days",
        !(1..=MAX_RECURRENCE_DAYS).contains(&days),
        Code::RECURRENCE_OUT_OF_RANGE,
        days,
    );
    cost(walk, "person_s", problem.person_s);
}

pub(super) fn limit(walk: &mut Walk, name: &str, count: usize, most: usize) {
    walk.report_at(name, count > most, Code::TOO_MANY_PARTS, count);
}

fn cost(walk: &mut Walk, name: &str, seconds: u32) {
    walk.report_at(name, !(1..=MAX_COST_S).contains(&seconds), Code::COST_OUT_OF_RANGE, seconds);
}

/// Questions of triage.
pub(super) fn triage<'a>(walk: &mut Walk<'a>, questions: &'a [TriageQuestion]) {
    limit(walk, "triage", questions.len(), MAX_TRIAGE_QUESTIONS);
    let mut seen = HashSet::new();
    walk.each("triage", questions, |walk, question| {
        walk.report_at("id", !seen.insert(&question.id), Code::DUPLICATE_PART, &question.id);
        walk.at("title", |walk| text(walk, &question.title, Role::Title));
        let changes =
            question.answers.iter().any(|answer| answer.impact.is_some() || answer.urgency.is_some());
        walk.report_if(!changes, Code::TRIAGE_CHANGES_NOTHING, &question.id);
        let mut seen = HashSet::new();
        limit(walk, "answers", question.answers.len(), MAX_OUTCOMES);
        walk.each("answers", &question.answers, |walk, answer| {
            walk.report_at("id", !seen.insert(&answer.id), Code::DUPLICATE_PART, &answer.id);
            walk.at("label", |walk| text(walk, &answer.label, Role::Label));
        });
    });
}

fn sign<'a>(walk: &mut Walk<'a>, sign: &'a Sign) {
    match sign {
        Sign::Text { like } => walk.at("like", |walk| {
            walk.report_if(like.is_empty(), Code::EMPTY_TEXT, "");
            for (language, glob) in like.iter() {
                let letters = glob.chars().filter(|letter| letter.is_alphanumeric()).count();
                walk.report_at(language, letters < LEAST_SIGN_LETTERS, Code::SIGN_TOO_WIDE, glob);
                let is_long = glob.len() > crate::glob::MAX_GLOB_BYTES;
                walk.report_at(language, is_long, Code::GLOB_TOO_LONG, glob.len());
            }
        }),
        Sign::State { target: wanted, state } => {
            walk.at("target", |walk| target(walk, wanted));
            walk.at("state", |walk| element_state(walk, state));
        }
        Sign::HostEvent { name } => walk.report_at("name", !is_host_name(name), Code::BAD_HOST_NAME, name),
        Sign::FailedRequest { url, status } => {
            patterns(walk, "url", url, true);
            walk.each("status", status, |walk, code| {
                walk.report_if(!(400..=599).contains(code), Code::BAD_STATUS, code);
            });
        }
    }
}

fn causes<'a>(walk: &mut Walk<'a>, problem: &'a Problem) {
    let causes = &problem.causes;
    walk.report_at("causes", causes.is_empty(), Code::NO_CAUSES, "");
    limit(walk, "causes", causes.len(), MAX_CAUSES);
    let sum: u64 = causes.iter().map(|cause| u64::from(cause.permille)).sum();
    walk.report_at("causes", sum > u64::from(WHOLE), Code::CAUSES_OVER_WHOLE, sum);
    let mut seen = HashSet::new();
    walk.each("causes", causes, |walk, cause: &Cause| {
        walk.report_at("id", !seen.insert(&cause.id), Code::DUPLICATE_PART, &cause.id);
        walk.at("title", |walk| text(walk, &cause.title, Role::Title));
        share(walk, "permille", cause.permille, 1);
        let is_mended = problem.fixes.iter().flat_map(|fix| &fix.mends).any(|mend| mend.cause == cause.id);
        walk.report_if(!is_mended, Code::CAUSE_WITHOUT_FIX, &cause.id);
    });
}

fn share(walk: &mut Walk, name: &str, share: u32, least: u32) {
    walk.report_at(name, !(least..=WHOLE).contains(&share), Code::SHARE_OUT_OF_RANGE, share);
}

fn probe<'a>(walk: &mut Walk<'a>, problem: &Problem, probe: &'a Probe) {
    walk.at("by", |walk| means(walk, &probe.by));
    if !probe.is_automatic() {
        cost(walk, "cost_s", probe.cost_s);
    }
    share(walk, "unsure_permille", probe.unsure_permille, 0);
    let count = probe.outcomes.len();
    walk.report_at("outcomes", count == 1 || count > MAX_OUTCOMES, Code::BAD_OUTCOME_COUNT, count);
    walk.report_at("outcomes", count > 0 && probe.is_automatic(), Code::CHECK_WITH_OUTCOMES, "");
    let has_pictures = count > 0 && probe.outcomes.iter().all(|outcome| outcome.picture.is_some());
    let is_visual = matches!(probe.by, Means::Visual { .. });
    walk.report_at("outcomes", is_visual && !has_pictures, Code::VISUAL_WITHOUT_PICTURES, "");
    let mut seen = HashSet::new();
    walk.each("outcomes", &probe.outcomes, |walk, outcome| {
        walk.report_at("id", !seen.insert(&outcome.id), Code::DUPLICATE_PART, &outcome.id);
        walk.at("label", |walk| text(walk, &outcome.label, Role::Label));
        walk.with("picture", outcome.picture.as_ref(), |walk, picture| text(walk, picture, Role::Body));
    });
    let mut seen = HashSet::new();
    walk.each("given", &probe.given, |walk, given| {
        known_cause(walk, problem, given.cause.as_str());
        walk.report_at("cause", !seen.insert(&given.cause), Code::DUPLICATE_PART, &given.cause);
        shares(walk, "permille", probe, &given.permille);
    });
    if !probe.otherwise.is_empty() {
        shares(walk, "otherwise", probe, &probe.otherwise);
    }
    walk.report_if(tells_nothing(problem, probe), Code::PROBE_TELLS_NOTHING, &probe.id);
}

/// Whether a probe comes out alike whatever the cause.
fn tells_nothing(problem: &Problem, probe: &Probe) -> bool {
    let count = probe.outcome_count() as u32;
    let is_even = |shares: &[u32]| shares.iter().all(|share| share * count == WHOLE);
    let rest = &probe.otherwise;
    let is_alike = |shares: &Vec<u32>| if rest.is_empty() { is_even(shares) } else { shares == rest };
    let is_known = |id: &str| problem.causes.iter().any(|cause| cause.id.as_str() == id);
    !probe.given.iter().any(|given| is_known(given.cause.as_str()) && !is_alike(&given.permille))
}

fn shares(walk: &mut Walk, name: &str, probe: &Probe, shares: &[u32]) {
    let is_short = shares.len() != probe.outcome_count();
    walk.report_at(name, is_short, Code::SHARES_OF_OTHER_LENGTH, shares.len());
    let sum: u64 = shares.iter().map(|share| u64::from(*share)).sum();
    walk.report_at(name, !is_short && sum != u64::from(WHOLE), Code::SHARES_NOT_WHOLE, sum);
}

fn known_cause(walk: &mut Walk, problem: &Problem, id: &str) {
    let is_known = problem.causes.iter().any(|cause| cause.id.as_str() == id);
    walk.report_at("cause", !is_known, Code::UNKNOWN_CAUSE, id);
}

fn means<'a>(walk: &mut Walk<'a>, means: &'a Means) {
    match means {
        Means::Check { check } => walk.at("check", |walk| automatic(walk, check)),
        Means::Question { title, body } | Means::Practical { title, body, .. } => {
            walk.at("title", |walk| text(walk, title, Role::Title));
            walk.with("body", body.as_ref(), |walk, body| text(walk, body, Role::Body));
            if let Means::Practical { action: Some(wanted), .. } = means {
                walk.at("action", |walk| action(walk, wanted, ""));
            }
        }
        Means::Visual { title } => walk.at("title", |walk| text(walk, title, Role::Title)),
    }
}

fn automatic<'a>(walk: &mut Walk<'a>, check: &'a AutomaticCheck) {
    let host_name = |walk: &mut Walk, place: &str, name: &str| {
        walk.report_at(place, !is_host_name(name), Code::BAD_HOST_NAME, name);
    };
    match check {
        AutomaticCheck::Condition { holds } => walk.at("holds", |walk| condition(walk, holds)),
        AutomaticCheck::BrowserBelow { name, .. } | AutomaticCheck::Unreachable { name, .. } => {
            host_name(walk, "name", name);
        }
        AutomaticCheck::HostFact { name, test } => {
            host_name(walk, "name", name);
            walk.at("test", |walk| value_test(walk, test));
        }
        AutomaticCheck::Disagree { one, other } => {
            for (place, fact) in [("one", one), ("other", other)] {
                if let FactSource::Host { name } = fact {
                    walk.at(place, |walk| host_name(walk, "name", name));
                }
            }
        }
        AutomaticCheck::CookiesBlocked {}
        | AutomaticCheck::StorageBlocked {}
        | AutomaticCheck::NotificationsBlocked {}
        | AutomaticCheck::ClockSkew { .. }
        | AutomaticCheck::Offline {} => {}
    }
}

fn fix<'a>(walk: &mut Walk<'a>, problem: &Problem, fix: &'a Fix) {
    cost(walk, "cost_s", fix.cost_s);
    let is_slow = fix.cost_s > problem.person_s && fix.cost_s <= MAX_COST_S;
    walk.report_at("cost_s", is_slow, Code::FIX_SLOWER_THAN_PERSON, fix.cost_s);
    walk.report_at("mends", fix.mends.is_empty(), Code::FIX_MENDS_NOTHING, &fix.id);
    let mut seen = HashSet::new();
    walk.each("mends", &fix.mends, |walk, mend| {
        known_cause(walk, problem, mend.cause.as_str());
        walk.report_at("cause", !seen.insert(&mend.cause), Code::DUPLICATE_PART, &mend.cause);
        share(walk, "permille", mend.permille, 1);
    });
    walk.with("verified_by", fix.verified_by.as_ref(), condition);
}
