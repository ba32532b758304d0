//! The buttons of a card, in reading order. Invariant: every card has one that ends or closes it.

use lotse_model::gather::Gather as _;
use lotse_model::step::{MissingPolicy, Outcome, Step};

use crate::session::Session;
use crate::step::ended::Ended;
use crate::step::locating::{Locating, missing};
use crate::step::showing::Showing;
use crate::view::ButtonRank::{Primary, Quiet, Secondary};
use crate::view::{Button, ButtonId, ButtonRank};

fn button(id: ButtonId, rank: ButtonRank) -> Button {
    Button { id, rank, label: None }
}

/// Of an offer.
pub(super) fn of_offer() -> Vec<Button> {
    vec![
        button(ButtonId::Accept, Primary),
        button(ButtonId::NotNow, Secondary),
        button(ButtonId::Decline, Quiet),
    ]
}

/// While something is awaited.
pub(super) fn waiting(session: &Session) -> Vec<Button> {
    let mut buttons = Vec::new();
    if session.has_trail() {
        buttons.push(button(ButtonId::Back, Secondary));
    }
    buttons.push(button(ButtonId::Pause, Quiet));
    buttons.push(button(ButtonId::Leave, Quiet));
    buttons
}

/// Where the guide cannot be continued: from the beginning, or not at all.
pub(super) fn broken() -> Vec<Button> {
    vec![button(ButtonId::Retry, Secondary), button(ButtonId::Close, Primary)]
}

/// Of an instruction or a question.
pub(super) fn of_step(showing: &Showing, session: &Session, step: &Step) -> Vec<Button> {
    let book = &session.inner.book;
    let mut buttons = Vec::new();
    match step {
        Step::Question(question) => {
            let answers = question.answers.iter().map(|answer| {
                let label = book.content(Some(&answer.label));
                Button { id: ButtonId::Answer(answer.id.clone()), rank: Secondary, label }
            });
            answers.add_to(&mut buttons);
        }
        Step::Instruct(instruct) => {
            let actions = (0_u32..).zip(&instruct.actions).map(|(index, action)| {
                let label = book.content(Some(&action.label));
                Button { id: ButtonId::Action(index), rank: Secondary, label }
            });
            actions.add_to(&mut buttons);
        }
        Step::Check(_) | Step::SubGuide(_) | Step::End(_) => {}
    }
    let has_next = showing.has_next(step);
    let policy = showing.policy(step, session.present.arrival.is_careful());
    let is_given_up = matches!(showing.place, Locating::GivenUp { .. });
    if is_given_up && policy != MissingPolicy::Unanchored {
        buttons.push(button(ButtonId::Retry, Secondary));
        if policy == MissingPolicy::Ask && matches!(step, Step::Instruct(_)) && !has_next {
            buttons.push(button(ButtonId::GoOnAnyway, Secondary));
        }
        if missing(step).then == MissingPolicy::Escalate {
            buttons.push(button(ButtonId::AskPerson, Secondary));
        }
    }
    if session.has_trail() && !session.present.is_refused {
        buttons.push(button(ButtonId::Back, Secondary));
    }
    if has_next {
        buttons.push(button(ButtonId::Next, Primary));
    }
    buttons.push(button(ButtonId::Pause, Quiet));
    buttons.push(button(ButtonId::Leave, Quiet));
    buttons
}

/// Of the end.
pub(super) fn of_end(ended: Ended, asks: bool) -> Vec<Button> {
    if asks {
        return vec![
            button(ButtonId::Helped, Secondary),
            button(ButtonId::NotHelped, Secondary),
            button(ButtonId::Close, Quiet),
        ];
    }
    let mut buttons = Vec::new();
    let wants_person = ended.has_helped == Some(false) && !ended.is_person_asked;
    if wants_person && ended.outcome != Outcome::Escalated {
        buttons.push(button(ButtonId::AskPerson, Secondary));
    }
    buttons.push(button(ButtonId::Close, Primary));
    buttons
}
