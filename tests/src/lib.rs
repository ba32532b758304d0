//! Suite, contract, architecture and browser tests.
