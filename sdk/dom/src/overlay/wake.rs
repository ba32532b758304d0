//! What reaches the overlay from the page, and what comes of it.

use lotse_engine::event::Event;
use lotse_engine::view::{ButtonId, CardKey};

use super::anchor::Noticed;
use super::scope::Around;
use super::{Overlay, Remounts};
use crate::actions::reveal;
use crate::guard::{Guard, is};
use crate::natives::{Rect, Signal, is_trusted, kind, now, path_has};

/// How often a removed stage is put back within [`REMOUNT_MS`].
const MAX_REMOUNTS: u32 = 5;
/// In milliseconds.
const REMOUNT_MS: f64 = 10_000.0;
/// When it is looked whether it has stayed, in milliseconds.
const RECHECK_MS: f64 = 100.0;
/// How long the stage may be in its place without a size, in milliseconds: WebKit lays out what is shown in a dialog that
/// opens at the same moment some frames late.
const ABSENCE_MS: f64 = 600.0;

impl Overlay {
    /// Looks at a signal; whether it was meant for this overlay.
    pub fn wake(&mut self, token: u32, signal: &Signal) -> bool {
        if token == self.stage.token() {
            self.refresh(false);
            return true;
        }
        if self.drawn.painting.as_ref().is_some_and(|(_, guard, _)| guard.token() == token) {
            self.painted();
            return true;
        }
        if self.drawn.absence.take_if(|guard| guard.token() == token).is_some() {
            if !self.has_size() {
                self.lose();
            }
            self.refresh(true);
            return true;
        }
        if is(&self.drawn.scroll, token) {
            if let Some(caution) = &mut self.drawn.caution {
                caution.moved();
            }
            return true;
        }
        if self.recheck.take_if(|guard| guard.token() == token).is_some() {
            self.check_presence();
            return true;
        }
        self.stage.wake(token)
            || self.wake_watch(token, signal)
            || self.wake_anchor(token, signal)
            || self.drawn.beacon.as_mut().is_some_and(|beacon| beacon.wake(token, signal))
    }

    fn wake_watch(&mut self, token: u32, signal: &Signal) -> bool {
        let (Some(watch), Some(stage)) = (&self.drawn.watch, self.stage.node()) else { return false };
        if watch.keyboard.token() == token {
            self.input(signal);
            return true;
        }
        if watch.size.token() == token {
            // Not here: what moves inside an observer of sizes ends in an error of the page's.
            self.recheck = Some(Guard::timer(0.0));
            return true;
        }
        match watch.lookout.wake(token, signal, stage) {
            None => return false,
            Some(Around::Ours) => {}
            Some(around) => self.refresh(around == Around::Covered),
        }
        true
    }

    fn wake_anchor(&mut self, token: u32, signal: &Signal) -> bool {
        let drawn = &mut self.drawn;
        let (Some(anchor), Some(card)) = (&mut drawn.anchor, &drawn.card) else { return false };
        match anchor.wake(token, signal, card) {
            Noticed::Nothing => return false,
            Noticed::Handled => {}
            Noticed::Moved => {
                if let Some(caution) = &mut drawn.caution {
                    caution.moved();
                }
            }
            Noticed::Changed => self.refresh(true),
        }
        true
    }

    /// Paint begins after the frame's callbacks; the first task behind them finds it done.
    fn painted(&mut self) {
        match self.drawn.painting.take() {
            Some((key, _, false)) => self.drawn.painting = Some((key, Guard::timer(0.0), true)),
            Some((card, _, true)) => {
                self.events.push(Event::Painted { card });
                // What is removed before its first frame never had a size to lose.
                if !self.stage.is_there() {
                    self.check_presence();
                }
            }
            None => {}
        }
    }

    fn has_size(&self) -> bool {
        self.stage.frame().is_some_and(|frame| Rect::of(frame).width() > 0.0)
    }

