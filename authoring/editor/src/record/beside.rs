//! What is kept beside the steps of a draft, in `$draft/ROOM/STEP`: never published.

use lotse_model::json::Json;

use crate::command::{Command, Value};
use crate::draft::Draft;

/// The member with everything that belongs to writing alone.
const OWN: &str = "$draft";

/// Something to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// With what else of its kind.
    pub room: &'static str,
    /// Id of the step.
    pub step: String,
    /// What.
    pub value: Json,
}

/// Commands that keep all of it.
#[must_use]
pub fn keep(draft: &Draft, all: Vec<Kept>) -> Vec<Command> {
    let mut of: Vec<Command> = Vec::new();
    let mut begun: Vec<String> = Vec::new();
    for Kept { room, step, value } in all {
        let at = format!("/{OWN}/{room}");
        for above in [format!("/{OWN}"), at.clone()] {
            if draft.at(&above).is_none() && !begun.contains(&above) {
                of.push(Command::Put { at: above.clone(), value: Value(Json::Map(Vec::new())) });
                begun.push(above);
            }
        }
        of.push(Command::Put { at: format!("{at}/{step}"), value: Value(value) });
    }
    of
}

/// What is kept of a step.
#[must_use]
pub fn kept<'a>(draft: &'a Draft, room: &str, step: &str) -> Option<&'a Json> {
    draft.at(&format!("/{OWN}/{room}/{step}"))
}
