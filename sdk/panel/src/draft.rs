//! Handing over: the user sees and edits everything that will be sent. The form and what is sent come from the same
//! [`Handover`], so nothing leaves that was not shown.

mod text;

use std::rc::Rc;

use lotse_help::case::Now;
use lotse_help::triage::{Promised, Way, channels, promised};
use lotse_help::words::why;
use lotse_model::basic::ProjectId;
use lotse_model::bundle::SCHEMA;
use lotse_model::desk::{Channel, ChannelKind};
use lotse_model::gather::{Gather as _, keep};
use lotse_model::handover::{
    Asker, Handover, HandoverGuide, HandoverPage, HandoverPriority, HandoverProblem, MAX_LINE_LETTERS,
    MAX_WORDS_LETTERS, Wireframe,
};
use lotse_model::json::Json;
use lotse_model::problem::Level;
use lotse_model::seek::joined;
use lotse_model::wire::{Reader, Wire as _};

use self::text::{as_text, percent, short};
use crate::moments::moment;
use crate::panel::draw::Page;
use crate::panel::{Panel, Screen, is_on, text as member, word};
use crate::view::{button, digits, event, heading, hint, lead, list, listed, note, object, of_kind};
use crate::words::{self, Words};

/// What the user has made of the form.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    id: String,
    key: String,
    values: Vec<(String, String)>,
    left_out: Vec<String>,
    lacks_reply: bool,
    /// The user wants the page as rectangles to go along.
    pub wants_sketch: bool,
    /// It, once it is drawn.
    pub sketch: Option<Wireframe>,
}

/// The part that is the page as rectangles: left out unless the user takes it in.
pub const SKETCH: &str = "sketch";

/// Fields of the form: name, label, kind of input, autocomplete.
const FIELDS: [(&str, Words, &str, &str); 6] = [
    ("text", words::FIELD_TEXT, "area", "off"),
    ("name", words::FIELD_NAME, "text", "name"),
    ("mail", words::FIELD_MAIL, "email", "email"),
    ("phone", words::FIELD_PHONE, "tel", "tel"),
    ("place", words::FIELD_PLACE, "text", "off"),
    ("reachable", words::FIELD_REACHABLE, "text", "off"),
];

impl Draft {
    /// The user has typed.
    pub fn set(&mut self, event: &Json) {
        let (name, value) = (word(event, "name"), word(event, "value"));
        let most = if name == "text" { MAX_WORDS_LETTERS } else { MAX_LINE_LETTERS };
        let value: String = value.chars().take(most).collect();
        self.lacks_reply = false;
        keep(&mut self.values, |(known, _)| known != name);
        self.values.push((name.to_owned(), value));
    }

    /// The user leaves something out, or takes it in again.
    pub fn include(&mut self, event: &Json) {
        let name = word(event, "name");
        keep(&mut self.left_out, |known| known != name);
        if !is_on(event, "on") {
            self.left_out.push(name.to_owned());
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        let value = self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    }

    fn has(&self, part: &str) -> bool {
        !self.left_out.iter().any(|known| known == part)
    }
}

impl Panel {
    pub(crate) fn ensure_draft(&mut self) {
        if self.draft.is_some() {
            return;
        }
        let mut draft = Draft { id: self.key(), key: self.key(), ..Draft::default() };
        for name in ["name", "mail", "phone", "place"] {
            if let Some(value) = member(&self.setup.user, name) {
                draft.values.push((name.to_owned(), value.to_owned()));
            }
        }
        if let Some(address) = member(&self.setup.page, "address") {
            draft.values.push(("address".to_owned(), address.to_owned()));
        }
        self.draft = Some(draft);
    }

