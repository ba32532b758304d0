//! Guides that were asked for, with their texts.
//!
//! Invariants: one open request per guide; an answer to a request that is no longer open is dropped; a guide that
//! a session runs is held by the session itself, so that a new release cannot change it under the user's feet.

use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::bundle::TextChunk;
use lotse_model::content::Content;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::text::Text;

use crate::effect::Effect;
use crate::event::RequestId;

/// A guide with its texts.
#[derive(Debug, PartialEq)]
pub(crate) struct Book {
    pub guide: Guide,
    pub texts: TextChunk,
}

impl Book {
    /// The content behind a text; nothing when its author forgot it.
    pub fn content(&self, text: Option<&Text>) -> Option<Content> {
        match text? {
            Text::Id(id) => lotse_model::bundle::text(&self.texts, id).cloned(),
            // Only the compiler's input has texts in place.
            Text::Inline(_) => None,
        }
    }
}

/// How far a guide is.
#[derive(Clone, Debug)]
pub(crate) enum Holding {
    /// On its way.
    Awaited,
    /// Here.
    Here(Rc<Book>),
    /// Cannot be had.
    Unavailable(Code),
}

#[derive(Debug)]
struct Place {
    guide: GuideId,
    request: RequestId,
    languages: Vec<String>,
    holding: Holding,
}

/// All guides that somebody wants.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    places: Vec<Place>,
}

impl Shelf {
    /// How far a guide is; `Awaited` too when nobody has asked yet.
    pub fn holding(&self, guide: &GuideId) -> Holding {
        self.places
            .iter()
            .find(|place| place.guide == *guide)
            .map_or(Holding::Awaited, |place| place.holding.clone())
    }

    /// A guide has arrived.
    pub fn arrived(&mut self, request: RequestId, guide: Guide, texts: TextChunk) {
        if let Some(place) = self.places.iter_mut().find(|place| place.request == request) {
            place.holding = Holding::Here(Rc::new(Book { guide, texts }));
        }
    }

    /// A guide cannot be had.
    pub fn unavailable(&mut self, request: RequestId, code: Code) {
        if let Some(place) = self.places.iter_mut().find(|place| place.request == request) {
            place.holding = Holding::Unavailable(code);
        }
    }

    /// Asks for what is wanted and not here, forgets what is not wanted. `last` is the last request id used.
    pub fn reconcile(
        &mut self,
        wanted: &[GuideId],
        languages: &[String],
        last: &mut u32,
        effects: &mut Vec<Effect>,
    ) {
        self.places.retain(|place| wanted.contains(&place.guide) && place.languages == languages);
        for guide in wanted {
            if self.places.iter().any(|place| place.guide == *guide) {
                continue;
            }
            *last += 1;
            let request = RequestId(*last);
            effects.push(Effect::FetchGuide { request, guide: guide.clone(), languages: languages.to_vec() });
            let (guide, languages) = (guide.clone(), languages.to_vec());
            self.places.push(Place { guide, request, languages, holding: Holding::Awaited });
        }
    }
}
