//! A reverse proxy on loopback that puts the SDK and guides into a web app that the user can reach.
//!
//! Entry points: [`Proxy`] is set up with an address, an SDK folder and guides; [`Proxy::router`] is a plain axum
//! router. [`Notice`] is what a person should hear while it runs; [`Failure`] says why the app could not be reached.
//!
//! Invariants: a page streams through, it is never held back as a whole; bytes that are not HTML documents pass
//! untouched (scripts and styles keep their `integrity`); a policy is extended only by what an integrator would add;
//! cookies of Lotse's own never reach the app, and the app cannot set any. There is no cache, no log of contents, no
//! rewriting inside scripts.

mod cookies;
mod decode;
mod document;
mod failure;
mod failure_page;
mod forward;
mod notice;
mod origins;
mod own_files;
mod policies;
mod probe;
mod relay;
mod request;
mod response;
mod rewrite;
mod settings;
mod tag;
mod tls;
mod upgrade;
mod upstream;

pub use failure::Failure;
pub use notice::{Notice, Notices};
pub use own_files::{Guides, OwnFiles};
pub use probe::{Probe, probe};
pub(crate) use settings::origin_of;
pub use settings::{CspMode, Proxy, ProxyError, default_port};
pub use tls::{Trust, TrustError};
pub use upstream::Upstream;

pub(crate) use decode::Decoder;
pub(crate) use forward::INTEGRITY_POLICIES;
pub(crate) use notice::Reporter;
pub(crate) use own_files::OWN_PREFIX;
pub(crate) use policies::{PolicyRules, adjust_headers};
pub(crate) use rewrite::unescape;
pub(crate) use tag::{BUNDLE_ADDRESS, Content, LAUNCHER_PLACE, MANIFEST_ADDRESS, SCRIPT_ADDRESS};
