//! The card of the present step, of an offer, or of the end.

use lotse_model::content::Content;
use lotse_model::guide::Progress;
use lotse_model::step::{MissingPolicy, Placement, Spotlight, Step, Surface};
use lotse_model::text::Text;

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
    Card {
        title: Some(book.title()),
        body: book.content(book.guide.summary.as_ref()),
        notice: Some(Notice::Offer),
        surface: Surface::Banner,
        buttons: buttons::of_offer(),
        ..plain(offering.key, book)
    }
}

/// The card of a running session; none while a step is prepared, for a moment.
pub(super) fn of_session(session: &Session, world: &World) -> Option<Card> {
    let book = &session.inner.book;
    let now_ms = world.now.monotonic_ms;
    let present = &session.present;
    let card = plain(present.key, book);
    let is_slow = session.is_breathing(now_ms) || now_ms >= present.since_ms + PREPARE_MS;
    match &present.state {
        State::Broken => Some(Card {
            title: Some(session.root().title()),
            notice: Some(Notice::Broken),
            buttons: buttons::broken(),
            ..card
        }),
        State::Ended(ended) => Some(of_end(*ended, session, card)),
        State::Showing(showing) if !session.is_breathing(now_ms) => of_step(showing, session, card, world),
        State::Showing(_) | State::Preparing | State::Checking | State::Opening | State::Returning => {
            let title = match session.step() {
                Some(Step::Check(step)) => step.title.as_ref(),
                Some(Step::Instruct(step)) => step.title.as_ref(),
                _ => None,
            };
            let title = book.content(title).or_else(|| Some(session.root().title()));
            let is_worth_showing = is_slow.then_some(());
            is_worth_showing.map(|()| Card {
                step: Some(session.inner.step.clone()),
                title,
                notice: Some(Notice::Checking),
                buttons: buttons::waiting(session),
                ..card
            })
        }
    }
}

fn of_step(showing: &Showing, session: &Session, card: Card, world: &World) -> Option<Card> {
    let (step, book) = (session.step()?, &session.inner.book);
    let now_ms = world.now.monotonic_ms;
    if showing.place.is_fresh(now_ms) && !session.present.is_painted {
        return None;
    }
    let targets = targets(step);
    let found = match world.finds.sight(&targets, Detail::default(), now_ms) {
        Sight::Found(element) => Some(element),
        Sight::Unseen | Sight::Missing(_) => None,
    };
    let (surface, title, body, placement, spotlight) = look(step, book);
    Some(Card {
        step: Some(session.inner.step.clone()),
        surface,
        title,
        body,
        notice: notice(showing, session, step),
        target: found.and_then(|_| world.finds.id(&targets)),
        target_label: found.map(|element| element.label.clone()).filter(|label| !label.is_empty()),
        placement,
        spotlight,
        progress: progress(session),
        buttons: buttons::of_step(showing, session, step),
        ..card
    })
}

type Look = (Surface, Option<Content>, Option<Content>, Placement, Spotlight);

fn look(step: &Step, book: &Book) -> Look {
    let text = |text: &Option<Text>| book.content(text.as_ref());
    match step {
        Step::Instruct(step) => (
            step.surface,
            text(&step.title),
            text(&step.body),
            step.placement.clone(),
            step.spotlight.clone(),
        ),
        Step::Question(step) => (
            step.surface,
            text(&step.title),
            text(&step.body),
            step.placement.clone(),
            step.spotlight.clone(),
        ),
        Step::End(step) => {
            (step.surface, text(&step.title), text(&step.body), Placement::AUTOMATIC, Spotlight::DIMMED)
        }
        Step::Check(_) | Step::SubGuide(_) => {
            (Surface::Modal, None, None, Placement::AUTOMATIC, Spotlight::DIMMED)
        }
    }
}

fn of_end(ended: Ended, session: &Session, card: Card) -> Card {
    let step = session.step();
    let (surface, title, body) = match step {
        Some(step @ Step::End(_)) => {
            let (surface, title, body, ..) = look(step, &session.inner.book);
            (surface, title, body)
        }
        _ => (Surface::Modal, None, None),
    };
    let asks = matches!(step, Some(Step::End(end)) if end.asks_feedback) && ended.has_helped.is_none();
    let has_words = title.is_some() || body.is_some();
    let notice = match ended {
        Ended { is_person_asked: true, .. } => Some(Notice::Ended(lotse_model::step::Outcome::Escalated)),
        Ended { has_helped: Some(_), .. } => Some(Notice::Thanks),
        _ if asks => Some(Notice::DidThisHelp),
        _ if !has_words => Some(Notice::Ended(ended.outcome)),
        _ => None,
    };
    let step = match step {
        Some(Step::End(_)) => Some(session.inner.step.clone()),
        _ => None,
    };
    let title = title.or_else(|| (!has_words).then(|| session.root().title()));
    Card { step, surface, title, body, notice, buttons: buttons::of_end(ended, asks), ..card }
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
