//! The second look: when what a search knows of its target does not settle it, the whole page is compared with the record that
//! was taken when the target was picked ([`lotse_locator::linkage`]).
//!
//! Entry points: [`look`] for `index.js`, which reads the page with `page.js`. A module of its own, so that nobody downloads it
//! whose guides still fit. Absent on purpose: the DOM; memory of pages (every look is a new one); decisions of its own.

use lotse_locator::linkage::{self, Evidence, Model, Page, Survey};
use lotse_model::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// The index of the node that a record means in a page in the flat form of [`Page::read`]; -1 when none surely is.
#[wasm_bindgen]
#[must_use]
pub fn look(flat: &str, record: &str) -> i32 {
    let Ok(record) = json::parse(record) else { return -1 };
    let survey = Survey::of(&Page::read(flat));
    let finding = linkage::resolve(&Evidence::read(&record), &survey, &Model::default());
    let best = finding.best.filter(|_| finding.is_match).and_then(|best| survey.prints.get(best));
    best.map_or(-1, |print| print.at as i32)
}
