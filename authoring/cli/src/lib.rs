//! The `lotse` command as a library.
//!
//! Entry points: [`command::Lotse`] is the whole command line; [`serve`], [`proxy`], [`browser`] and [`csp`] are what the
//! subcommands stand on, used by tests and build tasks directly.
//!
//! Invariants: a subcommand is one file under `command/` and holds no logic of its own; every message to a person
//! exists in German and English (help texts are English); nothing listens beyond loopback unless asked to.

pub mod browser;
pub mod command;
pub mod csp;
pub mod guides;
pub mod language;
pub mod proxy;
pub mod remote;
pub mod serve;
