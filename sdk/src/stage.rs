//! Everything of an instance that lives in the page: searches, gestures, address, overlay. Dropped, it leaves nothing behind.

use lotse_dom::actions;
use lotse_dom::finder::Finder;
use lotse_dom::gestures::Gestures;
use lotse_dom::natives::{Node, Signal};
use lotse_dom::navigation::Navigation;
use lotse_dom::overlay::{Options, Overlay};
use lotse_engine::effect::Effect;
use lotse_engine::event::{Event, FindId};
use lotse_engine::view::View;
use lotse_model::gather::Gather as _;
use lotse_model::theme::Theme;

/// What an instance has in the page.
pub struct Stage {
    finder: Finder,
    gestures: Gestures,
    navigation: Navigation,
    overlay: Drawing,
}

/// The overlay, made when there is first something to show.
enum Drawing {
    Unneeded,
    Ready(Box<Overlay>),
    Unsupported,
}

/// What became of an effect in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or begun.
    Done,
    /// The element is gone, or is not of the kind that this can be done to.
    Failed,
}

impl Stage {
    /// Nothing to be seen so far.
    #[must_use]
    pub fn new(is_mac: bool) -> Self {
        Stage {
            finder: Finder::new(),
            gestures: Gestures::new(is_mac),
            navigation: Navigation::new(),
            overlay: Drawing::Unneeded,
        }
    }

    /// Something that was listened for has happened; whether it was ours.
    pub fn wake(&mut self, token: u32, signal: &Signal) -> bool {
        if self.finder.wake(token) || self.navigation.wake(token) {
            return true;
        }
        self.finder.catch_up();
        let finder = &self.finder;
        if self.gestures.wake(token, signal, &|find| finder.element(find)) {
            return true;
        }
        match &mut self.overlay {
            Drawing::Ready(overlay) => overlay.wake(token, signal),
            _ => false,
        }
    }

    /// Does what the engine asks of the page.
    pub fn perform(&mut self, effect: Effect) -> Outcome {
        match effect {
            Effect::Find { find, targets, languages, wants_value, wants_text } => {
                self.finder.find(find, &targets, &languages, wants_value, wants_text);
            }
            Effect::Release { find } => self.finder.release(find),
            Effect::Watch { watch, find, gesture } => {
                let element = find.and_then(|find| self.finder.element(find));
                self.gestures.watch(watch, find, &gesture, element.as_ref());
            }
            Effect::Unwatch { watch } => self.gestures.unwatch(watch),
            Effect::Fill { find, value } => return self.act(find, |node| actions::fill(node, &value)),
            Effect::Set { find, is_on } => return self.act(find, |node| actions::set(node, is_on)),
            Effect::Focus { find } => {
                return self.act(find, |node| {
                    actions::focus(node);
                    true
                });
            }
            Effect::Reveal { find } => {
                return self.act(find, |node| {
                    actions::reveal(node);
                    true
                });
            }
            _ => {}
        }
        Outcome::Done
    }

    fn act(&self, find: FindId, action: impl FnOnce(&Node) -> bool) -> Outcome {
        match self.finder.element(find) {
            Some(node) if action(&node) => Outcome::Done,
            _ => Outcome::Failed,
        }
    }

    /// Says whether a guide runs: then what is searched for is waited for.
    pub fn hurry(&mut self, is_guiding: bool) {
        self.finder.hurry(is_guiding);
    }

    /// What has happened in the page since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        let reports = self.finder.take_reports().into_iter();
        let mut events: Vec<Event> = reports.map(|(find, report)| Event::Report { find, report }).gather();
        events.append(&mut self.gestures.take_events());
        self.navigation.take_change().into_iter().map(|url| Event::PageChanged { url }).add_to(&mut events);
        if let Drawing::Ready(overlay) = &mut self.overlay {
            events.append(&mut overlay.take_events());
        }
        for event in &events {
            self.note_found(event);
        }
        events
    }

    /// Gestures on an element in a frame are heard in its own window, from the moment it is found; and it may have been clicked on
    /// before that.
    fn note_found(&mut self, event: &Event) {
        if let Event::Report { find, .. } = event
            && let Some(element) = self.finder.element(*find)
        {
            self.gestures.found(*find, &element);
        }
    }

    /// Draws what is to be seen. Nothing in the page is touched before there is something.
    pub fn draw(&mut self, view: &View, theme: &Theme, options: impl FnOnce() -> Options) {
        let is_empty = view.card.is_none() && view.beacon.is_none() && view.pill.is_none();
        if matches!(self.overlay, Drawing::Unneeded) {
            if is_empty {
                return;
            }
            self.overlay = match Overlay::new(options()) {
                Ok(overlay) => Drawing::Ready(Box::new(overlay)),
                Err(_) => Drawing::Unsupported,
            };
        }
        if let Drawing::Ready(overlay) = &mut self.overlay {
            let finder = &self.finder;
            overlay.show(view, theme, &|find| finder.element(find));
        }
    }

    /// Whether there was something to show that this browser cannot show.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(self.overlay, Drawing::Unsupported)
    }

    /// Takes what is to be seen out of the page; the rest goes with the instance.
    pub fn clear(&mut self) {
        self.overlay = Drawing::Unneeded;
    }
}
