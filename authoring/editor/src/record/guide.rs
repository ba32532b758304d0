//! Recorded steps in a guide: a new one, or one that is at work.

use lotse_model::basic::{GuideId, StepId, Table};
use lotse_model::bundle::SCHEMA;
use lotse_model::guide::{Frequency, Guide, GuideSource, Progress};
use lotse_model::json::Json;
use lotse_model::step::{End, Instruct, Outcome, Step, Surface};
use lotse_model::text::Text;
use lotse_model::url::MAX_PATTERN_BYTES;
use lotse_model::wire::Wire as _;

use super::{Recorded, words};
use crate::command::{Command, Exit, Value};

/// Hours after which a session of a recorded guide is over.
const RESUME_HOURS: u32 = 24;

/// What a new guide is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Its id.
    pub id: GuideId,
    /// Its title by language.
    pub title: Table<String>,
}

/// Where recorded steps go in a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Position {
    /// Before the step that is the first now.
    Start {
        /// That step.
        first: StepId,
    },
    /// Into an edge.
    After {
        /// The step that it leads from.
        step: StepId,
        /// The edge.
        exit: Exit,
    },
}

impl Recorded {
    /// A whole guide that ends solved, as the text of its file; absent when nothing was recorded.
    #[must_use]
    pub fn source(&self, heading: &Heading) -> Option<String> {
        let done = StepId::new("done")?;
        let start = self.steps.first()?.step.id.clone();
        let mut steps: Vec<Step> = self.chain(&done).into_iter().map(Step::Instruct).collect();
        steps.push(Step::End(End {
            id: done,
            outcome: Outcome::Solved,
            surface: Surface::Modal,
            title: Some(words::text(&self.languages, words::done)),
            body: None,
            asks_feedback: true,
        }));
        let guide = Guide {
            id: heading.id.clone(),
            title: Text::Inline(heading.title.clone()),
            summary: None,
            pages: self.pages(),
            audience: None,
            trigger: None,
            frequency: Frequency::UntilSolved {},
            progress: Progress::Count,
            resume_hours: RESUME_HOURS,
            start,
            steps,
        };
        let source = GuideSource { schema: SCHEMA, guide, texts: Table::default() };
        Some(source.give().write_pretty())
    }

    /// One command that puts all steps into a draft, as one thing to undo. `is_taken` says which ids the draft has.
    #[must_use]
    pub fn command(&self, position: &Position, is_taken: &dyn Fn(&str) -> bool) -> Option<Command> {
        let renamed = self.with_free_ids(is_taken);
        let first = renamed.steps.first()?.step.id.clone();
        let of = match position {
            Position::Start { first: before } => {
                let mut of: Vec<Command> = (0_u32..)
                    .zip(renamed.chain(before))
                    .map(|(place, step)| Command::AddStep { place, step: value(step) })
                    .collect();
                of.push(Command::SetStart { step: first });
                of
            }
            Position::After { step, exit } => {
                let (mut after, mut exit) = (step.clone(), exit.clone());
                let insert = |step: Instruct| {
                    let id = step.id.clone();
                    let step =
                        Command::InsertStep { after: after.clone(), exit: exit.clone(), step: value(step) };
                    (after, exit) = (id, Exit::Next {});
                    step
                };
                renamed.chain(step).into_iter().map(insert).collect()
            }
        };
        Some(Command::All { of })
    }

    /// The same with the ids that the steps get in a draft where some are taken.
    #[must_use]
    pub fn with_free_ids(&self, is_taken: &dyn Fn(&str) -> bool) -> Recorded {
        let mut renamed = self.clone();
        renamed.avoid(is_taken);
        renamed
    }

    /// The steps, the last of them leading to `end`.
    fn chain(&self, end: &StepId) -> Vec<Instruct> {
        let mut steps: Vec<Instruct> = self.steps.iter().map(|recorded| recorded.step.clone()).collect();
        if let Some(last) = steps.last_mut() {
            last.next = end.clone();
        }
        steps
    }

    /// Gives steps other ids where a draft has theirs already.
    fn avoid(&mut self, is_taken: &dyn Fn(&str) -> bool) {
        let all: Vec<String> =
            self.steps.iter().map(|recorded| recorded.step.id.as_str().to_owned()).collect();
        for old in all.iter().filter(|id| is_taken(id)) {
            let is_free = |id: &String| !is_taken(id) && !all.contains(id);
            let free = (2..10_000).map(|number| format!("{old}-{number}")).find(is_free);
            let Some(new) = free.as_deref().and_then(StepId::new) else { continue };
            for recorded in &mut self.steps {
                let step = &mut recorded.step;
                let is_back = |id: &StepId| id.as_str() == old;
                if is_back(&step.id) {
                    step.id = new.clone();
                }
                if is_back(&step.next) {
                    step.next = new.clone();
                }
                if let Some(lotse_model::step::Reestablish::Step { step: back }) = &mut step.reestablish
                    && is_back(back)
                {
                    *back = new.clone();
                }
            }
        }
    }

    /// The pages that the steps are on, as one pattern over what their addresses begin with.
    fn pages(&self) -> Vec<String> {
        let of_step = |step: &Instruct| {
            let entry = step.entry.as_ref().or(step.skip_when.as_ref())?.give();
            match entry.get("is")? {
                Json::List(pages) => Some(pages.first()?.as_text()?.to_owned()),
                _ => None,
            }
        };
        let mut paths = self.steps.iter().filter_map(|recorded| of_step(&recorded.step));
        let path = |address: &str| address.split(['?', '#', '*']).next().unwrap_or_default().to_owned();
        let Some(first) = paths.next() else { return Vec::new() };
        let mut common = path(&first);
        for other in paths {
            let other = path(&other);
            let same = common.bytes().zip(other.bytes()).take_while(|(one, two)| one == two).count();
            let mut end = same;
            while !common.is_char_boundary(end) {
                end -= 1;
            }
            common.truncate(end);
        }
        let folder = common.rfind('/').map_or("", |end| common.get(..=end).unwrap_or_default());
        let folder = if folder.len() + 1 > MAX_PATTERN_BYTES { "/" } else { folder };
        // A pattern for every page is none.
        if folder.len() > 1 { vec![format!("{folder}*")] } else { Vec::new() }
    }
}

fn value(step: Instruct) -> Value {
    Value(Step::Instruct(step).give())
}
