//! Guides on request: the graph and its texts in the best language there is, together or not at all.

use lotse_engine::event::{Event, RequestId};
use lotse_model::basic::GuideId;
use lotse_model::bundle::{GuideChunk, ShardEntry, TextChunk};
use lotse_model::diagnostic::Code;
use lotse_model::gather::{Gather as _, keep};
use lotse_model::guide::Guide;
use lotse_model::seek::joined;
use lotse_model::text::{FOR_PLATFORM, fitting_language};

use super::chunks::Purpose;
use super::{Library, Need};

/// A guide that the engine waits for.
#[derive(Clone, Debug)]
pub(super) struct GuideRequest {
    pub request: RequestId,
    id: GuideId,
    languages: Vec<String>,
    is_asked: bool,
    guide: Option<Guide>,
    texts: Option<TextChunk>,
}

/// Names of a guide's chunk and of its texts, where it has any.
type Chunks = (String, Option<String>);

impl GuideRequest {
    /// Begins anew, with another bundle.
    pub(super) fn forget(&mut self) {
        self.is_asked = false;
        self.guide = None;
        self.texts = None;
    }
}

impl Library {
    /// The engine wants a guide.
    pub fn fetch_guide(&mut self, request: RequestId, guide: &GuideId, languages: &[String]) {
        let (id, languages) = (guide.clone(), languages.to_vec());
        self.guides.push(GuideRequest { request, id, languages, is_asked: false, guide: None, texts: None });
        self.take_up_guides();
    }

    /// Asks for the chunks of guides that are wanted, as soon as it is known what they are.
    pub(super) fn take_up_guides(&mut self) {
        if self.is_undecided() {
            return;
        }
        let waiting: Vec<(RequestId, Option<Chunks>)> = self
            .guides
            .iter()
            .filter(|wanted| !wanted.is_asked)
            .map(|wanted| {
                (wanted.request, self.entry(&wanted.id).map(|entry| self.chunks_of(entry, &wanted.languages)))
            })
            .gather();
        for (request, chunks) in waiting {
            match chunks {
                None => self.deny(request, Code::NO_SUCH_GUIDE),
                Some((_, None)) => self.deny(request, Code::GUIDE_UNAVAILABLE),
                Some((guide, Some(texts))) => {
                    if let Some(wanted) = self.guides.iter_mut().find(|wanted| wanted.request == request) {
                        wanted.is_asked = true;
                    }
                    self.load(guide, Purpose::Guide(request));
                    self.load(texts, Purpose::Texts(request));
                }
            }
        }
    }

    fn chunks_of(&self, entry: &ShardEntry, languages: &[String]) -> Chunks {
        let default = self.manifest().map(|manifest| manifest.default_language.as_str()).unwrap_or_default();
        let offered = |tag: &str| {
            let own = entry.texts.get(&joined(&[tag, FOR_PLATFORM, self.terms.platform]));
            own.or_else(|| entry.texts.get(tag)).map(String::as_str)
        };
        let wanted = languages.iter().map(String::as_str).chain([default]);
        let texts = wanted.filter_map(|tag| fitting_language(tag, offered)).next();
        (
            entry.chunk.clone(),
            texts.or_else(|| entry.texts.iter().next().map(|(_, name)| name.as_str())).map(str::to_owned),
        )
    }

    fn deny(&mut self, request: RequestId, code: Code) {
        self.drop_guide(request);
        self.unavailable(request, code);
    }

    pub(super) fn drop_guide(&mut self, request: RequestId) {
        self.drop_pending(request);
        keep(&mut self.guides, |wanted| wanted.request != request);
    }

    pub(super) fn guide_chunk(&mut self, request: RequestId, chunk: GuideChunk) {
        if let Some(wanted) = self.guides.iter_mut().find(|wanted| wanted.request == request) {
            wanted.guide = Some(chunk.guide);
        }
        self.deliver(request);
    }

    pub(super) fn text_chunk(&mut self, request: RequestId, chunk: TextChunk) {
        if let Some(wanted) = self.guides.iter_mut().find(|wanted| wanted.request == request) {
            wanted.texts = Some(chunk);
        }
        self.deliver(request);
    }

    fn deliver(&mut self, request: RequestId) {
        let Some(index) = self.guides.iter().position(|wanted| wanted.request == request) else { return };
        let is_whole =
            self.guides.get(index).is_some_and(|wanted| wanted.guide.is_some() && wanted.texts.is_some());
        if !is_whole {
            return;
        }
        let wanted = self.guides.remove(index);
        if let (Some(guide), Some(texts)) = (wanted.guide, wanted.texts) {
            self.keep_accepted();
            let (guide, texts) = (Box::new(guide), Box::new(texts));
            self.needs.push(Need::Tell(Event::GuideArrived { request, guide, texts }));
        }
    }
}
