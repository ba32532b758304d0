//! The debug trace: the last things that happened, for people who ask why.
//!
//! What is reported is remembered as it is reported; what is not, as a word of this crate with a guide. Invariant: nothing
//! from the page.

use lotse_model::basic::GuideId;
use lotse_model::json::Json;

/// How many things are remembered.
pub const MAX_TRACE: usize = 100;

/// The last things that happened, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    lines: Vec<Json>,
}

impl Trace {
    /// Remembers something that was reported.
    pub fn remember(&mut self, at_ms: u64, event: &Json) {
        if self.lines.len() >= MAX_TRACE {
            self.lines.remove(0);
        }
        let at_ms = Json::Number(i64::try_from(at_ms).unwrap_or(i64::MAX));
        let mut members = vec![("at_ms".to_owned(), at_ms)];
        if let Json::Map(more) = event {
            members.extend_from_slice(more);
        }
        self.lines.push(Json::Map(members));
    }

    /// Remembers something that is not reported.
    pub fn note(&mut self, at_ms: u64, kind: &'static str, guide: &GuideId) {
        let members = [("kind", kind), ("guide", guide.as_str())];
        let event = Json::Map(members.map(|(name, text)| (name.to_owned(), Json::from(text))).into());
        self.remember(at_ms, &event);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// The trace as JSON.
    pub fn give(&self) -> Json {
        Json::List(self.lines.clone())
    }
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
        assert_eq!(trace.lines[0].write(), r#"{"at_ms":50,"kind":"yielded","guide":"g"}"#);
    }
}
