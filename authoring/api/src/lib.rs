//! What is said between the studio, the command line and the server ([`people`], [`guides`], [`problems`],
//! [`checklists`], [`releases`], [`desk`], [`pairing`]), and between the studio and the picker in the host app ([`channel`]);
//! and what both call the kinds of controls ([`controls`]).
//!
//! Invariants: plain data; JSON in snake_case; units in names; every route of [`ROOT`] answers with one of these types or with a
//! [`Fault`]. Guides, bundles and evidence travel as the JSON documents that they are (`lotse-model` judges them, nobody
//! here does). Absent on purpose: IO, rules, anything that end users load.

pub mod channel;
pub mod checklists;
pub mod controls;
pub mod desk;
pub mod fault;
pub mod guides;
pub mod pairing;
pub mod people;
pub mod problems;
pub mod releases;

pub use fault::{Fault, FaultKind};

/// Where all routes of the studio begin.
pub const ROOT: &str = "/api/v1";
/// Header that carries [`people::Session::csrf`] on every unsafe method; not needed with a token.
pub const CSRF_HEADER: &str = "x-lotse-csrf";

/// Types of a module: data with serde, described for OpenAPI where the server wants it.
macro_rules! wire {
    ($($(#[$about:meta])* $visibility:vis $keyword:ident $name:ident $body:tt)*) => { $(
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        $(#[$about])*
        $visibility $keyword $name $body
    )* };
}
pub(crate) use wire;
