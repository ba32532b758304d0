//! The server as its clients see it: through its router, without a socket.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy's own exception for tests ends at the functions that they share"
)]

mod bucket;
mod described;
mod desk;
mod desk_receiver;
mod desk_settings;
mod fixture;
mod guides;
mod help;
mod hostile;
mod keys;
mod oidc;
mod operator;
mod pairing;
mod people;
mod postgres;
mod problems;
mod releases;
mod soak;
mod table;
mod usage;
