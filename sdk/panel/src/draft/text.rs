//! A case as text, to copy or to mail.

use lotse_model::gather::Gather as _;
use lotse_model::handover::{Handover, MAX_LINE_LETTERS};
use lotse_model::seek::joined;

use crate::view::{digits, listed};
use crate::words::{self, Words};

/// A line of at most as many letters as a handover may have.
pub(super) fn short(text: &str) -> String {
    text.chars().take(MAX_LINE_LETTERS).collect()
}

/// The case as text, to copy or to mail.
pub(super) fn as_text(handover: &Handover, language: &str) -> String {
    let mut lines = Vec::new();
    let mut line = |label: Words, value: Option<&str>| {
        if let Some(value) = value {
            lines.push(joined(&[label.pick(language), ": ", value]));
        }
    };
    let who = &handover.who;
    line(words::PART_PROBLEM, handover.problem.as_ref().map(|problem| problem.title.as_str()));
    line(words::FIELD_TEXT, handover.text.as_deref());
    line(words::FIELD_NAME, who.name.as_deref());
    line(words::FIELD_MAIL, who.mail.as_deref());
    line(words::FIELD_PHONE, who.phone.as_deref());
    line(words::FIELD_PLACE, who.place.as_deref());
    line(words::FIELD_REACHABLE, who.reachable.as_deref());
    line(words::PART_USER, who.user.as_deref());
    line(words::PART_GUIDE, handover.guide.as_ref().map(|guide| guide.title.as_str()));
    line(words::PART_PAGE, handover.page.as_ref().map(|page| page.address.as_str()));
    let device = [handover.browser.as_deref(), handover.platform.as_deref()];
    let device: Vec<String> = device.into_iter().flatten().map(str::to_owned).gather();
    line(words::PART_DEVICE, Some(listed(&device, ", ").as_str()).filter(|text| !text.is_empty()));
    if let Some(priority) = &handover.priority {
        lines.push(words::PRIORITY.fill(language, &digits(i64::from(priority.level.number())), ""));
        priority.reasons.iter().chain(&priority.promised).cloned().add_to(&mut lines);
    }
    handover.facts.iter().map(|(name, value)| joined(&[name, ": ", value])).add_to(&mut lines);
    if !handover.path.is_empty() {
        lines.push(String::new());
        lines.push(words::PART_PATH.pick(language).to_owned());
        handover
            .path
            .iter()
            .map(|entry| joined(&["- ", &entry.asked, ": ", &entry.result]))
            .add_to(&mut lines);
    }
    listed(&lines, "\n")
}

/// Percent-encoded as a part of an address.
pub(super) fn percent(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(digit)).copied().map_or('0', char::from));
            }
        }
    }
    out
}
