//! Conditions: one algebra for audience, triggers, branches and skips. Three-valued: true, false, unknown.

use crate::basic::{GuideId, StepId};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::target::Target;
use crate::wire::{Reader, Wire};

/// Most conditions inside one condition, itself included.
pub const MAX_CONDITIONS: usize = 100;

/// A condition as it stands in a guide.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// One that this version can evaluate.
    Known(Box<Test>),
    /// Anything else: always unknown, so that a guide is never shown to the wrong people.
    Unsupported,
}

impl Condition {
    /// A condition of a test.
    #[must_use]
    pub fn of(test: Test) -> Self {
        Condition::Known(Box::new(test))
    }
}

impl Wire for Condition {
    fn take(json: &Json, reader: &mut Reader) -> Option<Self> {
        match Test::take(json, reader) {
            Some(test) => Some(Condition::of(test)),
            None => {
                reader.report(Code::UNSUPPORTED_CONDITION, "");
                Some(Condition::Unsupported)
            }
        }
    }

    fn give(&self) -> Json {
        match self {
            Condition::Known(test) => test.give(),
            Condition::Unsupported => Json::Map(vec![("kind".to_owned(), Json::from("unsupported"))]),
        }
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        Test::schema(schemas)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        Condition::of(Test::invent(choices))
    }
}

crate::wire! {
    /// What a condition tests.
    strict enum Test {
        /// All of these hold. An empty list holds.
        All = "all" {
            /// The parts.
            of: Vec<Condition>,
        },
        /// At least one of these holds. An empty list does not.
        Any = "any" {
            /// The parts.
            of: Vec<Condition>,
        },
        /// The opposite holds; unknown stays unknown.
        Not = "not" {
            /// The part.
            of: Condition,
        },
        /// The page's address fits one of these globs.
        Url = "url" {
            /// Globs over path, query and fragment, or over the whole address when they start with a scheme.
            is: Vec<String>,
        },
        /// A fact about the user, given by the host app with `identify`.
        Attribute = "attribute" {
            /// Name of the attribute.
            name: String,
            /// What its value must be.
            test: ValueTest,
        },
        /// The user's operating system.
        Platform = "platform" {
            /// Any of these.
            is: Vec<Platform>,
        },
        /// The language in which Lotse speaks; `de` fits `de-CH` too.
        Language = "language" {
            /// Any of these language tags.
            is: Vec<String>,
        },
        /// The state of an element in the page.
        Element = "element" {
            /// Which element.
            target: Box<Target>,
            /// Its state.
            state: ElementState,
        },
        /// What this user has done with a guide before, on this device.
        Guide = "guide" {
            /// Which guide; this one when absent.
            guide: Option<GuideId>,
            /// The history.
            history: History,
        },
        /// The calendar date on the user's device.
        Date = "date" {
            /// First day, `YYYY-MM-DD`.
            from: Option<String>,
            /// Last day, `YYYY-MM-DD`.
            until: Option<String>,
        },
        /// The host app has reported this event on this page load.
        HostEvent = "host_event" {
            /// Name of the event.
            name: String,
        },
        /// An answer given earlier in this session.
        Answer = "answer" {
            /// The question.
            step: StepId,
            /// Any of these answers.
            is: Vec<crate::basic::AnswerId>,
        },
    }

    /// A test of a plain value; text is compared without regard to case and outer white space.
    strict enum ValueTest {
        /// There is a value, and it is not empty.
        Present = "present" {},
        /// There is no value, or it is empty.
        Absent = "absent" {},
        /// The value is one of these.
        Is = "is" {
            /// The values.
            any: Vec<String>,
        },
        /// The value contains this text.
        Contains = "contains" {
            /// The text.
            text: String,
        },
        /// The value fits this glob (`*` any text, `?` one character).
        Like = "like" {
            /// The glob.
            glob: String,
        },
        /// The value is a number within these bounds.
        Number = "number" {
            /// Least value.
            at_least: Option<i64>,
            /// Greatest value.
            at_most: Option<i64>,
        },
    }

    /// The state of an element.
    strict enum ElementState {
        /// In the page and visible.
        Visible = "visible" {},
        /// Not in the page, or not visible.
        Hidden = "hidden" {},
        /// Can be used.
        Enabled = "enabled" {},
        /// Cannot be used.
        Disabled = "disabled" {},
        /// A switch, check box or radio button that is on, an option that is selected, a button that is pressed.
        On = "on" {},
        /// The opposite of `on`.
        Off = "off" {},
        /// Its menu, list or section is open.
        Expanded = "expanded" {},
        /// Its menu, list or section is closed.
        Collapsed = "collapsed" {},
        /// Has the keyboard focus, itself or within.
        Focused = "focused" {},
        /// Its value passes the browser's and the app's validation.
        Valid = "valid" {},
        /// Its value does not.
        Invalid = "invalid" {},
        /// Its value passes a test. The value never leaves the page.
        Value = "value" {
            /// The test.
            test: ValueTest,
        },
        /// Its visible text passes a test.
        Text = "text" {
            /// The test.
            test: ValueTest,
        },
    }

    /// Operating systems that are told apart.
    words Platform {
        /// Windows.
        Windows = "windows",
        /// macOS.
        Macos = "macos",
        /// Linux and other desktop systems.
        Linux = "linux",
        /// iOS and iPadOS.
        Ios = "ios",
        /// Android.
        Android = "android",
    }

    /// What a user has done with a guide.
    words History {
        /// Never begun.
        NeverStarted = "never_started",
        /// Begun at least once.
        Started = "started",
        /// Ended solved at least once.
        Solved = "solved",
        /// Begun, but never ended solved.
        NotSolved = "not_solved",
        /// Declined when offered.
        Declined = "declined",
    }
}
