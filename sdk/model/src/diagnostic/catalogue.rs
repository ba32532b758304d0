//! The catalogue: every code once, with its severity and its words in English and German.
//!
//! One list per range. The constants of [`crate::diagnostic::Code`] exist everywhere, words and severities only with the `authoring` feature.
//! To add a finding: add an entry with the next free number to the list of its range, run
//! `UPDATE=1 cargo test -p lotse-model --test it docs`, and write a test that provokes it. Numbers are never used twice.
//!
//! | range | file | found by |
//! |---|---|---|
//! | L001 to L099 | `reading` | the decoder |
//! | L100 to L139 | `guide` | validation: steps, actions, keys |
//! | L140 to L169 | `condition` | validation: conditions |
//! | L170 to L199 | `target` | validation: targets and evidence |
//! | L200 to L219 | `text` | validation: texts |
//! | L220 to L299 | `bundle` | validation: themes, manifests, shards, chunks |
//! | L300 to L399 | `markup` | Markdown |
//! | L400 to L499 | `compile` | path proof and compiling |
//! | L500 to L599 | `load` | loader and SDK, in a page |
//! | L600 to L699 | `problem` | validation: problems and desks |

/// A list of findings: `NAME = number, Severity: en "message", "fix"; de "message", "fix";` after a comment that explains
/// it. `{detail}` stands for the value, name or expectation in question.
macro_rules! findings {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $severity:ident:
        en $message:literal, $fix:literal; de $message_de:literal, $fix_de:literal;)+) => {
        impl crate::diagnostic::Code {
            $($(#[doc = $doc])+ pub const $name: Self = Self($number);)+
        }

        #[cfg(feature = "authoring")]
        pub(super) const FINDINGS: &[super::Finding] = &[$(super::Finding {
            code: crate::diagnostic::Code::$name,
            name: stringify!($name),
            severity: crate::diagnostic::Severity::$severity,
            explanation: concat!($($doc,)+),
            english: super::Words { message: $message, fix: $fix },
            german: super::Words { message: $message_de, fix: $fix_de },
        },)+];
    };
}

mod bundle;
mod compile;
mod condition;
mod guide;
mod load;
mod markup;
mod problem;
mod reading;
mod target;
mod text;

#[cfg(feature = "authoring")]
pub use words::{Finding, Range, Words, finding, findings, ranges};

#[cfg(feature = "authoring")]
mod words {
    use crate::diagnostic::{Code, Severity};

    /// A finding in one language.
    #[derive(Clone, Copy, Debug)]
    pub struct Words {
        /// What is wrong; `{detail}` stands for the value in question.
        pub message: &'static str,
        /// What to do about it; may hold `{detail}` too.
        pub fix: &'static str,
    }

    /// An entry of the catalogue.
    #[derive(Clone, Copy, Debug)]
    pub struct Finding {
        /// Its number.
        pub code: Code,
        /// Its name in the source, in capitals.
        pub name: &'static str,
        /// How much it matters.
        pub severity: Severity,
        /// What it means, for developers.
        pub explanation: &'static str,
        /// In English.
        pub english: Words,
        /// In German.
        pub german: Words,
    }

    impl Finding {
        /// The words in a language: German for German, English for everything else.
        #[must_use]
        pub fn words(&self, language: &str) -> Words {
            if language.split('-').next() == Some("de") { self.german } else { self.english }
        }
    }

    impl Words {
        /// Message and fix with the detail put in.
        #[must_use]
        pub fn with(&self, detail: &str) -> (String, String) {
            // Details come out of hostile files: cut, and nothing that moves the cursor.
            let mut shown: String =
                detail.chars().filter(|letter| !crate::url::is_invisible(*letter)).take(81).collect();
            if shown.chars().count() > 80 {
                shown.pop();
                shown.push('…');
            }
            (self.message.replace("{detail}", &shown), self.fix.replace("{detail}", &shown))
        }
    }

    /// A range of the catalogue: a page of the documentation.
    #[derive(Clone, Copy, Debug)]
    pub struct Range {
        /// Name of the page.
        pub name: &'static str,
        /// Heading in English.
        pub english: &'static str,
        /// Heading in German.
        pub german: &'static str,
        /// First and last number.
        pub numbers: (u16, u16),
        /// Its findings, by number.
        pub findings: &'static [Finding],
    }

    macro_rules! ranges {
        ($($list:ident, $english:literal, $german:literal, $first:literal to $last:literal;)+) => {
            &[$(Range {
                name: stringify!($list),
                english: $english,
                german: $german,
                numbers: ($first, $last),
                findings: super::$list::FINDINGS,
            },)+]
        };
    }

    /// Every range, by number.
    #[must_use]
    pub fn ranges() -> &'static [Range] {
        ranges! {
            reading, "Reading a file", "Datei lesen", 1 to 99;
            guide, "Guides, steps, actions", "Anleitungen, Schritte, Aktionen", 100 to 139;
            condition, "Conditions and page patterns", "Bedingungen und Seitenmuster", 140 to 169;
            target, "Targets and evidence", "Ziele und Merkmale", 170 to 199;
            text, "Texts and languages", "Texte und Sprachen", 200 to 219;
            bundle, "Themes and bundles", "Aussehen und Bundles", 220 to 299;
            markup, "Markdown", "Markdown", 300 to 399;
            compile, "Paths and compiling", "Pfade und Übersetzen", 400 to 499;
            load, "In the page", "In der Seite", 500 to 599;
            problem, "Problems and desks", "Probleme und Support", 600 to 699;
        }
    }

    /// Every finding, by number.
    pub fn findings() -> impl Iterator<Item = &'static Finding> {
        ranges().iter().flat_map(|range| range.findings)
    }

    /// The entry of a code.
    #[must_use]
    pub fn finding(code: Code) -> Option<&'static Finding> {
        findings().find(|finding| finding.code == code)
    }
}
