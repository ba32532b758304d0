//! The overlay: draws a [`View`] and tells what is pressed. It never calls anybody: what it notices is queued.

mod anchor;
mod aside;
mod build;
mod card;
mod caution;
mod colour;
mod content;
mod follow;
mod keyboard;
mod look;
mod marks;
mod place;
mod probe;
mod scope;
mod stage;
mod wake;

use core::cell::Cell;

use lotse_engine::event::{Event, FindId};
use lotse_engine::view::{Card, CardKey, View};
use lotse_model::content::plain_text;
use lotse_model::keys::Keyboard as Keys;
use lotse_model::theme::Theme;
use lotse_model::url::AddressPolicy;

use crate::guard::{CAPTURE, Guard, PASSIVE, window_target};
use crate::natives::{Node, active, is_within, set_attribute};
use crate::words::{self, Tongue, Word, word};
use anchor::Anchor;
use aside::{BeaconView, PillView};
use card::CardView;
use caution::Caution;
use content::Scribe;
use keyboard::Keyboard;
use scope::Lookout;
use stage::{Stage, Turn};

/// What the overlay has to know of project and machine.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Hosts to which plain `http` links are allowed.
    pub http_hosts: Vec<String>,
    /// Hosts from which images may come.
    pub image_hosts: Vec<String>,
    /// Origin of the page.
    pub page_origin: String,
    /// Whether the keyboard is Apple's.
    pub is_mac: bool,
    /// Follows targets by script even where the browser could; for tests.
    pub is_native_anchoring_off: bool,
}

/// This browser, or what the page has made of it, cannot show the overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported;

/// What is drawn, and what watches over it. Empty while there is nothing to draw, or another instance draws.
#[derive(Default)]
struct Drawn {
    card: Option<CardView>,
    anchor: Option<Anchor>,
    caution: Option<Caution>,
    beacon: Option<BeaconView>,
    pill: Option<PillView>,
    watch: Option<Watch>,
    /// The card or beacon that waits for being painted: first for the frame, then for its end.
    painting: Option<(CardKey, Guard, bool)>,
    /// Listens to scrolling while the card moves with its target and has a button that must not move under a finger.
    scroll: Option<Guard>,
    /// Runs while the stage is in its place and has no size.
    absence: Option<Guard>,
}

/// What is there as long as anything is drawn.
struct Watch {
    keyboard: Keyboard,
    lookout: Lookout,
    size: Guard,
}

/// The overlay of one instance.
pub struct Overlay {
    options: Options,
    stage: Stage,
    drawn: Drawn,
    view: View,
    theme: Option<Theme>,
    target: Option<Node>,
    beacon_target: Option<Node>,
    remounts: Remounts,
    recheck: Option<Guard>,
    events: Vec<Event>,
}

/// How often the page has removed the stage.
#[derive(Default)]
struct Remounts {
    since_ms: f64,
    count: u32,
    is_lost: bool,
}

impl Overlay {
    /// An overlay that shows nothing yet. The page is not touched before there is something to show.
    ///
    /// # Errors
    /// When popovers, shadow roots or constructed style sheets are missing.
    pub fn new(options: Options) -> Result<Overlay, Unsupported> {
        if !Stage::works() {
            return Err(Unsupported);
        }
        Ok(Overlay {
            options,
            stage: Stage::new(),
            drawn: Drawn::default(),
            view: View::default(),
            theme: None,
            target: None,
            beacon_target: None,
            remounts: Remounts::default(),
            recheck: None,
            events: Vec::new(),
        })
    }

    /// Shows this from now on; `find` gives the element of a search as it is at this moment.
    pub fn show(&mut self, view: &View, theme: &Theme, find: &dyn Fn(FindId) -> Option<Node>) {
        self.target = view.card.as_ref().and_then(|card| card.target).and_then(find);
        self.beacon_target = view.beacon.as_ref().and_then(|beacon| find(beacon.target));
        let is_changed = self.view != *view || self.theme.as_ref() != Some(theme);
        if is_changed {
            self.view = view.clone();
            self.theme = Some(theme.clone());
            self.remounts.is_lost = false;
        }
        if is_changed || self.is_stale() {
            self.refresh(false);
        }
    }

