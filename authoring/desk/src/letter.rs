//! A case as text that people read: everything that the user saw before it left, in the user's language.
//!
//! What others wrote is put on lines of its own, indented, without control characters, so that no answer can look like a heading.

mod sketch;
mod words;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lotse_model::handover::{Handover, PathEntry};

use words::Words;

/// Digits of the reference in a subject.
const REFERENCE_DIGITS: usize = 16;
/// Longest subject, in characters.
const MOST_SUBJECT: usize = 200;

/// A case in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What stands in the subject too, so that a ticket is found again: hex digits of the delivery's key.
    pub reference: String,
    /// One line.
    pub subject: String,
    /// Everything.
    pub text: String,
    /// The guide in the studio, at the step where the user left.
    pub link: Option<String>,
}

/// What a letter needs beside the case.
#[derive(Clone, Debug, Default)]
pub struct Occasion<'a> {
    /// The delivery's key.
    pub key: &'a str,
    /// Where people reach the server, `https://lotse.example.com`.
    pub origin: Option<&'a str>,
    /// The desk's time zone, as the tz database names it.
    pub time_zone: Option<&'a str>,
    /// The host app has signed who it is.
    pub is_identified: bool,
    /// Who handed it on, and why.
    pub note: Option<&'a str>,
    /// Where it was before: connector and number.
    pub before: Vec<(String, Option<String>)>,
}

impl Letter {
    /// Writes it.
    #[must_use]
    pub fn write(case: &Handover, occasion: &Occasion<'_>) -> Self {
        let words = words::of(&case.language);
        let reference: String = occasion.key.chars().take(REFERENCE_DIGITS).collect();
        let link = link(case, occasion.origin);
        let title = title(case).unwrap_or_else(|| words.untitled.to_owned());
        let level = case.priority.as_ref().map(|found| format!("{}: ", found.level.word().to_uppercase()));
        let subject = line(&format!("{}{title}", level.unwrap_or_default()));
        let subject: String = subject.chars().take(MOST_SUBJECT).collect();
        let zone = occasion.time_zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        let mut page = Page { words, zone, text: String::new() };
        page.occasion(occasion, link.as_deref());
        page.asker(case, occasion.is_identified);
        page.problem(case);
        page.path(&case.path);
        page.guide(case, link.as_deref());
        page.surroundings(case);
        if let Some(wireframe) = &case.wireframe {
            page.heading(words.wireframe);
            page.text.push_str(&sketch::draw(wireframe));
        }
        page.heading(words.reference);
        page.row("Lotse", &format!("{} / {}", case.id, occasion.key));
        Letter { subject: format!("{subject} [{reference}]"), reference, text: page.text, link }
    }
}

/// A case in a few words.
#[must_use]
pub fn title(case: &Handover) -> Option<String> {
    let of_text =
        || case.text.as_deref().and_then(|text| text.lines().map(str::trim).find(|line| !line.is_empty()));
    let title = case.problem.as_ref().map(|problem| problem.title.as_str()).or_else(of_text)?;
    let title = line(title);
    (!title.is_empty()).then(|| title.chars().take(MOST_SUBJECT).collect())
}

fn link(case: &Handover, origin: Option<&str>) -> Option<String> {
    let (origin, guide) = (origin?, case.guide.as_ref()?);
    let mut url = url::Url::parse(origin).ok()?;
    url.path_segments_mut().ok()?.clear().extend(["p", case.project.as_str(), "guides", guide.id.as_str()]);
    if let Some(step) = &guide.step {
        url.query_pairs_mut().append_pair("step", step);
    }
    Some(url.into())
}

