//! How surely an element will be found again after a year of changes, worked out while the pointer rests on it: the page is read,
//! changed in memory and searched ([`lotse_locator::linkage::survival`]) in parts that leave the app its turn. Dropping it ends it.

use lotse_api::channel::Lasts;
use lotse_dom::guard::{Guard, is};
use lotse_dom::natives::{self, Node};
use lotse_locator::linkage::survival::{Fate, Outlook, Survival};
use lotse_locator::linkage::{Model, Page};

use crate::ports;

/// How long is worked in one go, and how long the app has its turn, in milliseconds.
const SLICE_MS: f64 = 6.0;
const PAUSE_MS: f64 = 6.0;

/// A score under way, or one that is done.
#[derive(Debug)]
pub struct Lasting {
    node: Node,
    /// Nothing before the page has been read.
    outlook: Option<Outlook>,
    model: Model,
    turn: Option<Guard>,
    is_done: bool,
}

impl Lasting {
    /// Begins with what is recorded of an element: its list where it stands in one.
    pub fn begin(node: Node) -> Self {
        ports::begin_whole();
        let turn = Some(Guard::timer(PAUSE_MS));
        Lasting { node, outlook: None, model: Model::default(), turn, is_done: false }
    }

    /// What is known; without advice before all is done.
    pub fn survival(&self) -> Option<&Survival> {
        self.outlook.as_ref().and_then(Outlook::survival)
    }

    /// The same for the studio.
    pub fn told(&self) -> Option<Lasts> {
        let survival = self.survival()?;
        let there = survival.trials.iter().filter(|trial| !trial.is_gone);
        Some(Lasts {
            score: survival.score,
            found: there.clone().filter(|trial| trial.fate == Fate::Located).count() as u32,
            of: there.count() as u32,
            is_mistaken: survival.trials.iter().any(|trial| trial.fate == Fate::Wrong),
            hidden_by: survival.rests_on.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect(),
            advice: survival.advice.as_ref().map(|advice| (advice.attribute.to_owned(), advice.score)),
        })
    }

    /// Whether more is to be known.
    pub fn is_under_way(&self) -> bool {
        !self.is_done
    }

    /// Works on when it is its turn; whether there is something new to show.
    pub fn wake(&mut self, token: u32) -> bool {
        if !is(&self.turn, token) {
            return false;
        }
        self.turn = None;
        let was_known = self.survival().is_some();
        self.work();
        if !self.is_done {
            self.turn = Some(Guard::timer(PAUSE_MS));
        }
        self.is_done || self.survival().is_some() != was_known
    }

    fn work(&mut self) {
        let until = natives::now() + SLICE_MS;
        let Some(outlook) = &mut self.outlook else {
            match ports::read_on(SLICE_MS) {
                Some(text) if text.is_empty() => {}
                Some(text) => match u32::try_from(ports::place_in_page(&self.node)) {
                    Ok(place) => self.outlook = Some(Outlook::new(&Page::read(&text), place)),
                    // It cannot be seen.
                    Err(_) => self.is_done = true,
                },
                None => self.is_done = true,
            }
            return;
        };
        while !self.is_done && natives::now() < until {
            self.is_done = outlook.step(&self.model);
        }
    }
}