    /// What has happened since this was last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    /// Whether something stands beside another element than it should.
    fn is_stale(&self) -> bool {
        let of_card =
            self.drawn.anchor.as_ref().is_some_and(|anchor| anchor.target() != self.target.as_ref());
        let of_beacon = self.view.beacon.is_some()
            && self.drawn.beacon.as_ref().map(BeaconView::target) != self.beacon_target.as_ref();
        of_card || of_beacon
    }

    /// Draws what is to be seen now, as far as it is not there; `is_covered` puts everything on top again.
    fn refresh(&mut self, is_covered: bool) {
        let weight = match &self.view {
            _ if self.remounts.is_lost => 0,
            View { card: Some(_), .. } => 3,
            View { pill: Some(_), .. } => 2,
            View { beacon: Some(_), .. } => 1,
            _ => 0,
        };
        if weight < 3 {
            self.leave_card();
        }
        match self.stage.weigh(weight) {
            Turn::Goes => {}
            Turn::Begins => self.drawn = Drawn::default(),
            Turn::Waits => {
                self.drawn = Drawn::default();
                self.recheck = None;
                return;
            }
            Turn::Fails => {
                self.drawn = Drawn::default();
                self.lose();
                return;
            }
        }
        let had_focus = self.has_focus();
        let is_moved = self.stage.stand_in(scope::modal().as_ref());
        if !self.stage.is_there() {
            self.drawn = Drawn::default();
            self.lose();
            return;
        }
        let (Some(frame), Some(node)) = (self.stage.frame().cloned(), self.stage.node().cloned()) else {
            return;
        };
        if let Some(theme) = &self.theme {
            look::apply(&frame, theme);
        }
        set_attribute(&frame, "lang", Tongue::of(&self.view.language).tag());
        self.drawn.watch.get_or_insert_with(|| Watch {
            keyboard: Keyboard::new(&node),
            lookout: Lookout::new(),
            size: Guard::size(&frame),
        });
        self.draw_aside(&frame, is_moved || is_covered);
        let is_redrawn = self.draw_card(&frame, is_moved || is_covered);
        if had_focus
            && is_redrawn
            && let (Some(card), Some(watch)) = (&self.drawn.card, &self.drawn.watch)
        {
            watch.keyboard.keep(card);
        }
    }

    /// Draws the card; whether that has taken the focus from it.
    fn draw_card(&mut self, frame: &Node, is_forced: bool) -> bool {
        let Some(card) = &self.view.card else { return false };
        let tongue = Tongue::of(&self.view.language);
        let scribe = scribe(&self.options, tongue, &card.language, card.target_label.as_deref());
        let off = self.options.is_native_anchoring_off;
        let drawn = &mut self.drawn;
        let anchor = drawn.anchor.get_or_insert_with(|| Anchor::new(frame, off));
        let before = drawn.card.as_ref().map(|view| (view.card.key, view.card.notice));
        let is_new = before.map(|(key, _)| key) != Some(card.key);
        // A card that loses its target for a moment stays where it is; the next one does not wait.
        let waits =
            !is_new && self.target.is_none() && drawn.card.as_ref().is_some_and(|view| anchor.wait(view));
        let is_aimed = !waits && anchor.aim(self.target.as_ref());
        let caution = drawn.caution.get_or_insert_with(Caution::new);
        let mut redrawn = before.is_none();
        let is_away = anchor.is_away();
        let view = drawn.card.get_or_insert_with(|| CardView::new(frame, card, is_away, &scribe));
        redrawn |= view.update(card, is_away, &scribe);
        if scribe.is_rich.get() {
            self.stage.dress_fully();
        }
        if redrawn {
            caution.appeared();
        }
        let is_presented = is_new || is_aimed || is_forced || (redrawn && !waits);
        if is_presented {
            anchor.present(view, before.is_none());
            caution.settled(&view.node);
        }
        if is_new {
            drawn.painting = Some((card.key, Guard::frame(), false));
            self.stage.say(announcement(card, tongue, before.is_none()));
        } else if let Some(notice) =
            card.notice.filter(|notice| before.and_then(|(_, notice)| notice) != Some(*notice))
        {
            self.stage.say(words::notice(tongue, notice).to_owned());
        }
        let must_not_move = anchor.is_beside() && view.buttons.iter().any(|(_, id)| caution::is_guarded(id));
        drawn.scroll = must_not_move.then(|| Guard::listen(&window_target(), "scroll", CAPTURE | PASSIVE));
        is_presented || redrawn
    }