    /// What will be sent, as it stands.
    fn handover(&mut self, draft: &Draft) -> Handover {
        let page = &self.setup.page;
        let plain = |name: &str| member(page, name).map(short);
        let known = |name: &str| member(&self.setup.user, name).map(str::to_owned);
        let who = Asker {
            name: draft.value("name"),
            mail: draft.value("mail"),
            phone: draft.value("phone"),
            place: draft.value("place"),
            reachable: draft.value("reachable"),
            user: known("id").map(|id| short(&id)).filter(|_| draft.has("user")),
            token: known("token").filter(|_| draft.has("token")),
        };
        let address = draft.value("address").filter(|_| draft.has("page"));
        let title = if draft.has("page") { plain("title") } else { None };
        let (browser, platform) = (plain("browser"), plain("platform"));
        let has_device = draft.has("device");
        let facts = self.setup.facts.iter().filter(|(name, _)| draft.has(&joined(&["fact ", name])));
        let facts = facts.map(|(name, value)| (short(name), short(value))).collect();
        let case = self.case.as_ref().filter(|_| self.screen == Screen::Case);
        let problem =
            case.map(|case| HandoverProblem { id: case.problem.id.clone(), title: short(&case.title) });
        let mut path = case.map(|case| case.path.clone()).unwrap_or_default();
        path.iter_mut().for_each(|entry| {
            entry.asked = short(&entry.asked);
            entry.result = short(&entry.result);
        });
        let guide = self.guide_of_case();
        Handover {
            schema: SCHEMA,
            id: draft.id.clone(),
            key: draft.key.clone(),
            project: ProjectId::read(&Json::from(self.setup.project.as_str()), &mut Reader::default()),
            environment: self.setup.environment.clone(),
            language: self.tag().to_owned(),
            who,
            problem,
            priority: self.priority(),
            path: if draft.has("path") { path } else { Vec::new() },
            guide: if draft.has("guide") { guide } else { None },
            page: address.map(|address| HandoverPage { address, title }),
            browser: browser.filter(|_| has_device),
            platform: platform.filter(|_| has_device),
            facts,
            wireframe: draft.sketch.clone(),
            text: draft.value("text"),
            attempts: 0,
            sent_ms: self.now_ms,
        }
    }

    pub(crate) fn guide_of_case(&self) -> Option<HandoverGuide> {
        let case = self.case.as_ref().filter(|_| self.screen == Screen::Case)?;
        let version = (self.setup.release > 0).then(|| joined(&["Release ", &digits(self.setup.release)]));
        if let Some((guide, step)) = &case.left {
            let place = case.problem.fixes.iter().position(|fix| fix.guide.as_str() == guide)?;
            let id = case.problem.fixes.get(place)?.guide.clone();
            let title = short(&case.title_of_fix(place));
            return Some(HandoverGuide { id, title, version, step: Some(short(step)) });
        }
        let last = case.path.iter().rfind(|entry| entry.kind == lotse_model::handover::PathKind::Fix)?;
        let place = (0..case.problem.fixes.len()).find(|place| case.title_of_fix(*place) == last.asked)?;
        let guide = case.problem.fixes.get(place)?.guide.clone();
        Some(HandoverGuide { id: guide, title: short(&last.asked), version, step: None })
    }

    /// What triage came to, with what the desk promises.
    fn priority(&mut self) -> Option<HandoverPriority> {
        let language = self.language();
        let triage = self.case.as_ref().filter(|_| self.screen == Screen::Case)?.case.triage();
        let impact = match triage.impact {
            Level::High => words::IMPACT_HIGH,
            Level::Medium => words::IMPACT_MEDIUM,
            Level::Low => words::IMPACT_LOW,
        };
        let urgency = match triage.urgency {
            Level::High => words::URGENCY_HIGH,
            Level::Medium => words::URGENCY_MEDIUM,
            Level::Low => words::URGENCY_LOW,
        };
        let reasons = vec![impact.pick(language).to_owned(), urgency.pick(language).to_owned()];
        let promised = self.promise(triage.priority);
        Some(HandoverPriority {
            level: triage.priority,
            impact: triage.impact,
            urgency: triage.urgency,
            reasons,
            promised: Some(promised).filter(|text| !text.is_empty()),
        })
    }

