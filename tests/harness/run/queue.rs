//! Which test of a browser is next.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use anyhow::Result;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::case::Case;

/// What there is one of; all browsers share it.
#[derive(Clone, Default)]
pub(super) struct Shares(Arc<HashMap<&'static str, Arc<Semaphore>>>);

/// Tests that nobody has begun.
pub(super) struct Queue {
    cases: VecDeque<Case>,
    shares: Shares,
}

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

impl Queue {
    pub(super) fn new(cases: Vec<Case>, shares: Shares) -> Self {
        Self { cases: cases.into(), shares }
    }

    /// The first test that does not use what another is using, with what it uses; waits while all do.
    pub(super) async fn next(&mut self) -> Result<Option<(Case, Option<OwnedSemaphorePermit>)>> {
        if let Some(free) = self.free() {
            return Ok(Some(free));
        }
        let Some(share) = self.cases.front().and_then(|case| self.shares.of_case(case)) else {
            return Ok(None);
        };
        // Kept from here on: given back, it would go to the next who waits, and who asks for it then waits again.
        let permit = share.acquire_owned().await?;
        Ok(self.cases.pop_front().map(|case| (case, Some(permit))))
    }

    fn free(&mut self) -> Option<(Case, Option<OwnedSemaphorePermit>)> {
        for index in 0..self.cases.len() {
            let Some(share) = self.shares.of_case(self.cases.get(index)?) else {
                return Some((self.cases.remove(index)?, None));
            };
            if let Ok(permit) = share.try_acquire_owned() {
                return Some((self.cases.remove(index)?, Some(permit)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::Result;
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
        let (mut here, mut there) =
            (Queue::new(cases.to_vec(), shares.clone()), Queue::new(cases.to_vec(), shares));
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
        let worker = async |mut queue: Queue| {
            let mut names = Vec::new();
            while let Some((case, share)) = queue.next().await? {
                tokio::task::yield_now().await;
                names.push(case.function);
                drop(share);
            }
            anyhow::Ok(names)
        };
        let both = timeout(Duration::from_secs(5), async {
            let queue = || Queue::new(cases.to_vec(), shares.clone());
            tokio::join!(worker(queue()), worker(queue()))
        })
        .await?;
        assert_eq!((both.0?, both.1?), (vec!["a", "b", "c", "d"], vec!["a", "b", "c", "d"]));
        Ok(())
    }
}
