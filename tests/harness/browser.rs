//! The three browser engines that a guide must run in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A browser engine, by the name that `--browser` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Browser {
    /// Debian's Chromium, headless, through chromedriver.
    Chromium,
    /// Firefox ESR, headless, through geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser under Xvfb, through WebKitWebDriver.
    Webkit,
}

/// Every browser.
pub const ALL: &[Browser] = &[Browser::Chromium, Browser::Firefox, Browser::Webkit];

/// Chromium alone: for what only its driver can measure.
pub const CHROMIUM: &[Browser] = &[Browser::Chromium];

/// Firefox alone, where another test has a thing in Chromium.
pub const FIREFOX: &[Browser] = &[Browser::Firefox];

/// Chromium and Firefox.
pub const CHROMIUM_AND_FIREFOX: &[Browser] = &[Browser::Chromium, Browser::Firefox];

impl Browser {
    /// Lower case, as typed and as used in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Browser {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ALL.iter()
            .copied()
            .find(|browser| browser.name() == text)
            .ok_or_else(|| "one of chromium, firefox, webkit".to_owned())
    }
}
