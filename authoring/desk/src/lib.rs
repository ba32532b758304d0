//! Carries cases to the desk's own system, and asks there how far they are.
//!
//! Entry points: [`Carrier::deliver`], [`Carrier::look`] and [`Carrier::attempt`] (one port, one small file per system behind it), [`Parcel`] (a case as
//! one delivery of it sees it), [`letter::Letter`] (the same as text for people), [`Outgoing`] (the only way out of here).
//!
//! Invariants: every request resolves its host once, needs every address found to be a public one, and connects to exactly the address
//! that was judged; no redirect is followed, no proxy variable is read, time and size are limited. Hosts inside are reached only
//! when [`Rules::internal`] names them exactly. A delivery carries the same idempotency key however often it is tried, and
//! from the second time on systems that can be searched are searched first. No message of a [`Failure`] holds a secret.
//! Absent on purpose: queues, retries, databases (the server's), any state.

pub mod address;
mod connectors;
pub mod letter;
mod outgoing;
mod port;
#[cfg(feature = "testing")]
pub mod testing;

pub use outgoing::{Answer, Outgoing, Resolve, Resolved, Rules, SetupError, SystemResolver};
pub use port::{Carrier, Failure, Parcel, Receipt, Standing, check};

pub use connectors::webhook::{sign, verify};
