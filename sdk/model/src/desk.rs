//! The desk behind self-help: priorities after ITIL, what is promised for each, when somebody is there, how to reach them.
//!
//! Only the help part of the SDK names these types: the core, which every page loads, must not.

use crate::basic::{NoticeId, ProblemId, Table};
use crate::problem::{Level, TriageQuestion};
use crate::text::Text;

/// Most openings of one week.
pub const MAX_OPENINGS: usize = 28;
/// Most days on which the desk is closed.
pub const MAX_CLOSED_DAYS: usize = 400;
/// Most notices at a time.
pub const MAX_NOTICES: usize = 20;
/// Most groups of synonyms.
pub const MAX_SYNONYM_GROUPS: usize = 2_000;
/// Longest promise, in minutes of service.
pub const MAX_PROMISE_MIN: u32 = 60 * 24 * 60;

crate::wire! {
    /// The desk of a project.
    struct Desk {
        /// What users know it as.
        name: Text,
        /// Self-help is offered at this priority and below; what is above goes to a person at once.
        self_help_from: Priority = Priority::P4,
        /// Priority by impact and urgency.
        matrix: Matrix = Matrix::itil(),
        /// What is promised for each priority.
        promises: Vec<Promise> = Vec::new(),
        /// When somebody is there.
        hours: Hours,
        /// How to reach the desk, best first.
        channels: Vec<Channel> = Vec::new(),
        /// Questions of triage for problems that have none.
        triage: Vec<TriageQuestion> = Vec::new(),
        /// What is known to be out of order.
        notices: Vec<Notice> = Vec::new(),
        /// Words that mean the same, for search.
        synonyms: Vec<Synonyms> = Vec::new(),
    }

    /// Priority, as in ITIL.
    words Priority {
        /// Critical.
        P1 = "p1",
        /// High.
        P2 = "p2",
        /// Moderate.
        P3 = "p3",
        /// Low.
        P4 = "p4",
        /// Planning.
        P5 = "p5",
    }

    /// Priority by impact, then by urgency.
    struct Matrix {
        /// When the impact is high.
        high: MatrixRow,
        /// When it is medium.
        medium: MatrixRow,
        /// When it is low.
        low: MatrixRow,
    }

    /// Priority by urgency.
    struct MatrixRow {
        /// When the urgency is high.
        high: Priority,
        /// When it is medium.
        medium: Priority,
        /// When it is low.
        low: Priority,
    }

    /// What is promised for a priority.
    struct Promise {
        /// Which.
        priority: Priority,
        /// Somebody answers within, in minutes of service.
        respond_min: u32,
        /// It is solved within, in minutes of service; no promise when absent.
        resolve_min: Option<u32>,
        /// Minutes run day and night, not only while the desk is open.
        is_round_the_clock: bool = false,
    }

    /// When a desk is open, by its own clocks.
    struct Hours {
        /// Time zone of the desk, `Europe/Berlin`.
        time_zone: String,
        /// Openings of a week; never open when empty.
        open: Vec<Opening> = Vec::new(),
        /// Days on which it stays closed, `YYYY-MM-DD`.
        closed: Vec<String> = Vec::new(),
    }

    /// An opening.
    struct Opening {
        /// On these days.
        days: Vec<Day>,
        /// From, `HH:MM`.
        from: String,
        /// Until, `HH:MM`; `24:00` is the end of the day.
        until: String,
    }

    /// Days of the week.
    words Day {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }

    /// A way to reach the desk.
    struct Channel {
        /// Which kind.
        by: ChannelKind,
        /// Telephone number, mail address or address of a page; none for the form.
        address: Option<String>,
        /// For these priorities; for all when empty.
        priorities: Vec<Priority> = Vec::new(),
        /// When it is answered; as the desk when absent.
        hours: Option<Hours>,
    }

    /// Kinds of channels.
    words ChannelKind {
        /// Telephone.
        Phone = "phone",
        /// The form in the help panel.
        Form = "form",
        /// Mail.
        Mail = "mail",
        /// A page, such as a chat.
        Page = "page",
    }

    /// An outage that is known: stops self-help for its problems, and gathers "me too".
    struct Notice {
        /// Id.
        id: NoticeId,
        /// The problems.
        problems: Vec<ProblemId>,
        /// What is out of order.
        title: Text,
        /// What is known, and when it is expected to work again.
        body: Option<Text>,
        /// Shown from, in seconds since 1970-01-01 UTC; at once when absent.
        from_s: Option<i64>,
        /// Shown until, in seconds since 1970-01-01 UTC; until it is taken away when absent.
        until_s: Option<i64>,
    }

    /// Words that mean the same.
    struct Synonyms {
        /// Two or more; several words each where that is how people say it.
        words: Vec<String>,
        /// In this language only; in all when absent.
        language: Option<String>,
    }

    /// A desk as people write it by hand.
    struct DeskSource {
        /// Schema version of this file.
        schema: u32,
        /// The desk.
        desk: Desk,
        /// Markdown by language and text id.
        texts: Table<Table<String>> = Table::default(),
    }
}

impl Matrix {
    /// The matrix that ITIL is usually taught with.
    #[must_use]
    pub fn itil() -> Self {
        use Priority::{P1, P2, P3, P4, P5};
        Matrix {
            high: MatrixRow { high: P1, medium: P2, low: P3 },
            medium: MatrixRow { high: P2, medium: P3, low: P4 },
            low: MatrixRow { high: P3, medium: P4, low: P5 },
        }
    }

    /// The priority of an impact and an urgency.
    #[must_use]
    pub fn priority(&self, impact: Level, urgency: Level) -> Priority {
        let row = match impact {
            Level::High => &self.high,
            Level::Medium => &self.medium,
            Level::Low => &self.low,
        };
        match urgency {
            Level::High => row.high,
            Level::Medium => row.medium,
            Level::Low => row.low,
        }
    }
}

impl Priority {
    /// 1 for the most urgent to 5.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Priority::P1 => 1,
            Priority::P2 => 2,
            Priority::P3 => 3,
            Priority::P4 => 4,
            Priority::P5 => 5,
        }
    }
}
