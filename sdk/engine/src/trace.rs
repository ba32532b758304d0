//! The debug trace: the last things that happened, for people who ask why.
//!
//! What is reported is remembered as it is reported; what is not, as a word of this crate with a guide. Invariant: nothing
//! from the page.

use lotse_model::basic::GuideId;
use lotse_model::gather::Gather as _;
use lotse_model::json::{self, Json};

use crate::brief::filled;

/// How many things are remembered.
pub const MAX_TRACE: usize = 100;

/// The last things that happened, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// Moments in milliseconds, and documents whose member `event` it is.
    lines: Vec<(u64, String)>,
}

impl Trace {
    /// Remembers something that was reported, by its record.
    pub fn remember(&mut self, at_ms: u64, record: String) {
        if self.lines.len() >= MAX_TRACE {
            self.lines.remove(0);
        }
        self.lines.push((at_ms, record));
    }

    /// Remembers something that is not reported.
    pub fn note(&mut self, at_ms: u64, kind: &'static str, guide: &GuideId) {
        self.remember(at_ms, filled(r#"{"event":{"kind":"$","guide":"$"}}"#, &[kind, guide.as_str()]));
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// The trace as JSON.
    pub fn give(&self) -> Json {
        Json::List(self.lines.iter().map(line).gather())
    }
}

fn line((at_ms, record): &(u64, String)) -> Json {
    let mut members = vec![("at_ms".to_owned(), Json::Number(i64::try_from(*at_ms).unwrap_or(i64::MAX)))];
    if let Some(Json::Map(more)) = json::parse(record).ok().as_ref().and_then(|record| record.get("event")) {
        members.extend_from_slice(more);
    }
    Json::Map(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_lines_go_first() {
        let mut trace = Trace::default();
        let guide = GuideId::new("g").unwrap();
        (0..150).for_each(|at_ms| trace.note(at_ms, "yielded", &guide));
        assert_eq!(trace.lines.len(), MAX_TRACE);
        let Json::List(lines) = trace.give() else { panic!("a list") };
        assert_eq!(lines[0].write(), r#"{"at_ms":50,"kind":"yielded","guide":"g"}"#);
    }
}
