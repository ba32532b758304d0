//! Chunks: fetched or unpacked, then measured against their name, then decoded. In this order.

use lotse_model::seek::{cut, cut_last, joined};
use std::rc::Rc;

use lotse_engine::event::{Event, RequestId};
use lotse_model::bundle::{MAX_SHARD_BYTES, Shard, is_called};
use lotse_model::diagnostic::Code;
use lotse_model::gather::{Gather as _, keep};
use lotse_model::url::may_fit;

use super::accept::decode;
use super::{Library, Need, Refusal, Ticket};

/// A chunk on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pending {
    ticket: Ticket,
    name: String,
    purpose: Purpose,
    text: Option<String>,
}

/// What a chunk is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    Shard,
    Guide(RequestId),
    Texts(RequestId),
}

impl Library {
    /// Loads the shards that this page's address asks for.
    pub(super) fn load_shards(&mut self) {
        let Some(open) = &self.open else { return };
        let wanted: Vec<String> = open
            .document
            .index
            .iter()
            .filter(|entry| may_fit(&entry.prefix, &self.address) && !open.shards.contains(&entry.shard))
            .map(|entry| entry.shard.clone())
            .gather();
        for name in wanted {
            let is_pending = self.pending.iter().any(|pending| pending.name == name);
            if !is_pending {
                self.load(name, Purpose::Shard);
            }
        }
        self.tell_catalogue();
    }

    /// Asks for a chunk.
    pub(super) fn load(&mut self, name: String, purpose: Purpose) {
        let Some(open) = &self.open else { return };
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        let held = open.candidate.chunks.get(&name).cloned();
        let is_here_only = self.terms.is_single_file && !open.candidate.is_last_good;
        let need = match &held {
            Some(text) => Some(Need::Digest { ticket, text: text.clone() }),
            None if open.candidate.is_last_good => Some(Need::RecallChunk { ticket, name: name.clone() }),
            None if is_here_only => None,
            None => Some(Need::Fetch { ticket, url: chunk_url(&self.terms.source, &name) }),
        };
        self.pending.push(Pending { ticket, name, purpose, text: held });
        match need {
            Some(need) => self.needs.push(need),
            None => self.failed(ticket, Refusal::new(Code::CHUNK_UNREACHABLE, "")),
        }
    }

    /// A chunk has been fetched, or not.
    pub fn fetched(&mut self, ticket: Ticket, result: Result<String, Refusal>) {
        let Some(pending) = self.pending.iter_mut().find(|pending| pending.ticket == ticket) else { return };
        match result {
            Ok(text) => {
                pending.text = Some(text.clone());
                self.needs.push(Need::Digest { ticket, text });
            }
            Err(refusal) => self.failed(ticket, refusal),
        }
    }

    /// The SHA-256 of a chunk; `None` where the page cannot compute any. Then the page itself is not authentic either,
    /// and the chunk is used unless signatures are required.
    pub fn digested(&mut self, ticket: Ticket, digest: Option<&str>) {
        let Some(index) = self.pending.iter().position(|pending| pending.ticket == ticket) else { return };
        let fits = match (digest, self.pending.get(index)) {
            (Some(digest), Some(pending)) => is_called(&pending.name, digest),
            _ => !self.terms.require_signature,
        };
        if !fits {
            return self.failed(ticket, Refusal::new(Code::CHUNK_HASH_WRONG, ""));
        }
        let Pending { name, purpose, text, .. } = self.pending.remove(index);
        let text = text.unwrap_or_default();
        let result = match &purpose {
            Purpose::Shard => self.shard_arrived(&name, &text),
            Purpose::Guide(request) => decode(&text, false).map(|chunk| self.guide_chunk(*request, chunk)),
            Purpose::Texts(request) => decode(&text, false).map(|chunk| self.text_chunk(*request, chunk)),
        };
        match result {
            Ok(()) => self.keep_proven(name, text),
            Err(refusal) => self.unusable(purpose, refusal),
        }
        self.tell_catalogue();
    }

    /// A chunk of a bundle that has left its trace is kept at once, others wait for it. Dropped where nothing is new.
    fn keep_proven(&mut self, name: String, text: String) {
        match &mut self.open {
            Some(open) if open.candidate.is_last_good => {}
            Some(open) if !open.is_kept => open.proven.push((name, text)),
            _ => self.needs.push(Need::KeepChunk { name, text }),
        }
    }

    fn failed(&mut self, ticket: Ticket, refusal: Refusal) {
        let Some(index) = self.pending.iter().position(|pending| pending.ticket == ticket) else { return };
        let Pending { purpose, name, .. } = self.pending.remove(index);
        let detail = if refusal.detail.is_empty() { name } else { refusal.detail };
        self.unusable(purpose, Refusal { code: refusal.code, detail });
        self.tell_catalogue();
    }

    /// One bad chunk spoils its bundle: the last good one takes over with every request that is open. Where there is no
    /// other bundle left to ask, only the guide in question is unavailable.
    fn unusable(&mut self, purpose: Purpose, refusal: Refusal) {
        let can_fall_back = self.last_good == super::LastGood::Unasked;
        match purpose {
            Purpose::Shard => self.refuse(refusal),
            Purpose::Guide(_) | Purpose::Texts(_) if can_fall_back => self.refuse(refusal),
            Purpose::Guide(request) | Purpose::Texts(request) => {
                let code = refusal.code;
                self.needs.push(Need::Diagnose(refusal));
                self.drop_guide(request);
                self.unavailable(request, code);
            }
        }
    }

    fn shard_arrived(&mut self, name: &str, text: &str) -> Result<(), Refusal> {
        if text.len() > MAX_SHARD_BYTES {
            return Err(Refusal::new(Code::BUNDLE_TOO_LARGE, name));
        }
        let shard: Shard = decode(text, false)?;
        for entry in shard.guides {
            if self.entry(&entry.id).is_none() {
                self.entries.push(Rc::new(entry));
            }
        }
        if let Some(open) = self.open.as_mut() {
            open.shards.push(name.to_owned());
        }
        Ok(())
    }

    /// Whether every shard that was asked for is here.
    pub(super) fn are_shards_here(&self) -> bool {
        self.open.is_some() && !self.pending.iter().any(|pending| pending.purpose == Purpose::Shard)
    }

    fn tell_catalogue(&mut self) {
        if !self.are_shards_here() {
            return;
        }
        let Some(open) = &self.open else { return };
        let (entries, release) = (self.entries.clone(), open.document.release);
        let state = (open.shards.len(), release);
        if self.told != Some(state) {
            self.told = Some(state);
            let default_language = open.document.default_language.clone();
            self.needs.push(Need::Tell(Event::Catalogue { entries, default_language, release }));
        }
        self.take_up_guides();
    }

    /// Forgets what a guide's chunks were asked for.
    pub(super) fn drop_pending(&mut self, request: RequestId) {
        keep(
            &mut self.pending,
            |pending| !matches!(&pending.purpose, Purpose::Guide(other) | Purpose::Texts(other) if *other == request),
        );
    }
}

/// Chunks lie beside their manifest.
fn chunk_url(source: &str, name: &str) -> String {
    let path = cut(source, "?#").0;
    let folder = cut_last(path, b'/').map_or("", |(folder, _)| folder);
    joined(&[folder, "/chunks/", name, ".json"])
}
