//! Handing over: what a user's case takes along when it goes from the help panel to the desk, and what comes back.
//!
//! Only the help part of the SDK and the server name these types: the core, which every page loads, must not. Everything in a
//! [`Handover`] was shown to the user before it left. Absent on purpose: query and hash of addresses (unless the user leaves them
//! in), typed values, page text.

use crate::basic::{GuideId, ProblemId, ProjectId, Table};
use crate::desk::Priority;
use crate::problem::Level;

/// Largest handover on the wire, in bytes.
pub const MAX_HANDOVER_BYTES: usize = 64 * 1024;
/// How long `id` and `key` are, in lower-case hex digits.
pub const KEY_HEX_DIGITS: usize = 32;
/// Longest short text (names, titles, labels), in characters.
pub const MAX_LINE_LETTERS: usize = 300;
/// Longest address of a page, in characters.
pub const MAX_ADDRESS_LETTERS: usize = 2_000;
/// Longest text that the user writes, in characters.
pub const MAX_WORDS_LETTERS: usize = 8_000;
/// Most reasons of a priority.
pub const MAX_REASONS: usize = 10;
/// Most steps of a path.
pub const MAX_PATH: usize = 200;
/// Most facts.
pub const MAX_FACTS: usize = 40;
/// Most rectangles of a wireframe.
pub const MAX_BOXES: usize = 400;
/// Greatest width, height, x or y of a wireframe, in CSS pixels.
pub const MAX_WIREFRAME_PX: u32 = 100_000;
/// Longest token that the host app has signed for the user, in characters.
pub const MAX_TOKEN_LETTERS: usize = 4_096;

crate::wire! {
    /// A case on its way from a user to the desk.
    struct Handover {
        /// Schema version.
        schema: u32,
        /// Made on the device, 32 hex digits; also the idempotency key.
        id: String,
        /// The capability that reads the case back, 32 hex digits; the server keeps only its SHA-256.
        key: String,
        /// The project.
        project: ProjectId,
        /// The environment, for example `production`.
        environment: Option<String>,
        /// The user's language.
        language: String,
        /// Who asks.
        who: Asker,
        /// The problem, when it is a known one.
        problem: Option<HandoverProblem>,
        /// What triage came to; nothing when there was none.
        priority: Option<HandoverPriority>,
        /// What was asked, looked at and tried, in that order.
        path: Vec<PathEntry> = Vec::new(),
        /// The guide that the user was in.
        guide: Option<HandoverGuide>,
        /// The page on which help was opened.
        page: Option<HandoverPage>,
        /// Browser and version.
        browser: Option<String>,
        /// Operating system.
        platform: Option<String>,
        /// Facts that the host app offers, by name.
        facts: Table<String> = Table::default(),
        /// The page as rectangles.
        wireframe: Option<Wireframe>,
        /// What the user wrote.
        text: Option<String>,
        /// How often this device has tried to send it before.
        attempts: u32 = 0,
        /// When the user sent it, by the device's clock, in milliseconds since 1970-01-01 UTC.
        sent_ms: i64,
    }

    /// Who asks for help. Everything as the user left it in the form.
    struct Asker {
        /// Name.
        name: Option<String>,
        /// Mail address for the answer.
        mail: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// Where they sit.
        place: Option<String>,
        /// When they can be reached, in their words.
        reachable: Option<String>,
        /// Their id in the host app.
        user: Option<String>,
        /// What the host app has signed for them, for the server to verify.
        token: Option<String>,
    }

    /// The problem of a case.
    struct HandoverProblem {
        /// Its id.
        id: ProblemId,
        /// Its title, in the user's language.
        title: String,
    }

    /// What triage came to.
    struct HandoverPriority {
        /// The priority.
        level: Priority,
        /// How much is affected.
        impact: Level,
        /// How much it hurries.
        urgency: Level,
        /// Why, in sentences of the user's language.
        reasons: Vec<String> = Vec::new(),
        /// The time that was promised to the user, in words.
        promised: Option<String>,
    }

    /// One thing that was asked, looked at or tried.
    struct PathEntry {
        /// What it was.
        kind: PathKind,
        /// The question, the check or the fix, in the user's language.
        asked: String,
        /// The answer, or what came of it.
        result: String,
        /// When, by the device's clock, in milliseconds since 1970-01-01 UTC.
        at_ms: i64,
    }

    /// What an entry of the path was.
    words PathKind {
        /// A question of triage.
        Triage = "triage",
        /// An automatic check.
        Check = "check",
        /// A question.
        Question = "question",
        /// Pictures to choose from.
        Visual = "visual",
        /// Something that the user tried.
        Practical = "practical",
        /// A fix.
        Fix = "fix",
        /// A step of a guide.
        Step = "step",
        /// Something to know.
        Note = "note",
    }

    /// The guide of a case.
    struct HandoverGuide {
        /// Its id.
        id: GuideId,
        /// Its title, in the user's language.
        title: String,
        /// Which version of it.
        version: Option<String>,
        /// The step at which the user left it.
        step: Option<String>,
    }

    /// The page of a case.
    struct HandoverPage {
        /// Its address; without query and hash unless the user left them in.
        address: String,
        /// Its title.
        title: Option<String>,
    }

    /// A page as rectangles.
    struct Wireframe {
        /// Width of the viewport, in CSS pixels.
        width: u32,
        /// Height of the viewport, in CSS pixels.
        height: u32,
        /// What is on it.
        boxes: Vec<WireframeBox>,
    }

    /// A rectangle of a wireframe, in CSS pixels of the viewport.
    struct WireframeBox {
        /// Left edge.
        x: u32,
        /// Upper edge.
        y: u32,
        /// Width.
        width: u32,
        /// Height.
        height: u32,
        /// Name of a control that the guide names; nothing else has one.
        label: Option<String>,
    }

    /// What the desk says of a case.
    struct CaseReport {
        /// Id of the case.
        id: String,
        /// How far it has come.
        state: CaseState,
        /// Its number in the desk's own system.
        ticket: Option<String>,
        /// What the desk lets the user know.
        said: Option<String>,
        /// When it last changed, in milliseconds since 1970-01-01 UTC.
        changed_ms: Option<i64>,
    }

    /// How far a case has come.
    words CaseState {
        /// The server has it; the desk's system not yet.
        Waiting = "waiting",
        /// The desk's system has it.
        Delivered = "delivered",
        /// The desk has closed it.
        Closed = "closed",
        /// It could not be delivered; people look after it.
        Failed = "failed",
    }
}

