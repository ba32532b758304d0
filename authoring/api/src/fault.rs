//! Refusals: what was wrong, where, and what to do.

use crate::wire;

wire! {
    /// The body of every answer that is no success.
    pub struct Fault {
        /// What kind of refusal; decides the status.
        pub kind: FaultKind,
        /// One sentence for people, in the language that was asked for (`Accept-Language`), with the fix.
        pub message: String,
        /// What it is about: a field, a guide, a pointer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<String>,
        /// Findings that stand in the way, where there are any.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub findings: Vec<crate::guides::Finding>,
    }

    /// Kinds of refusals.
    #[derive(Copy, Eq)]
    pub enum FaultKind {
        /// 400: the request cannot be understood.
        Malformed,
        /// 401: nobody is signed in, or the session has ended.
        SignedOut,
        /// 403: signed in, but not allowed.
        Forbidden,
        /// 404: there is no such thing, or not for this person.
        NotFound,
        /// 409: somebody else was faster; read again.
        Conflict,
        /// 413: larger than the limit that the message names.
        TooLarge,
        /// 422: understood, but it may not be so; see `findings` or `place`.
        Refused,
        /// 423: another person is editing; see [`crate::guides::Lease`].
        Locked,
        /// 429: too often; wait as long as `Retry-After` says.
        TooOften,
        /// 500: a fault of the server.
        Internal,
        /// 503: a store is down or full; nothing has changed.
        Unavailable,
    }
}

impl FaultKind {
    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            FaultKind::Malformed => 400,
            FaultKind::SignedOut => 401,
            FaultKind::Forbidden => 403,
            FaultKind::NotFound => 404,
            FaultKind::Conflict => 409,
            FaultKind::TooLarge => 413,
            FaultKind::Refused => 422,
            FaultKind::Locked => 423,
            FaultKind::TooOften => 429,
            FaultKind::Internal => 500,
            FaultKind::Unavailable => 503,
        }
    }
}
