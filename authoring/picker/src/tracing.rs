//! Looking for an element by new evidence, as a second look in an end user's page does ([`lotse_locator::linkage`]): the whole page is
//! read and compared in parts that leave the app its turn. Dropping it ends it.

use lotse_dom::guard::{Guard, is};
use lotse_dom::natives::{self, Node};
use lotse_locator::linkage::{self, Evidence, Model, Sighting};
use lotse_model::json;
use lotse_model::target::Target;

use crate::ports;

/// How long is read in one go, and how long the app has its turn, in milliseconds.
const SLICE_MS: f64 = 6.0;
const PAUSE_MS: f64 = 6.0;
/// Nodes that are looked at in one go.
const PART: u32 = 400;

/// A search under way.
#[derive(Debug)]
pub struct Tracing {
    /// Comes back with the answer.
    pub purpose: String,
    /// The target that is to be renewed.
    pub target: Option<Target>,
    record: Evidence,
    /// What is seen of the page, once it has been read.
    sighting: Option<Sighting>,
    turn: Option<Guard>,
}

/// How far a search is.
pub enum Progress {
    /// It goes on.
    UnderWay,
    /// Nothing is surely what the record means.
    Nothing,
    /// This is.
    Found(Node),
}

impl Tracing {
    /// Begins with a record as evidence of the kind `linkage` holds it.
    pub fn begin(purpose: String, target: Option<Target>, record: &str) -> Self {
        ports::begin_whole();
        Tracing {
            purpose,
            target,
            record: json::parse(record).map(|json| Evidence::read(&json)).unwrap_or_default(),
            sighting: None,
            turn: Some(Guard::timer(PAUSE_MS)),
        }
    }

    /// Works on when it is its turn; nothing when it is not.
    pub fn wake(&mut self, token: u32) -> Option<Progress> {
        if !is(&self.turn, token) {
            return None;
        }
        let progress = self.work();
        self.turn = matches!(progress, Progress::UnderWay).then(|| Guard::timer(PAUSE_MS));
        Some(progress)
    }

    fn work(&mut self) -> Progress {
        let Some(mut sighting) = self.sighting.take() else {
            return match ports::read_on(SLICE_MS) {
                // Too large for a second look.
                None => Progress::Nothing,
                Some(text) => {
                    self.sighting = (!text.is_empty()).then(|| Sighting::new(text));
                    Progress::UnderWay
                }
            };
        };
        let until = natives::now() + SLICE_MS;
        while !sighting.look(PART) {
            if natives::now() >= until {
                self.sighting = Some(sighting);
                return Progress::UnderWay;
            }
        }
        let survey = sighting.survey();
        let finding = linkage::resolve(&self.record, &survey, &Model::default());
        let best = finding.best.filter(|_| finding.is_match).and_then(|best| survey.prints.get(best));
        let node = best.and_then(|print| ports::node_in_page(print.at)).filter(natives::is_connected);
        node.map_or(Progress::Nothing, Progress::Found)
    }
}
