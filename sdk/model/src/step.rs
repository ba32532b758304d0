//! Steps: the nodes of a guide's graph.

use crate::action::ActionButton;
use crate::basic::{AnswerId, GuideId, StepId};
use crate::condition::{Condition, ElementState, ValueTest};
use crate::target::Target;
use crate::text::Text;

/// Most answers of one question.
pub const MAX_ANSWERS: usize = 12;
/// Most buttons with actions on one step.
pub const MAX_ACTIONS: usize = 4;
/// Longest wait that a step can ask for, in milliseconds.
pub const MAX_WAIT_MS: u32 = 600_000;

crate::wire! {
    /// One stop in a guide.
    union Step {
        /// Tells the user what to do, or something to know.
        Instruct = "instruct",
        /// Asks the user.
        Question = "question",
        /// Asks the app or the environment.
        Check = "check",
        /// Runs another guide and comes back.
        SubGuide = "sub_guide",
        /// Ends the guide.
        End = "end",
    }

    /// A step that tells the user what to do.
    struct Instruct {
        /// Id, stable over versions.
        id: StepId,
        /// What it is shown on.
        surface: Surface = Surface::Tooltip,
        /// Heading.
        title: Option<Text>,
        /// Instruction.
        body: Option<Text>,
        /// What it points at. A tooltip needs one.
        target: Option<Target>,
        /// Tried in order when `target` is not found.
        alternatives: Vec<Target> = Vec::new(),
        /// Where the card goes.
        placement: Placement = Placement::AUTOMATIC,
        /// What marks the target.
        spotlight: Spotlight = Spotlight::DIMMED,
        /// The step is done when any of these has happened. A step with none is done by its next button.
        completion: Vec<Completion> = Vec::new(),
        /// What must hold for the step to make sense; `back` tries to return to it.
        entry: Option<Condition>,
        /// How `back` gets the page into the entry state, when it does not hold.
        reestablish: Option<Reestablish>,
        /// The step is passed over when this holds as it begins.
        skip_when: Option<Condition>,
        /// What happens when the target is not found.
        missing: Missing = Missing::DEFAULT,
        /// Buttons that do something.
        actions: Vec<ActionButton> = Vec::new(),
        /// The step that follows.
        next: StepId,
    }

    /// A step that asks the user.
    struct Question {
        /// Id, stable over versions.
        id: StepId,
        /// What it is shown on.
        surface: Surface = Surface::Modal,
        /// Heading.
        title: Option<Text>,
        /// The question.
        body: Option<Text>,
        /// What it points at.
        target: Option<Target>,
        /// Where the card goes.
        placement: Placement = Placement::AUTOMATIC,
        /// What marks the target.
        spotlight: Spotlight = Spotlight::DIMMED,
        /// What happens when the target is not found.
        missing: Missing = Missing::DEFAULT,
        /// The answers, each with the step that follows.
        answers: Vec<Answer>,
    }

    /// One answer of a question.
    struct Answer {
        /// Id, stable over versions.
        id: AnswerId,
        /// What the button says.
        label: Text,
        /// The step that follows.
        next: StepId,
    }

    /// A step that asks the app or the environment. Strict: a check that is not understood must not choose a path.
    strict struct Check {
        /// Id, stable over versions.
        id: StepId,
        /// Shown while the answer is awaited, when that takes more than a moment.
        title: Option<Text>,
        /// What is checked.
        condition: Condition,
        /// How long to wait for `true` before the other edges are taken, in milliseconds.
        wait_ms: u32 = 0,
        /// The step that follows when it holds.
        if_true: StepId,
        /// The step that follows when it does not hold.
        if_false: StepId,
        /// The step that follows when that cannot be known; `if_false` when absent.
        if_unknown: Option<StepId>,
    }

    /// A step that runs another guide.
    struct SubGuide {
        /// Id, stable over versions.
        id: StepId,
        /// The other guide.
        guide: GuideId,
        /// The step that follows when it ends solved.
        solved: StepId,
        /// The step that follows when it ends stopped, or cannot be had.
        stopped: StepId,
        /// The step that follows when it ends escalated; the whole guide ends escalated when absent.
        escalated: Option<StepId>,
    }

    /// A step that ends the guide.
    struct End {
        /// Id, stable over versions.
        id: StepId,
        /// How the guide ends.
        outcome: Outcome,
        /// What it is shown on, when it has something to say.
        surface: Surface = Surface::Modal,
        /// Heading.
        title: Option<Text>,
        /// Last words.
        body: Option<Text>,
        /// Whether to ask "Did this help?".
        asks_feedback: bool = true,
    }

    /// How a guide ends.
    words Outcome {
        /// The problem is gone.
        Solved = "solved",
        /// The guide cannot help further; the text says why.
        Stopped = "stopped",
        /// A person takes over.
        Escalated = "escalated",
    }

    /// What a step is shown on.
    words Surface {
        /// A card beside the target.
        Tooltip = "tooltip",
        /// A card in the middle of the window.
        Modal = "modal",
        /// A bar along an edge of the window.
        Banner = "banner",
    }

    /// Where a card goes in relation to its target.
    struct Placement {
        /// Preferred side.
        side: Side = Side::Auto,
        /// Alignment along that side.
        align: Align = Align::Center,
    }

    /// A side of the target; `start` and `end` follow the reading direction.
    words Side {
        /// The side with most room.
        Auto = "auto",
        /// Above.
        Top = "top",
        /// Below.
        Bottom = "bottom",
        /// Before it, in reading direction.
        Start = "start",
        /// After it, in reading direction.
        End = "end",
    }

    /// Alignment along a side.
    words Align {
        /// With the beginning.
        Start = "start",
        /// With the middle.
        Center = "center",
        /// With the end.
        End = "end",
    }

    /// What marks the target.
    struct Spotlight {
        /// The mark.
        mark: Mark = Mark::Ring,
        /// Whether the rest of the page is dimmed.
        has_backdrop: bool = true,
        /// Room between target and mark, in CSS pixels.
        padding_px: u32 = 6,
    }

    /// Kinds of marks.
    words Mark {
        /// A ring around the target.
        Ring = "ring",
        /// A small inviting dot at its corner.
        Beacon = "beacon",
        /// None.
        None = "none",
    }

    /// What makes a step done. Strict: a completion that is not understood makes the guide unavailable.
    strict enum Completion {
        /// The user presses the card's next button.
        Next = "next" {},
        /// The user clicks the target, or activates it by keyboard.
        Click = "click" {
            /// Another element than the step's target.
            on: Option<Target>,
        },
        /// The user double-clicks the target.
        DoubleClick = "double_click" {
            /// Another element than the step's target.
            on: Option<Target>,
        },
        /// The user opens the context menu of the target.
        ContextMenu = "context_menu" {
            /// Another element than the step's target.
            on: Option<Target>,
        },
        /// The user presses a key or shortcut.
        Key = "key" {
            /// For example `Enter` or `Ctrl+Shift+E`; `Mod` is Ctrl, on macOS Cmd.
            keys: String,
        },
        /// The target's value passes a test, whoever changed it.
        Input = "input" {
            /// The test.
            test: ValueTest,
            /// Another element than the step's target.
            on: Option<Target>,
        },
        /// An element comes into a state. Done at once when it is in it already.
        State = "state" {
            /// The state.
            state: ElementState,
            /// Another element than the step's target.
            on: Option<Target>,
        },
        /// The page's address fits one of these globs.
        Navigation = "navigation" {
            /// Globs as in the condition `url`.
            to: Vec<String>,
        },
        /// The host app reports an event.
        HostEvent = "host_event" {
            /// Name of the event.
            name: String,
        },
    }

    /// How `back` gets the page into the state that a step needs.
    strict enum Reestablish {
        /// By going to an address of the same origin.
        Navigate = "navigate" {
            /// Path, query and fragment.
            url: String,
        },
        /// By going back to an earlier step.
        Step = "step" {
            /// The step.
            step: StepId,
        },
    }

    /// What happens when a step's target is not found.
    struct Missing {
        /// How long to look, in milliseconds.
        after_ms: u32 = 4000,
        /// What happens then.
        then: MissingPolicy = MissingPolicy::Unanchored,
    }

    /// What happens when a target is not found.
    words MissingPolicy {
        /// Say so, offer "Try again" and leaving, and go on looking.
        Wait = "wait",
        /// Show the step without pointing at anything.
        Unanchored = "unanchored",
        /// Pass over the step.
        Skip = "skip",
        /// Ask the user: try again, go on, or leave.
        Ask = "ask",
        /// End the guide as escalated.
        Escalate = "escalate",
    }
}

impl Placement {
    /// The side with most room, centred.
    pub const AUTOMATIC: Placement = Placement { side: Side::Auto, align: Align::Center };
}

impl Spotlight {
    /// A ring, the rest dimmed.
    pub const DIMMED: Spotlight = Spotlight { mark: Mark::Ring, has_backdrop: true, padding_px: 6 };
}

impl Missing {
    /// Looks for four seconds, then shows the step without pointing.
    pub const DEFAULT: Missing = Missing { after_ms: 4000, then: MissingPolicy::Unanchored };
}

impl Step {
    /// The id of the step.
    #[must_use]
    pub fn id(&self) -> &StepId {
        match self {
            Step::Instruct(step) => &step.id,
            Step::Question(step) => &step.id,
            Step::Check(step) => &step.id,
            Step::SubGuide(step) => &step.id,
            Step::End(step) => &step.id,
        }
    }
}
