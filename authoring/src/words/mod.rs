//! Every word of the interface, one file a language.

use lotse_model::text::platform_form;

mod de;
mod en;
pub mod help;
mod say;
mod table;

pub use table::Words;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English; also for whoever speaks none of these.
    English,
    /// German.
    German,
}

impl Tongue {
    /// The language of the interface for a BCP 47 tag.
    pub fn of(tag: &str) -> Tongue {
        match tag.split(['-', '_']).next() {
            Some(first) if first.eq_ignore_ascii_case("de") => Tongue::German,
            _ => Tongue::English,
        }
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::German => "de",
        }
    }

    /// Its words about self-help: desk, cases, problems.
    pub fn help(self) -> &'static help::HelpWords {
        match self {
            Tongue::English => &help::en::WORDS,
            Tongue::German => &help::de::WORDS,
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Tongue::English => &en::WORDS,
            Tongue::German => &de::WORDS,
        }
    }
}

/// What a language is called in a head or on a button: `EN`; with the platform that texts are for alone: `EN macOS`.
pub fn label_of(tag: &str) -> String {
    let Some((language, platform)) = platform_form(tag) else { return tag.to_uppercase() };
    let platform = match platform {
        "macos" => "macOS",
        "windows" => "Windows",
        "linux" => "Linux",
        "ios" => "iOS",
        "android" => "Android",
        other => other,
    };
    format!("{} {platform}", language.to_uppercase())
}

/// Puts values into the places `{}` of a sentence, in order.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut out = String::new();
    let mut values = values.iter();
    let mut parts = sentence.split("{}");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(values.next().copied().unwrap_or_default());
        out.push_str(part);
    }
    out
}
