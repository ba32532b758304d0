//! Path proof against brute force, bundles that are the same every time, signatures that hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy's own exception for tests ends at the functions that they share"
)]

mod bundle;
mod chances;
mod checklists;
mod diffs;
mod documents;
mod drafts;
mod exchange;
mod fault_tree;
mod findings;
mod fixes;
mod guides;
mod leads;
mod preview;
mod proof;
mod record;
mod renewal;
mod schema;
mod sign;
mod waiting;
mod wire;
