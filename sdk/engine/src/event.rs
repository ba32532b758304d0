//! What enters the engine. Everything the engine knows of the world comes through here; time comes beside it.

use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::bundle::{ShardEntry, TextChunk};
use lotse_model::condition::Platform;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::json::Json;

use crate::view::{ButtonId, CardKey};

/// The moment of an event, as the shell reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Now {
    /// Milliseconds since the page began; never goes back.
    pub monotonic_ms: u64,
    /// Milliseconds since 1970-01-01 UTC by the user's clock; may jump.
    pub wall_ms: i64,
    /// Minutes to add to UTC for the user's local time.
    pub utc_offset_min: i32,
}

/// Names one search for an element. Reports for a search that was given up are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindId(pub u32);

/// Names one watched gesture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WatchId(pub u32);

/// Names one request to the shell that is answered later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u32);

/// Names one timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(pub u32);

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The instance begins. Always the first event.
    Began(Box<Surroundings>),
    /// The host app says who the user is. `user` is an opaque key that separates stored state; `None` for nobody.
    Identified {
        /// Opaque key of the user.
        user: Option<String>,
        /// Facts for conditions.
        attributes: Vec<(String, Json)>,
        /// Language that the user has chosen in the host app.
        language: Option<String>,
    },
    /// The guides that matter on this page are known.
    Catalogue {
        /// Guides.
        entries: Vec<Rc<ShardEntry>>,
        /// Language to fall back to.
        default_language: String,
        /// Release number they come from.
        release: i64,
    },
    /// A guide that was fetched.
    GuideArrived {
        /// The request.
        request: RequestId,
        /// The guide.
        guide: Box<Guide>,
        /// Its texts in the best language there is.
        texts: Box<TextChunk>,
    },
    /// A guide that cannot be had.
    GuideUnavailable {
        /// The request.
        request: RequestId,
        /// Why.
        code: Code,
    },
    /// What a storage slot holds: at the beginning, after a change of user, and when another tab has changed it.
    Stored {
        /// The slot.
        slot: Slot,
        /// Its content.
        value: Option<Json>,
    },
    /// The page's address is now this one (path, query and fragment, with origin).
    PageChanged {
        /// The address.
        url: String,
    },
    /// A search has news.
    Report {
        /// The search.
        find: FindId,
        /// The news.
        report: Report,
    },
    /// A watched gesture was made.
    Gesture {
        /// The watch.
        watch: WatchId,
        /// Whether a person made it; untrusted gestures complete nothing.
        is_trusted: bool,
    },
    /// The user pressed something on a card, a beacon or the pill.
    Pressed {
        /// The card it was on; presses on a card that is gone are dropped.
        card: CardKey,
        /// What was pressed.
        button: ButtonId,
    },
    /// A card is on the screen: painted, not only built.
    Painted {
        /// The card.
        card: CardKey,
    },
    /// The host app reports an event.
    HostEvent {
        /// Its name.
        name: String,
    },
    /// A timer has run out.
    Timer(TimerId),
    /// The tab has become visible or hidden.
    Visibility {
        /// Whether it is visible.
        is_visible: bool,
    },
    /// The host app asks to begin a guide.
    StartRequested {
        /// The guide.
        guide: GuideId,
    },
    /// The host app asks to end the session.
    StopRequested,
    /// The host app asks to go on, as the next button does.
    NextRequested,
    /// The host app asks to go back, as the back button does.
    BackRequested,
    /// The transport has delivered a batch, or has not.
    Sent {
        /// The request.
        request: RequestId,
        /// Whether the receiver has acknowledged it.
        is_acknowledged: bool,
    },
    /// The overlay cannot be shown: the host hides or removes it again and again.
    OverlayLost,
    /// All of the code is there.
    Completed,
}

/// What is known about page and browser when an instance begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// The page's address.
    pub url: String,
    /// Language asked for in `init`.
    pub language: Option<String>,
    /// Language of the page (`<html lang>`).
    pub page_language: Option<String>,
    /// Languages of the browser, best first.
    pub browser_languages: Vec<String>,
    /// Operating system.
    pub platform: Option<Platform>,
    /// Random bits; everything random in the engine comes from them.
    pub seed: u64,
    /// Whether the tab is visible.
    pub is_visible: bool,
    /// Whether records may be handed to the transport. Off until the project decides otherwise.
    pub sends_records: bool,
    /// Whether triggers may act by themselves; off in tests and previews that start guides by hand.
    pub runs_triggers: bool,
    /// Whether there is only the code for a first card so far; offers wait for [`Event::Completed`].
    pub is_partial: bool,
}

/// Places where the shell keeps state for the engine, each keyed by project and user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The running session.
    Session,
    /// What the user has done with guides.
    History,
    /// Records that are not delivered.
    Outbox,
    /// Which tab leads.
    Leader,
}

/// News of a search for an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// Not found so far; the search goes on.
    Missing(MissingReason),
    /// Found. Sent again whenever one of these facts changes.
    Matched(ElementReport),
}

/// Why an element is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingReason {
    /// Nothing like it in the page.
    Absent,
    /// Several elements fit too equally, or the best is not good enough.
    Unsure,
    /// It is there, but cannot be seen.
    Invisible,
    /// It is in a frame of another origin.
    ForeignFrame,
}

/// Facts about a found element that conditions and cards use. Stays in the page.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ElementReport {
    /// Which of target (0) and alternatives (1, 2, ...) was found.
    pub choice: u32,
    /// Found only by a second look, over the whole page, as what the target says of it no longer fits: old and new evidence.
    pub retraced: Option<String>,
    /// Its live accessible name.
    pub label: String,
    /// Visible.
    pub is_visible: bool,
    /// Usable.
    pub is_enabled: bool,
    /// On or off, for what can be.
    pub is_on: Option<bool>,
    /// Open or closed, for what can be.
    pub is_expanded: Option<bool>,
    /// Has the keyboard focus, itself or within.
    pub is_focused: bool,
    /// Passes validation, for what can be validated.
    pub is_valid: Option<bool>,
    /// Its value, when the search asked for it.
    pub value: Option<String>,
    /// Its visible text, when the search asked for it.
    pub text: Option<String>,
}
