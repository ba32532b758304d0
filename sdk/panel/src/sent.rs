//! What was handed over: kept on the device until the desk has it, sent again by itself, and its state as the desk tells it.

use lotse_model::gather::{Gather as _, keep};
use lotse_model::handover::{CaseReport, CaseState, Handover};
use lotse_model::json::Json;
use lotse_model::seek::joined;
use lotse_model::wire::{Reader, Wire as _};

use crate::panel::draw::Page;
use crate::panel::{Panel, text};
use crate::view::{actions, busy, button, event, hint, lead, list, note, object, of_kind, row};
use crate::words::{self, Words};

/// Most cases that are kept; the oldest that the desk has go first.
const MAX_CASES: usize = 20;
/// After so many milliseconds a case is sent again: after the first attempt, the second, and so on; the last for all later ones.
const PAUSES_MS: [i64; 6] = [4_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];

/// How far sending has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// On its way now.
    Sending,
    /// Kept; sent again later.
    Kept,
    /// The desk will never take it as it is.
    Refused,
    /// The desk has it.
    Arrived(CaseState),
}

/// What the desk answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It has it.
    Taken,
    /// It will never take it.
    Refused,
    /// It cannot be reached, or asks to come later.
    Later,
}

#[derive(Debug)]
struct Case {
    id: String,
    key: String,
    title: String,
    /// The same as text, to copy or to mail.
    whole: String,
    /// What is sent, until it has arrived.
    body: String,
    progress: Progress,
    ticket: Option<String>,
    said: Option<String>,
    attempts: usize,
    /// How often the desk was asked how it stands.
    asked: usize,
    due_ms: i64,
}

/// Everything that was handed over from this device by the present user.
#[derive(Debug, Default)]
pub struct Sent {
    cases: Vec<Case>,
    /// Whether the device can keep them.
    pub can_keep: bool,
    /// Whether copying has worked, when it was tried.
    pub copied: Option<bool>,
    now_ms: i64,
}

impl Case {
    fn state(&self) -> Words {
        match self.progress {
            Progress::Sending => words::STATE_SENDING,
            Progress::Kept => words::STATE_KEPT,
            Progress::Refused => words::STATE_REFUSED,
            Progress::Arrived(CaseState::Waiting) => words::STATE_WAITING,
            Progress::Arrived(CaseState::Delivered) => words::STATE_DELIVERED,
            Progress::Arrived(CaseState::Closed) => words::STATE_CLOSED,
            Progress::Arrived(CaseState::Failed) => words::STATE_FAILED,
        }
    }

    fn is_pending(&self) -> bool {
        matches!(self.progress, Progress::Sending | Progress::Kept)
    }
}

impl Sent {
    /// One more, about to be sent.
    pub fn add(&mut self, handover: &Handover, title: String, whole: String) {
        if self.cases.len() >= MAX_CASES {
            // What has not arrived is the last to go.
            let oldest = self.cases.iter().position(|case| !case.is_pending()).unwrap_or(0);
            self.cases.remove(oldest);
        }
        self.cases.push(Case {
            id: handover.id.clone(),
            key: handover.key.clone(),
            title,
            whole,
            body: handover.give().write(),
            progress: Progress::Sending,
            ticket: None,
            said: None,
            attempts: 0,
            asked: 0,
            due_ms: handover.sent_ms,
        });
        self.now_ms = handover.sent_ms;
    }

    /// Sends a case; always the same bytes, since its id is also the idempotency key.
    pub fn send(&mut self, id: &str, effects: &mut Vec<Json>) {
        let Some(case) = self.cases.iter_mut().find(|case| case.id == id) else { return };
        case.progress = Progress::Sending;
        effects.push(of_kind("send").text("id", id).text("body", case.body.as_str()).made());
    }

    /// The user wants it sent again at once.
    pub fn retry(&mut self, id: &str, effects: &mut Vec<Json>) {
        if self.cases.iter().any(|case| case.id == id && case.progress == Progress::Kept) {
            self.send(id, effects);
        }
    }

