//! Pages of the operating system's settings, by the addresses that Windows and macOS give them.
//!
//! Sources: Microsoft, "Launch Windows Settings" (ms-settings); Apple's preference panes and System Settings extensions as
//! `x-apple.systempreferences`. Other systems have no such addresses; the way in words stands beside the button.

use lotse_model::action::SystemSetting;
use lotse_model::condition::Platform;
use lotse_model::seek::{joined, parts};

/// In the order of printer, notifications, language, time zone, default apps. Texts and no tables of texts, because the first
/// part of the core holds tables whether it needs them or not.
const WINDOWS: &str = "printers notifications regionlanguage dateandtime defaultapps";
const MACOS: &str = "Print-Scan Notifications Localization Date-Time Desktop";

/// The address of a settings page, where the system has one.
#[must_use]
pub fn address(setting: SystemSetting, platform: Platform) -> Option<String> {
    let place = match setting {
        SystemSetting::Printer => 0,
        SystemSetting::Notifications => 1,
        SystemSetting::Language => 2,
        SystemSetting::TimeZone => 3,
        SystemSetting::DefaultApps => 4,
    };
    let page = |list| parts(list, " ").nth(place).unwrap_or_default();
    match platform {
        Platform::Windows => Some(joined(&["ms-settings:", page(WINDOWS)])),
        Platform::Macos => {
            Some(joined(&["x-apple.systempreferences:com.apple.", page(MACOS), "-Settings.extension"]))
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
        let address = |setting, platform| address(setting, platform).unwrap();
        assert_eq!(address(SystemSetting::DefaultApps, Platform::Windows), "ms-settings:defaultapps");
        assert_eq!(
            address(SystemSetting::TimeZone, Platform::Macos),
            "x-apple.systempreferences:com.apple.Date-Time-Settings.extension"
        );
    }
}
