//! What a user sees of a problem, from the first question to the end.

use std::rc::Rc;

use lotse_help::case::{Choice, Delivery, Now};
use lotse_help::diagnosis::{Move, Reason};
use lotse_help::triage::questions;
use lotse_help::words::{doubt, reason, unsure};
use lotse_model::gather::Gather as _;
use lotse_model::json::Json;
use lotse_model::problem::Means;
use lotse_model::seek::joined;

use super::{CaseHere, no_desk};
use crate::panel::Panel;
use crate::panel::draw::Page;
use crate::view::{
    actions, body, busy, button, choices, digits, event, hint, lead, note, object, of_kind, question,
};
use crate::words;

impl CaseHere {
    fn reason(&self, why: Reason, language: &str) -> String {
        let cause = |place: usize| self.problem.causes.get(place).map(|cause| self.plain(&cause.title));
        reason(why, language, &cause)
    }

    fn doubt(&self, language: &str) -> Option<String> {
        let found = self.case.diagnosis().doubt().filter(|_| !self.is_doubt_seen)?;
        Some(doubt(found, language, &|probe| self.asked(probe, language).1))
    }
}

fn answer(label: &str, place: Option<usize>, picture: Json) -> Json {
    let place = place.map_or(Json::Null, |place| Json::Number(place as i64));
    object()
        .text("label", label)
        .put("event", of_kind("answer").put("place", place).made())
        .put("picture", picture)
        .made()
}

impl Panel {
    pub(crate) fn draw_case(&mut self) -> Page {
        let language = self.language();
        let Some(case) = &self.case else { return self.draw_home() };
        let now = case.case.now();
        let available = case.case.choices();
        let has = |choice: Choice| available.contains(&choice);
        let back = Some(event(if has(Choice::Back) { "back" } else { "home" }));
        let has_person = has(Choice::Person);
        let title = case.title.clone();
        let (key, parts) = match now {
            Now::Handing(Delivery::Draft) => return self.draw_draft(Some(back)),
            Now::Triage(place) => {
                (joined(&["triage ", &digits(place as i64)]), self.triage_parts(place, language))
            }
            Now::Known(notice) => ("known".to_owned(), self.notice_parts(notice)),
            Now::Checking(_) => ("checking".to_owned(), vec![busy(self.say(words::CHECKING))]),
            Now::Diagnosing(Move::Ask(probe, why)) => {
                (joined(&["ask ", &digits(probe as i64)]), self.probe_parts(probe, why, language))
            }
            Now::Diagnosing(Move::Try(fix, why)) => {
                (joined(&["try ", &digits(fix as i64)]), self.fix_parts(fix, why, language))
            }
            Now::Guiding(fix) => (joined(&["guiding ", &digits(fix as i64)]), self.guiding_parts()),
            Now::Verifying(fix) => (joined(&["verify ", &digits(fix as i64)]), self.verify_parts(fix)),
            Now::Solved => ("solved".to_owned(), self.solved_parts()),
            // Sent from here: the draft has led to the list of what was handed over.
            Now::Handing(_) | Now::Diagnosing(_) => {
                ("moment".to_owned(), vec![busy(self.say(words::LOADING))])
            }
        };
        Page { key: joined(&["case ", &key]), title, parts, back, has_person }
    }

    fn triage_parts(&self, place: usize, language: &str) -> Vec<Json> {
        let Some(case) = &self.case else { return Vec::new() };
        let desk = self.desk.as_ref().map_or_else(no_desk, |desk| Rc::clone(&desk.desk));
        let own = !case.problem.triage.is_empty();
        let texts =
            if own { &case.texts } else { self.desk.as_ref().map_or(&case.texts, |desk| &desk.texts) };
        let mut parts = Vec::new();
        if let (0, Some(summary)) =
            (place, case.problem.summary.as_ref().and_then(|summary| case.texts.content(summary)))
        {
            parts.push(body(summary));
        }
        let Some(asked) = questions(&case.problem, &desk).get(place) else { return parts };
        parts.push(question(&texts.plain(&asked.title)));
        let labels = asked.answers.iter().enumerate();
        let mut items: Vec<Json> =
            labels.map(|(place, one)| answer(&texts.plain(&one.label), Some(place), Json::Null)).gather();
        items.push(answer(unsure(language), None, Json::Null));
        parts.push(choices(items));
        parts
    }

