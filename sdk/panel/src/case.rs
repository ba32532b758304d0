//! A problem being worked on: triage, diagnosis, guide, verification, until it is solved or a person takes over.

mod draw;
mod keep;

use std::rc::Rc;

use lotse_help::case::{Case, Event, Now};
use lotse_help::diagnosis::{Finding, Move};
use lotse_help::triage::questions;
use lotse_help::words::unsure;
use lotse_model::basic::AnswerId;
use lotse_model::condition::Condition;
use lotse_model::desk::{Desk, Hours};
use lotse_model::gather::Gather as _;
use lotse_model::handover::{PathEntry, PathKind};
use lotse_model::held::Held;
use lotse_model::json::Json;
use lotse_model::problem::{Means, Problem};
use lotse_model::text::Text;
use lotse_model::wire::Wire as _;

use crate::facts;
use crate::panel::{Panel, Screen, is_on, items, text, whole, word};
use crate::texts::Texts;
use crate::view::{list, of_kind};
use crate::words;

/// A problem being worked on.
#[derive(Debug)]
pub struct CaseHere {
    /// The problem.
    pub problem: Rc<Problem>,
    /// Its title in the user's language.
    pub title: String,
    pub(crate) texts: Texts,
    pub(crate) case: Case,
    /// What was asked, looked at and tried.
    pub(crate) path: Vec<PathEntry>,
    /// The guide that ran last, and the step that was shown last in it.
    pub(crate) left: Option<(String, String)>,
    gathering: Option<Gathering>,
    /// The fix whose guide could not be shown.
    guide_away: bool,
    /// The app has been asked whether this fix has solved it.
    verified: Option<usize>,
    /// This answer is being doubted no more.
    is_doubt_seen: bool,
}

/// What facts are being gathered for.
#[derive(Clone, Debug, PartialEq)]
enum Gathering {
    Checks(Vec<usize>),
    Verification(usize),
}

/// A desk for projects that have none: self-help at every priority, nothing promised.
fn no_desk() -> Rc<Desk> {
    Rc::new(Desk {
        name: Text::Inline(lotse_model::basic::Table::default()),
        self_help_from: lotse_model::desk::Priority::P1,
        matrix: lotse_model::desk::Matrix::itil(),
        promises: Vec::new(),
        hours: Hours { time_zone: String::new(), open: Vec::new(), closed: Vec::new() },
        channels: Vec::new(),
        triage: Vec::new(),
        notices: Vec::new(),
        synonyms: Vec::new(),
    })
}

impl CaseHere {
    fn plain(&self, text: &Text) -> String {
        self.texts.plain(text)
    }

    /// The words of an outcome.
    fn outcome(&self, probe: usize, outcome: usize, language: &str) -> String {
        let probe = self.problem.probes.get(probe);
        match probe.and_then(|probe| probe.outcomes.get(outcome)) {
            Some(outcome) => self.plain(&outcome.label),
            None if outcome == 0 => words::YES.pick(language).to_owned(),
            None => words::NO.pick(language).to_owned(),
        }
    }

    fn asked(&self, probe: usize, language: &str) -> (PathKind, String) {
        match self.problem.probes.get(probe).map(|probe| &probe.by) {
            Some(Means::Question { title, .. }) => (PathKind::Question, self.plain(title)),
            Some(Means::Visual { title }) => (PathKind::Visual, self.plain(title)),
            Some(Means::Practical { title, .. }) => (PathKind::Practical, self.plain(title)),
            Some(Means::Check { check }) => (PathKind::Check, facts::name(check, language)),
            None => (PathKind::Note, String::new()),
        }
    }

    /// Whether nothing is left to try, as opposed to the user asking for a person.
    pub(crate) fn is_at_end(&self) -> bool {
        self.case.choices().contains(&lotse_help::case::Choice::Send)
    }

    pub(crate) fn title_of_fix(&self, fix: usize) -> String {
        self.fix_title(fix)
    }

    fn fix_title(&self, fix: usize) -> String {
        let fix = self.problem.fixes.get(fix);
        let cause = fix.and_then(|fix| fix.mends.first()).map(|mend| &mend.cause);
        let cause = self.problem.causes.iter().find(|known| Some(&known.id) == cause);
        cause.map(|cause| self.plain(&cause.title)).unwrap_or_default()
    }

    fn note(&mut self, kind: PathKind, asked: String, result: String, at_ms: i64) {
        if self.path.len() < lotse_model::handover::MAX_PATH {
            self.path.push(PathEntry { kind, asked, result, at_ms });
        }
    }
}

