//! Problems: what users suffer, why, how to tell the causes apart, and which guides mend them.
//!
//! Shares are whole numbers out of 1,000 cases, costs are seconds of the user's time. The model is of one fault: exactly one of
//! the causes is at work, or something that is not listed (what the causes leave of the 1,000). Only the help part of the SDK
//! names these types: the core, which every page loads, must not.

use crate::action::Action;
use crate::basic::{AnswerId, CauseId, FixId, GuideId, NodeId, ProbeId, ProblemId, Table, TriageId};
use crate::condition::{Condition, ElementState, ValueTest};
use crate::held::Held;
use crate::target::Target;
use crate::text::Text;

/// Most causes of one problem.
pub const MAX_CAUSES: usize = 24;
/// Most probes of one problem.
pub const MAX_PROBES: usize = 32;
/// Most fixes of one problem.
pub const MAX_FIXES: usize = 24;
/// Most outcomes of one probe.
pub const MAX_OUTCOMES: usize = 12;
/// Most nodes of a fault tree.
pub const MAX_NODES: usize = 100;
/// Most symptoms of one problem.
pub const MAX_SYMPTOMS: usize = 20;
/// Most signs of one problem.
pub const MAX_SIGNS: usize = 20;
/// Most questions of triage.
pub const MAX_TRIAGE_QUESTIONS: usize = 5;
/// Longest time that a probe, a fix or a call can be said to take, in seconds.
pub const MAX_COST_S: u32 = 8 * 3_600;
/// The whole of all shares.
pub const WHOLE: u32 = 1_000;

