//! What has changed between two versions of a guide, for people who review it.
//!
//! Steps belong together by id; a step whose id is gone and one whose id is new are the same when they say nearly the same
//! (Dice's coefficient of their words). A step that stands elsewhere has moved; the fewest steps count as moved that
//! explain the new order. Works on documents that are broken, too.

mod condition;
pub mod document;
mod names;
mod order;
mod render;
mod same;
mod step;
mod values;
mod wire;
mod words;

use lotse_model::json::Json;

pub use condition::in_words as condition_in_words;
pub use render::Teller;
pub use words::{Span, SpanKind};

use crate::command::graph::{id_of, list};
use crate::draft::Draft;

/// Everything that has changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// What concerns the guide as a whole.
    pub guide: Vec<Change>,
    /// Steps that are new, gone, elsewhere or changed: in the new order, those that are gone at the end.
    pub steps: Vec<StepDiff>,
}

/// What has become of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepDiff {
    /// Its id, the new one if it has changed.
    pub id: String,
    /// New, gone or neither.
    pub standing: Standing,
    /// Places in the list before and after, counted from 0, when it has moved.
    pub moved: Option<(usize, usize)>,
    /// What has changed within it; of a new one, all that it says.
    pub changes: Vec<Change>,
}

/// Whether a step is in both versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the new version only.
    Added,
    /// In the old version only.
    Removed,
    /// In both.
    Kept,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Another id; `what` is `step`, `answer` or `guide`.
    Renamed {
        /// What has the id.
        what: &'static str,
        /// The old id.
        from: String,
        /// The new id.
        to: String,
    },
    /// Another text in one language.
    Text {
        /// The member, `answers/yes/label` for the label of an answer.
        member: String,
        /// The language.
        language: String,
        /// The words of both, in order.
        spans: Vec<Span>,
    },
    /// An edge leads elsewhere. A missing side means that there is no such edge.
    Edge {
        /// The edge: `start`, `next`, `if_true`, or the id of an answer as `answers/yes`.
        exit: String,
        /// Where it led.
        from: Option<String>,
        /// Where it leads.
        to: Option<String>,
    },
    /// Another condition.
    Condition {
        /// The member.
        member: String,
        /// The old condition.
        from: Option<Json>,
        /// The new condition.
        to: Option<Json>,
    },
    /// Anything else.
    Member {
        /// The member.
        member: String,
        /// The old value.
        from: Option<Json>,
        /// The new value.
        to: Option<Json>,
    },
}

impl Diff {
    /// Compares two drafts, of which either may be broken. Texts that are not JSON have nothing that could be compared.
    #[must_use]
    pub fn between(old: &Draft, new: &Draft) -> Self {
        let (Some(before), Some(after)) = (old.tree(), new.tree()) else { return Diff::whole(old, new) };
        let mut renamed = old.clone();
        let pairs = same::rename(&mut renamed, before, after);
        let before = renamed.tree().unwrap_or(before);
        let mut diff = Diff { guide: step::guide(before, after), steps: Vec::new() };
        let moved = order::moved(list(before), list(after));
        for (index, json) in list(after).iter().enumerate() {
            let Some(id) = id_of(json) else { continue };
            let there = list(before).iter().position(|step| id_of(step) == Some(id));
            let mut found = StepDiff {
                id: id.to_owned(),
                standing: if there.is_some() { Standing::Kept } else { Standing::Added },
                moved: there.filter(|there| moved.contains(there)).map(|there| (there, index)),
                changes: pairs.of_step(id),
            };
            match there {
                Some(there) => found.changes.extend(step::changes(before, there, after, index)),
                None => found.changes.extend(step::content(after, index)),
            }
            if found.standing == Standing::Added || found.moved.is_some() || !found.changes.is_empty() {
                diff.steps.push(found);
            }
        }
        let gone = list(before).iter().filter_map(id_of);
        let gone = gone.filter(|id| !list(after).iter().any(|step| id_of(step) == Some(*id)));
        diff.steps.extend(gone.map(|id| StepDiff {
            id: id.to_owned(),
            standing: Standing::Removed,
            moved: None,
            changes: Vec::new(),
        }));
        diff
    }

    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.guide.is_empty() && self.steps.is_empty()
    }

    fn whole(old: &Draft, new: &Draft) -> Self {
        let (from, to) = (old.save(), new.save());
        if from == to {
            return Diff::default();
        }
        let (from, to) = (Some(Json::Text(from)), Some(Json::Text(to)));
        Diff { guide: vec![Change::Member { member: String::new(), from, to }], steps: Vec::new() }
    }
}
