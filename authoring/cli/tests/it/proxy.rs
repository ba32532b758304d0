//! `lotse try`: the proxy between a browser's requests and an app that the test starts.

mod desk;
mod failures;
mod headers;
mod own;
mod pages;
mod policies;
mod secure;
mod streams;
