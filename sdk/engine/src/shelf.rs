//! Guides that were asked for, with their texts.
//!
//! Wanting during a pass keeps a guide. Invariants: one open request per guide; an answer to a request that is no longer
//! open is dropped; a session holds its guides itself, so that a new release cannot change them under the user's feet.

use lotse_model::gather::keep;
use std::rc::Rc;

use lotse_model::basic::{GuideId, StepId, Table};
use lotse_model::bundle::TextChunk;
use lotse_model::content::is_plain;
use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::step::{Completion, Step};
use lotse_model::text::Text;

use crate::effect::Effect;
use crate::event::RequestId;
use crate::progress::Lengths;
use crate::view::Wording;

/// Texts of a guide in one language.
#[derive(Debug)]
pub(crate) struct Texts {
    pub language: String,
    by_id: Table<Wording>,
    /// Stands in for what its author forgot.
    nothing: Wording,
}

/// A guide with its texts.
#[derive(Debug)]
pub(crate) struct Book {
    pub guide: Rc<Guide>,
    pub texts: Rc<Texts>,
    pub lengths: Rc<Lengths>,
}

impl Book {
    /// A guide with its texts, measured.
    pub fn new(guide: Guide, texts: TextChunk) -> Self {
        let texts = Texts {
            language: texts.language,
            by_id: texts.texts.map(Wording::from),
            nothing: Wording::default(),
        };
        Book { lengths: Rc::new(Lengths::new(&guide)), guide: Rc::new(guide), texts: Rc::new(texts) }
    }

    /// The same guide with the texts of another.
    pub fn with_texts_of(&self, other: &Book) -> Self {
        let (guide, lengths) = (Rc::clone(&self.guide), Rc::clone(&self.lengths));
        Book { guide, lengths, texts: Rc::clone(&other.texts) }
    }

    /// The content behind a text; nothing when its author forgot it.
    pub fn content(&self, text: Option<&Text>) -> Option<Wording> {
        match text? {
            Text::Id(id) => self.texts.by_id.get(id.as_str()).cloned(),
            // Only the compiler's input has texts in place.
            Text::Inline(_) => None,
        }
    }

    /// The title of the guide.
    pub fn title(&self) -> Wording {
        self.content(Some(&self.guide.title)).unwrap_or_else(|| self.texts.nothing.clone())
    }

    /// Whether its first card wants more code than those of most guides: what is more than words, and keys.
    pub fn is_rich(&self) -> bool {
        let (title, body, completion) = match self.step(&self.guide.start) {
            Some(Step::Instruct(step)) => (&step.title, &step.body, step.completion.as_slice()),
            Some(Step::Question(step)) => (&step.title, &step.body, &[] as &[Completion]),
            _ => return false,
        };
        let is_plain = |text: &Option<Text>| self.content(text.as_ref()).is_none_or(|text| is_plain(&text));
        !is_plain(title)
            || !is_plain(body)
            || completion.iter().any(|completion| matches!(completion, Completion::Key { .. }))
    }

    /// The step with this id.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.guide.step(id)
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
    is_wanted: bool,
    /// Request and its languages; absent until the pass in which it was wanted is over.
    asked: Option<(RequestId, Vec<String>)>,
    holding: Holding,
}

/// All guides that somebody wants.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    places: Vec<Place>,
}

impl Shelf {
    /// A pass begins: nothing is wanted yet.
    pub fn begin_pass(&mut self) {
        self.places.iter_mut().for_each(|place| place.is_wanted = false);
    }

    /// Wants a guide during this pass.
    pub fn want(&mut self, guide: &GuideId) -> Holding {
        if let Some(place) = self.places.iter_mut().find(|place| place.guide == *guide) {
            place.is_wanted = true;
            return place.holding.clone();
        }
        let (guide, holding) = (guide.clone(), Holding::Awaited);
        self.places.push(Place { guide, is_wanted: true, asked: None, holding });
        Holding::Awaited
    }

    /// How far a guide is, without wanting it.
    pub fn look(&self, guide: &GuideId) -> Holding {
        let place = self.places.iter().find(|place| place.guide == *guide);
        place.map_or(Holding::Awaited, |place| place.holding.clone())
    }

    /// The pass is over: what is wanted is asked for, the rest forgotten. In other languages than before, everything is
    /// asked for again, and what is here stays until the answer comes. `last` is the last request id given.
    pub fn end_pass(&mut self, languages: &[String], last: &mut u32, effects: &mut Vec<Effect>) {
        keep(&mut self.places, |place| place.is_wanted);
        for place in &mut self.places {
            if place.asked.as_ref().is_some_and(|(_, asked)| asked == languages) {
                continue;
            }
            *last += 1;
            let request = RequestId(*last);
            place.asked = Some((request, languages.to_vec()));
            let (guide, languages) = (place.guide.clone(), languages.to_vec());
            effects.push(Effect::FetchGuide { request, guide, languages });
        }
    }

    /// Forgets everything that is not here, so that it is asked for again.
    pub fn forget_unavailable(&mut self) {
        keep(&mut self.places, |place| !matches!(place.holding, Holding::Unavailable(_)));
    }

    /// A guide has arrived.
    pub fn arrived(&mut self, request: RequestId, guide: Guide, texts: TextChunk) {
        if let Some(place) = self.place(request) {
            let is_asked_for = place.guide == guide.id;
            place.holding = match is_asked_for {
                true => Holding::Here(Rc::new(Book::new(guide, texts))),
                false => Holding::Unavailable(Code::CHUNK_UNREADABLE),
            };
        }
    }

    /// A guide cannot be had. What is here already stays.
    pub fn unavailable(&mut self, request: RequestId, code: Code) {
        if let Some(place) = self.place(request)
            && !matches!(place.holding, Holding::Here(_))
        {
            place.holding = Holding::Unavailable(code);
        }
    }

    fn place(&mut self, request: RequestId) -> Option<&mut Place> {
        self.places.iter_mut().find(|place| place.asked.as_ref().is_some_and(|(asked, _)| *asked == request))
    }
}