    /// What is promised, in words.
    fn promise(&mut self, priority: lotse_model::desk::Priority) -> String {
        let (language, now_s) = (self.language(), self.now_s());
        let Some(zone) = self.desk.as_ref().map(|desk| desk.desk.hours.time_zone.clone()) else {
            return String::new();
        };
        let (desk_clock, own_clock) = (self.clock(&zone), self.clock(""));
        let Some(desk) = &self.desk else { return String::new() };
        let Promised { opens_s, answer_s, solved_s, .. } = promised(&desk.desk, priority, &desk_clock, now_s);
        let say = |at_s: i64| moment(at_s, now_s, &own_clock, language);
        let mut text = match (answer_s, solved_s) {
            (Some(answer), Some(solved)) => words::SOLVED_BY.fill(language, &say(answer), &say(solved)),
            (Some(answer), None) => words::ANSWER_BY.fill(language, &say(answer), ""),
            _ => String::new(),
        };
        if let Some(opens) = opens_s {
            text = joined(&[&words::OPENS.fill(language, &say(opens), ""), " ", &text]);
        }
        text.trim().to_owned()
    }

    pub(crate) fn draw_draft(&mut self, back: Option<Option<Json>>) -> Page {
        self.ensure_draft();
        let language = self.language();
        let Some(draft) = self.draft.clone() else { return self.draw_home() };
        let handover = self.handover(&draft);
        let mut parts = Vec::new();
        self.why_parts(&handover, &mut parts);
        self.channel_parts(&mut parts);
        parts.push(lead(self.say(words::DRAFT_LEAD)));
        for (name, label, kind, complete) in FIELDS {
            let is_needed = matches!(name, "text" | "mail" | "phone" | "name");
            parts.push(field(
                &draft,
                name,
                label.pick(language),
                kind,
                complete,
                if is_needed { "" } else { self.say(words::OPTIONAL) },
            ));
        }
        parts.push(heading(self.say(words::SENT_TOO)));
        self.more_parts(&draft, &handover, &mut parts);
        if draft.lacks_reply {
            parts.push(note("warning", "", self.say(words::NEEDS_REPLY)));
        }
        if !self.setup.has_desk {
            parts.push(note("note", "", self.say(words::NO_DESK)));
        }
        let mut buttons = Vec::new();
        if self.setup.has_desk {
            buttons.push(button(self.say(words::SEND), event("send"), true));
        }
        buttons.push(button(self.say(words::COPY), event("copy"), !self.setup.has_desk));
        parts.push(of_kind("actions").put("items", Json::List(buttons)).flag("is_guarded", true).made());
        self.copy_parts(&as_text(&handover, language), &mut parts);
        Page {
            key: "draft".to_owned(),
            title: self.say(words::DRAFT_TITLE).to_owned(),
            parts,
            back: back.unwrap_or_else(|| Some(event("home"))),
            has_person: false,
        }
    }

    /// Why a person takes over, and what is promised.
    fn why_parts(&mut self, handover: &Handover, parts: &mut Vec<Json>) {
        let language = self.language();
        let Some(case) = self.case.as_ref().filter(|_| self.screen == Screen::Case) else { return };
        let triage = case.case.triage();
        let reason = match (triage.way, case.case.now()) {
            (Way::Person(reason), _) => Some(why(reason, triage.priority, language)),
            (_, Now::Handing(_)) => match case.case.diagnosis().next() {
                lotse_help::diagnosis::Move::Person(reason) if case.is_at_end() => {
                    Some(lotse_help::words::reason(reason, language, &|_| None))
                }
                _ => None,
            },
            _ => None,
        };
        reason.map(|reason| lead(&reason)).into_iter().add_to(parts);
        if let Some(priority) = &handover.priority {
            let title = words::PRIORITY.fill(language, &digits(i64::from(priority.level.number())), "");
            let text = listed(&priority.reasons.iter().chain(&priority.promised).cloned().gather(), " ");
            parts.push(note("note", &title, &text));
        }
    }

