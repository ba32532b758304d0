//! What the studio and the picker say to each other, over a `MessagePort` or the relay of [`crate::pairing`].
//!
//! Every message is one JSON document of at most [`MAX_MESSAGE_BYTES`]. Unknown kinds are ignored. Nothing that a user typed and no
//! picture travels here; texts are names of controls only, and addresses hold `*` where a record or a search is named.
//!
//! # Meeting
//!
//! Where the host app was opened by the studio, the picker sends its opener a window message
//! `{"lotse": "picker", "protocol": 1, "rendezvous": "…"}`, addressed to the studio's exact origin, until it is answered. The
//! studio looks at `origin` (one of the environment's) and `source` (the window that it opened, or, after its own reload, one that
//! says a rendezvous it knows), and answers that source, addressed to that origin, with
//! `{"lotse": "studio", "protocol": 1, "rendezvous": "…"}` and one `MessagePort`. The picker looks at the same two. From then on the
//! port alone counts. A page that goes away says [`FromPicker::Leaving`]; its successor begins anew with the same rendezvous, which
//! the studio grants within 30 s. A studio that goes away says [`FromStudio::Bye`]; the picker goes on asking its opener for 30 s.
//!
//! Elsewhere the relay of [`crate::pairing`] carries the same messages.
//!
//! # Nothing is lost
//!
//! [`FromPicker::Did`] is repeated after every [`FromStudio::Welcome`] until [`FromStudio::Heard`] has named its number; the studio
//! passes over numbers that it has.

use serde_json::Value;

use crate::wire;

/// Version of these messages; a picker of another version is asked to load anew.
pub const PROTOCOL: u32 = 1;
/// Longest message.
pub const MAX_MESSAGE_BYTES: usize = 128 * 1024;

