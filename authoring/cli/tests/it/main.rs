//! Everything that `lotse` does on the network, against real servers on this machine that the tests start.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy's own exception for tests ends at the functions that they share"
)]

mod browser;
mod check_csp;
mod commands;
mod diff;
mod fixture;
mod guides;
mod proxy;
mod serve;
mod server;
