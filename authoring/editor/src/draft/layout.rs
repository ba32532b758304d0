//! What belongs to writing alone, in the document's member `$draft`: compiling passes it over.

use lotse_model::json::Json;
use lotse_model::wire::{Reader, Wire as _};

use super::edit::Work;
use super::{Draft, Place};
use crate::command::{Point, Refusal};

/// The member with everything that belongs to writing alone.
pub(crate) const OWN: &str = "$draft";
/// Where steps stand on the canvas, by id.
pub(crate) const ROOM: [&str; 2] = [OWN, "layout"];

/// Where a step's place on the canvas is kept.
pub(crate) fn of(step: &str) -> Place {
    ROOM.iter().fold(Place::ROOT, |at, name| at.with(name)).with(step)
}

/// Makes sure that there are objects along a path from the root.
pub(crate) fn begin(work: &mut Work<'_>, path: &[&str]) -> Result<Place, Refusal> {
    path.iter().try_fold(Place::ROOT, |at, name| {
        let at = at.with(name);
        if at.get(work.root()?).is_none() {
            work.put(&at, Json::Map(Vec::new()))?;
        }
        Ok(at)
    })
}

impl Draft {
    /// Where a step stands on the canvas; the automatic layout decides when nobody has placed it.
    #[must_use]
    pub fn point(&self, step: &str) -> Option<Point> {
        Point::take(of(step).get(self.tree()?)?, &mut Reader::default())
    }
}
