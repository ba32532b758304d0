//! The studio: where technicians write, try and publish guides.

fn main() {}