crate::wire! {
    /// A problem.
    struct Problem {
        /// Id, stable over versions.
        id: ProblemId,
        /// What the user reads in lists.
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
        /// What users say and see when they have it, each on its own: searched, and shown under the title.
        symptoms: Vec<Text> = Vec::new(),
        /// Where it can occur, as globs over path and query; everywhere in the project when empty.
        pages: Vec<String> = Vec::new(),
        /// Who may see it; everybody when absent. Unknown counts as no.
        audience: Option<Held<Condition>>,
        /// What in the page points to it; any of these offers it quietly.
        signs: Vec<Sign> = Vec::new(),
        /// How much is affected, unless triage says otherwise.
        impact: Level = Level::Low,
        /// How much it hurries, unless triage says otherwise.
        urgency: Level = Level::Low,
        /// Questions that adjust impact and urgency; those of the desk when empty.
        triage: Vec<TriageQuestion> = Vec::new(),
        /// Why users have it.
        causes: Vec<Cause> = Vec::new(),
        /// How the causes are told apart.
        probes: Vec<Probe> = Vec::new(),
        /// What mends it.
        fixes: Vec<Fix> = Vec::new(),
        /// A fault tree that is walked first, beginning with its first node; none when empty.
        tree: Vec<TreeNode> = Vec::new(),
        /// What handing over to a person costs the user until it is solved, in seconds.
        person_s: u32 = 1_800,
        /// Coming back within so many days means that it was not solved.
        recurs_days: u32 = 14,
    }

    /// A sign of a problem in the page or the app.
    strict enum Sign {
        /// An alert, status or invalid element shows a text that fits this glob, without regard to case.
        Text = "text" {
            /// Glob by language (`*` as language: any).
            like: Table<String>,
        },
        /// An element is in this state.
        State = "state" {
            /// Which element.
            target: Held<Box<Target>>,
            /// Its state.
            state: Held<ElementState>,
        },
        /// The host app reports this event.
        HostEvent = "host_event" {
            /// Name of the event.
            name: String,
        },
        /// The host app reports a failed request.
        FailedRequest = "failed_request" {
            /// Globs over its address.
            url: Vec<String>,
            /// Any of these status codes; any failure when empty.
            status: Vec<u32> = Vec::new(),
        },
    }

    /// How much is affected, or how much it hurries.
    words Level {
        /// A whole department or more; nobody can work.
        High = "high",
        /// Several people; work is hindered.
        Medium = "medium",
        /// One person; there is a way round.
        Low = "low",
    }

    /// A short question that adjusts impact and urgency. "I don't know" is always an answer and changes nothing.
    struct TriageQuestion {
        /// Id.
        id: TriageId,
        /// The question.
        title: Text,
        /// The answers.
        answers: Vec<TriageAnswer>,
    }

    /// An answer in triage.
    struct TriageAnswer {
        /// Id.
        id: AnswerId,
        /// The button.
        label: Text,
        /// What it makes of the impact; nothing when absent.
        impact: Option<Level>,
        /// What it makes of the urgency; nothing when absent.
        urgency: Option<Level>,
    }

    /// A cause.
    struct Cause {
        /// Id.
        id: CauseId,
        /// What the user reads: "The printer is switched off".
        title: Text,
        /// In how many of 1,000 cases it is this.
        permille: u32,
    }

    /// A way to tell causes apart: an automatic check, a question, a visual or a practical test. "I don't know" is always an
    /// answer and tells nothing.
    struct Probe {
        /// Id.
        id: ProbeId,
        /// How it is done.
        by: Means,
        /// What it costs the user, in seconds; nothing where it is automatic.
        cost_s: u32 = 15,
        /// What can come out; `yes` and `no` when empty.
        outcomes: Vec<ProbeOutcome> = Vec::new(),
        /// How many of 1,000 users cannot say.
        unsure_permille: u32 = 50,
        /// What comes out, by cause.
        given: Vec<Given> = Vec::new(),
        /// What comes out for all other causes, in the order of the outcomes out of 1,000; equal shares when empty.
        otherwise: Vec<u32> = Vec::new(),
    }

    /// How a probe is done.
    strict enum Means {
        /// By the SDK, silently.
        Check = "check" {
            /// What is looked at; the outcomes are `yes` and `no`.
            check: AutomaticCheck,
        },
        /// By asking.
        Question = "question" {
            /// The question.
            title: Text,
            /// More words.
            body: Option<Text>,
        },
        /// By showing pictures, one for each outcome.
        Visual = "visual" {
            /// "Which of these pictures looks like your screen?"
            title: Text,
        },
        /// By having the user try something.
        Practical = "practical" {
            /// What to try, and what to look at.
            title: Text,
            /// More words.
            body: Option<Text>,
            /// What a button does for the user.
            action: Option<Held<Action>>,
        },
    }

    /// What can come out of a probe.
    struct ProbeOutcome {
        /// Id.
        id: AnswerId,
        /// The button, or the words under the picture.
        label: Text,
        /// The picture of a visual test: Markdown with one image.
        picture: Option<Text>,
    }

    /// What comes out of a probe when this is the cause.
    struct Given {
        /// The cause.
        cause: CauseId,
        /// In the order of the outcomes, out of 1,000.
        permille: Vec<u32>,
    }

    /// What the SDK can look at by itself.
    strict enum AutomaticCheck {
        /// A condition holds (address, element, platform, language, fact of the user).
        Condition = "condition" {
            /// The condition.
            holds: Held<Condition>,
        },
        /// The browser is this one and older than that.
        BrowserBelow = "browser_below" {
            /// `chrome`, `edge`, `firefox`, `safari`.
            name: String,
            /// Main version.
            version: u32,
        },
        /// The browser refuses cookies.
        CookiesBlocked = "cookies_blocked" {},
        /// The browser refuses storage.
        StorageBlocked = "storage_blocked" {},
        /// Notifications are refused, or were never allowed.
        NotificationsBlocked = "notifications_blocked" {},
        /// The device's clock and the server's differ by more than this.
        ClockSkew = "clock_skew" {
            /// Seconds.
            more_than_s: u32,
        },
        /// There is no network.
        Offline = "offline" {},
        /// An address that the host app lists under this name does not answer, or not in time.
        Unreachable = "unreachable" {
            /// The name given in `init`.
            name: String,
            /// Milliseconds.
            within_ms: u32 = 5_000,
        },
        /// A fact that the host app offers.
        HostFact = "host_fact" {
            /// Its name.
            name: String,
            /// What its value must be.
            test: ValueTest,
        },
        /// Two independent facts that ought to agree do not.
        Disagree = "disagree" {
            /// One.
            one: FactSource,
            /// The other.
            other: FactSource,
        },
    }

    /// A fact that can be held against another one.
    strict enum FactSource {
        /// The browser's.
        Browser = "browser" {
            /// Which.
            is: BrowserFact,
        },
        /// One that the host app offers.
        Host = "host" {
            /// Its name.
            name: String,
        },
    }

    /// Facts that the browser knows.
    words BrowserFact {
        /// Time zone of the device.
        TimeZone = "time_zone",
        /// First language of the browser.
        Language = "language",
        /// Language that the page declares.
        PageLanguage = "page_language",
    }

    /// A guide that mends causes. Its last step asks whether that solved it, unless the app can tell.
    struct Fix {
        /// Id.
        id: FixId,
        /// The guide.
        guide: GuideId,
        /// What it costs the user, in seconds.
        cost_s: u32,
        /// Which causes, and how surely.
        mends: Vec<Mend>,
        /// Holds in the app once the problem is solved; the user is asked when absent or unknown.
        verified_by: Option<Held<Condition>>,
    }

    /// How surely a fix mends a cause.
    struct Mend {
        /// The cause.
        cause: CauseId,
        /// In how many of 1,000 cases of it.
        permille: u32 = 900,
    }

    /// A node of a fault tree.
    strict enum TreeNode {
        /// Asks, and goes on by what comes out.
        Ask = "ask" {
            /// Id.
            id: NodeId,
            /// The probe.
            probe: ProbeId,
            /// Where each outcome leads.
            edges: Vec<TreeEdge>,
            /// Where everything else leads, "I don't know" included.
            otherwise: NodeId,
        },
        /// Tries a fix.
        Try = "try" {
            /// Id.
            id: NodeId,
            /// The fix.
            fix: FixId,
            /// Where it leads when that did not solve it.
            not_solved: NodeId,
        },
        /// Leaves the rest to the calculated diagnosis, which knows what has come out so far.
        Diagnose = "diagnose" {
            /// Id.
            id: NodeId,
        },
        /// Hands over to a person.
        Person = "person" {
            /// Id.
            id: NodeId,
        },
    }

    /// Where an outcome leads.
    struct TreeEdge {
        /// The outcome.
        outcome: AnswerId,
        /// The node.
        to: NodeId,
    }

    /// A problem as people write it by hand: one file, texts in place or in a catalogue, Markdown.
    struct ProblemSource {
        /// Schema version of this file.
        schema: u32,
        /// The problem.
        problem: Problem,
        /// Markdown by language and text id.
        texts: Table<Table<String>> = Table::default(),
    }

    /// A problem in a bundle.
    struct ProblemChunk {
        /// The problem.
        problem: Problem,
    }
}

impl Probe {
    /// How many outcomes it has.
    #[must_use]
    pub fn outcome_count(&self) -> usize {
        if self.outcomes.is_empty() { 2 } else { self.outcomes.len() }
    }

    /// The place of an outcome among its outcomes.
    #[must_use]
    pub fn outcome(&self, id: &str) -> Option<usize> {
        if self.outcomes.is_empty() {
            return ["yes", "no"].iter().position(|known| *known == id);
        }
        self.outcomes.iter().position(|outcome| outcome.id.as_str() == id)
    }

    /// Whether the SDK does it silently.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        matches!(self.by, Means::Check { .. })
    }
}

impl TreeNode {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &NodeId {
        match self {
            TreeNode::Ask { id, .. }
            | TreeNode::Try { id, .. }
            | TreeNode::Diagnose { id }
            | TreeNode::Person { id } => id,
        }
    }
}
