//! The card of the present step, of an offer, or of the end.

use lotse_model::guide::Progress;
use lotse_model::step::{MissingPolicy, Outcome, Placement, Spotlight, Step, Surface};

use super::buttons;
use crate::event::MissingReason;
use crate::finds::{Detail, Sight};
use crate::limits::PREPARE_MS;
use crate::session::Session;
use crate::shelf::Book;
use crate::stage::offering::Offering;
use crate::step::ended::Ended;
use crate::step::locating::Locating;
use crate::step::showing::Showing;
use crate::step::{State, targets};
use crate::view::{Card, CardKey, Notice, ProgressView};
use crate::world::World;

/// The card that asks whether a guide is wanted.
pub(super) fn of_offer(offering: &Offering, book: &Book) -> Card {
    let mut card = plain(offering.key, book);
    card.title = Some(book.title());
    card.body = book.content(book.guide.summary.as_ref());
    card.notice = Some(Notice::Offer);
    card.surface = Surface::Banner;
    card.buttons = buttons::of_offer();
    card
}

/// The card of a running session; none while a step is prepared, for a moment.
pub(super) fn of_session(session: &Session, world: &World) -> Option<Card> {
    let now_ms = world.now.monotonic_ms;
    let present = &session.present;
    let mut card = plain(present.key, &session.inner.book);
    match &present.state {
        State::Broken => {
            card.title = Some(session.root().title());
            card.notice = Some(Notice::Broken);
            card.buttons = buttons::broken();
        }
        State::Ended(ended) => of_end(*ended, session, &mut card),
        State::Showing(showing) if !session.is_breathing(now_ms) => {
            if showing.place.is_fresh(now_ms) && !present.is_painted {
                return None;
            }
            of_step(showing, session, &mut card, world);
        }
        State::Showing(_) | State::Preparing | State::Checking | State::Opening | State::Returning => {
            if !session.is_breathing(now_ms) && now_ms < present.since_ms + PREPARE_MS {
                return None;
            }
            card.step = Some(session.inner.step.clone());
            let title = match session.step() {
                Some(Step::Check(step)) => step.title.as_ref(),
                Some(Step::Instruct(step)) => step.title.as_ref(),
                _ => None,
            };
            card.title = session.inner.book.content(title).or_else(|| Some(session.root().title()));
            card.notice = Some(Notice::Checking);
            card.buttons = buttons::waiting(session);
        }
    }
    Some(card)
}

fn of_step(showing: &Showing, session: &Session, card: &mut Card, world: &World) {
    let Some(step) = session.step() else { return };
    look(step, &session.inner.book, card);
    let targets = targets(step);
    if let Sight::Found(element) = world.finds.sight(&targets, Detail::default(), world.now.monotonic_ms) {
        card.target = world.finds.id(&targets);
        card.target_label = Some(element.label.clone()).filter(|label| !label.is_empty());
    }
    card.step = Some(session.inner.step.clone());
    card.notice = notice(showing, session, step);
    card.progress = progress(session);
    card.buttons = buttons::of_step(showing, session, step);
}

/// What the guide's author wants to be seen.
fn look(step: &Step, book: &Book, card: &mut Card) {
    let (surface, title, body) = match step {
        Step::Instruct(step) => {
            (card.placement, card.spotlight) = (step.placement.clone(), step.spotlight.clone());
            (step.surface, &step.title, &step.body)
        }
        Step::Question(step) => {
            (card.placement, card.spotlight) = (step.placement.clone(), step.spotlight.clone());
            (step.surface, &step.title, &step.body)
        }
        Step::End(step) => (step.surface, &step.title, &step.body),
        Step::Check(_) | Step::SubGuide(_) => return,
    };
    card.surface = surface;
    card.title = book.content(title.as_ref());
    card.body = book.content(body.as_ref());
}

fn of_end(ended: Ended, session: &Session, card: &mut Card) {
    let mut asks = false;
    if let Some(step @ Step::End(end)) = session.step() {
        look(step, &session.inner.book, card);
        card.step = Some(session.inner.step.clone());
        asks = end.asks_feedback && ended.has_helped.is_none();
    }
    let has_words = card.title.is_some() || card.body.is_some();
    if !has_words {
        card.title = Some(session.root().title());
    }
    card.notice = match ended {
        Ended { is_person_asked: true, .. } => Some(Notice::Ended(Outcome::Escalated)),
        Ended { has_helped: Some(_), .. } => Some(Notice::Thanks),
        _ if asks => Some(Notice::DidThisHelp),
        _ if !has_words => Some(Notice::Ended(ended.outcome)),
        _ => None,
    };
    card.buttons = buttons::of_end(ended, asks);
}

fn notice(showing: &Showing, session: &Session, step: &Step) -> Option<Notice> {
    if session.present.is_refused {
        return Some(Notice::CannotGoBack);
    }
    match showing.place {
        Locating::Looking { .. } | Locating::Lost { .. } => Some(Notice::Searching),
        Locating::GivenUp { reason, .. } => {
            let policy = showing.policy(step, session.present.arrival.is_careful());
            match (policy, reason) {
                (MissingPolicy::Unanchored, _) => None,
                (_, MissingReason::Unsure) => Some(Notice::TargetUnsure),
                (_, MissingReason::ForeignFrame) => Some(Notice::TargetUnreachable),
                (_, MissingReason::Absent | MissingReason::Invisible) => Some(Notice::TargetMissing),
            }
        }
        Locating::Nothing | Locating::Found { .. } => {
            showing.has_action_failed.then_some(Notice::TargetMissing)
        }
    }
}

fn progress(session: &Session) -> Option<ProgressView> {
    let is_bar = match session.root().guide.progress {
        Progress::Hidden => return None,
        progress => progress == Progress::Bar,
    };
    let (step, of) = session.progress();
    Some(ProgressView { step, of, is_bar })
}

fn plain(key: CardKey, book: &Book) -> Card {
    Card {
        key,
        guide: book.guide.id.clone(),
        step: None,
        surface: Surface::Modal,
        language: book.texts.language.clone(),
        title: None,
        body: None,
        notice: None,
        target: None,
        target_label: None,
        placement: Placement::AUTOMATIC,
        spotlight: Spotlight::DIMMED,
        progress: None,
        buttons: Vec::new(),
    }
}
