//! Which browser's test may run. Browsers have unequally many tests; who has most before it goes first, so that all are done at
//! about the same time and no processor waits for the last of them.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

/// As many as may run at once.
pub(super) struct Turns {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    free: usize,
    waiting: Vec<Wish>,
    last: u64,
}

/// Somebody who waits.
struct Wish {
    number: u64,
    turns: usize,
    before: Duration,
}

/// What is held or waited for; given back when dropped.
pub(super) struct Turn<'a> {
    of: &'a Turns,
    number: u64,
    held: usize,
}

impl Turns {
    pub(super) fn new(count: usize) -> Self {
        Self { state: Mutex::new(State { free: count, ..State::default() }), changed: Notify::new() }
    }

    /// Waits until this many are free and nobody waits who has more `before` them.
    pub(super) async fn take(&self, turns: usize, before: Duration) -> Turn<'_> {
        let mut turn = self.wish(turns, before);
        loop {
            // From here on a change is heard of.
            let changed = self.changed.notified();
            if self.grant(&mut turn) {
                return turn;
            }
            changed.await;
        }
    }

    fn wish(&self, turns: usize, before: Duration) -> Turn<'_> {
        let mut state = self.state();
        state.last += 1;
        let number = state.last;
        state.waiting.push(Wish { number, turns, before });
        Turn { of: self, number, held: 0 }
    }

    fn grant(&self, turn: &mut Turn<'_>) -> bool {
        let mut state = self.state();
        // Nobody slips past somebody who waits for several.
        let first = state.waiting.iter().max_by_key(|wish| (wish.before, std::cmp::Reverse(wish.number)));
        let Some(turns) = first.filter(|wish| wish.number == turn.number).map(|wish| wish.turns) else {
            return false;
        };
        if turns > state.free {
            return false;
        }
        state.free -= turns;
        turn.held = turns;
        state.waiting.retain(|wish| wish.number != turn.number);
        drop(state);
        self.changed.notify_waiters();
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.of.state();
        state.free += self.held;
        state.waiting.retain(|wish| wish.number != self.number);
        drop(state);
        self.of.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[tokio::test]
    async fn who_has_most_before_it_goes_first() {
        let turns = Turns::new(1);
        let held = turns.take(1, seconds(1)).await;
        let order = Mutex::new(Vec::new());
        let next = async |before| {
            let _turn = turns.take(1, seconds(before)).await;
            order.lock().unwrap().push(before);
        };
        let end = async {
            tokio::task::yield_now().await;
            drop(held);
        };
        tokio::join!(next(3), next(9), next(5), end);
        assert_eq!(*order.lock().unwrap(), [9, 5, 3]);
    }

    #[tokio::test]
    async fn who_waits_for_all_is_not_passed() {
        let turns = Turns::new(2);
        let held = turns.take(1, seconds(1)).await;
        let mut all = Box::pin(turns.take(2, seconds(9)));
        assert!(timeout(SOON, &mut all).await.is_err(), "one is held");
        assert!(timeout(SOON, turns.take(1, seconds(5))).await.is_err(), "one is free, but not for this one");
        drop(held);
        let all = timeout(SOON, all).await;
        assert!(all.is_ok_and(|turn| turn.held == 2));
    }

    #[tokio::test]
    async fn who_gives_up_holds_up_nobody() {
        let turns = Turns::new(1);
        let held = turns.take(1, seconds(1)).await;
        assert!(timeout(SOON, turns.take(1, seconds(9))).await.is_err());
        drop(held);
        assert!(timeout(SOON, turns.take(1, seconds(2))).await.is_ok());
    }
}
