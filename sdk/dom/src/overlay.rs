//! The overlay: draws a [`View`] and tells what is pressed. It never calls anybody: what it notices is queued.

mod anchor;
mod build;
mod card;
mod colour;
mod content;
mod input;
mod look;
mod place;
mod stage;

use lotse_engine::event::{Event, FindId};
use lotse_engine::view::{Card, CardKey, View};
use lotse_model::content::plain_text;
use lotse_model::keys::Keyboard;
use lotse_model::theme::Theme;
use lotse_model::url::AddressPolicy;

use crate::guard::Guard;
use crate::natives::{Node, Signal, is_trusted, matches, origin, path_has, prevent, set_attribute, stop};
use crate::words::{self, Tongue, Word, word};
use anchor::{Anchor, Noticed};
use card::CardView;
use content::Scribe;
use input::{Input, Kind};
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

/// What is drawn, and what watches over it.
#[derive(Default)]
struct Drawn {
    card: Option<CardView>,
    anchor: Option<Anchor>,
    input: Option<Input>,
    /// The card that waits for being painted: first for the frame, then for its end.
    painting: Option<(CardKey, Guard, bool)>,
}

/// The overlay of one instance.
pub struct Overlay {
    options: Options,
    stage: Stage,
    drawn: Drawn,
    view: View,
    theme: Option<Theme>,
    target: Option<Node>,
    events: Vec<Event>,
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
            events: Vec::new(),
        })
    }

    /// Shows this from now on; `find` gives the element of a search as it is at this moment.
    pub fn show(&mut self, view: &View, theme: &Theme, find: &dyn Fn(FindId) -> Option<Node>) {
        self.target = view.card.as_ref().and_then(|card| card.target).and_then(find);
        self.view = view.clone();
        self.theme = Some(theme.clone());
        self.refresh();
    }

    /// Looks at a signal; whether it was meant for this overlay.
    pub fn wake(&mut self, token: u32, signal: &Signal) -> bool {
        if token == self.stage.token() {
            self.refresh();
            return true;
        }
        if self.drawn.painting.as_ref().is_some_and(|(_, guard, _)| guard.token() == token) {
            self.painted();
            return true;
        }
        if let Some(input) = &self.drawn.input
            && let Some(kind) = input.kind(token)
        {
            self.handle(kind, signal);
            return true;
        }
        if let (Some(anchor), Some(card)) = (&mut self.drawn.anchor, &self.drawn.card) {
            match anchor.wake(token, signal, card) {
                Noticed::Nothing => {}
                Noticed::Handled => return true,
                Noticed::Changed => {
                    self.refresh();
                    return true;
                }
            }
        }
        false
    }

    /// What has happened since this was last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    /// Draws what is to be seen now, as far as it is not there.
    fn refresh(&mut self) {
        let weight = match &self.view {
            View { card: Some(_), .. } => 3,
            View { pill: Some(_), .. } => 2,
            View { beacon: Some(_), .. } => 1,
            _ => 0,
        };
        match self.stage.weigh(weight) {
            Turn::Goes => {}
            Turn::Begins => self.drawn = Drawn::default(),
            Turn::Waits => {
                self.drawn = Drawn::default();
                return;
            }
            Turn::Fails => {
                self.drawn = Drawn::default();
                self.events.push(Event::OverlayLost);
                return;
            }
        }
        let is_moved = self.stage.stand_in(None);
        let Some(frame) = self.stage.frame().cloned() else { return };
        if let Some(theme) = &self.theme {
            look::apply(&frame, theme);
        }
        set_attribute(&frame, "lang", Tongue::of(&self.view.language).tag());
        self.drawn.input.get_or_insert_with(|| Input::new());
        self.draw_card(&frame, is_moved);
    }

    fn draw_card(&mut self, frame: &Node, is_moved: bool) {
        let Some(card) = &self.view.card else {
            self.drawn.card = None;
            self.drawn.anchor = None;
            self.drawn.painting = None;
            return;
        };
        let tongue = Tongue::of(&self.view.language);
        let scribe = Scribe {
            addresses: AddressPolicy {
                http_hosts: &self.options.http_hosts,
                image_hosts: &self.options.image_hosts,
                page_origin: &self.options.page_origin,
                ..AddressPolicy::default()
            },
            keyboard: Keyboard::of(&card.language, self.options.is_mac),
            tongue,
            target_label: card.target_label.as_deref(),
        };
        let off = self.options.is_native_anchoring_off;
        let anchor = self.drawn.anchor.get_or_insert_with(|| Anchor::new(frame, off));
        let is_aimed = anchor.aim(self.target.as_ref());
        let before = self.drawn.card.as_ref().map(|view| view.card.key);
        let is_new = before != Some(card.key);
        let view = self.drawn.card.get_or_insert_with(|| CardView::new(frame, card, &scribe));
        let is_turned = view.update(card, anchor.is_away(), &scribe);
        if is_new || is_aimed || is_moved || is_turned || anchor.is_untrue(view) {
            anchor.present(view, before.is_none());
        }
        if is_new {
            self.drawn.painting = Some((card.key, Guard::frame(), false));
            self.stage.say(&announcement(card, tongue, before.is_none()));
        }
    }

    /// Paint begins after the frame's callbacks; the first task behind them finds it done.
    fn painted(&mut self) {
        match self.drawn.painting.take() {
            Some((key, _, false)) => self.drawn.painting = Some((key, Guard::timer(0.0), true)),
            Some((card, _, true)) => self.events.push(Event::Painted { card }),
            None => {}
        }
    }

    /// Deals with an event that the user has made in the overlay.
    fn handle(&mut self, kind: Kind, signal: &Signal) {
        let Some(node) = self.stage.node() else { return };
        if !path_has(signal, node) {
            return;
        }
        stop(signal);
        match kind {
            Kind::Click if is_trusted(signal) => self.press(signal),
            Kind::Down => keep_focus(signal),
            _ => {}
        }
    }

    fn press(&mut self, signal: &Signal) {
        let Some(view) = &self.drawn.card else { return };
        let pressed = view.buttons.iter().find(|(node, _)| path_has(signal, node));
        let Some((_, id)) = pressed else { return };
        self.events.push(Event::Pressed { card: view.card.key, button: id.clone() });
    }
}

/// What a screen reader says when a card appears.
fn announcement(card: &Card, tongue: Tongue, is_first: bool) -> String {
    let mut said = String::new();
    let mut add = |words: &str| {
        if !words.is_empty() {
            said.push_str(words);
            said.push_str(". ");
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

/// A press with the mouse leaves the focus where it is, so that fields keep it and menus stay open; text that is there to be
/// copied can be marked.
fn keep_focus(signal: &Signal) {
    if origin(signal).is_none_or(|node| !matches(&node, "pre,pre *,code")) {
        prevent(signal);
    }
}
