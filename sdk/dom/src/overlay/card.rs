//! The card: one element that lives as long as cards follow each other, redrawn region by region.

use lotse_model::seek::joined;
use std::rc::Rc;

use lotse_engine::view::{Button, ButtonId, ButtonRank, Card, ProgressView};
use lotse_model::content::Content;
use lotse_model::step::Surface;

use super::build::{popover, put, put_icon, put_words};
use super::content::Scribe;
use crate::natives::{Node, overflows, remove, remove_attribute, set_attribute, set_style, set_text};
use crate::words::{self, Tongue, Word, digits, is_rtl, word};

pub(super) const CROSS: &str = "M4 4l8 8M12 4l-8 8";

/// A card on the stage.
pub(super) struct CardView {
    /// The popover.
    pub(super) node: Node,
    /// What is drawn.
    pub(super) card: Rc<Card>,
    /// Its buttons, as drawn.
    pub(super) buttons: Vec<(Node, ButtonId)>,
    is_away: bool,
    tongue: Tongue,
    scroll: Node,
    progress: Node,
    title: Node,
    body: Node,
    notice: Node,
    footer: Node,
    corner: Option<Node>,
}

impl CardView {
    /// Draws a card that was not there; `is_away` when its target is out of view.
    pub(super) fn new(frame: &Node, card: &Rc<Card>, is_away: bool, scribe: &Scribe) -> CardView {
        let root = popover(frame, "");
        set_attribute(&root, "tabindex", "-1");
        let scroll = put(&root, "div", "scroll");
        let mut view = CardView {
            card: Rc::clone(card),
            buttons: Vec::new(),
            is_away,
            tongue: scribe.tongue,
            progress: put(&scroll, "div", "progress"),
            title: put(&scroll, "h2", "title"),
            body: put(&scroll, "div", "body"),
            notice: put(&scroll, "p", "notice"),
            footer: put(&root, "div", "footer"),
            scroll,
            node: root,
            corner: None,
        };
        set_attribute(&view.title, "id", "title");
        set_attribute(&view.body, "id", "body");
        view.draw_frame(scribe);
        view.draw_progress(scribe);
        view.draw_texts(scribe);
        view.draw_notice(scribe);
        view.draw_buttons(scribe);
        view
    }

    /// Draws what differs from what is there.
    /// Whether its buttons are others now.
    pub(super) fn update(&mut self, card: &Rc<Card>, is_away: bool, scribe: &Scribe) -> bool {
        let before = core::mem::replace(&mut self.card, Rc::clone(card));
        let is_new = before.key != card.key || self.tongue != scribe.tongue;
        self.tongue = scribe.tongue;
        if is_new
            || before.surface != card.surface
            || before.language != card.language
            || before.title.is_some() != card.title.is_some()
        {
            self.draw_frame(scribe);
        }
        if is_new || before.progress != card.progress {
            self.draw_progress(scribe);
        }
        if is_new
            || before.title != card.title
            || before.body != card.body
            || before.target_label != card.target_label
        {
            self.draw_texts(scribe);
        }
        if is_new || before.notice != card.notice {
            self.draw_notice(scribe);
        }
        let is_redrawn = is_new || self.is_away != is_away || before.buttons != card.buttons;
        if is_redrawn {
            self.is_away = is_away;
            self.draw_buttons(scribe);
        }
        is_redrawn
    }

    /// Lets the keyboard scroll what does not fit.
    pub(super) fn make_scrollable(&self) {
        if overflows(&self.scroll) {
            set_attribute(&self.scroll, "tabindex", "0");
        } else {
            remove_attribute(&self.scroll, "tabindex");
        }
    }

    /// The button that is the default, or any at all.
    pub(super) fn first_button(&self) -> Option<&Node> {
        let drawn = |id: &ButtonId| self.buttons.iter().find(|(_, drawn)| drawn == id);
        let primary = || self.card.buttons.iter().find(|button| button.rank == ButtonRank::Primary);
        let default = drawn(&ButtonId::ShowMe).or_else(|| drawn(&primary()?.id));
        default.or_else(|| self.buttons.first()).map(|(node, _)| node)
    }

    fn draw_frame(&self, scribe: &Scribe) {
        let node = &self.node;
        set_attribute(node, "role", if self.card.surface == Surface::Banner { "region" } else { "dialog" });
        if self.card.title.is_some() {
            remove_attribute(node, "aria-label");
            set_attribute(node, "aria-labelledby", "title");
        } else {
            remove_attribute(node, "aria-labelledby");
            set_attribute(node, "aria-label", word(scribe.tongue, Word::Help));
        }
        set_attribute(node, "aria-describedby", "body");
        set_attribute(node, "dir", if is_rtl(&self.card.language) { "rtl" } else { "ltr" });
        for part in [&self.title, &self.body] {
            set_attribute(part, "lang", &self.card.language);
        }
    }

