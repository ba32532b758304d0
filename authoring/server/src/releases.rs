//! What is live, and what was.

pub(crate) mod cancel;
pub(crate) mod checklist;
pub(crate) mod expiry;
pub(crate) mod help;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod make;
pub(crate) mod publish;
pub(crate) mod renew;
pub(crate) mod rollback;
pub(crate) mod rotate;
pub(crate) mod settle;
mod versions;
