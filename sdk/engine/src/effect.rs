//! What the engine asks of the shell. The shell drains all effects after every event, in order.

use lotse_model::action::SystemSetting;
use lotse_model::basic::GuideId;
use lotse_model::diagnostic::Code;
use lotse_model::target::Target;

use crate::event::{FindId, RequestId, Slot, TimerId, WatchId};

/// A request to the shell.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Fetch a guide with its texts; answered by `GuideArrived` or `GuideUnavailable`.
    FetchGuide {
        /// Names the request.
        request: RequestId,
        /// The guide.
        guide: GuideId,
        /// Languages, best first.
        languages: Vec<String>,
    },
    /// Look for an element and keep looking, until released; answered by `Report`s.
    Find {
        /// Names the search.
        find: FindId,
        /// The target, then its alternatives.
        targets: Vec<Target>,
        /// Languages whose evidence fits, best first.
        languages: Vec<String>,
        /// Whether its value is wanted in reports.
        wants_value: bool,
        /// Whether its visible text is wanted in reports.
        wants_text: bool,
    },
    /// Give a search up.
    Release {
        /// The search.
        find: FindId,
    },
    /// Watch for a gesture; answered by `Gesture`.
    Watch {
        /// Names the watch.
        watch: WatchId,
        /// On the element of this search; anywhere in the page when absent.
        find: Option<FindId>,
        /// The gesture.
        gesture: Gesture,
    },
    /// Stop watching.
    Unwatch {
        /// The watch.
        watch: WatchId,
    },
    /// Wake the engine at a moment, in milliseconds of the monotonic clock.
    SetTimer {
        /// Names the timer; setting it again moves it.
        timer: TimerId,
        /// When.
        at_ms: u64,
    },
    /// Forget a timer.
    ClearTimer {
        /// The timer.
        timer: TimerId,
    },
    /// Keep a value, before anything else happens (the page may be about to go away); `None` removes it.
    Store {
        /// The slot.
        slot: Slot,
        /// The value, as JSON.
        value: Option<String>,
    },
    /// Go to an address.
    Navigate {
        /// The address, checked.
        url: String,
    },
    /// Put a value into a field, as a user's input.
    Fill {
        /// The field.
        find: FindId,
        /// The value.
        value: String,
    },
    /// Switch a control.
    Set {
        /// The control.
        find: FindId,
        /// On or off.
        is_on: bool,
    },
    /// Put the keyboard focus on an element.
    Focus {
        /// The element.
        find: FindId,
    },
    /// Scroll an element into view.
    Reveal {
        /// The element.
        find: FindId,
    },
    /// Call a function that the host app has registered.
    CallHost {
        /// Its name.
        name: String,
    },
    /// Open a page of the operating system's settings.
    OpenSystemSetting {
        /// The page.
        setting: SystemSetting,
    },
    /// Hand a batch of records to the transport; answered by `Sent`.
    Send {
        /// Names the request.
        request: RequestId,
        /// The records, as JSON.
        batch: String,
    },
    /// Fetch the code that a first card does without; answered by `Completed`.
    Complete,
    /// Tell listeners of `on('event')`; the same records that the outbox holds.
    Notify {
        /// The record, as JSON.
        record: String,
    },
    /// Tell listeners of `on('diagnostic')`.
    Diagnose {
        /// Which kind.
        code: Code,
        /// What it is about: a guide, a step, an address. Never a value from the page.
        detail: String,
    },
}

/// Gestures that can be watched.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// A click, or activation by keyboard.
    Click,
    /// A double click.
    DoubleClick,
    /// Opening the context menu.
    ContextMenu,
    /// A key or shortcut, as written in the guide.
    Key(String),
}
