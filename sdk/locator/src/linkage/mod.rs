//! Record linkage over a whole page: an element is recorded with what tells it apart, and found among all of another page.
//!
//! Entry points: [`Page::read`], [`Survey::of`] (or, bit by bit, [`Sighting`]), [`record()`] (feature `record`) and [`resolve()`]. Everything is whole numbers.
//! Not part of the core: `lotse-retrace` asks it when the searches, which read a few candidates and never a whole page, refuse.
//! How long evidence will last says [`survival`] (feature `record`).

mod alike;
pub mod evidence;
pub mod hash;
pub mod own;
pub mod page;
pub mod print;
#[cfg(feature = "record")]
mod record;
pub mod resolve;
pub mod score;
pub mod semantics;
mod sighting;
pub mod signs;
pub mod survey;
#[cfg(feature = "record")]
pub mod survival;
#[cfg(test)]
mod tests;
mod weights;

pub use evidence::{Evidence, in_language, is_silent};
pub use page::Page;
#[cfg(feature = "record")]
pub use record::{beliefs, candidate, record, renew};
pub use resolve::{Finding, Model, Reason, resolve};
pub use sighting::Sighting;
pub use survey::Survey;
