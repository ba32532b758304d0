//! The wire contract: names and bytes that released versions have promised, one folder per schema version.
//!
//! Golden files are never edited once their version is released; a change that breaks one of them needs a new schema
//! version and an upgrade. Version 0 is not released yet. The folder `broken` holds what must be refused; it is run by
//! the model's own tests.

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod golden;
