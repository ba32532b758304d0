//! What is to be seen, out of what the engine is doing. Never two cards: there is one stage, and it draws one thing.

mod buttons;
mod card;

use std::rc::Rc;

use crate::shelf::{Book, Holding};
use crate::stage::Stage;
use crate::stage::offering::{Offering, beacon_targets};
use crate::view::{Beacon, Card, Pill, PillState, View};
use crate::world::World;
use lotse_model::guide::Offer;

/// Draws.
pub(crate) fn draw(stage: &Stage, world: &World) -> View {
    let language = world.facts.languages.first().cloned().unwrap_or_default();
    let mut view = View { language, card: None, beacon: None, pill: None };
    if world.facts.is_overlay_lost {
        return view;
    }
    match stage {
        Stage::Idle | Stage::Starting(_) | Stage::Restoring { .. } => {}
        Stage::Offering(offering) => {
            if let Some(book) = offering.book(world) {
                (view.card, view.beacon) = draw_offer(offering, &book, world);
            }
        }
        Stage::Running(session) => view.card = card::of_session(session, world).map(Rc::new),
        Stage::Paused(session) => {
            let (key, title) = (session.present.key, session.root().title());
            view.pill = Some(Rc::new(Pill { key, title, state: PillState::Paused }));
        }
        Stage::Elsewhere(elsewhere) if world.facts.is_visible && !elsewhere.is_left_behind => {
            let book = elsewhere.snapshot.root().map(|root| world.shelf.look(root));
            if let Some(Holding::Here(book)) = book {
                let (key, title) = (elsewhere.key, book.title());
                view.pill = Some(Rc::new(Pill { key, title, state: PillState::OtherTab }));
            }
        }
        Stage::Elsewhere(_) => {}
    }
    view
}

fn draw_offer(offering: &Offering, book: &Rc<Book>, world: &World) -> (Option<Rc<Card>>, Option<Rc<Beacon>>) {
    let targets = beacon_targets(book);
    if offering.offer != Offer::Beacon || targets.is_empty() {
        return (Some(Rc::new(card::of_offer(offering, book))), None);
    }
    let target = world.finds.id(&targets).filter(|_| Offering::has_place(book, world));
    let beacon = |target| {
        Rc::new(Beacon { key: offering.key, guide: offering.guide.clone(), title: book.title(), target })
    };
    (None, target.map(beacon))
}