    fn draw_progress(&self, scribe: &Scribe) {
        set_text(&self.progress, "");
        let Some(progress) = self.card.progress else { return };
        let ProgressView { step, of, is_bar } = progress;
        let said = progress_words(progress, scribe.tongue);
        if !is_bar {
            set_text(&self.progress, &said);
            return;
        }
        let bar = put(&self.progress, "div", "bar");
        set_attribute(&bar, "role", "img");
        set_attribute(&bar, "aria-label", &said);
        let share = digits(step.min(of).saturating_mul(100) / of.max(1)) + "%";
        set_style(&put(&bar, "div", ""), "inline-size", &share);
    }

    fn draw_texts(&self, scribe: &Scribe) {
        set_text(&self.title, "");
        set_text(&self.body, "");
        if let Some(title) = &self.card.title {
            scribe.line(&self.title, title);
        }
        if let Some(body) = &self.card.body {
            scribe.blocks(&self.body, body);
        }
    }

    fn draw_notice(&self, scribe: &Scribe) {
        let said = self.card.notice.map(|notice| words::notice(scribe.tongue, notice)).unwrap_or_default();
        set_text(&self.notice, said);
    }

    fn draw_buttons(&mut self, scribe: &Scribe) {
        set_text(&self.footer, "");
        if let Some(corner) = self.corner.take() {
            remove(&corner);
        }
        self.buttons.clear();
        let is_question = self.card.buttons.iter().any(|button| matches!(button.id, ButtonId::Answer(_)));
        set_attribute(&self.footer, "class", if is_question { "footer answers" } else { "footer" });
        let mut corner = None;
        for button in &self.card.buttons {
            if corner.is_none() && is_corner(button) {
                corner = Some(button);
                continue;
            }
            let rank = match (&button.id, button.rank) {
                // First things first: nobody goes on from what they have not seen.
                (_, ButtonRank::Primary) if self.is_away => ButtonRank::Secondary,
                // Below answers it would look like one more of them.
                (ButtonId::Back, _) if is_question => ButtonRank::Quiet,
                (_, rank) => rank,
            };
            self.buttons.push((draw_button(&self.footer, button, rank, scribe), button.id.clone()));
        }
        if self.is_away {
            let show_me = Button { id: ButtonId::ShowMe, rank: ButtonRank::Primary, label: None };
            self.buttons.push((draw_button(&self.footer, &show_me, show_me.rank, scribe), show_me.id));
        }
        // Last in the order of the keyboard, wherever it is drawn.
        if let Some(button) = corner {
            let made = put(&self.node, "button", "corner");
            set_attribute(&made, "type", "button");
            let name = words::button(scribe.tongue, &button.id);
            set_attribute(&made, "aria-label", name);
            set_attribute(&made, "title", name);
            put_icon(&made, CROSS);
            self.buttons.push((made.clone(), button.id.clone()));
            self.corner = Some(made);
        }
    }
}

impl Drop for CardView {
    fn drop(&mut self) {
        remove(&self.node);
    }
}

/// `Step 2 of 5`.
pub(super) fn progress_words(progress: ProgressView, tongue: Tongue) -> String {
    joined(&[word(tongue, Word::Step), &digits(progress.step), word(tongue, Word::Of), &digits(progress.of)])
}

/// Whether a button is a cross in the corner.
fn is_corner(button: &Button) -> bool {
    button.rank == ButtonRank::Quiet
        && button.label.is_none()
        && matches!(button.id, ButtonId::Close | ButtonId::Pause | ButtonId::NotNow)
}

fn draw_button(to: &Node, button: &Button, rank: ButtonRank, scribe: &Scribe) -> Node {
    let class = match rank {
        ButtonRank::Primary => "button primary",
        ButtonRank::Secondary => "button",
        ButtonRank::Quiet => "button quiet",
    };
    let made = put(to, "button", class);
    set_attribute(&made, "type", "button");
    put_label(&made, button.label.as_deref(), &button.id, scribe);
    made
}

fn put_label(to: &Node, label: Option<&Content>, id: &ButtonId, scribe: &Scribe) {
    match label {
        Some(content) => scribe.line(&put(to, "bdi", ""), content),
        None => put_words(to, words::button(scribe.tongue, id)),
    }
}
