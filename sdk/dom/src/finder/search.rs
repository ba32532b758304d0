//! One search: its targets, laid out as legs from the outermost scope to the element, and what it has found.

use lotse_engine::event::{FindId, MissingReason, Report};
use lotse_locator::{FIELD, Plan, Verdict, linkage, plan};
use lotse_model::gather::Gather as _;
use lotse_model::seek::parts;
use lotse_model::target::{Evidence, Fact, Target};

use super::{Words, port};
use crate::natives::{self, Node};

/// One element to find on the way: a frame, a scope, or the element itself.
#[derive(Debug)]
pub struct Leg {
    pub target: Target,
    pub plan: Plan,
    /// The plan's CSS texts, attributes and texts, flat, as the page side takes them.
    pub css: String,
    pub texts: String,
    pub attributes: String,
    /// Whether the search goes on in the document of the frame that this leg finds.
    pub is_frame: bool,
    /// The records for a second look, one for each language, parted by U+001F; empty when there are none.
    pub records: String,
    /// Whether what the element says counts for nothing: neither the target nor its records have a name or a text.
    is_silent: bool,
}

/// What was found on every leg.
#[derive(Debug)]
pub struct Found {
    pub choice: usize,
    /// The element of each leg with the facts it had; of a second look, the last leg's alone.
    pub path: Vec<(Node, String)>,
    /// Old and new evidence when it took a second look.
    pub retraced: Option<String>,
}

/// Looks in a row with the same outcome after which it is taken for certain: a page may take long to be all there, and twenty
/// second looks are half a minute of changes.
const ENOUGH_LOOKS: u8 = 20;
/// Confidence, in percent, from which one look is enough.
const BEYOND_DOUBT: u32 = 95;

#[derive(Debug)]
pub struct Search {
    pub id: FindId,
    /// The target and its alternatives.
    pub choices: Vec<Vec<Leg>>,
    pub languages: Vec<String>,
    pub wants_value: bool,
    pub wants_text: bool,
    pub found: Option<Found>,
    pub last: Option<Report>,
    pub verdict: Option<Verdict>,
    pub is_due: bool,
    /// Looks since another element was found.
    pub looks: u8,
}

impl Leg {
    /// Whether an element is in the page and has these facts.
    fn fits(&self, node: &Node, print: &str) -> bool {
        let now = port::finder_print(node, &self.css, &self.attributes);
        // Tag, role, name, text, and what else is wanted.
        let wanted = |(at, _): &(usize, &str)| !self.is_silent || !matches!(at, 2 | 3);
        let fields = |print| parts(print, FIELD).enumerate().filter(wanted);
        !print.is_empty() && !now.is_empty() && fields(print).eq(fields(&now))
    }
}

impl Found {
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.path.iter().map(|(node, _)| node)
    }

    pub fn is_at(&self, other: &Found) -> bool {
        self.choice == other.choice
            && matches!((self.path.last(), other.path.last()), (Some((one, _)), Some((two, _))) if natives::same(one, two))
    }
}

impl Search {
    pub fn new(
        id: FindId,
        targets: &[Target],
        languages: &[String],
        wants_value: bool,
        wants_text: bool,
    ) -> Self {
        let choices = targets
            .iter()
            .map(|target| {
                let mut legs = Vec::new();
                lay_out(target, false, &mut legs);
                legs
            })
            .gather();
        let languages = languages.to_vec();
        Search {
            id,
            choices,
            languages,
            wants_value,
            wants_text,
            found: None,
            last: None,
            verdict: None,
            is_due: true,
            looks: 0,
        }
    }

    pub fn element(&self) -> Option<&Node> {
        if self.last == Some(Report::Missing(MissingReason::Invisible)) {
            return None;
        }
        Some(&self.found.as_ref()?.path.last()?.0)
    }

