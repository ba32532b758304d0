//! The second look: when what a search knows of its target does not settle it, the whole page is compared with the record that
//! was taken when the target was picked ([`lotse_locator::linkage`]).
//!
//! Entry points: [`Look`] for `index.js`, which reads the page with `page.js`. A module of its own, so that nobody downloads it
//! whose guides still fit. Absent on purpose: the DOM; memory of pages (every look is a new one); decisions of its own; texts of the
//! page in what it says of it.

use lotse_locator::FIELD;
use lotse_locator::linkage::hash;
use lotse_locator::linkage::{self, Model, Sighting, Survey};
use lotse_model::json::Json;
use lotse_model::target::MAX_LINKAGE_BYTES;
use wasm_bindgen::prelude::wasm_bindgen;

/// Nodes that are looked at in one go.
const PART: u32 = 400;

/// A page that is looked at in parts.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Look {
    sighting: Option<Sighting>,
    survey: Survey,
    evidence: String,
}

#[wasm_bindgen]
impl Look {
    /// Begins with a page in the flat form of [`linkage::Page::read`], in UTF-8: bytes are handed over at once, a text letter by letter.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(flat: Vec<u8>) -> Look {
        let flat = String::from_utf8(flat).unwrap_or_default();
        Look { sighting: Some(Sighting::new(flat)), survey: Survey::default(), evidence: String::new() }
    }

    /// Looks at the next part; whether that was the last.
    pub fn step(&mut self) -> bool {
        let Some(mut sighting) = self.sighting.take() else { return true };
        if sighting.look(PART) {
            self.survey = sighting.survey();
            return true;
        }
        self.sighting = Some(sighting);
        false
    }

    /// The index of the node that records mean (parted by U+001F), when all parts were looked at; -1 when none surely is.
    pub fn find(&mut self, records: &str) -> i32 {
        let Some((record, old)) = linkage::in_language(records.split(FIELD), self.survey.language) else {
            return -1;
        };
        let finding = linkage::resolve(&old, &self.survey, &Model::default());
        let Some(best) = finding.best.filter(|_| finding.is_match) else { return -1 };
        let new = linkage::renew(&old, &self.survey, best).map(|new| new.write());
        let mark = i64::from(hash::of(record.as_bytes()));
        let both = Json::Map(vec![
            ("old".to_owned(), Json::Number(mark)),
            ("new".to_owned(), new.unwrap_or(Json::Null)),
        ]);
        self.evidence = both.write();
        if self.evidence.len() > MAX_LINKAGE_BYTES {
            self.evidence.clear();
        }
        self.survey.prints.get(best).map_or(-1, |print| print.at as i32)
    }

    /// What was last found by and what would be recorded of it now, as JSON: `old` is the hash of the old record, `new` a new one.
    /// Empty when that is too long.
    #[must_use]
    pub fn evidence(&self) -> String {
        self.evidence.clone()
    }
}
