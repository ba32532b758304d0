//! Build tasks: everything a newcomer or CI runs.

fn main() {}
