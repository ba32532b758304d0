//! Every word of the interface, one file a language.

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