/// Whether a text can be an id or key of a case: 32 lower-case hex digits.
#[must_use]
pub fn is_key(text: &str) -> bool {
    text.len() == KEY_HEX_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl Handover {
    /// The first member that is beyond its limit; `None` when the handover can be taken.
    #[must_use]
    pub fn excess(&self) -> Option<&'static str> {
        let who = &self.who;
        let people = [&who.name, &who.mail, &who.phone, &who.place, &who.reachable, &who.user];
        let page = self.page.as_ref();
        let priority = self.priority.as_ref();
        let guide = self.guide.as_ref();
        let tests = [
            ("schema", self.schema > crate::bundle::SCHEMA),
            ("id", !is_key(&self.id)),
            ("key", !is_key(&self.key)),
            ("environment", is_long(self.environment.as_deref(), MAX_LINE_LETTERS)),
            ("language", is_long(Some(&self.language), MAX_LINE_LETTERS)),
            ("who", people.iter().any(|text| is_long(text.as_deref(), MAX_LINE_LETTERS))),
            ("who.token", is_long(who.token.as_deref(), MAX_TOKEN_LETTERS)),
            (
                "problem",
                is_long(self.problem.as_ref().map(|problem| problem.title.as_str()), MAX_LINE_LETTERS),
            ),
            ("priority.reasons", priority.is_some_and(|priority| are_long(&priority.reasons, MAX_REASONS))),
            (
                "priority.promised",
                is_long(priority.and_then(|found| found.promised.as_deref()), MAX_LINE_LETTERS),
            ),
            ("path", self.path.len() > MAX_PATH || self.path.iter().any(PathEntry::is_long)),
            ("guide", guide.is_some_and(HandoverGuide::is_long)),
            ("page.address", is_long(page.map(|page| page.address.as_str()), MAX_ADDRESS_LETTERS)),
            ("page.title", is_long(page.and_then(|page| page.title.as_deref()), MAX_LINE_LETTERS)),
            ("browser", is_long(self.browser.as_deref(), MAX_LINE_LETTERS)),
            ("platform", is_long(self.platform.as_deref(), MAX_LINE_LETTERS)),
            ("facts", self.facts.len() > MAX_FACTS || self.facts.iter().any(is_long_fact)),
            ("wireframe", self.wireframe.as_ref().is_some_and(Wireframe::is_large)),
            ("text", is_long(self.text.as_deref(), MAX_WORDS_LETTERS)),
        ];
        tests.iter().find(|(_, is_beyond)| *is_beyond).map(|(member, _)| *member)
    }
}

