//! Targets: what is known of the element that a step points at.

use crate::basic::Table;
use crate::diagnostic::Code;
use crate::json::Json;
use crate::text::Text;
use crate::wire::{Reader, Wire};

/// Longest CSS text in a target, in bytes. Source: a 20 KB selector blocks or crashes browsers.
pub const MAX_CSS_BYTES: usize = 512;
/// Most selectors in one CSS list.
pub const MAX_CSS_LIST: usize = 8;
/// Deepest nesting of functional pseudo-classes in CSS text.
pub const MAX_CSS_DEPTH: usize = 4;
/// Most pieces of evidence in one target.
pub const MAX_EVIDENCE: usize = 40;
/// Longest text in one piece of evidence, in bytes.
pub const MAX_EVIDENCE_TEXT_BYTES: usize = 256;
/// Longest record of a whole page's linkage, in bytes.
pub const MAX_LINKAGE_BYTES: usize = 8 * 1024;
/// Deepest nesting of `within` and `frame` in one target.
pub const MAX_TARGET_DEPTH: usize = 4;

crate::wire! {
    /// What is known of an element: evidence, where to look, and how sure a match must be.
    struct Target {
        /// What people call the element; used where its live name cannot be read.
        name: Option<Text>,
        /// What is known. More is better; none of it has to be exact.
        evidence: Vec<Evidence>,
        /// An element that contains it: a dialog, a table row, a list item.
        within: Option<Box<Target>>,
        /// The frame element whose document contains it. Same-origin frames only.
        frame: Option<Box<Target>>,
        /// How far ahead of the runner-up a match must be, in percent of a perfect score; the built-in margin when absent.
        margin_percent: Option<u32>,
    }

    /// One fact about an element.
    enum Fact {
        /// ARIA role, as computed (`button`, `link`, `textbox`, `row`).
        Role = "role" {
            /// The role.
            role: String,
        },
        /// Accessible name by language.
        Name = "name" {
            /// The names; `*` stands for any language.
            is: Table<String>,
        },
        /// Visible text by language.
        Text = "text" {
            /// The texts; `*` stands for any language.
            is: Table<String>,
        },
        /// Text of its label by language.
        Label = "label" {
            /// The labels; `*` stands for any language.
            is: Table<String>,
        },
        /// An attribute with its value.
        Attribute = "attribute" {
            /// Name, in lower case.
            name: String,
            /// Value.
            value: String,
        },
        /// Tag name, in lower case.
        Tag = "tag" {
            /// The tag.
            tag: String,
        },
        /// CSS text that it matches.
        Css = "css" {
            /// One selector list.
            selector: String,
        },
        /// Its place among those of the same role or tag within the parent, counted from 1.
        Position = "position" {
            /// The place.
            index: u32,
            /// How many there were.
            of: u32,
        },
        /// Ancestors from the nearest upwards, each as role or tag with name, joined by ` < `.
        Ancestry = "ancestry" {
            /// The chain, for example `cell < row < table Orders`.
            path: String,
        },
        /// Heading above it, by language.
        Heading = "heading" {
            /// The headings; `*` stands for any language.
            is: Table<String>,
        },
        /// How it differs from everything else on its page, as the recorder writes it. Asked only when the rest does not settle it.
        Linkage = "linkage" {
            /// The record, as `lotse_locator::linkage::Evidence` writes it.
            record: String,
        },
    }
}

/// One piece of evidence. What this version does not know, does not count.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Evidence that this version can use.
    Known(Fact),
    /// Anything else.
    Unsupported,
}

impl Wire for Evidence {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let before = reader.faults();
        let fact = Fact::read(json, reader);
        if reader.faults() == before {
            return Evidence::Known(fact);
        }
        reader.forgive(before);
        reader.report(Code::UNSUPPORTED_EVIDENCE, "");
        Evidence::Unsupported
    }

    fn give(&self) -> Json {
        match self {
            Evidence::Known(fact) => fact.give(),
            Evidence::Unsupported => Json::Map(vec![("kind".to_owned(), Json::from("unsupported"))]),
        }
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        Fact::schema(schemas)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        Evidence::Known(Fact::invent(choices))
    }
}
