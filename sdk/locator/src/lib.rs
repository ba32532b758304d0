//! Finding an element again: what is known of it, and what the page holds now, to a match or a refusal.
//!
//! Entry points: [`plan`] (where to look first), [`rough`] (which candidates deserve a closer look), [`decide`] (match or
//! refusal) and [`propose`] (evidence for an element that was just picked). [`Facts`] is all that these ever see of a page.
//!
//! Invariants: better no match than a wrong one; the verdict does not depend on the order of the candidates, except that
//! equals are refused; nothing panics, whatever a page says. Absent on purpose: the DOM, clocks, randomness, typed values,
//! floating point and hashing (the crate is part of what a customer's page downloads).

mod compare;
mod decide;
mod facts;
mod generated;
pub mod linkage;
mod plan;
mod propose;
mod text;
mod weight;

pub use decide::{Appraisal, MATCH_PERCENT, Reason, Verdict, appraise, decide, rough};
pub use facts::{FIELD, Facts, ITEM};
pub use generated::looks_generated;
pub use plan::{Plan, plan};
pub use propose::{Proposal, propose};
