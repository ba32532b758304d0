//! The SDK in the user's own browser, put in through its debugging protocol: the app keeps its real origin, its
//! cookies and its sign-on.
//!
//! Entry points: [`find`] looks the browser up, [`Session::start`] starts it with a throw-away profile and opens the
//! app, [`Session::ended`] waits until the user closes it.
//!
//! How: requests for our own addresses on the app's origin never leave the browser, they are answered here; the answers
//! to pages get their policy extended on their way; a script imports the loader when a page has been read. New tabs and
//! frames of other processes are set up before their first request. Documentation of the protocol:
//! <https://chromedevtools.github.io/devtools-protocol/>.
//!
//! Invariants: only pages of the app's origin get the SDK, so a sign-on service in between sees nothing of it; no page
//! body is changed; the profile is removed when the browser has ended.

mod attach;
mod find;
mod intercept;
mod launch;
mod protocol;
mod script;
mod session;

pub use find::{NotFound, find};
pub use launch::LaunchError;
pub use session::{PagePolicy, Session, SessionError, Setup};