    /// The stage has lost its size, or has one for the first time.
    fn check_presence(&mut self) {
        // There is nothing to be seen, so nothing is missing.
        if self.drawn.watch.is_none() {
            return;
        }
        if self.has_size() {
            // What was measured meanwhile had no size either.
            if self.drawn.absence.take().is_some() {
                self.refresh(true);
            }
            return;
        }
        // It was in a dialog that has closed.
        let is_moved = self.stage.is_there() && self.stage.stand_in(super::scope::modal().as_ref());
        // The page has removed it, or closed it where it stands.
        if is_moved || (self.may_return() && (!self.stage.is_there() || self.stage.show())) {
            self.refresh(true);
            self.recheck = Some(Guard::timer(RECHECK_MS));
            return;
        }
        if self.stage.is_there() {
            self.drawn.absence.get_or_insert_with(|| Guard::timer(ABSENCE_MS));
            return;
        }
        self.lose();
        self.refresh(false);
    }

    /// Whether the stage may be put back once more.
    fn may_return(&mut self) -> bool {
        let remounts = &mut self.remounts;
        if now() - remounts.since_ms > REMOUNT_MS {
            *remounts = Remounts { since_ms: now(), ..Remounts::default() };
        }
        remounts.count += 1;
        remounts.count <= MAX_REMOUNTS
    }

    /// The user does something, in the overlay or beside it.
    fn input(&mut self, signal: &Signal) {
        let Some(stage) = self.stage.node() else { return };
        let is_inside = path_has(signal, stage);
        match (kind(signal).as_str(), is_inside) {
            ("click", _) => self.click(signal),
            ("keydown", _) => self.key(signal, is_inside),
            _ => {
                if let Some(watch) = &mut self.drawn.watch {
                    watch.keyboard.focus_moved(self.target.as_ref());
                }
                // The focus goes into a dialog that has opened. Where it is with us, no dialog has it.
                if !is_inside && self.stage.is_misplaced(super::scope::modal().as_ref()) {
                    self.refresh(true);
                }
            }
        }
    }

    fn key(&mut self, signal: &Signal, is_inside: bool) {
        let drawn = &mut self.drawn;
        let (Some(watch), Some(card)) = (&mut drawn.watch, &drawn.card) else { return };
        let (target, shown) = (self.target.as_ref(), card.card.key);
        if !is_inside {
            watch.keyboard.outside(signal, card, target);
        } else if let Some(id) = watch.keyboard.inside(signal, card, target) {
            self.press(shown, id);
        }
    }

    fn click(&mut self, signal: &Signal) {
        let pressed = self.drawn.find_button(signal);
        // A page's script may press what only leads on, but not speak for the user.
        if let Some((key, id)) = pressed
            && is_trusted(signal)
        {
            self.press(key, id);
        }
    }

    fn press(&mut self, card: CardKey, button: ButtonId) {
        let drawn = &mut self.drawn;
        if let (Some(view), Some(caution)) = (&drawn.card, &mut drawn.caution)
            && view.card.key == card
            && !caution.lets(&button, &view.node)
        {
            return;
        }
        if button != ButtonId::ShowMe {
            self.events.push(Event::Pressed { card, button });
            return;
        }
        if let Some(target) = &self.target {
            reveal(target);
        }
        if let Some(anchor) = &mut self.drawn.anchor {
            anchor.look();
        }
        self.refresh(true);
    }
}

impl super::Drawn {
    /// The button that an event passes through, and what it is on.
    fn find_button(&self, signal: &Signal) -> Option<(CardKey, ButtonId)> {
        if let Some(beacon) = self.beacon.as_ref().filter(|beacon| path_has(signal, &beacon.button)) {
            return Some((beacon.beacon.key, ButtonId::Accept));
        }
        let of_card = self.card.as_ref().map(|view| (view.card.key, &view.buttons));
        let of_pill = self.pill.as_ref().map(|view| (view.pill.key, &view.buttons));
        [of_card, of_pill].into_iter().flatten().find_map(|(key, buttons)| {
            let (_, id) = buttons.iter().find(|(node, _)| path_has(signal, node))?;
            Some((key, id.clone()))
        })
    }
}
