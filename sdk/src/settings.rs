//! Pages of the operating system's settings, by the addresses that Windows and macOS give them.
//!
//! Sources: Microsoft, "Launch Windows Settings" (ms-settings); Apple's preference panes and System Settings extensions as
//! `x-apple.systempreferences`. Other systems have no such addresses; the way in words stands beside the button.

use lotse_model::action::SystemSetting;
use lotse_model::condition::Platform;

/// The address of a settings page, where the system has one.
#[must_use]
pub fn address(setting: SystemSetting, platform: Platform) -> Option<&'static str> {
    use SystemSetting::{DefaultApps, Language, Notifications, Printer, TimeZone};
    match (platform, setting) {
        (Platform::Windows, Printer) => Some("ms-settings:printers"),
        (Platform::Windows, Notifications) => Some("ms-settings:notifications"),
        (Platform::Windows, Language) => Some("ms-settings:regionlanguage"),
        (Platform::Windows, TimeZone) => Some("ms-settings:dateandtime"),
        (Platform::Windows, DefaultApps) => Some("ms-settings:defaultapps"),
        (Platform::Macos, Printer) => {
            Some("x-apple.systempreferences:com.apple.Print-Scan-Settings.extension")
        }
        (Platform::Macos, Notifications) => {
            Some("x-apple.systempreferences:com.apple.Notifications-Settings.extension")
        }
        (Platform::Macos, Language) => {
            Some("x-apple.systempreferences:com.apple.Localization-Settings.extension")
        }
        (Platform::Macos, TimeZone) => {
            Some("x-apple.systempreferences:com.apple.Date-Time-Settings.extension")
        }
        (Platform::Macos, DefaultApps) => {
            Some("x-apple.systempreferences:com.apple.Desktop-Settings.extension")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address_on_windows_and_macos_and_nowhere_else() {
        for word in SystemSetting::WORDS {
            let setting = SystemSetting::from_word(word).unwrap();
            assert!(address(setting, Platform::Windows).unwrap().starts_with("ms-settings:"));
            assert!(address(setting, Platform::Macos).unwrap().starts_with("x-apple.systempreferences:"));
            assert_eq!(address(setting, Platform::Linux), None);
        }
    }
}