impl Panel {
    /// The chunk of a problem is here.
    pub(crate) fn begin_case(&mut self, problem: Rc<Problem>, texts: Texts) {
        let kept = self.kept_case.take().filter(|kept| text(kept, "problem") == Some(problem.id.as_str()));
        let desk = self.desk.as_ref().map_or_else(no_desk, |desk| Rc::clone(&desk.desk));
        let id = problem.id.as_str();
        let solved_s: Vec<i64> =
            self.solved.iter().filter(|(known, _)| known == id).map(|(_, at_s)| *at_s).gather();
        let is_other = self.case.as_ref().is_some_and(|case| case.problem.id != problem.id);
        if is_other {
            self.draft = None;
        }
        let now_s = self.now_s();
        let case = keep::restore(&problem, &desk, kept.as_ref(), &solved_s, now_s);
        self.case = Some(CaseHere {
            title: texts.plain(&problem.title),
            path: keep::path(kept.as_ref()),
            left: keep::left(kept.as_ref()),
            problem,
            texts,
            case,
            gathering: None,
            guide_away: false,
            verified: None,
            is_doubt_seen: false,
        });
        self.screen = Screen::Case;
        self.keep_case();
    }

    /// A case that was kept is taken up where a guide of it runs, or where its problem is opened.
    pub(crate) fn take_up_case(&mut self) {
        if self.case.is_some() || self.is_case_left || self.screen != Screen::Home {
            return;
        }
        if let Some(id) = self.kept_case.as_ref().and_then(|kept| text(kept, "problem")).map(str::to_owned) {
            self.screen = Screen::Opening(lotse_model::search::EntryKind::Problem, id);
        }
    }

    pub(crate) fn keep_case(&mut self) {
        let value = self.case.as_ref().map_or(Json::Null, keep::give);
        self.keep("case", value);
    }

    pub(crate) fn case_event(&mut self, event: Event) {
        if let Some(case) = &mut self.case {
            case.case.handle(event);
            self.keep_case();
        }
    }

