//! Content Security Policy, level 3: what a policy says, whether Lotse may run under it, and what would be missing.
//!
//! Entry points: [`Policy`] is parsed from text, [`Delivered`] says how it reached the page, [`Needs`] is what one
//! form of embedding asks for, [`missing`] compares them and [`extend`] adds what is missing and nothing else.
//! The algorithms are those of <https://www.w3.org/TR/CSP3/> (sections 2.2, 6.7 and 6.8).
//!
//! Invariants: an unknown directive or source is kept as it was written, a policy that lacks nothing is returned
//! unchanged, and nothing here is ever taken away from a policy.

mod decide;
mod deliver;
mod localize;
mod matching;
mod need;
mod page;
mod policy;
mod report;
mod source;

pub use decide::{Fetch, Request};
pub use deliver::{Delivered, Disposition, Place, from_headers, from_meta};
pub(crate) use deliver::{HEADERS, policies};
pub use localize::localize;
pub use need::{Missing, Needs, ScriptTag, asks_for_nonce, extend, missing, page_nonce};
pub use page::policies_of;
pub use policy::{Directive, Policy};
pub use report::{FormReport, MissingLine, Report, SentPolicy, report};
pub use source::{HostSource, Port, Source};