    fn draw_aside(&mut self, frame: &Node, is_forced: bool) {
        let tongue = Tongue::of(&self.view.language);
        let scribe = scribe(&self.options, tongue, &self.view.language, None);
        let off = self.options.is_native_anchoring_off;
        let drawn = &mut self.drawn;
        let beacon = self.view.beacon.as_ref().zip(self.beacon_target.as_ref());
        drawn.beacon = match (beacon, drawn.beacon.take()) {
            (None, _) => None,
            (Some((beacon, target)), Some(view)) if view.is_of(beacon, target) => Some(view),
            (Some((beacon, target)), before) => {
                drop(before);
                self.stage.dress_fully();
                drawn.painting = Some((beacon.key, Guard::frame(), false));
                Some(BeaconView::new(frame, beacon, target, &scribe, off))
            }
        };
        drawn.pill = match (&self.view.pill, drawn.pill.take()) {
            (None, _) => None,
            (Some(pill), Some(view)) if view.pill == *pill && view.tongue == tongue => Some(view),
            (Some(pill), before) => {
                drop(before);
                self.stage.dress_fully();
                Some(PillView::new(frame, pill, &scribe))
            }
        };
        if is_forced {
            drawn.beacon.iter_mut().for_each(|beacon| beacon.present(off));
            drawn.pill.iter().for_each(PillView::present);
        }
    }

    /// Takes the card away; a focus in it goes back to the page.
    fn leave_card(&mut self) {
        let had_focus = self.has_focus();
        let drawn = &mut self.drawn;
        if had_focus && let Some(watch) = drawn.watch.as_mut().filter(|_| drawn.card.is_some()) {
            watch.keyboard.give_back(self.target.as_ref());
        }
        if drawn.card.take().is_some() {
            self.stage.say(String::new());
            drawn.painting = None;
        }
        drawn.anchor = None;
        drawn.caution = None;
        drawn.scroll = None;
    }

    fn has_focus(&self) -> bool {
        self.stage.node().zip(active()).is_some_and(|(stage, active)| is_within(&active, stage))
    }

    fn lose(&mut self) {
        if !self.remounts.is_lost {
            self.remounts.is_lost = true;
            self.events.push(Event::OverlayLost);
        }
    }
}

/// A focus in the card goes back to the page; everything else goes with its guards.
impl Drop for Overlay {
    fn drop(&mut self) {
        self.leave_card();
    }
}

fn scribe<'a>(
    options: &'a Options,
    tongue: Tongue,
    language: &str,
    target_label: Option<&'a str>,
) -> Scribe<'a> {
    Scribe {
        addresses: AddressPolicy {
            http_hosts: &options.http_hosts,
            image_hosts: &options.image_hosts,
            page_origin: &options.page_origin,
            ..AddressPolicy::default()
        },
        keyboard: Keys::of(language, options.is_mac),
        tongue,
        target_label,
        is_rich: Cell::new(false),
    }
}

/// What a screen reader says when a card appears.
fn announcement(card: &Card, tongue: Tongue, is_first: bool) -> String {
    let mut said = String::new();
    let mut add = |words: &str| {
        if !words.is_empty() {
            said.push_str(words);
            said.push_str(if words.ends_with(['.', '!', '?', '…', ':']) { " " } else { ". " });
        }
    };
    if let Some(progress) = card.progress {
        add(&card::progress_words(progress, tongue));
    }
    for content in [&card.title, &card.body].into_iter().flatten() {
        add(&plain_text(content));
    }
    if let Some(notice) = card.notice {
        add(words::notice(tongue, notice));
    }
    if is_first {
        add(word(tongue, Word::KeyHint));
    }
    said
}