    /// Runs what has to be run by itself.
    pub(crate) fn advance_case(&mut self) {
        if self.screen != Screen::Case {
            return;
        }
        let Some(case) = &mut self.case else { return };
        match case.case.now() {
            Now::Checking(probes) => {
                let wanted = Gathering::Checks(probes.clone());
                if case.gathering.as_ref() != Some(&wanted) {
                    let checks: Vec<_> = probes
                        .iter()
                        .filter_map(|probe| case.problem.probes.get(*probe))
                        .filter_map(facts::check_of)
                        .gather();
                    let effect = facts::gather(&checks);
                    case.gathering = Some(wanted);
                    self.effects.push(effect);
                }
            }
            Now::Verifying(fix) => {
                let check = case.problem.fixes.get(fix).and_then(|fix| fix.verified_by.as_ref());
                let (Some(check), true) = (check, case.verified != Some(fix)) else { return };
                if case.gathering != Some(Gathering::Verification(fix)) {
                    let effect = verification(check);
                    case.gathering = Some(Gathering::Verification(fix));
                    self.effects.push(effect);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn handle_in_case(&mut self, event: &Json) {
        match word(event, "kind") {
            "discard" => {
                self.case = None;
                self.kept_case = None;
                self.draft = None;
                self.keep_case();
                self.go_to(Screen::Home);
            }
            "facts" => self.take_facts(event),
            "answer" => self.answer(event),
            "act" => self.act(),
            "begin_guide" => self.begin_guide(),
            "pass_over" => self.fix_unavailable(),
            "finished" => self.guide_over(true),
            "solved" => self.say_solved(is_on(event, "yes")),
            "came_back" => self.case_event(Event::CameBack),
            "back" => self.back(),
            "change" => {
                self.case_event(Event::Back);
                self.pop_path();
            }
            "no_doubt" => {
                if let Some(case) = &mut self.case {
                    case.is_doubt_seen = true;
                }
            }
            _ => {}
        }
    }

    fn go_to(&mut self, screen: Screen) {
        self.screen = screen;
    }

    fn take_facts(&mut self, event: &Json) {
        let (language, now_ms) = (self.language(), self.now_ms);
        let Some(case) = &mut self.case else { return };
        match case.gathering.take() {
            Some(Gathering::Checks(probes)) => {
                let checks: Vec<_> = probes
                    .iter()
                    .filter_map(|probe| case.problem.probes.get(*probe))
                    .filter_map(facts::check_of)
                    .gather();
                let results = facts::results(&checks, event);
                let mut findings = Vec::new();
                for (probe, result) in probes.iter().zip(results) {
                    let outcome = result.and_then(|holds| AnswerId::new(if holds { "yes" } else { "no" }));
                    let Some(id) = case.problem.probes.get(*probe).map(|probe| probe.id.clone()) else {
                        continue;
                    };
                    findings.push(Finding::Probe { probe: id, outcome });
                    let said =
                        result.map_or(words::UNKNOWN, |holds| if holds { words::YES } else { words::NO });
                    let (kind, asked) = case.asked(*probe, language);
                    case.note(kind, asked, said.pick(language).to_owned(), now_ms);
                }
                self.case_event(Event::Found(findings));
            }
            Some(Gathering::Verification(fix)) => {
                case.verified = Some(fix);
                let verdict = items(event, "conditions").first().and_then(facts::verdict);
                if let Some(is_solved) = verdict {
                    self.say_solved(is_solved);
                }
            }
            None => {}
        }
    }

    fn answer(&mut self, event: &Json) {
        let chosen = whole(event, "place").and_then(|place| usize::try_from(place).ok());
        let (language, now_ms) = (self.language(), self.now_ms);
        let Some(case) = &mut self.case else { return };
        let not_known = unsure(language).to_owned();
        match case.case.now() {
            Now::Triage(place) => {
                let desk = self.desk.as_ref().map_or_else(no_desk, |desk| Rc::clone(&desk.desk));
                let own = !case.problem.triage.is_empty();
                let Some(question) = questions(&case.problem, &desk).get(place).cloned() else { return };
                let texts = if own {
                    &case.texts
                } else {
                    self.desk.as_ref().map_or(&case.texts, |desk| &desk.texts)
                };
                let asked = texts.plain(&question.title);
                let label = chosen
                    .and_then(|chosen| question.answers.get(chosen))
                    .map(|answer| texts.plain(&answer.label));
                case.note(PathKind::Triage, asked, label.unwrap_or(not_known), now_ms);
                self.case_event(Event::Triaged(chosen));
            }
            Now::Diagnosing(Move::Ask(probe, _)) => {
                let (kind, asked) = case.asked(probe, language);
                let label = chosen.map_or(not_known, |chosen| case.outcome(probe, chosen, language));
                case.note(kind, asked, label, now_ms);
                case.is_doubt_seen = false;
                let Some(known) = case.problem.probes.get(probe) else { return };
                let outcome = chosen.and_then(|chosen| match known.outcomes.get(chosen) {
                    Some(outcome) => Some(outcome.id.clone()),
                    None => AnswerId::new(if chosen == 0 { "yes" } else { "no" }),
                });
                let finding = Finding::Probe { probe: known.id.clone(), outcome };
                self.case_event(Event::Found(vec![finding]));
            }
            _ => {}
        }
    }

    /// What the button of a practical test does.
    fn act(&mut self) {
        let Some(case) = &self.case else { return };
        let Now::Diagnosing(Move::Ask(probe, _)) = case.case.now() else { return };
        let by = case.problem.probes.get(probe).map(|probe| &probe.by);
        if let Some(Means::Practical { action: Some(action), .. }) = by {
            let action = action.give();
            self.effect(of_kind("act").put("action", action).made());
        }
    }

    fn begin_guide(&mut self) {
        let Some(case) = &mut self.case else { return };
        case.guide_away = false;
        let fix = match case.case.now() {
            Now::Diagnosing(Move::Try(fix, _)) | Now::Guiding(fix) => fix,
            _ => return,
        };
        let Some(guide) = case.problem.fixes.get(fix).map(|fix| fix.guide.as_str().to_owned()) else {
            return;
        };
        self.effect(of_kind("start").put("guide", Json::Text(guide)).made());
    }

    /// The core has begun the guide, or cannot.
    pub(crate) fn guide_started(&mut self, event: &Json) {
        let is_begun = is_on(event, "ok");
        let is_of_case = self.screen == Screen::Case && self.case.is_some();
        if is_begun {
            self.is_open = false;
            if is_of_case {
                self.case_event(Event::Began);
            }
        } else if is_of_case {
            if let Some(case) = &mut self.case {
                case.guide_away = true;
            }
        } else {
            self.screen = Screen::NoGuide;
        }
    }

    fn fix_unavailable(&mut self) {
        let (language, now_ms) = (self.language(), self.now_ms);
        let Some(case) = &mut self.case else { return };
        let Now::Diagnosing(Move::Try(fix, _)) = case.case.now() else { return };
        let Some(id) = case.problem.fixes.get(fix).map(|fix| fix.id.clone()) else { return };
        case.guide_away = false;
        let title = case.fix_title(fix);
        case.note(PathKind::Fix, title, words::NOT_HAD.pick(language).to_owned(), now_ms);
        self.case_event(Event::Found(vec![Finding::Unavailable { fix: id }]));
    }

    /// A guide shows a step.
    pub(crate) fn step_shown(&mut self, event: &Json) {
        let (guide, step) = (word(event, "guide"), word(event, "step"));
        let left = || Some((guide.to_owned(), step.to_owned()));
        if let Some(case) = &mut self.case {
            if case.problem.fixes.iter().any(|fix| fix.guide.as_str() == guide) {
                case.left = left();
                self.keep_case();
            }
        } else if let Some(Json::Map(members)) = &mut self.kept_case {
            // The page was loaded anew while the guide ran.
            members.retain(|(name, _)| name != "left");
            members.push(("left".to_owned(), keep::give_left(&left())));
        }
    }

    /// A guide has ended, or was given up.
    pub(crate) fn guide_ended(&mut self, event: &Json) {
        let guide = word(event, "guide");
        if self.guide_of_kept_ended(guide, text(event, "outcome") == Some("escalated")) {
            return;
        }
        let is_ours = |case: &CaseHere| match case.case.now() {
            Now::Guiding(fix) => case.problem.fixes.get(fix).is_some_and(|fix| fix.guide.as_str() == guide),
            _ => false,
        };
        if self.case.as_ref().is_some_and(is_ours) {
            self.is_open = true;
            self.screen = Screen::Case;
            if text(event, "outcome") == Some("escalated") {
                self.case_event(Event::WantsPerson);
            } else {
                self.guide_over(true);
            }
        } else if self.list.is_some() && self.screen == Screen::List {
            self.is_open = true;
            self.forget_progress();
        }
    }

    /// The page was loaded anew while the guide ran: the case is only kept so far, and taken up now.
    fn guide_of_kept_ended(&mut self, guide: &str, is_escalated: bool) -> bool {
        let is_kept =
            |kept: &Json| text(kept, "stage") == Some("guiding") && text(kept, "guide") == Some(guide);
        let Some(Json::Map(members)) = self.kept_case.as_mut().filter(|kept| is_kept(kept)) else {
            return false;
        };
        let next = if is_escalated { "person" } else { "verifying" };
        members
            .iter_mut()
            .filter(|(name, _)| name == "stage")
            .for_each(|(_, value)| *value = Json::from(next));
        self.is_open = true;
        self.screen = Screen::Home;
        true
    }

    fn guide_over(&mut self, is_meant_to_solve: bool) {
        if let Some(case) = &mut self.case {
            case.verified = None;
        }
        self.case_event(Event::GuideEnded(is_meant_to_solve));
    }

    fn say_solved(&mut self, is_solved: bool) {
        let (language, now_ms, now_s) = (self.language(), self.now_ms, self.now_s());
        let Some(case) = &mut self.case else { return };
        let Now::Verifying(fix) = case.case.now() else { return };
        let said = if is_solved { words::FIXED } else { words::NOT_FIXED };
        let title = case.fix_title(fix);
        case.note(PathKind::Fix, title, said.pick(language).to_owned(), now_ms);
        let id = case.problem.id.as_str().to_owned();
        self.case_event(Event::Verified(is_solved));
        if is_solved {
            self.solved.push((id, now_s));
            self.keep_solved();
            // It is over: nothing to go on with after a reload.
            self.keep("case", Json::Null);
        }
    }

    fn keep_solved(&mut self) {
        let mut all: Vec<(String, Json)> = Vec::new();
        for (id, at_s) in &self.solved {
            match all.iter_mut().find(|(known, _)| known == id) {
                Some((_, Json::List(times))) => times.push(Json::Number(*at_s)),
                _ => all.push((id.clone(), list([Json::Number(*at_s)]))),
            }
        }
        self.keep("solved", Json::Map(all));
    }

    fn back(&mut self) {
        let known = |case: &CaseHere| case.case.answers().len() + case.case.diagnosis().findings().len();
        let before = self.case.as_ref().map_or(0, known);
        self.case_event(Event::Back);
        if self.case.as_ref().map_or(0, known) < before {
            self.pop_path();
        }
        self.draft = None;
    }

    /// What was answered last is taken off the path as well.
    fn pop_path(&mut self) {
        if let Some(case) = &mut self.case {
            let last = case.path.iter().rposition(|entry| entry.kind != PathKind::Check);
            if let Some(last) = last {
                case.path.truncate(last);
            }
        }
        self.keep_case();
    }
}

fn verification(check: &Held<Condition>) -> Json {
    of_kind("gather")
        .put("conditions", list([check.give()]))
        .put("addresses", list([]))
        .flag("clock", false)
        .made()
}