wire! {
    /// From the picker.
    #[serde(tag = "kind")]
    pub enum FromPicker {
        /// First on every page, also after a reload.
        Hello {
            /// [`PROTOCOL`].
            protocol: u32,
            /// Address of the page without its query values.
            page: Page,
            /// Names this picker over reloads; opens nothing.
            rendezvous: String,
        },
        /// The address or title has changed without a new page.
        Moved {
            /// Where it is now.
            page: Page,
        },
        /// Something the technician did while recording.
        Did {
            /// What.
            action: Action,
        },
        /// An element was picked.
        Picked {
            /// What for, as in [`FromStudio::Pick`].
            purpose: String,
            /// The element.
            element: Element,
            /// Where.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            page: Option<Page>,
        },
        /// The technician has paused recording, or goes on, or has finished.
        Recording {
            /// What it is now.
            state: RecordingState,
            /// Number of the last action.
            last: u64,
        },
        /// Picking was given up (Escape).
        PickCancelled {
            /// What for.
            purpose: String,
        },
        /// How often a target is found right now, asked by [`FromStudio::Find`].
        Found {
            /// As asked.
            purpose: String,
            /// How many elements match; 1 is good.
            matches: u32,
            /// Why not, when it is not 1: a word such as `nothing`, `weak`, `ambiguous`.
            reason: Option<String>,
        },
        /// What new evidence finds, asked by [`FromStudio::Retrace`]. It was shown before this is said.
        Retraced {
            /// As asked.
            purpose: String,
            /// The element, with a target made of what is there; absent when nothing surely is what the record means.
            element: Option<Element>,
            /// The old evidence finds the same element by itself: the change is not in this app.
            is_known: bool,
            /// Where.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            page: Option<Page>,
        },
        /// News of a guide that is being tried: an SDK event, as `on('event')` or `on('diagnostic')` gives it, or an explanation.
        Tried {
            /// `event`, `diagnostic` or `explanation`.
            about: String,
            /// The record.
            record: Value,
        },
        /// The page goes away; a new one may say hello.
        Leaving {},
    }

    /// From the studio.
    #[serde(tag = "kind")]
    pub enum FromStudio {
        /// Answer to hello: go on.
        Welcome {
            /// [`PROTOCOL`].
            protocol: u32,
            /// Language of the picker's own words.
            language: String,
            /// Languages that sentences are suggested in.
            languages: Vec<String>,
            /// Number of the last action that has arrived; 0 when there is none.
            #[serde(default)]
            heard: u64,
        },
        /// All actions up to this number have arrived and are kept.
        Heard {
            /// The number.
            number: u64,
        },
        /// Record from now on, or stop.
        Record {
            /// Whether to record.
            on: bool,
        },
        /// Let the technician pick one element.
        Pick {
            /// Comes back with the answer.
            purpose: String,
        },
        /// Stop picking.
        CancelPick {},
        /// Show all elements that this target matches, with numbers, for a moment.
        Find {
            /// Comes back with the answer.
            purpose: String,
            /// A target as in a guide file.
            target: Value,
        },
        /// Look for an element by new evidence, as a second look in an end user's page does, and show it.
        Retrace {
            /// Comes back with the answer.
            purpose: String,
            /// The record, as evidence of the kind `linkage` holds it.
            record: String,
            /// The target as it is in the guide file.
            target: Value,
        },
        /// Try this guide as the user will see it.
        Try {
            /// A bundle in single-file form.
            bundle: String,
            /// The guide to start.
            guide: String,
            /// Whom and what to simulate.
            simulate: Simulation,
        },
        /// End the guide that is being tried.
        StopTrying {},
        /// The studio closes.
        Bye {},
    }

    /// Whether actions are recorded.
    #[derive(Copy, Eq)]
    pub enum RecordingState {
        /// They are.
        On,
        /// Not for the moment.
        Paused,
        /// Not any more.
        Off,
    }

    /// Where the host app is.
    pub struct Page {
        /// Path, query and hash route, as a glob for the condition `url`: `*` stands for what names a record or was typed.
        pub address: String,
        /// Those parts of the title that a control of the page says as well; empty when there are none.
        pub title: String,
        /// `lang` of the page.
        pub language: String,
        /// Width and height of the viewport.
        pub viewport: [u32; 2],
    }

    /// Something the technician did.
    pub struct Action {
        /// Counts up from 1 for each recording, without gaps: what is missing was lost on the way.
        pub number: u64,
        /// Milliseconds since the recording began.
        pub at_ms: u64,
        /// What it was done to; absent for navigation.
        pub element: Option<Element>,
        /// What was done.
        pub done: Done,
        /// Where.
        pub page: Page,
    }

    /// What was done.
    #[serde(tag = "kind")]
    pub enum Done {
        /// A click.
        Click {},
        /// A double click.
        DoubleClick {},
        /// A click with the other button.
        ContextMenu {},
        /// Text was typed into a field; what, is not said.
        Typed {
            /// The field is not empty and valid afterwards.
            is_valid: bool,
            /// There was nothing in it before.
            #[serde(default)]
            was_empty: bool,
            /// The text, only when the technician has marked it as part of the instruction.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            text: Option<String>,
        },
        /// An option was chosen: the name of the option, which is the app's, not the user's.
        Chosen {
            /// Its name, when it is one of a fixed list of the app.
            option: Option<String>,
            /// Its value, then.
            #[serde(default)]
            value: Option<String>,
        },
        /// A switch, check box or radio button was set.
        Set {
            /// Whether it is on now.
            on: bool,
        },
        /// A key or shortcut, as in a guide file: `Enter`, `Control+K`.
        Key {
            /// The keys.
            keys: String,
        },
        /// The pointer rested there while the modifier was held.
        Hover {},
        /// Another address in the same app.
        Navigated {
            /// A page came anew, instead of a route within it.
            is_load: bool,
        },
        /// The technician takes the last step back.
        Undo {},
    }

    /// An element, as far as a guide needs to know it. No value, no text of users.
    pub struct Element {
        /// The same number is the same element, for as long as a page lives.
        #[serde(default)]
        pub node: u32,
        /// A target as in a guide file, its evidence included.
        pub target: Value,
        /// ARIA role.
        pub role: String,
        /// Accessible name, when it is a control's own; empty when it looks like data.
        pub name: String,
        /// Language of the name.
        pub language: String,
        /// What it opens: `menu`, `listbox`, `dialog`, `tree`, `grid`, or `section` for something that unfolds; empty for nothing.
        #[serde(default)]
        pub opens: String,
        /// The list or table whose entry this is: one of many whose texts are data. `target` is that list then, any entry will
        /// do, and `name` is what the control is called in all of them, if it is.
        #[serde(default)]
        pub list: Option<String>,
        /// How sure it will be found again.
        pub grade: Grade,
        /// Codes of reasons for the grade, such as `no_name`, `generated_id`, `one_language`, `ambiguous`.
        pub reasons: Vec<String>,
        /// Left, top, width, height in the viewport, for the wireframe.
        pub area: [i32; 4],
        /// Rectangles around it for the wireframe.
        #[serde(default)]
        pub wireframe: Vec<Shape>,
        /// What has come of trying it on changes of its page, when there was time for that.
        #[serde(default)]
        pub lasts: Option<Lasts>,
    }

    /// How surely an element is found again after changes of its page.
    pub struct Lasts {
        /// 0 to 100.
        pub score: u8,
        /// After how many changes it was found.
        pub found: u32,
        /// How many changes there were.
        pub of: u32,
        /// Whether something else was ever taken for it.
        pub is_mistaken: bool,
        /// Changes that hide it, such as `text`, `ids`, `translation`.
        pub hidden_by: Vec<String>,
        /// The attribute that would help most, and the score with it.
        #[serde(default)]
        pub advice: Option<(String, u8)>,
    }

    /// How sure an element will be found again.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Grade {
        /// Will be refused rather than found.
        Poor,
        /// Holds until the app changes there.
        Fair,
        /// Several independent signs.
        Good,
    }

    /// A rectangle of the wireframe.
    pub struct Shape {
        /// Left, top, width, height in the viewport.
        pub area: [i32; 4],
        /// `control`, `text`, `image` or `area`.
        pub look: String,
        /// Only of the control that the guide names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
    }

    /// What to pretend while trying.
    #[derive(Default)]
    pub struct Simulation {
        /// Attributes of the user, as `identify` takes them.
        pub attributes: serde_json::Map<String, Value>,
        /// Language.
        pub language: Option<String>,
        /// `windows`, `macos`, …
        pub platform: Option<String>,
        /// Step whose target is to be missing.
        pub missing: Option<String>,
    }
}
