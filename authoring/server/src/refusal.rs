//! Refusals: every way in which a request does not succeed. One map from errors to answers.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lotse_api::FaultKind;
use lotse_editor::finding::Finding;

/// A refusal before its language is known. [`crate::speak`] puts it into words.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Kind; decides the status.
    pub kind: FaultKind,
    /// In German.
    pub german: String,
    /// In English.
    pub english: String,
    /// What it is about.
    pub place: Option<String>,
    /// What stands in the way.
    pub findings: Vec<Finding>,
    /// When it is worth trying again, in seconds.
    pub retry_after_s: Option<i64>,
}

impl Refusal {
    /// A refusal of a kind, in both languages.
    pub fn new(kind: FaultKind, german: impl Into<String>, english: impl Into<String>) -> Self {
        let (german, english) = (german.into(), english.into());
        Refusal { kind, german, english, place: None, findings: Vec::new(), retry_after_s: None }
    }

    /// Says what it is about.
    #[must_use]
    pub fn at(self, place: impl Into<String>) -> Self {
        Refusal { place: Some(place.into()), ..self }
    }

    /// Understood, but it may not be so.
    pub(crate) fn refused(german: impl Into<String>, english: impl Into<String>) -> Self {
        Refusal::new(FaultKind::Refused, german, english)
    }

    /// Somebody else was faster.
    pub(crate) fn conflict(german: impl Into<String>, english: impl Into<String>) -> Self {
        Refusal::new(FaultKind::Conflict, german, english)
    }

    /// No such thing, or not for this person.
    pub(crate) fn not_found(what: &str) -> Self {
        Refusal::new(
            FaultKind::NotFound,
            "Das gibt es hier nicht, oder es ist nicht für Sie freigegeben.",
            "There is no such thing here, or it is not shared with you.",
        )
        .at(what)
    }

    /// Nobody is signed in.
    pub(crate) fn signed_out() -> Self {
        Refusal::new(FaultKind::SignedOut, "Bitte melden Sie sich an.", "Please sign in.")
    }

    /// Signed in, but not allowed.
    pub(crate) fn forbidden() -> Self {
        Refusal::new(
            FaultKind::Forbidden,
            "Ihre Rolle in diesem Projekt erlaubt das nicht. Wer das Projekt verwaltet, kann sie ändern.",
            "Your role in this project does not allow that. An admin of the project can change it.",
        )
    }

    /// The request cannot be understood.
    pub(crate) fn malformed(german: impl Into<String>, english: impl Into<String>) -> Self {
        Refusal::new(FaultKind::Malformed, german, english)
    }

    /// Larger than a limit.
    pub(crate) fn too_large(limit_bytes: usize) -> Self {
        Refusal::new(
            FaultKind::TooLarge,
            format!("Das ist zu groß: höchstens {limit_bytes} Byte."),
            format!("That is too large: {limit_bytes} bytes at most."),
        )
    }

    /// A fault of the server; the cause goes to the log and not to the person.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        eprintln!("lotse-server: {cause}");
        Refusal::new(
            FaultKind::Internal,
            "Fehler im Server. Nichts wurde geändert; Näheres steht in seinem Protokoll.",
            "A fault in the server. Nothing has changed; its log says more.",
        )
    }

    /// A store is down or full.
    pub(crate) fn unavailable(cause: &dyn std::fmt::Display) -> Self {
        eprintln!("lotse-server: {cause}");
        Refusal::new(
            FaultKind::Unavailable,
            "Die Ablage ist voll oder nicht erreichbar. Nichts wurde geändert; bitte später noch einmal.",
            "The store is full or cannot be reached. Nothing has changed; please try again later.",
        )
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        let is_down = match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(inner) => inner.code().is_some_and(|code| is_of_the_store(&code)),
            _ => false,
        };
        if is_down { Refusal::unavailable(&error) } else { Refusal::internal(&error) }
    }
}

/// Codes of SQLite (busy 5, read only 8, input and output 10, full 13, cannot open 14, each with extensions in the upper
/// bits) and of PostgreSQL (classes 08 connection, 53 resources, 57 intervention, 58 system).
fn is_of_the_store(code: &str) -> bool {
    if code.len() == 5 && !code.starts_with(' ') && code.parse::<u32>().map_or(true, |number| number >= 8_000)
    {
        return ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|number| [5, 8, 10, 13, 14].contains(&(number & 0xff)))
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_the_store;

    #[test]
    fn stores_that_are_full_or_gone_are_told_from_faults_of_ours() {
        for code in ["13", "10", "778", "3338", "5", "14", "53100", "08006", "57P01", "58030"] {
            assert!(is_of_the_store(code), "{code}");
        }
        for code in ["1", "19", "2067", "1555", "23505", "42P01", "42601"] {
            assert!(!is_of_the_store(code), "{code}");
        }
    }
}
