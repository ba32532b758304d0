//! Every wire type of Lotse: guides, bundles, manifests, and the one decoder that reads them everywhere.
//!
//! Entry points: [`wire::read`] for any document, [`guide::GuideSource`] for what people write, [`bundle::Manifest`] for
//! what pages load. Invariants: no type here holds code, HTML or CSS; reading reports every fault with its place and never
//! panics; what is written is byte-stable. Absent on purpose: IO, clocks, randomness, and (without the `authoring`
//! feature) every word for people.

pub mod action;
pub mod basic;
pub mod bundle;
pub mod condition;
pub mod content;
pub mod css;
pub mod desk;
pub mod diagnostic;
pub mod fold;
pub mod gather;
pub mod glob;
pub mod guide;
pub mod handover;
pub mod held;
pub mod help;
pub mod json;
pub mod keys;
pub mod order;
pub mod problem;
pub mod record;
#[cfg(feature = "authoring")]
pub mod schema;
pub mod search;
pub mod seek;
#[cfg(feature = "authoring")]
pub mod source_map;
pub mod step;
pub mod target;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;
pub mod theme;
#[cfg(feature = "authoring")]
pub mod upgrade;
pub mod url;
#[cfg(feature = "authoring")]
pub mod validate;
pub mod wire;
