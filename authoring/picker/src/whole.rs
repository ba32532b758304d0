//! The whole page's record of an element ([`lotse_locator::linkage`]): what a second look goes by when a search no longer settles it.
//! It says four texts of the control itself, where these are the app's; everything else in it is cut hashes and places.

use lotse_dom::natives::Node;
use lotse_locator::linkage::{self, Page, Survey};
use lotse_model::target::{Fact, MAX_LINKAGE_BYTES};

use crate::discretion::Discretion;
use crate::ports;

/// What the page says of an element as it is now; its own text where that is what elements of its role are called, or where it can
/// be pressed. Nothing for what cannot be seen, and on pages that are too large for a second look.
pub fn record(node: &Node, private: &Discretion, is_called_by_text: bool) -> Option<Fact> {
    let text = ports::whole_page();
    let at = u32::try_from(ports::place_in_page(node)).ok()?;
    let survey = Survey::of(&Page::read(&text));
    let index = linkage::candidate(&survey, at)?;
    let mut evidence = linkage::record(&survey, index)?;
    let said = &mut evidence.said;
    // What merely stands in the page may be anybody's name.
    if !is_called_by_text && !survey.prints.get(index).is_some_and(|print| print.is_operable) {
        if said.name == said.text {
            said.name.clear();
        }
        said.text.clear();
    }
    // What stands before a field, too; its own label is its name.
    if said.label != said.name {
        said.label.clear();
    }
    for text in [&mut said.name, &mut said.text, &mut said.label, &mut said.hint] {
        if private.is_data(text) {
            text.clear();
        }
    }
    let record = evidence.write().write();
    (record.len() <= MAX_LINKAGE_BYTES).then_some(Fact::Linkage { record })
}