    /// Time has passed, or the network is back: what is due is sent again.
    pub fn woke(&mut self, now_ms: i64, effects: &mut Vec<Json>) {
        self.now_ms = now_ms;
        let is_due = |case: &&Case| case.progress == Progress::Kept && case.due_ms <= now_ms;
        let due: Vec<String> = self.cases.iter().filter(is_due).map(|case| case.id.clone()).gather();
        due.iter().for_each(|id| self.send(id, effects));
        let waiting: Vec<String> = self
            .cases
            .iter()
            .filter(|case| case.progress == Progress::Arrived(CaseState::Waiting))
            .map(|case| case.id.clone())
            .gather();
        waiting.iter().for_each(|id| self.ask(id, effects));
        self.set_alarm(effects);
    }

    fn set_alarm(&self, effects: &mut Vec<Json>) {
        let kept = self.cases.iter().filter(|case| case.progress == Progress::Kept).map(|case| case.due_ms);
        if let Some(due_ms) = kept.min() {
            let after_ms = (due_ms - self.now_ms).max(500);
            effects.push(of_kind("wake").put("after_ms", Json::Number(after_ms)).made());
        }
    }

    /// The desk has answered, or could not be reached.
    pub fn delivered(
        &mut self,
        id: &str,
        outcome: Delivered,
        after_ms: Option<&Json>,
        effects: &mut Vec<Json>,
    ) {
        let now_ms = self.now_ms;
        let Some(case) = self.cases.iter_mut().find(|case| case.id == id) else { return };
        match outcome {
            Delivered::Taken => {
                case.progress = Progress::Arrived(CaseState::Waiting);
                case.body = String::new();
                self.ask(id, effects);
            }
            Delivered::Refused => case.progress = Progress::Refused,
            Delivered::Later => {
                case.progress = Progress::Kept;
                let pause = PAUSES_MS.get(case.attempts.min(PAUSES_MS.len() - 1)).copied().unwrap_or(60_000);
                let asked = match after_ms {
                    Some(Json::Number(asked)) => (*asked).clamp(0, 86_400_000),
                    _ => 0,
                };
                case.attempts += 1;
                case.due_ms = now_ms + pause.max(asked);
            }
        }
        self.set_alarm(effects);
    }

    fn ask(&self, id: &str, effects: &mut Vec<Json>) {
        if let Some(case) = self.cases.iter().find(|case| case.id == id) {
            let key = Json::from(case.key.as_str());
            effects.push(of_kind("ask_case").text("id", id).put("key", key).made());
        }
    }

    /// Asks how all cases stand that are not closed.
    pub fn ask_all(&self, effects: &mut Vec<Json>) {
        let is_open = |case: &&Case| match case.progress {
            Progress::Arrived(state) => state != CaseState::Closed,
            _ => false,
        };
        self.cases.iter().filter(is_open).for_each(|case| self.ask(&case.id, effects));
    }

    /// The desk says how a case stands; whether that is news.
    pub fn report(&mut self, id: &str, report: Option<&Json>, effects: &mut Vec<Json>) -> bool {
        let Some(case) = self.cases.iter_mut().find(|case| case.id == id) else { return false };
        let Some(report) = report.and_then(|json| CaseReport::take(json, &mut Reader::default())) else {
            return false;
        };
        let before = (case.progress, case.ticket.clone(), case.said.clone());
        case.progress = Progress::Arrived(report.state);
        case.ticket = report.ticket.or(case.ticket.take());
        case.said = report.said;
        let is_news = before != (case.progress, case.ticket.clone(), case.said.clone());
        // Asked again more and more seldom, and when help is opened.
        if case.progress == Progress::Arrived(CaseState::Waiting) {
            let pause = PAUSES_MS.get(case.asked.min(PAUSES_MS.len() - 1)).copied().unwrap_or(60_000);
            case.asked += 1;
            effects.push(of_kind("wake").put("after_ms", Json::Number(pause)).made());
        }
        is_news
    }

    /// Takes a case off the list.
    pub fn forget(&mut self, id: &str) {
        keep(&mut self.cases, |case| case.id != id);
    }

    /// How many have not arrived.
    #[must_use]
    pub fn count_open(&self) -> usize {
        self.cases.iter().filter(|case| case.is_pending()).count()
    }

    /// A case as text.
    #[must_use]
    pub fn whole(&self, id: &str) -> String {
        self.cases.iter().find(|case| case.id == id).map(|case| case.whole.clone()).unwrap_or_default()
    }