/// Text on one line, without what controls.
fn line(text: &str) -> String {
    let clean: String = text.chars().map(|letter| if is_control(letter) { ' ' } else { letter }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls, and what turns or hides text.
fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

struct Page {
    words: &'static Words,
    zone: TimeZone,
    text: String,
}

impl Page {
    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn row(&mut self, name: &str, value: &str) {
        let value = line(value);
        if !value.is_empty() {
            self.text.push_str(&format!("  {name}: {value}\n"));
        }
    }

    fn rows(&mut self, rows: &[(&str, Option<&str>)]) {
        for (name, value) in rows {
            if let Some(value) = value {
                self.row(name, value);
            }
        }
    }

    fn block(&mut self, text: &str) {
        for part in text.lines().map(line).filter(|part| !part.is_empty()) {
            self.text.push_str(&format!("  > {part}\n"));
        }
    }

    fn time(&self, at_ms: i64) -> String {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        at.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
    }

    fn occasion(&mut self, occasion: &Occasion<'_>, link: Option<&str>) {
        if let Some(note) = occasion.note {
            self.heading(self.words.handed_on);
            self.block(note);
            for (connector, ticket) in &occasion.before {
                self.row(connector, ticket.as_deref().unwrap_or("–"));
            }
        }
        if let Some(link) = link {
            self.heading(self.words.in_studio);
            self.row(self.words.link, link);
        }
    }

    fn asker(&mut self, case: &Handover, is_identified: bool) {
        let (who, words) = (&case.who, self.words);
        self.heading(words.who);
        self.rows(&[
            (words.name, who.name.as_deref()),
            (words.mail, who.mail.as_deref()),
            (words.phone, who.phone.as_deref()),
            (words.place, who.place.as_deref()),
            (words.reachable, who.reachable.as_deref()),
            (words.user, who.user.as_deref()),
            (words.identified, Some(if is_identified { words.yes } else { words.no })),
        ]);
    }

    fn problem(&mut self, case: &Handover) {
        let words = self.words;
        self.heading(words.problem);
        self.rows(&[(words.problem, case.problem.as_ref().map(|problem| problem.title.as_str()))]);
        if let Some(text) = &case.text {
            self.block(text);
        }
        let Some(found) = &case.priority else { return };
        self.heading(words.priority);
        let level = found.level.word().to_uppercase();
        self.rows(&[
            (words.priority, Some(&level)),
            (words.impact, Some(words.level(found.impact))),
            (words.urgency, Some(words.level(found.urgency))),
            (words.promised, found.promised.as_deref()),
        ]);
        for reason in &found.reasons {
            self.row(words.reason, reason);
        }
    }

    fn path(&mut self, path: &[PathEntry]) {
        if path.is_empty() {
            return;
        }
        self.heading(self.words.path);
        for (number, entry) in (1..).zip(path) {
            let kind = self.words.kind(entry.kind);
            let text = format!("  {number}. {kind}: {} → {}\n", line(&entry.asked), line(&entry.result));
            self.text.push_str(&text);
            let at = self.time(entry.at_ms);
            self.text.push_str(&format!("     {at}\n"));
        }
    }

    fn guide(&mut self, case: &Handover, link: Option<&str>) {
        let (Some(guide), words) = (&case.guide, self.words) else { return };
        self.heading(words.guide);
        self.rows(&[
            (words.guide, Some(&guide.title)),
            (words.version, guide.version.as_deref()),
            (words.step, guide.step.as_deref()),
            (words.link, link),
        ]);
    }

    fn surroundings(&mut self, case: &Handover) {
        let words = self.words;
        self.heading(words.surroundings);
        self.rows(&[
            (words.page, case.page.as_ref().map(|page| page.address.as_str())),
            (words.page_title, case.page.as_ref().and_then(|page| page.title.as_deref())),
            (words.browser, case.browser.as_deref()),
            (words.platform, case.platform.as_deref()),
            (words.language, Some(&case.language)),
            (words.environment, case.environment.as_deref()),
        ]);
        for (name, value) in case.facts.iter() {
            self.row(&line(name), value);
        }
        let sent = self.time(case.sent_ms);
        self.row(words.sent, &sent);
        if case.attempts > 0 {
            self.row(words.attempts, &case.attempts.to_string());
        }
    }
}