fn is_long(text: Option<&str>, most: usize) -> bool {
    text.is_some_and(|text| text.chars().count() > most)
}

fn are_long(texts: &[String], most: usize) -> bool {
    texts.len() > most || texts.iter().any(|text| is_long(Some(text), MAX_LINE_LETTERS))
}

fn is_long_fact((name, value): (&str, &String)) -> bool {
    is_long(Some(name), MAX_LINE_LETTERS) || is_long(Some(value), MAX_LINE_LETTERS)
}

impl PathEntry {
    fn is_long(&self) -> bool {
        is_long(Some(&self.asked), MAX_LINE_LETTERS) || is_long(Some(&self.result), MAX_LINE_LETTERS)
    }
}

impl HandoverGuide {
    fn is_long(&self) -> bool {
        [Some(&self.title), self.version.as_ref(), self.step.as_ref()]
            .iter()
            .any(|text| is_long(text.map(String::as_str), MAX_LINE_LETTERS))
    }
}

impl Wireframe {
    fn is_large(&self) -> bool {
        let is_beyond = |numbers: [u32; 4]| numbers.iter().any(|number| *number > MAX_WIREFRAME_PX);
        self.boxes.len() > MAX_BOXES
            || is_beyond([self.width, self.height, 0, 0])
            || self.boxes.iter().any(|one| {
                is_beyond([one.x, one.y, one.width, one.height])
                    || is_long(one.label.as_deref(), MAX_LINE_LETTERS)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handover() -> Handover {
        let text = r#"{"schema":0,"id":"0123456789abcdef0123456789abcdef","key":"fedcba9876543210fedcba9876543210",
            "project":"kontor","language":"de","who":{},"sent_ms":1}"#;
        crate::wire::read(text).unwrap()
    }

    #[test]
    fn what_is_beyond_a_limit_is_named() {
        assert_eq!(handover().excess(), None);
        let line = "ä".repeat(MAX_LINE_LETTERS);
        let long = format!("{line}x");
        let mut one = handover();
        one.who.name = Some(line.clone());
        assert_eq!(one.excess(), None, "letters are counted, not bytes");
        one.who.name = Some(long.clone());
        assert_eq!(one.excess(), Some("who"));
        let mut one = handover();
        one.id = "0123456789ABCDEF0123456789abcdef".to_owned();
        assert_eq!(one.excess(), Some("id"));
        let mut one = handover();
        let entry = PathEntry { kind: PathKind::Note, asked: String::new(), result: line, at_ms: 0 };
        one.path = vec![entry; MAX_PATH];
        assert_eq!(one.excess(), None);
        one.path.push(PathEntry {
            kind: PathKind::Note,
            asked: String::new(),
            result: String::new(),
            at_ms: 0,
        });
        assert_eq!(one.excess(), Some("path"));
        let mut one = handover();
        one.facts.insert("name".to_owned(), long);
        assert_eq!(one.excess(), Some("facts"));
        let mut one = handover();
        let wide = WireframeBox { x: MAX_WIREFRAME_PX + 1, y: 0, width: 0, height: 0, label: None };
        one.wireframe = Some(Wireframe { width: 10, height: 10, boxes: vec![wide] });
        assert_eq!(one.excess(), Some("wireframe"));
    }
}