    /// All cases as rows, the newest first.
    #[must_use]
    pub fn rows(&self, language: &str) -> Vec<Json> {
        let detail = |case: &Case| match &case.ticket {
            Some(ticket) => {
                joined(&[&words::TICKET.fill(language, ticket, ""), " · ", case.state().pick(language)])
            }
            None => case.state().pick(language).to_owned(),
        };
        let show = |case: &Case| of_kind("show_case").text("id", case.id.as_str()).made();
        self.cases.iter().rev().map(|case| row("case", &case.title, &detail(case), show(case))).gather()
    }

    /// As it is kept on the device.
    #[must_use]
    pub fn give(&self) -> Json {
        list(self.cases.iter().map(|case| {
            let optional =
                |value: &Option<String>| value.as_ref().map_or(Json::Null, |text| Json::from(text.as_str()));
            let state = match case.progress {
                Progress::Sending | Progress::Kept => "kept",
                Progress::Refused => "refused",
                Progress::Arrived(state) => state.word(),
            };
            object()
                .text("id", case.id.as_str())
                .text("key", case.key.as_str())
                .text("title", case.title.as_str())
                .text("whole", case.whole.as_str())
                .text("body", case.body.as_str())
                .text("state", state)
                .put("ticket", optional(&case.ticket))
                .put("said", optional(&case.said))
                .put("attempts", Json::Number(case.attempts as i64))
                .made()
        }))
    }

    /// What the device has kept. What was on its way when the page went is sent again: the desk counts it once.
    pub fn take_kept(&mut self, kept: Option<&Json>) {
        self.can_keep = true;
        self.cases = match kept {
            Some(Json::List(cases)) => cases.iter().filter_map(taken).gather(),
            _ => Vec::new(),
        };
    }
}

fn taken(json: &Json) -> Option<Case> {
    let member = |name: &str| text(json, name).map(str::to_owned);
    let progress = match text(json, "state")? {
        "kept" => Progress::Kept,
        "refused" => Progress::Refused,
        word => Progress::Arrived(CaseState::from_word(word)?),
    };
    Some(Case {
        id: member("id")?,
        key: member("key")?,
        title: member("title")?,
        whole: member("whole")?,
        body: member("body")?,
        progress,
        ticket: member("ticket"),
        said: member("said"),
        attempts: 0,
        asked: 0,
        due_ms: 0,
    })
}

impl Panel {
    pub(crate) fn keep_sent(&mut self) {
        let value = self.sent.give();
        self.keep("sent", value);
    }

    pub(crate) fn draw_sent(&mut self, id: &str) -> Page {
        let language = self.language();
        let Some(case) = self.sent.cases.iter().find(|case| case.id == id) else { return self.draw_home() };
        let mut parts = Vec::new();
        let retry = of_kind("retry").text("id", id).made();
        let mut buttons = Vec::new();
        match case.progress {
            Progress::Sending => parts.push(busy(self.say(words::SENDING))),
            Progress::Kept => {
                let text = if self.sent.can_keep { words::KEPT } else { words::STRANDED };
                parts.push(note("warning", self.say(case.state()), self.say(text)));
                buttons.push(button(self.say(words::TRY_AGAIN), retry, true));
            }
            Progress::Refused => {
                parts.push(note("warning", self.say(case.state()), self.say(words::REFUSED)))
            }
            Progress::Arrived(_) => {
                let ticket = case.ticket.as_ref().map(|ticket| words::TICKET.fill(language, ticket, ""));
                let text = ticket.unwrap_or_else(|| self.say(words::TICKET_COMING).to_owned());
                parts.push(note("good", self.say(case.state()), &text));
                case.said.as_ref().map(|said| lead(said)).into_iter().add_to(&mut parts);
                parts.push(hint(self.say(words::DO_NOT_CLOSE)));
            }
        }
        let has_arrived = matches!(case.progress, Progress::Arrived(_));
        let (title, whole) = (case.title.clone(), case.whole.clone());
        if !has_arrived {
            buttons.push(button(self.say(words::COPY), event("copy"), false));
        } else {
            buttons.push(button(self.say(words::DONE), event("home"), true));
            let forget = of_kind("forget").text("id", id).made();
            buttons.push(button(self.say(words::FORGET), forget, false));
        }
        parts.push(actions(buttons));
        if !has_arrived {
            self.copy_parts(&whole, &mut parts);
        }
        Page { key: joined(&["sent ", id]), title, parts, back: Some(event("home")), has_person: false }
    }
}
