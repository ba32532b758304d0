//! Actions: the closed list of things that a button on a card can do. Always on the user's click, never code.

use crate::basic::GuideId;
use crate::target::Target;
use crate::text::Text;

crate::wire! {
    /// A button on a card that does something.
    strict struct ActionButton {
        /// What the button says.
        label: Text,
        /// What it does.
        action: Action,
    }

    /// What a button can do.
    strict enum Action {
        /// Goes to an address: same origin, or one of the project's origins.
        Navigate = "navigate" {
            /// The address.
            url: String,
        },
        /// Begins another guide; this one is stopped.
        OpenGuide = "open_guide" {
            /// The guide.
            guide: GuideId,
        },
        /// Puts a value into a field.
        Fill = "fill" {
            /// The field.
            target: Target,
            /// The value.
            value: String,
        },
        /// Switches a check box or switch.
        Set = "set" {
            /// The control.
            target: Target,
            /// On or off.
            is_on: bool,
        },
        /// Puts the keyboard focus on an element.
        Focus = "focus" {
            /// The element.
            target: Target,
        },
        /// Calls a function that the host app has registered under this name.
        HostCallback = "host_callback" {
            /// The name.
            name: String,
        },
        /// Opens a page of the operating system's settings.
        OpenSystemSetting = "open_system_setting" {
            /// The page.
            setting: SystemSetting,
        },
    }

    /// Pages of the operating system's settings that can be opened.
    words SystemSetting {
        /// Printers and scanners.
        Printer = "printer",
        /// Notifications.
        Notifications = "notifications",
        /// Language and region.
        Language = "language",
        /// Date, time and time zone.
        TimeZone = "time_zone",
        /// Default apps.
        DefaultApps = "default_apps",
    }
}