    fn notice_parts(&self, notice: usize) -> Vec<Json> {
        let Some(desk) = &self.desk else { return Vec::new() };
        let Some(notice) = desk.desk.notices.get(notice) else { return Vec::new() };
        let title = desk.texts.plain(&notice.title);
        let mut parts = vec![note("warning", self.say(words::OUTAGE), &title)];
        notice
            .body
            .as_ref()
            .and_then(|text| desk.texts.content(text))
            .map(body)
            .into_iter()
            .add_to(&mut parts);
        let id = notice.id.as_str();
        let said = self.me_too.iter().find(|(known, _)| known == id).map(|(_, state)| *state);
        let again = || {
            let event = of_kind("me_too").text("notice", id).made();
            actions(vec![button(self.say(words::ME_TOO), event, true)])
        };
        match said {
            Some(Some(true)) => parts.push(note("good", "", self.say(words::ME_TOO_THANKS))),
            Some(Some(false)) => {
                [lead(self.say(words::ME_TOO_LATER)), again()].into_iter().add_to(&mut parts)
            }
            Some(None) => parts.push(busy(self.say(words::SENDING))),
            None if self.setup.has_desk => parts.push(again()),
            None => {}
        }
        parts
    }

    fn probe_parts(&self, probe: usize, why: Reason, language: &str) -> Vec<Json> {
        let Some(case) = &self.case else { return Vec::new() };
        let Some(known) = case.problem.probes.get(probe) else { return Vec::new() };
        let mut parts = Vec::new();
        if let Some(doubt) = case.doubt(language) {
            parts.push(note("note", "", &doubt));
            parts.push(actions(vec![button(self.say(words::DOUBT_CHANGE), event("change"), false)]));
        }
        parts.push(question(&case.asked(probe, language).1));
        let (more, has_action) = match &known.by {
            Means::Question { body, .. } => (body.as_ref(), false),
            Means::Practical { body, action, .. } => (body.as_ref(), action.is_some()),
            Means::Visual { .. } | Means::Check { .. } => (None, false),
        };
        more.and_then(|text| case.texts.content(text)).map(body).into_iter().add_to(&mut parts);
        if has_action {
            parts.push(actions(vec![button(self.say(words::TRY_ACTION), event("act"), false)]));
        }
        let mut items = Vec::new();
        for place in 0..known.outcome_count() {
            let picture = known.outcomes.get(place).and_then(|outcome| outcome.picture.as_ref());
            let picture = picture.and_then(|text| case.texts.content(text)).cloned().unwrap_or_default();
            items.push(answer(&case.outcome(probe, place, language), Some(place), picture));
        }
        items.push(answer(unsure(language), None, Json::Null));
        parts.push(choices(items));
        parts.push(hint(&case.reason(why, language)));
        parts
    }

    fn fix_parts(&self, fix: usize, why: Reason, language: &str) -> Vec<Json> {
        let Some(case) = &self.case else { return Vec::new() };
        let mut parts = Vec::new();
        if let Some(doubt) = case.doubt(language) {
            parts.push(note("note", "", &doubt));
            parts.push(actions(vec![button(self.say(words::DOUBT_CHANGE), event("change"), false)]));
        }
        let minutes = case.problem.fixes.get(fix).map_or(0, |fix| fix.cost_s.div_ceil(60));
        let takes = match minutes {
            0 | 1 => self.say(words::TAKES_ONE).to_owned(),
            many => words::TAKES.fill(language, &digits(i64::from(many)), ""),
        };
        parts.push(question(self.say(words::FIX_TITLE)));
        parts.push(lead(&case.reason(why, language)));
        parts.push(hint(&takes));
        if case.guide_away {
            parts.push(note("warning", "", self.say(words::GUIDE_AWAY)));
        }
        parts.push(actions(vec![
            button(self.say(words::BEGIN_GUIDE), event("begin_guide"), true),
            button(self.say(words::PASS_OVER), event("pass_over"), false),
        ]));
        parts
    }

    fn guiding_parts(&self) -> Vec<Json> {
        vec![
            lead(self.say(words::GUIDING)),
            hint(self.say(words::GUIDING_HINT)),
            actions(vec![
                button(self.say(words::SHOW_GUIDE), event("begin_guide"), true),
                button(self.say(words::GUIDE_DONE), event("finished"), false),
            ]),
        ]
    }

    fn verify_parts(&self, fix: usize) -> Vec<Json> {
        let is_asking_app = self.case.as_ref().is_some_and(|case| {
            let has_check = case.problem.fixes.get(fix).is_some_and(|fix| fix.verified_by.is_some());
            has_check && case.verified != Some(fix)
        });
        let say = |yes: bool| of_kind("solved").flag("yes", yes).made();
        let mut parts = vec![question(self.say(words::SOLVED_ASK))];
        if is_asking_app {
            parts.push(busy(self.say(words::VERIFYING)));
        }
        parts.push(choices(vec![
            object().text("label", self.say(words::YES_SOLVED)).put("event", say(true)).made(),
            object().text("label", self.say(words::NOT_SOLVED)).put("event", say(false)).made(),
        ]));
        parts
    }

    fn solved_parts(&self) -> Vec<Json> {
        vec![
            note("good", self.say(words::SOLVED_TITLE), self.say(words::SOLVED_TEXT)),
            actions(vec![
                button(self.say(words::DONE), event("discard"), true),
                button(self.say(words::CAME_BACK), event("came_back"), false),
            ]),
        ]
    }
}
