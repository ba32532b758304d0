//! Conditions: one algebra for audience, triggers, branches and skips. Three-valued: true, false, unknown.

use crate::basic::{GuideId, StepId};
use crate::diagnostic::Code;
use crate::fold::fold_text;
use crate::glob::Glob;
use crate::json::Json;
use crate::seek::holds;
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
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let before = reader.faults();
        let test = Test::read(json, reader);
        if reader.faults() == before {
            return Condition::of(test);
        }
        reader.forgive(before);
        reader.report(Code::UNSUPPORTED_CONDITION, "");
        Condition::Unsupported
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

impl ValueTest {
    /// Whether a value passes. Time is linear in the value.
    #[must_use]
    pub fn evaluate(&self, value: Option<&str>) -> bool {
        let text = fold_text(value.unwrap_or_default());
        match self {
            ValueTest::Present {} => !text.is_empty(),
            ValueTest::Absent {} => text.is_empty(),
            ValueTest::Is { any } => value.is_some() && any.iter().any(|wanted| fold_text(wanted) == text),
            ValueTest::Contains { text: wanted } => value.is_some() && holds(&text, &fold_text(wanted)),
            ValueTest::Like { glob } => {
                value.is_some() && Glob::new(&fold_text(glob)).is_some_and(|glob| glob.fits(text.as_bytes()))
            }
            ValueTest::Number { at_least, at_most } => whole_part(&text).is_some_and(|(whole, has_rest)| {
                at_least.is_none_or(|least| whole >= least)
                    && at_most.is_none_or(|most| whole < most || whole == most && !has_rest)
            }),
        }
    }
}

/// The greatest whole number not above a decimal number, and whether something remains. Comma and point both separate
/// the fraction; numbers beyond 18 digits and groups of thousands are no numbers here.
fn whole_part(text: &str) -> Option<(i64, bool)> {
    let is_negative = text.starts_with(['-', '\u{2212}']);
    let digits = text.trim_start_matches(['-', '\u{2212}', '+']);
    let signs = text.get(..text.len() - digits.len()).unwrap_or_default();
    if signs.chars().nth(1).is_some() {
        return None;
    }
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || whole.len() > 18 {
        return None;
    }
    let whole = whole.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let has_rest = fraction.bytes().any(|digit| digit != b'0');
    Some(if is_negative { (-whole - i64::from(has_rest), has_rest) } else { (whole, has_rest) })
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
        /// An answer given earlier on the way through the guide.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn text_is_compared_without_case_and_outer_white_space() {
        let is = ValueTest::Is { any: vec![text("Einkauf"), text(" ÖFFENTLICH ")] };
        assert!(is.evaluate(Some(" einkauf\n")) && is.evaluate(Some("öffentlich")));
        assert!(!is.evaluate(Some("Einkäufe")) && !is.evaluate(None));
        let contains = ValueTest::Contains { text: text("DRUCK") };
        assert!(contains.evaluate(Some("Ausdrucken")) && !contains.evaluate(Some("Dru ck")));
        let like = ValueTest::Like { glob: text("RE-????-*") };
        assert!(
            like.evaluate(Some("re-2024-17"))
                && like.evaluate(Some("RE-äöü€-"))
                && !like.evaluate(Some("RE-24-17"))
        );
        assert!(!ValueTest::Like { glob: text("*") }.evaluate(None));
    }

    #[test]
    fn absent_and_empty_are_the_same() {
        for nothing in [None, Some(""), Some("  \t")] {
            assert!(ValueTest::Absent {}.evaluate(nothing) && !ValueTest::Present {}.evaluate(nothing));
        }
        assert!(ValueTest::Present {}.evaluate(Some("0")));
    }

    #[test]
    fn numbers_are_compared_with_their_fractions() {
        let test =
            |at_least, at_most, value: &str| ValueTest::Number { at_least, at_most }.evaluate(Some(value));
        assert!(
            test(Some(3), Some(5), " 4,5 ")
                && test(Some(3), Some(5), "5.00")
                && !test(Some(3), Some(5), "5,01")
        );
        assert!(test(None, Some(-1), "-1") && test(None, Some(-1), "-1,5") && !test(Some(-1), None, "-1,5"));
        assert!(test(Some(-2), None, "\u{2212}1,5") && test(Some(0), None, "+7"));
        for rubbish in ["", "-", "--1", "1.2.3", "1e3", "0x10", "12a", ",5", "5,", "1234567890123456789"] {
            assert!(!test(None, None, rubbish), "{rubbish}");
        }
        assert!(!ValueTest::Number { at_least: None, at_most: None }.evaluate(None));
    }
}
