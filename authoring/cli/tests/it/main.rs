//! Everything that `lotse` does on the network, against real servers on this machine that the tests start.

mod browser;
mod check_csp;
mod commands;
mod fixture;
mod proxy;
mod serve;
