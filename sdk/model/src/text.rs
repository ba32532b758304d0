//! Texts: ids into a catalogue, or, while authoring, Markdown written in place per language.

use crate::basic::{Table, TextId};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::seek::{cut_last, find};
use crate::wire::{Reader, Wire};

/// A text that an end user reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// An entry of the guide's text catalogue; the only form in a bundle.
    Id(TextId),
    /// Markdown by language tag, as people write guides by hand; the compiler moves it into the catalogue.
    Inline(Table<String>),
}

impl Wire for Text {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        match json {
            Json::Text(_) => Text::Id(TextId::read(json, reader)),
            Json::Map(_) => Text::Inline(Table::read(json, reader)),
            _ => {
                reader.fail(Code::BAD_TEXT, "");
                Text::Inline(Table::default())
            }
        }
    }

    fn give(&self) -> Json {
        match self {
            Text::Id(id) => id.give(),
            Text::Inline(languages) => languages.give(),
        }
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        let forms = vec![TextId::schema(schemas), Table::<String>::schema(schemas)];
        crate::schema::any_of(forms)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        if choices.pick(&[true, false]) {
            Text::Id(TextId::invent(choices))
        } else {
            Text::Inline(Table::invent(choices))
        }
    }
}

/// What stands between language and platform in the tag of texts that are for one platform alone (`en-x-macos`): a private form of
/// the language (RFC 5646, section 2.2.7). Where such a text is missing, that of the language serves.
pub const FOR_PLATFORM: &str = "-x-";

/// Language and platform of such a tag.
#[must_use]
pub fn platform_form(tag: &str) -> Option<(&str, &str)> {
    let at = find(tag, FOR_PLATFORM)?;
    Some((tag.get(..at)?, tag.get(at + FOR_PLATFORM.len()..)?))
}

/// The tag to use for `wanted` among `offered`: the tag itself, then shorter forms of it (`de-CH`, then `de`).
#[must_use]
pub fn fitting_language<'a>(wanted: &str, offered: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    let mut tag = wanted;
    loop {
        if let Some(found) = offered(tag) {
            return Some(found);
        }
        tag = cut_last(tag, b'-')?.0;
    }
}
