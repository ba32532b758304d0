//! Guides: a graph of steps, who may see it, and when it may start.

use crate::basic::{GuideId, StepId, Table};
use crate::condition::Condition;
use crate::step::Step;
use crate::text::Text;

/// Most steps of one guide.
pub const MAX_STEPS: usize = 500;

crate::wire! {
    /// A guide.
    struct Guide {
        /// Id, stable over versions.
        id: GuideId,
        /// What the user reads in lists and on the launcher.
        title: Text,
        /// One or two sentences: which problem it solves.
        summary: Option<Text>,
        /// Where it applies, as globs over path and query; everywhere in the project when empty.
        pages: Vec<String> = Vec::new(),
        /// Who may see it; everybody when absent. Unknown counts as no.
        audience: Option<Condition>,
        /// What starts or offers it without being asked; only on request when absent.
        trigger: Option<Trigger>,
        /// How often the trigger may act for one user.
        frequency: Frequency = Frequency::UntilSolved {},
        /// How progress is shown.
        progress: Progress = Progress::Count,
        /// How long an unfinished session can be resumed, in hours.
        resume_hours: u32 = 24,
        /// The first step.
        start: StepId,
        /// The steps, in the order in which technicians see them.
        steps: Vec<Step>,
    }

    /// What starts or offers a guide without being asked.
    strict struct Trigger {
        /// When; unknown counts as no.
        when: Condition,
        /// How.
        offer: Offer = Offer::Ask,
    }

    /// How a trigger acts.
    words Offer {
        /// Begins the guide at once.
        Start = "start",
        /// Asks in a banner whether help is wanted.
        Ask = "ask",
        /// Shows a beacon at the first step's target.
        Beacon = "beacon",
    }

    /// How often a trigger may act for one user.
    strict enum Frequency {
        /// Once and never again.
        Once = "once" {},
        /// Until the guide has ended solved or was declined.
        UntilSolved = "until_solved" {},
        /// At most so many times, with a pause between.
        AtMost = "at_most" {
            /// Times.
            times: u32,
            /// Pause in hours.
            pause_hours: u32 = 24,
        },
        /// Every time.
        Always = "always" {},
    }

    /// How progress is shown.
    words Progress {
        /// "2 of 5", where the length of the path is known.
        Count = "count",
        /// A bar.
        Bar = "bar",
        /// Not at all.
        Hidden = "hidden",
    }

    /// A guide as people write it by hand: one file, texts in place or in a catalogue, Markdown.
    struct GuideSource {
        /// Schema version of this file.
        schema: u32,
        /// The guide.
        guide: Guide,
        /// Markdown by language and text id.
        texts: Table<Table<String>> = Table::default(),
    }
}

impl Guide {
    /// The step with this id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id() == id)
    }
}
