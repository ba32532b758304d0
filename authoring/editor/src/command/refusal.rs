//! Why a command is not carried out.

use core::fmt;

/// Why a command is not carried out; the draft is as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The draft's text cannot be read as JSON; only replacing it is possible.
    Unreadable,
    /// There is nothing at this JSON pointer, or nothing of the kind that is needed.
    NoSuchPlace(String),
    /// There is no step with this id.
    NoSuchStep(String),
    /// The step has no such edge.
    NoSuchExit(String),
    /// Another one has this id.
    IdTaken(String),
    /// A value would nest the document too deep.
    TooDeep,
    /// A value that could not be read again once saved.
    BadValue,
}

impl Refusal {
    /// The reason in the words of a language (`de` or `en`).
    #[must_use]
    pub fn in_words(&self, language: &str) -> String {
        let (german, english) = match self {
            Refusal::Unreadable => {
                ("Die Datei ist kein gültiges JSON.".to_owned(), "The file is not valid JSON.".to_owned())
            }
            Refusal::NoSuchPlace(at) => {
                (format!("Die Stelle `{at}` gibt es nicht."), format!("There is no place `{at}`."))
            }
            Refusal::NoSuchStep(id) => {
                (format!("Den Schritt `{id}` gibt es nicht."), format!("There is no step `{id}`."))
            }
            Refusal::NoSuchExit(id) => (
                format!("Der Schritt `{id}` hat keinen solchen Ausgang."),
                format!("The step `{id}` has no such edge."),
            ),
            Refusal::IdTaken(id) => {
                (format!("Die Kennung `{id}` ist schon vergeben."), format!("The id `{id}` is taken."))
            }
            Refusal::TooDeep => (
                "Die Datei wäre zu tief verschachtelt.".to_owned(),
                "The file would be nested too deep.".to_owned(),
            ),
            Refusal::BadValue => (
                "Dieser Wert ließe sich nicht speichern.".to_owned(),
                "This value could not be saved.".to_owned(),
            ),
        };
        if language.split('-').next() == Some("de") { german } else { english }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.in_words("en"))
    }
}

impl core::error::Error for Refusal {}
