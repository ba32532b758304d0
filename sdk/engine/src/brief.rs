//! What is told and kept up to a first card, as JSON put together from texts: a tree of values in between would take twice the
//! code. The bytes are those that the wire types give; whatever is not written here is written by them.
//!
//! What is put in is made of ids and of words of our own, in which nothing has to be escaped.

use lotse_model::json::write_integer;
use lotse_model::record::UsageEvent;

/// A template with these parts in place of its dollar signs.
#[inline(never)]
pub(crate) fn filled(template: &str, parts: &[&str]) -> String {
    let mut parts = parts.iter();
    let mut text = String::new();
    for letter in template.chars() {
        match letter {
            '$' => text.push_str(parts.next().copied().unwrap_or_default()),
            other => text.push(other),
        }
    }
    text
}

/// A number in decimal.
#[inline(never)]
pub(crate) fn number(number: i64) -> String {
    let mut text = String::new();
    write_integer(number, &mut text);
    text
}

/// A member with a number, unless that is 0, which is what is meant where the member is missing.
#[inline(never)]
pub(crate) fn counted(member: &str, count: i64) -> String {
    if count == 0 { String::new() } else { filled(member, &[&number(count)]) }
}

/// Appends a text with what stands before it. Two texts by the way of a call take a third of the code of two parts of a list.
#[inline(never)]
pub(crate) fn put(text: &mut String, before: &str, value: &str) {
    text.push_str(before);
    text.push_str(value);
}

/// The same with a number.
#[inline(never)]
pub(crate) fn put_number(text: &mut String, before: &str, number: i64) {
    text.push_str(before);
    write_integer(number, text);
}

/// A record of what comes before a first card and with it.
pub(crate) fn record(id: &str, session: &str, release: i64, event: &UsageEvent) -> Option<String> {
    let mut text = String::new();
    put(&mut text, r#"{"id":""#, id);
    put(&mut text, r#"","session":""#, session);
    put_number(&mut text, r#"","release":"#, release);
    match event {
        UsageEvent::GuideStarted { guide, by } => {
            put(&mut text, r#","event":{"kind":"guide_started","guide":""#, guide.as_str());
            put(&mut text, r#"","by":""#, by.word());
            text.push('"');
        }
        UsageEvent::StepShown { guide, step, choice } => {
            put(&mut text, r#","event":{"kind":"step_shown","guide":""#, guide.as_str());
            put(&mut text, r#"","step":""#, step.as_str());
            text.push('"');
            if let Some(choice) = choice {
                put_number(&mut text, r#","choice":"#, i64::from(*choice));
            }
        }
        _ => return None,
    }
    text.push_str("}}");
    Some(text)
}

#[cfg(test)]
mod tests {
    use lotse_model::basic::{GuideId, StepId};
    use lotse_model::record::{Record, StartedBy};
    use lotse_model::wire::Wire as _;

    use super::*;

    #[test]
    fn records_are_written_as_their_type_writes_them() {
        let (guide, step) = (GuideId::new("g-1").unwrap(), StepId::new("s").unwrap());
        let shown = |choice| UsageEvent::StepShown { guide: guide.clone(), step: step.clone(), choice };
        let started = |by| UsageEvent::GuideStarted { guide: guide.clone(), by };
        for event in [
            shown(None),
            shown(Some(0)),
            shown(Some(12)),
            started(StartedBy::Host),
            started(StartedBy::Trigger),
        ] {
            let brief = record("00ff", "a1", 1_795_762_427, &event).unwrap();
            let record = Record {
                id: "00ff".to_owned(),
                session: Some("a1".to_owned()),
                release: 1_795_762_427,
                event,
            };
            assert_eq!(brief, record.give().write());
        }
        let other = UsageEvent::GuideDeclined { guide, is_for_good: true };
        assert_eq!(record("00ff", "a1", 1, &other), None);
    }
}
