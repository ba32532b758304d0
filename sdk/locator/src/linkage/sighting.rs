//! A survey under way, for those who may not compute for long in one go: the page is parsed once, and every stage of the survey is
//! done part by part.

use self_cell::self_cell;

use super::hash::{self, Hash};
use super::own::{self, Memory, Surroundings};
use super::page::Page;
use super::print::{HEADING, SINGLE};
use super::semantics::{MOST_TEXT, References};
use super::survey::Survey;

/// Values that are counted while a node is looked at, about.
const COUNTED: usize = 8;

/// What is next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Parse,
    Surround,
    Look,
    Relate,
    Order,
    /// Single features from this one on.
    Count(usize),
    Stock,
    Done,
}

/// A page as far as it was looked at.
#[derive(Debug, Default)]
struct Seen<'a> {
    rest: Option<&'a str>,
    page: Page<'a>,
    seeing: Seeing<'a>,
    stage: Stage,
}

/// What a page is seen as.
#[derive(Debug, Default)]
struct Seeing<'a> {
    surroundings: Vec<Surroundings<'a>>,
    references: References,
    memory: Memory,
    survey: Survey,
    /// The heading that was passed last.
    heading: Hash,
    /// The node that is next.
    next: u32,
}

self_cell!(
    struct Held {
        owner: String,
        #[covariant]
        dependent: Seen,
    }
    impl {Debug}
);

/// A survey under way.
#[derive(Debug)]
pub struct Sighting(Held);

impl Sighting {
    /// Begins with a page in the flat form of [`Page::read`].
    #[must_use]
    pub fn new(flat: String) -> Sighting {
        Sighting(Held::new(flat, |flat| Seen { rest: Some(flat), ..Seen::default() }))
    }

    /// Does a part of what is to be done, of so many nodes; whether that was the last.
    pub fn look(&mut self, most: u32) -> bool {
        self.0.with_dependent_mut(|_, seen| {
            seen.stage = if seen.stage != Stage::Parse {
                seen.seeing.step(&seen.page, seen.stage, most)
            } else if seen.page.read_on(&mut seen.rest, most) {
                Stage::Surround
            } else {
                Stage::Parse
            };
            seen.stage == Stage::Done
        })
    }

    /// What was seen, once [`Sighting::look`] has said that it was all.
    #[must_use]
    pub fn survey(mut self) -> Survey {
        self.0.with_dependent_mut(|_, seen| core::mem::take(&mut seen.seeing.survey))
    }
}

impl<'a> Seeing<'a> {
    /// Does a part of a stage, always of the same page; what is next.
    fn step(&mut self, page: &Page<'a>, stage: Stage, most: u32) -> Stage {
        match stage {
            Stage::Surround if Surroundings::more(&mut self.surroundings, page, most) => {
                self.references = References::of(page);
                self.memory = Memory::of(page);
                Stage::Look
            }
            Stage::Look if self.look_at(page, most) => Stage::Relate,
            Stage::Relate => {
                self.survey.relate(page);
                Stage::Order
            }
            Stage::Order => {
                self.survey.order(page, &self.surroundings);
                Stage::Count(0)
            }
            Stage::Count(from) => {
                let features = most as usize * COUNTED / self.survey.prints.len().max(1);
                let end = from.saturating_add(features.max(1)).min(SINGLE);
                self.survey.count_singles(from..end);
                if end == SINGLE { Stage::Stock } else { Stage::Count(end) }
            }
            Stage::Stock => {
                self.survey.take_stock(page);
                Stage::Done
            }
            same => same,
        }
    }

    /// Looks at so many more nodes; whether these were the last.
    fn look_at(&mut self, page: &Page<'_>, most: u32) -> bool {
        let end = (self.next.saturating_add(most) as usize).min(page.nodes.len()) as u32;
        for at in self.next..end {
            if own::is_candidate(page, &self.surroundings, at) {
                let (mut print, said) =
                    own::read(page, &self.references, &self.surroundings, &mut self.memory, at);
                print.put(HEADING, self.heading);
                self.survey.prints.push(print);
                self.survey.said.push(said);
            }
            let role = self.surroundings.get(at as usize).map_or("", |around| around.role);
            if role == "heading" || page.tag(at) == "legend" {
                self.heading = hash::of_text(&page.content(at, MOST_TEXT));
            }
        }
        self.next = end;
        end as usize == page.nodes.len()
    }
}

impl Survey {
    /// Looks at every element of a page once.
    #[must_use]
    pub fn of(page: &Page<'_>) -> Survey {
        let (mut seeing, mut stage) = (Seeing::default(), Stage::Surround);
        while stage != Stage::Done {
            stage = seeing.step(page, stage, u32::MAX);
        }
        seeing.survey
    }
}
