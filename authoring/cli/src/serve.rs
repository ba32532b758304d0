//! A static file server with the headers that bundles and WebAssembly want.
//!
//! Entry points: [`Serve`] describes what to serve, [`Serve::router`] is a plain axum router that tests call without
//! a socket, [`Server::bind`] puts any router on a loopback port and stops gracefully.
//!
//! Invariants: nothing outside a root is ever read (links that lead out of it included), only GET and HEAD are
//! answered, and a page that another site makes the browser open under a foreign host name is refused. There is no
//! directory listing, no range request and no write.

mod bind;
mod file;
mod freshness;
mod header_rules;
mod host_guard;
mod local_path;
mod site;

pub use bind::{BindError, Server, listen_on};
pub use header_rules::RuleError;
pub use host_guard::refuse_foreign_hosts;
pub use site::{Root, RootError, Serve};

pub(crate) use file::{FileRequest, respond};
