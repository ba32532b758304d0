//! The lotse command: check, compile, serve, try.

fn main() {}