    /// How to reach the desk besides the form; where it hurries, the telephone comes first.
    fn channel_parts(&mut self, parts: &mut Vec<Json>) {
        let now_s = self.now_s();
        let Some(desk) = self.desk.as_ref().map(|desk| Rc::clone(&desk.desk)) else { return };
        let priority = self.case.as_ref().filter(|_| self.screen == Screen::Case);
        let priority = priority.map_or(lotse_model::desk::Priority::P4, |case| case.case.triage().priority);
        let zones: Vec<String> = desk
            .channels
            .iter()
            .filter_map(|channel| channel.hours.as_ref().map(|hours| hours.time_zone.clone()))
            .chain([desk.hours.time_zone.clone()])
            .gather();
        let clocks: Vec<_> = zones.iter().map(|zone| (zone.clone(), self.clock(zone))).gather();
        let clock = |zone: &str| {
            let found = clocks.iter().find(|(known, _)| known == zone);
            found.map_or_else(|| lotse_help::triage::Clock::fixed(0), |(_, clock)| clock.clone())
        };
        let mut items = Vec::new();
        for (place, is_open) in channels(&desk, priority, &clock, now_s) {
            let Some(channel) = desk.channels.get(place) else { continue };
            self.link(channel, is_open).into_iter().add_to(&mut items);
        }
        if !items.is_empty() {
            parts.push(of_kind("links").put("items", list(items)).made());
        }
    }

    fn link(&self, channel: &Channel, is_open: bool) -> Option<Json> {
        let language = self.language();
        let address = channel.address.as_deref()?;
        let (label, href) = match channel.by {
            ChannelKind::Form => return None,
            ChannelKind::Phone => {
                let number: String =
                    address.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
                (words::CALL.fill(language, address, ""), joined(&["tel:", &number]))
            }
            ChannelKind::Mail => (words::MAIL_TO.fill(language, address, ""), joined(&["mailto:", address])),
            ChannelKind::Page => (self.say(words::GO_PAGE).to_owned(), address.to_owned()),
        };
        let detail = if is_open { "" } else { self.say(words::CLOSED_NOW) };
        Some(
            object()
                .put("label", Json::Text(label))
                .put("href", Json::Text(href))
                .text("detail", detail)
                .flag("is_main", is_open && channel.by == ChannelKind::Phone)
                .made(),
        )
    }

    /// What goes along: each can be left out, the address can be changed.
    fn more_parts(&self, draft: &Draft, handover: &Handover, parts: &mut Vec<Json>) {
        let mut whole = draft.clone();
        whole.left_out.clear();
        let part = |name: &str, label: &str, lines: Vec<String>| {
            of_kind("part")
                .text("name", name)
                .text("label", label)
                .flag("is_on", draft.has(name))
                .put("lines", list(lines.into_iter().map(Json::Text)))
                .made()
        };
        if let Some(problem) = &handover.problem {
            parts.push(hint(&joined(&[self.say(words::PART_PROBLEM), ": ", &problem.title])));
        }
        let case = self.case.as_ref().filter(|_| self.screen == Screen::Case);
        if let Some(case) = case.filter(|case| !case.path.is_empty()) {
            let lines = case.path.iter().map(|entry| joined(&[&entry.asked, ": ", &entry.result])).gather();
            parts.push(part("path", self.say(words::PART_PATH), lines));
        }
        if let Some(guide) = self.guide_of_case() {
            let more = [guide.step, guide.version].into_iter().flatten();
            let lines = core::iter::once(guide.title).chain(more).collect();
            parts.push(part("guide", self.say(words::PART_GUIDE), lines));
        }
        if member(&self.setup.page, "address").is_some() {
            let title = member(&self.setup.page, "title").map(short).into_iter().gather();
            parts.push(part("page", self.say(words::PART_PAGE), title));
            if draft.has("page") {
                parts.push(field(draft, "address", self.say(words::PART_PAGE), "url", "off", ""));
            }
        }
        let device: Vec<String> = ["browser", "platform"]
            .iter()
            .filter_map(|name| member(&self.setup.page, name))
            .map(short)
            .gather();
        let language = joined(&[self.say(words::PART_LANGUAGE), ": ", &handover.language]);
        if !device.is_empty() {
            parts.push(part("device", self.say(words::PART_DEVICE), vec![listed(&device, ", ")]));
        }
        for (name, value) in &self.setup.facts {
            parts.push(part(
                &joined(&["fact ", name]),
                self.say(words::PART_FACTS),
                vec![joined(&[name, ": ", value])],
            ));
        }
        for (name, label) in [("id", words::PART_USER), ("token", words::PART_TOKEN)] {
            if let Some(value) = member(&self.setup.user, name) {
                let called = if name == "id" { "user" } else { "token" };
                let lines = if name == "id" { vec![short(value)] } else { Vec::new() };
                parts.push(part(called, self.say(label), lines));
            }
        }
        parts.push(hint(&language));
        parts.push(
            of_kind("part")
                .text("name", SKETCH)
                .text("label", self.say(words::PART_SKETCH))
                .flag("is_on", draft.wants_sketch)
                .put("lines", list([Json::from(self.say(words::SKETCH_HINT))]))
                .made(),
        );
        if let Some(sketch) = &draft.sketch {
            let label = Json::from(self.say(words::PART_SKETCH));
            parts.push(of_kind("sketch").put("of", sketch.give()).put("label", label).made());
        }
    }

