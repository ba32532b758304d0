//! What every handler shares.

use std::sync::Arc;

use lotse_desk::Carrier;
use lotse_editor::compile::Kept;
use tokio::sync::Notify;

use crate::bucket::Bucket;
use crate::clock::Clock;
use crate::config::Config;
use crate::csrf::Own;
use crate::custody::Custody;
use crate::limits::Counters;
use crate::pairing::Pairings;
use crate::password::Passwords;
use crate::seal::Seal;
use crate::store::Store;

/// Cheap to copy.
#[derive(Clone, Debug)]
pub(crate) struct App(Arc<Parts>);

/// The parts. What is here in memory may be lost at any moment without anything acknowledged going with it.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) own: Own,
    pub(crate) store: Store,
    /// Where bytes of published documents and pictures lie, when not in the store.
    pub(crate) bucket: Option<Bucket>,
    pub(crate) seal: Seal,
    pub(crate) custody: Custody,
    pub(crate) clock: Clock,
    pub(crate) setup_code: String,
    pub(crate) passwords: Passwords,
    pub(crate) counters: Counters,
    /// Guides that were compiled before.
    pub(crate) kept: Arc<Kept>,
    pub(crate) pairings: Pairings,
    pub(crate) carrier: Carrier,
    /// Rung when there is something to deliver; without it, that waits for the next round.
    pub(crate) bell: Notify,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        App(Arc::new(parts))
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
