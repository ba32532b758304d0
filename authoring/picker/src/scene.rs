//! The recorder of the locator benchmark: a page read as a whole by record linkage.
//!
//! Entry points: [`Scene`] for `scene/index.js`, which reads the page with `sdk/retrace/src/page.js` and hands elements in and out by index. Absent on
//! purpose: the DOM; decisions (they are [`lotse_locator::linkage`]'s).

use lotse_locator::linkage::{self, Evidence, Model, Page, Survey};
use lotse_model::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// A page as it was when it was read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Scene {
    survey: Survey,
    model: Model,
}

#[wasm_bindgen]
impl Scene {
    /// Surveys a page in the flat form of [`Page::read`], in UTF-8. The glue hands texts over letter by letter as long as they are
    /// ASCII, in code that the browser has just met; bytes it copies.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(flat: &[u8]) -> Scene {
        let flat = core::str::from_utf8(flat).unwrap_or_default();
        Scene { survey: Survey::of(&Page::read(flat)), model: Model::default() }
    }

    /// Decides by another model than the shipped one, in the form of [`Model::read`]; what cannot be read changes nothing.
    pub fn decide_by(&mut self, model: &str) {
        if let Some(model) = json::parse(model).ok().as_ref().and_then(Model::read) {
            self.model = model;
        }
    }

    /// Evidence for the node of an index, as JSON; empty when there is nothing that could be a target.
    #[must_use]
    pub fn record(&self, node: u32) -> String {
        let index = linkage::candidate(&self.survey, node);
        let evidence = index.and_then(|index| linkage::record(&self.survey, index));
        evidence.map(|evidence| evidence.write().write()).unwrap_or_default()
    }

    /// Looks for evidence: index of the best node or -1, 1 when it is a match, how certain in 256ths of a natural logarithm of the
    /// odds above what makes a match, and why not (0 none, 1 nothing there, 2 weak, 3 ambiguous, 4 claimed by a look-alike).
    #[must_use]
    pub fn resolve(&self, evidence: &str) -> Vec<i32> {
        let Ok(evidence) = json::parse(evidence) else { return vec![-1, 0, 0, 1] };
        let finding = linkage::resolve(&Evidence::read(&evidence), &self.survey, &self.model);
        let node =
            finding.best.and_then(|best| self.survey.prints.get(best)).map_or(-1, |print| print.at as i32);
        let reason = finding.reason().map_or(0, |reason| reason as i32 + 1);
        vec![node, i32::from(finding.is_match), finding.certainty - self.model.threshold, reason]
    }
}
