//! Addresses: which pages a pattern means, and which addresses a link, an image or an action may use.
//!
//! Entry points: [`Pattern`] and [`PageAddress`] (is this guide for this page?), [`literal_prefix`] and [`may_fit`] (what
//! the loader can rule out before anything else is fetched), [`AddressPolicy`] (may this address be used at all?).
//! Absent on purpose: a full URL parser. Patterns compare pieces, and the policy refuses what it does not understand.

mod pattern;
mod policy;
mod sanitize;

pub use pattern::{MAX_PATTERN_BYTES, PageAddress, Pattern, PatternFault, literal_prefix, may_fit};
#[cfg(feature = "authoring")]
pub(crate) use policy::is_host;
pub use policy::{AddressFault, AddressPolicy, MAX_ADDRESS_BYTES};
pub use sanitize::{is_invisible, without_invisible};
