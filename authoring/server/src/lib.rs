//! The server: drafts, versions, releases, members; serves the studio, the SDK and published guides.
//!
//! Entry points: [`Server::open`] (a folder or a database, migrated and ready), [`Server::router`] (a plain axum router that
//! tests call without a socket), [`routes::table`] (every route with who may use it and how much it may bring).
//!
//! Invariants: whatever is acknowledged has been written with `synchronous=FULL` (or PostgreSQL's own commit); what belongs to
//! a project is read and written through [`scope::Scope`] alone, which puts the project's id into every query; a route that is
//! not in the table does not exist; every change and its line in the ledger are one transaction; refusals store nothing.
//! Requests to other machines leave through `lotse_desk::Outgoing` alone. Absent on purpose: state in memory that matters after a
//! restart.

mod app;
mod asset;
mod audit;
mod body;
mod bucket;
mod checklists;
mod clock;
mod clockwork;
pub mod compress;
pub mod config;
mod csrf;
mod custody;
mod desk;
mod guard;
mod guides;
mod help_drafts;
mod limits;
pub mod operator;
mod pairing;
mod password;
mod people;
mod problems;
mod refusal;
mod releases;
mod renewals;
pub mod routes;
pub mod scope;
mod seal;
mod secret;
mod server;
mod serving;
mod shelf;
mod speak;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod usage;

pub use clock::Clock;
pub use config::Config;
pub use refusal::Refusal;
pub use server::{OpenError, Server};
