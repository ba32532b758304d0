//! What the page of a step looked like, as rectangles: kept with the draft, never published.
//!
//! `$draft/wireframes/STEP` holds `viewport` (width, height), `area` (of the target) and `shapes` (left, top, width, height, look).
//! No text of the page is in it.

use lotse_api::channel::{Action, Page};
use lotse_model::json::Json;

use super::Recorded;
use super::beside::{self, Kept};
use crate::command::Command;
use crate::draft::Draft;

/// The member that it is kept in.
const ROOM: &str = "wireframes";
/// Most rectangles of one page.
const MAX_SHAPES: usize = 160;

/// The wireframe of a page around an element; nothing when none was recorded.
#[must_use]
pub fn of(page: &Page, element: &lotse_api::channel::Element) -> Option<Json> {
    if element.wireframe.is_empty() {
        return None;
    }
    let number = |number: i64| Json::Number(number);
    let area = |area: &[i32; 4]| area.iter().map(|side| number(i64::from(*side))).collect::<Vec<_>>();
    let shapes = element.wireframe.iter().take(MAX_SHAPES).map(|shape| {
        let mut parts = area(&shape.area);
        parts.push(Json::from(shape.look.as_str()));
        Json::List(parts)
    });
    let viewport = page.viewport.iter().map(|side| number(i64::from(*side))).collect();
    let member = |name: &str, value: Json| (name.to_owned(), value);
    Some(Json::Map(vec![
        member("viewport", Json::List(viewport)),
        member("area", Json::List(area(&element.area))),
        member("shapes", Json::List(shapes.collect())),
    ]))
}

impl Recorded {
    /// Keeps the wireframes of these steps in a draft. The steps must have the ids that they have there.
    #[must_use]
    pub fn keep_wireframes(&self, draft: &Draft, actions: &[Action]) -> Vec<Command> {
        let frames = self.steps.iter().filter_map(|one| {
            let of_part = |number: u64| {
                let action = actions.iter().find(|action| action.number == number)?;
                of(&action.page, action.element.as_ref()?)
            };
            let frame = one.parts.iter().find_map(|part| of_part(part.number))?;
            Some((one.step.id.as_str().to_owned(), frame))
        });
        keep(draft, frames.collect())
    }
}

/// Commands that keep wireframes by step.
#[must_use]
pub fn keep(draft: &Draft, frames: Vec<(String, Json)>) -> Vec<Command> {
    beside::keep(draft, frames.into_iter().map(|(step, frame)| to_keep(step, frame)).collect())
}

/// A wireframe as something to be kept.
#[must_use]
pub fn to_keep(step: String, frame: Json) -> Kept {
    Kept { room: ROOM, step, value: frame }
}

/// The wireframe of a step.
#[must_use]
pub fn kept<'a>(draft: &'a Draft, step: &str) -> Option<&'a Json> {
    beside::kept(draft, ROOM, step)
}
