//! Which test is next, and whose.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::browser::Browser;
use crate::case::Case;

/// What there is one of; all browsers share it.
#[derive(Clone, Default)]
pub(super) struct Shares(Arc<HashMap<&'static str, Arc<Semaphore>>>);

/// Tests of one browser that nobody has begun.
pub(super) struct Queue {
    browser: Browser,
    cases: Mutex<VecDeque<Case>>,
    shares: Shares,
}

/// The tests of all browsers.
pub(super) struct Queues(Vec<Queue>);

/// Helping takes a driver and a browser more; for fewer tests than this it is not worth it.
const WORTH_HELPING: usize = 4;

impl Shares {
    /// Everything that tests say they use.
    pub(super) fn of(cases: &[Case]) -> Self {
        let names = cases.iter().filter_map(|case| case.uses);
        Self(Arc::new(names.map(|name| (name, Arc::new(Semaphore::new(1)))).collect()))
    }

    fn of_case(&self, case: &Case) -> Option<Arc<Semaphore>> {
        self.0.get(case.uses?).cloned()
    }
}

impl Queues {
    pub(super) fn new(queues: Vec<Queue>) -> Self {
        Self(queues)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Where this worker is wanted, and whether the tests there are its own: these come first, then those of which most are left.
    pub(super) fn pick(&self, worker: usize) -> Option<(&Queue, bool)> {
        let own = self.0.get(worker).filter(|queue| queue.left() > 0);
        let fullest = || self.0.iter().max_by_key(|queue| queue.left());
        let helped = || fullest().filter(|queue| queue.left() >= WORTH_HELPING);
        own.map(|queue| (queue, true)).or_else(|| Some((helped()?, false)))
    }
}

impl Queue {
    pub(super) fn new(browser: Browser, cases: Vec<Case>, shares: Shares) -> Self {
        Self { browser, cases: Mutex::new(cases.into()), shares }
    }

    pub(super) fn browser(&self) -> Browser {
        self.browser
    }

    /// The first test that does not use what another is using, with what it uses; waits while all do.
    pub(super) async fn next(&self) -> Result<Option<(Case, Option<OwnedSemaphorePermit>)>> {
        loop {
            if let Some(free) = self.free() {
                return Ok(Some(free));
            }
            let Some(share) = self.cases().front().and_then(|case| self.shares.of_case(case)) else {
                return Ok(None);
            };
            // Kept from here on: given back, it would go to the next who waits, and who asks for it then waits again.
            let permit = Arc::clone(&share).acquire_owned().await?;
            let uses = |case: &Case| self.shares.of_case(case).is_some_and(|its| Arc::ptr_eq(&its, &share));
            let mut cases = self.cases();
            let index = cases.iter().position(uses);
            // None where somebody else has begun it meanwhile.
            if let Some(case) = index.and_then(|index| cases.remove(index)) {
                return Ok(Some((case, Some(permit))));
            }
        }
    }

    fn free(&self) -> Option<(Case, Option<OwnedSemaphorePermit>)> {
        let mut cases = self.cases();
        for index in 0..cases.len() {
            let Some(share) = self.shares.of_case(cases.get(index)?) else {
                return Some((cases.remove(index)?, None));
            };
            if let Ok(permit) = share.try_acquire_owned() {
                return Some((cases.remove(index)?, Some(permit)));
            }
        }
        None
    }

    fn left(&self) -> usize {
        self.cases().len()
    }

    fn cases(&self) -> MutexGuard<'_, VecDeque<Case>> {
        self.cases.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::{Context as _, Result};
    use tokio::time::timeout;

    use super::*;
    use crate::browser::ALL;
    use crate::page::Page;

    async fn nothing(_: &Page) -> Result<()> {
        Ok(())
    }

    fn case(function: &'static str, uses: Option<&'static str>) -> Case {
        Case { function, uses, ..crate::case!(ALL, nothing) }
    }

    #[tokio::test]
    async fn what_is_in_use_waits_and_holds_up_nothing_else() -> Result<()> {
        let cases = [case("a", Some("app")), case("b", Some("app")), case("c", None)];
        let shares = Shares::of(&cases);
        let queue = |browser| Queue::new(browser, cases.to_vec(), shares.clone());
        let (here, there) = (queue(Browser::Chromium), queue(Browser::Firefox));
        let name = |taken: &Option<(Case, _)>| taken.as_ref().map(|(case, _)| case.function);
        let first = here.next().await?;
        assert_eq!(name(&first), Some("a"));
        let other = there.next().await?;
        assert_eq!(name(&other), Some("c"), "the application is in use");
        assert!(timeout(Duration::from_millis(20), there.next()).await.is_err(), "it still is");
        drop(first);
        assert_eq!(name(&there.next().await?), Some("a"));
        Ok(())
    }

    #[tokio::test]
    async fn two_that_wait_for_the_same_get_it_one_after_the_other() -> Result<()> {
        let cases = ["a", "b", "c", "d"].map(|name| case(name, Some("app")));
        let shares = Shares::of(&cases);
        let worker = async |queue: &Queue| {
            let mut names = Vec::new();
            while let Some((case, share)) = queue.next().await? {
                tokio::task::yield_now().await;
                names.push(case.function);
                drop(share);
            }
            anyhow::Ok(names)
        };
        let queue = |browser| Queue::new(browser, cases.to_vec(), shares.clone());
        let (here, there) = (queue(Browser::Chromium), queue(Browser::Firefox));
        let wait = Duration::from_secs(5);
        let both = timeout(wait, async { tokio::join!(worker(&here), worker(&there)) }).await?;
        assert_eq!((both.0?, both.1?), (vec!["a", "b", "c", "d"], vec!["a", "b", "c", "d"]));
        let shared = queue(Browser::Chromium);
        let both = timeout(wait, async { tokio::join!(worker(&shared), worker(&shared)) }).await?;
        let mut names = [both.0?, both.1?].concat();
        names.sort_unstable();
        assert_eq!(names, ["a", "b", "c", "d"], "each is run once");
        Ok(())
    }

    #[tokio::test]
    async fn who_has_none_left_helps_where_most_are() -> Result<()> {
        let cases = ["a", "b", "c", "d", "e", "f"].map(|name| case(name, None));
        let of = |browser, count| {
            Queue::new(browser, cases.iter().take(count).copied().collect(), Shares::default())
        };
        let queues = Queues::new(vec![of(Browser::Chromium, 6), of(Browser::Firefox, 1)]);
        let picked = |worker| queues.pick(worker).map(|(queue, is_own)| (queue.browser(), is_own));
        assert_eq!(picked(0), Some((Browser::Chromium, true)));
        assert_eq!(picked(1), Some((Browser::Firefox, true)), "its own come first");
        assert_eq!(picked(2), Some((Browser::Chromium, false)), "it has none of its own");
        let (own, _) = queues.pick(1).context("none")?;
        assert!(own.next().await?.is_some());
        assert_eq!(picked(1), Some((Browser::Chromium, false)));
        let (most, _) = queues.pick(0).context("none")?;
        for _ in 0..3 {
            assert!(most.next().await?.is_some());
        }
        assert_eq!(picked(1), None, "a few are left to whose they are");
        assert_eq!(picked(0), Some((Browser::Chromium, true)));
        Ok(())
    }
}