    /// Whether it still hopes for something to appear.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.last, Some(Report::Matched(_))) || self.found.is_none()
    }

    /// Whether it took a second look to find what is found.
    pub fn is_retraced(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.retraced.is_some())
    }

    /// Whether another look may find something better: the page may not have been all there, and what was found is only what was
    /// most like the target.
    pub fn is_settling(&self) -> bool {
        let is_sure = matches!(self.verdict, Some(Verdict::Match { confidence: BEYOND_DOUBT.., .. }))
            && !self.is_retraced();
        self.found.is_some() && !is_sure && self.looks < ENOUGH_LOOKS
    }

    /// Whether everything that was found is still in the page and still has the facts it had.
    pub fn holds(&self) -> bool {
        let Some(found) = &self.found else { return false };
        found.path.iter().zip(self.legs_of(found)).all(|((node, print), leg)| leg.fits(node, print))
    }

    /// What was found, with what the page has put in the place of the element itself: it has the facts that the element had, and
    /// all on the way to it still hold.
    pub fn succeeded(&self, token: u32) -> Option<Found> {
        // Of a second look nothing on the way is known.
        let found = self.found.as_ref().filter(|found| found.retraced.is_none())?;
        let ((lost, print), way) = found.path.split_last()?;
        let node = port::finder_successor(token, lost)?;
        let mut legs = self.legs_of(found);
        let holds = way.iter().zip(&mut legs).all(|((node, print), leg)| leg.fits(node, print));
        if !holds || !legs.next()?.fits(&node, print) {
            return None;
        }
        let mut path = way.to_vec();
        path.push((node, print.clone()));
        Some(Found { choice: found.choice, path, retraced: None })
    }

    /// The legs of what was found; of a second look, the last alone.
    fn legs_of(&self, found: &Found) -> impl Iterator<Item = &Leg> {
        let legs = self.choices.get(found.choice).map_or(&[][..], Vec::as_slice);
        legs.iter().skip(legs.len().saturating_sub(found.path.len()))
    }

    /// The first choice that has a record for a second look, and its last leg.
    pub fn second(&self) -> Option<(usize, &Leg)> {
        let mut last =
            self.choices.iter().enumerate().filter_map(|(choice, legs)| Some((choice, legs.last()?)));
        last.find(|(_, leg)| !leg.records.is_empty())
    }

    /// The present state of what was found.
    pub fn read_state(&self) -> Report {
        let found = self.found.as_ref().and_then(|found| Some((found.choice, &found.path.last()?.0)));
        let Some((choice, node)) = found else { return Report::Missing(MissingReason::Absent) };
        let flat = port::element_state(node, self.wants_value, self.wants_text);
        super::read_state(&flat, choice as u32, self)
    }
}

/// Scopes first: the frame, then what contains the element, then the element. The model bounds the depth.
fn lay_out(target: &Target, is_frame: bool, legs: &mut Vec<Leg>) {
    if let Some(frame) = &target.frame {
        lay_out(frame, true, legs);
    }
    if let Some(within) = &target.within {
        lay_out(within, false, legs);
    }
    let plan = plan(target);
    let flat = |list: &[String]| {
        let mut words = Words::default();
        list.iter().for_each(|word| words.push(word));
        words.0
    };
    let (css, attributes, texts) = (flat(&plan.css), flat(&plan.attributes), flat(&plan.texts));
    let mut target = Target { within: None, frame: None, ..target.clone() };
    let mut records = String::new();
    let mut is_silent = true;
    target.evidence.retain_mut(|evidence| match evidence {
        Evidence::Known(Fact::Linkage { record }) => {
            if !records.is_empty() {
                records.push_str(FIELD);
            }
            records.push_str(record);
            is_silent &= linkage::is_silent(record);
            false
        }
        Evidence::Known(Fact::Name { .. } | Fact::Text { .. } | Fact::Label { .. }) => {
            is_silent = false;
            true
        }
        _ => true,
    });
    legs.push(Leg { target, plan, css, texts, attributes, is_frame, records, is_silent });
}
