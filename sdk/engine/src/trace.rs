//! The debug trace: the last things that happened, for people who ask why.
//!
//! Invariant: holds words of this crate and ids of guides and steps, never anything from the page.

use lotse_model::basic::{GuideId, StepId};
use lotse_model::json::Json;

/// How many things are remembered.
pub const MAX_TRACE: usize = 100;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    at_ms: u64,
    what: &'static str,
    why: &'static str,
    guide: Option<GuideId>,
    step: Option<StepId>,
}

/// The last things that happened, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    lines: Vec<Line>,
}

impl Trace {
    /// Remembers one thing.
    pub fn note(
        &mut self,
        at_ms: u64,
        what: &'static str,
        why: &'static str,
        guide: Option<&GuideId>,
        step: Option<&StepId>,
    ) {
        if self.lines.len() >= MAX_TRACE {
            self.lines.remove(0);
        }
        self.lines.push(Line { at_ms, what, why, guide: guide.cloned(), step: step.cloned() });
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// The trace as JSON.
    pub fn give(&self) -> Json {
        let line = |line: &Line| {
            let mut members = vec![
                ("at_ms".to_owned(), Json::Number(i64::try_from(line.at_ms).unwrap_or(i64::MAX))),
                ("what".to_owned(), Json::from(line.what)),
            ];
            if !line.why.is_empty() {
                members.push(("why".to_owned(), Json::from(line.why)));
            }
            let ids = [
                ("guide", line.guide.as_ref().map(GuideId::as_str)),
                ("step", line.step.as_ref().map(StepId::as_str)),
            ];
            members.extend(
                ids.into_iter().filter_map(|(name, id)| id.map(|id| (name.to_owned(), Json::from(id)))),
            );
            Json::Map(members)
        };
        Json::List(self.lines.iter().map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_lines_go_first() {
        let mut trace = Trace::default();
        (0..150).for_each(|at_ms| trace.note(at_ms, "step", "", None, None));
        assert_eq!(trace.lines.len(), MAX_TRACE);
        assert_eq!(trace.lines[0].at_ms, 50);
    }
}
