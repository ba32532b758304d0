//! What page and browser say of themselves, as `surroundings` in `js/ports.js` hands it over, made into facts.

use lotse_engine::event::Surroundings;
use lotse_model::condition::Platform;
use lotse_model::gather::Gather as _;
use lotse_model::seek::{find, first_of, holds, parts, whole_number};

use crate::config::Config;

/// Facts from the five lines: address, page language, browser languages, platform with user agent, visibility.
#[must_use]
pub fn read(lines: &str, config: &Config, seed: u64) -> Surroundings {
    let mut lines = parts(lines, "\n");
    let mut next = || lines.next().unwrap_or_default();
    let (url, page, languages, platform, visible) = (next(), next(), next(), next(), next());
    Surroundings {
        url: url.to_owned(),
        language: config.language.clone(),
        page_language: Some(page.trim()).filter(|tag| !tag.is_empty()).map(str::to_owned),
        browser_languages: parts(languages, " ").filter(|tag| !tag.is_empty()).map(str::to_owned).gather(),
        platform: platform_of(platform),
        seed,
        is_visible: visible == "1",
        sends_records: config.sends_records,
        runs_triggers: config.runs_triggers,
        is_partial: config.is_partial,
    }
}

/// The operating system behind what a browser says; iPads call themselves Macs and are told apart by touch alone, which
/// no guide depends on.
fn platform_of(words: &str) -> Option<Platform> {
    let signs = [
        ("Android", Platform::Android),
        ("iPhone", Platform::Ios),
        ("iPad", Platform::Ios),
        ("Win", Platform::Windows),
        ("Mac", Platform::Macos),
        ("Linux", Platform::Linux),
        ("X11", Platform::Linux),
        ("CrOS", Platform::Linux),
    ];
    signs.into_iter().find(|(sign, _)| holds(words, sign)).map(|(_, platform)| platform)
}

/// The part of an address that globs and shards look at: path, query and fragment.
#[must_use]
pub fn path_of(url: &str) -> &str {
    let after_scheme = find(url, "://").map_or(0, |at| at + 3);
    let rest = url.get(after_scheme..).unwrap_or_default();
    first_of(rest, "/").and_then(|at| rest.get(at..)).unwrap_or("/")
}

/// A version `major.minor.patch` as one number.
#[must_use]
pub fn version_number(version: &str) -> i64 {
    let mut parts = parts(version, ".").map(|part| whole_number(part).unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    next() * 1_000_000 + next() * 1_000 + next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_of_real_browsers() {
        let told = [
            ("Windows Mozilla/5.0 (Windows NT 10.0; Win64; x64)", Platform::Windows),
            ("MacIntel Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", Platform::Macos),
            ("Linux x86_64 Mozilla/5.0 (X11; Linux x86_64)", Platform::Linux),
            ("Linux armv8l Mozilla/5.0 (Linux; Android 15; Pixel 9)", Platform::Android),
            ("iPhone Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", Platform::Ios),
        ];
        for (words, platform) in told {
            assert_eq!(platform_of(words), Some(platform), "{words}");
        }
        assert_eq!(platform_of("PlayStation"), None);
    }

    #[test]
    fn addresses_and_versions() {
        assert_eq!(path_of("https://host.example/a/b?c=d#e"), "/a/b?c=d#e");
        assert_eq!(path_of("https://host.example"), "/");
        assert_eq!(path_of("/already/a/path"), "/already/a/path");
        assert_eq!(version_number("1.20.3"), 1_020_003);
        assert_eq!(version_number("nonsense"), 0);
    }
}