    pub(crate) fn copy_parts(&self, whole: &str, parts: &mut Vec<Json>) {
        match self.sent.copied {
            Some(true) => parts.push(note("good", "", self.say(words::COPIED))),
            Some(false) => {
                parts.push(note("warning", "", self.say(words::COPY_FAILED)));
                parts.push(of_kind("copyable").text("text", whole).made());
            }
            None => {}
        }
        if let Some(href) = self.mail_address(whole) {
            let link = object()
                .text("label", self.say(words::AS_MAIL))
                .put("href", Json::Text(href))
                .text("detail", "")
                .flag("is_main", false)
                .made();
            parts.push(of_kind("links").put("items", list([link])).made());
        }
    }

    fn mail_address(&self, whole: &str) -> Option<String> {
        let desk = self.desk.as_ref()?;
        let mail = desk.desk.channels.iter().find(|channel| channel.by == ChannelKind::Mail)?;
        let address = mail.address.as_deref()?;
        // Mail programs take some 2,000 letters from an address.
        let body: String = whole.chars().take(1_200).collect();
        Some(joined(&[
            "mailto:",
            address,
            "?subject=",
            &percent(self.say(words::HELP)),
            "&body=",
            &percent(&body),
        ]))
    }

    pub(crate) fn send(&mut self) {
        self.ensure_draft();
        let Some(mut draft) = self.draft.take() else { return };
        let handover = self.handover(&draft);
        let has_reply =
            handover.who.mail.is_some() || handover.who.phone.is_some() || handover.who.user.is_some();
        if !has_reply || !self.setup.has_desk {
            draft.lacks_reply = !has_reply;
            self.live = if has_reply { String::new() } else { self.say(words::NEEDS_REPLY).to_owned() };
            self.draft = Some(draft);
            return;
        }
        let language = self.language();
        let title = match &handover.problem {
            Some(problem) => problem.title.clone(),
            None => handover.text.clone().unwrap_or_else(|| self.say(words::DRAFT_TITLE).to_owned()),
        };
        let whole = as_text(&handover, language);
        let id = handover.id.clone();
        self.sent.add(&handover, short(&title), whole);
        // Kept before it is sent: the page may be about to go away.
        self.keep_sent();
        self.sent.send(&id, &mut self.effects);
        // One write and not two: whoever leaves at once must not find the case again.
        if self.screen == Screen::Case {
            self.case = None;
            self.keep_case();
        }
        self.sent.copied = None;
        self.screen = Screen::Sent(id);
    }

    pub(crate) fn copy(&mut self) {
        let language = self.language();
        let whole = match (&self.screen, self.draft.clone()) {
            (Screen::Sent(id), _) => self.sent.whole(id),
            (_, Some(draft)) => as_text(&self.handover(&draft), language),
            _ => String::new(),
        };
        self.sent.copied = None;
        self.effect(of_kind("copy").put("text", Json::Text(whole)).made());
    }
}

fn field(draft: &Draft, name: &str, label: &str, kind: &str, complete: &str, detail: &str) -> Json {
    let value = draft.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
    of_kind("field")
        .text("name", name)
        .text("label", label)
        .text("input", kind)
        .text("complete", complete)
        .text("detail", detail)
        .text("value", value)
        .made()
}
