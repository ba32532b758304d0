//! Watched gestures: what the present step waits for, and nothing else.
//!
//! As with searches, wishing during a pass keeps a watch open. Invariants: a gesture for a watch that is gone is dropped; a
//! watch belongs to one appearance of one step, so that an old click never completes a new step.

use crate::effect::{Effect, Gesture};
use crate::event::{FindId, WatchId};
use crate::view::CardKey;
use lotse_model::gather::keep;

/// A gesture that completes a step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wish {
    /// The appearance of the step.
    pub card: CardKey,
    /// Its place in the step's completions.
    pub completion: usize,
    /// The element; anywhere in the page when absent.
    pub find: Option<FindId>,
    /// The gesture.
    pub gesture: Gesture,
}

/// All open watches.
#[derive(Debug, Default)]
pub(crate) struct Watches {
    open: Vec<(WatchId, Wish)>,
    last: u32,
}

impl Watches {
    /// Closes what is not wished for any more.
    pub fn close(&mut self, wishes: &[Wish], effects: &mut Vec<Effect>) {
        keep(&mut self.open, |(watch, open)| {
            let stays = wishes.contains(open);
            if !stays {
                effects.push(Effect::Unwatch { watch: *watch });
            }
            stays
        });
    }

    /// Opens what is newly wished for.
    pub fn open(&mut self, wishes: Vec<Wish>, effects: &mut Vec<Effect>) {
        for wish in wishes {
            if self.open.iter().any(|(_, open)| *open == wish) {
                continue;
            }
            self.last += 1;
            let watch = WatchId(self.last);
            effects.push(Effect::Watch { watch, find: wish.find, gesture: wish.gesture.clone() });
            self.open.push((watch, wish));
        }
    }

    /// The appearance and the completion that a watch stands for.
    pub fn meaning(&self, watch: WatchId) -> Option<(CardKey, usize)> {
        let (_, wish) = self.open.iter().find(|(open, _)| *open == watch)?;
        Some((wish.card, wish.completion))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_wished_for_stays_open() {
        let wish = |card| Wish { card: CardKey(card), completion: 0, find: None, gesture: Gesture::Click };
        let (mut watches, mut effects): (Watches, Vec<Effect>) = Default::default();
        let mut pass = |watches: &mut Watches, wishes: Vec<Wish>| {
            watches.close(&wishes, &mut effects);
            watches.open(wishes, &mut effects);
            effects.clone()
        };
        pass(&mut watches, vec![wish(1)]);
        let effects = pass(&mut watches, vec![wish(1)]);
        assert_eq!(effects.len(), 1);
        assert_eq!(watches.meaning(WatchId(1)), Some((CardKey(1), 0)));
        let effects = pass(&mut watches, vec![wish(2)]);
        assert_eq!(effects[1], Effect::Unwatch { watch: WatchId(1) });
        assert_eq!(watches.meaning(WatchId(1)), None, "a late gesture means nothing");
    }
}
