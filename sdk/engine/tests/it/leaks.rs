//! What must hold after every event, and what must be left when all is over.

use lotse_engine::view::{ButtonId, View};

use crate::tab::Tab;

/// A way out of a card: each has one.
const WAYS_OUT: [ButtonId; 3] = [ButtonId::Leave, ButtonId::Close, ButtonId::Decline];

/// What must hold after every event.
pub fn check_view(tab: &Tab) {
    let view = tab.engine.view();
    let shown = [view.card.is_some(), view.beacon.is_some(), view.pill.is_some()];
    assert!(shown.iter().filter(|shown| **shown).count() <= 1, "one thing at a time: {view:?}");
    if let Some(card) = &view.card {
        assert!(
            card.buttons.iter().any(|button| WAYS_OUT.contains(&button.id)),
            "a card without a way out: {card:?}"
        );
        let mut names: Vec<_> =
            card.buttons.iter().map(|button| crate::render::button_name(&button.id)).collect();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(count, names.len(), "a button twice: {card:?}");
        if let Some(progress) = card.progress {
            assert!(progress.step >= 1 && progress.step <= progress.of, "{progress:?}");
        }
    }
    let targets =
        [view.card.as_ref().and_then(|card| card.target), view.beacon.as_ref().map(|beacon| beacon.target)];
    for find in targets.into_iter().flatten() {
        assert!(tab.finds.contains_key(&find), "pointing at a search that is closed: {view:?}");
    }
}

/// Nothing is left open.
pub fn check_nothing_left(tab: &Tab) {
    assert_eq!(*tab.engine.view(), View { language: tab.engine.view().language.clone(), ..View::default() });
    assert!(tab.finds.is_empty(), "searches left: {:?}", tab.finds);
    assert!(tab.watches.is_empty(), "watches left: {:?}", tab.watches);
    assert!(tab.alarms.is_empty(), "timers left: {:?}", tab.alarms);
}
