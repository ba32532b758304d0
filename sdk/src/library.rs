//! The library: which bundle is trusted, and how its documents come in. Pure: it asks for bytes and digests, and is answered.
//!
//! A document is used only when it was accepted: verified, within limits, decoded, not older than the floor. A refused
//! document leaves no trace in stored state. When a new bundle is refused, the last good one stays in use.

mod accept;
mod chunks;
mod guides;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use lotse_engine::event::{Event, RequestId};
use lotse_model::basic::{GuideId, Table};
use lotse_model::bundle::{Manifest, ShardEntry, SingleFile};
use lotse_model::diagnostic::Code;

use chunks::Pending;
use guides::GuideRequest;

/// Names one chunk that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub u32);

/// Why something is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which kind of reason.
    pub code: Code,
    /// What it is about.
    pub detail: String,
}

impl Refusal {
    /// A reason with what it is about.
    #[must_use]
    pub fn new(code: Code, detail: &str) -> Self {
        Refusal { code, detail: detail.to_owned() }
    }
}

/// What the library asks of the shell.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// Fetch a chunk; answered by [`Library::fetched`].
    Fetch {
        /// Names the answer.
        ticket: Ticket,
        /// Address.
        url: String,
    },
    /// Bring a chunk that is kept on the device; answered by [`Library::fetched`].
    RecallChunk {
        /// Names the answer.
        ticket: Ticket,
        /// Its name.
        name: String,
    },
    /// The SHA-256 of a text in hex; answered by [`Library::digested`].
    Digest {
        /// Names the answer.
        ticket: Ticket,
        /// The text.
        text: String,
    },
    /// Check a detached signature over a text; answered by [`Library::verified`].
    Verify {
        /// The text.
        text: String,
        /// The signature, base64.
        signature: String,
    },
    /// Bring the last good manifest from the device; answered by [`Library::recalled`].
    Recall,
    /// Keep a manifest on the device as the last good one.
    Keep {
        /// Its text.
        manifest: String,
        /// Its signature.
        signature: Option<String>,
    },
    /// Keep a chunk on the device.
    KeepChunk {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Keep the floor below which releases are refused.
    KeepFloor(Floor),
    /// Tell the engine.
    Tell(Event),
    /// Tell listeners of `on('diagnostic')`.
    Diagnose(Refusal),
}

/// What the device remembers of accepted manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Floor {
    /// Release number; lower ones are refused.
    pub release: i64,
    /// Newest issue date, in seconds since 1970; a clock older than this turns expiry off.
    pub issued_s: i64,
}

/// Outcome of a signature check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One of the keys fits.
    Valid,
    /// None fits.
    Invalid,
    /// The page cannot check signatures (plain http).
    Unavailable,
}

/// What the library must know about its place.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Terms {
    /// Address of the manifest or single file.
    pub source: String,
    /// Whether the source is a single file.
    pub is_single_file: bool,
    /// Whether keys are configured.
    pub has_keys: bool,
    /// Whether an unverifiable manifest is refused.
    pub require_signature: bool,
    /// The only project accepted.
    pub project: Option<String>,
    /// The only environment accepted.
    pub environment: Option<String>,
    /// This SDK's version as one number, as in `Manifest::min_sdk`.
    pub sdk: i64,
    /// The floor from earlier visits.
    pub floor: Floor,
    /// The user's platform, as texts name it; nothing when it is unknown.
    pub platform: &'static str,
}

/// A bundle on its way to being accepted.
#[derive(Clone, Debug, PartialEq)]
struct Candidate {
    manifest: String,
    signature: Option<String>,
    /// Chunks that came with it.
    chunks: Table<String>,
    is_last_good: bool,
}

/// A bundle that was accepted.
#[derive(Clone, Debug, PartialEq)]
struct Open {
    document: Manifest,
    candidate: Candidate,
    /// Names of shards that are decoded.
    shards: Vec<String>,
    /// Chunks that have proven to be what their names say, until the bundle may leave its trace.
    proven: Vec<(String, String)>,
    is_kept: bool,
}

/// Where the last good bundle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastGood {
    Unasked,
    Asked,
    Spent,
}

/// The library of one instance.
#[derive(Debug)]
pub struct Library {
    terms: Terms,
    now_s: i64,
    address: String,
    awaiting: Option<Candidate>,
    open: Option<Open>,
    last_good: LastGood,
    entries: Vec<Rc<ShardEntry>>,
    pending: Vec<Pending>,
    guides: Vec<GuideRequest>,
    tickets: u32,
    /// Shards and release that the engine was last told of.
    told: Option<(usize, i64)>,
    needs: Vec<Need>,
}

impl Library {
    /// An empty library for a page at `address` (path, query and fragment).
    #[must_use]
    pub fn new(terms: Terms, address: &str, now_s: i64) -> Self {
        Library {
            terms,
            now_s,
            address: address.to_owned(),
            awaiting: None,
            open: None,
            last_good: LastGood::Unasked,
            entries: Vec::new(),
            pending: Vec::new(),
            guides: Vec::new(),
            tickets: 0,
            told: None,
            needs: Vec::new(),
        }
    }

    /// Everything asked for since the last call, in order.
    pub fn take_needs(&mut self) -> Vec<Need> {
        core::mem::take(&mut self.needs)
    }

    /// The accepted manifest.
    #[must_use]
    pub fn manifest(&self) -> Option<&Manifest> {
        self.open.as_ref().map(|open| &open.document)
    }

    /// The accepted manifest, as it was signed.
    #[must_use]
    pub fn accepted(&self) -> Option<&str> {
        self.open.as_ref().map(|open| open.candidate.manifest.as_str())
    }

    /// A chunk that came with a single file.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&str> {
        self.open.as_ref()?.candidate.chunks.get(name).map(String::as_str)
    }

    /// Begins with what the loader has fetched: the manifest (or single file) and its signature.
    pub fn begin(&mut self, main: Option<String>, signature: Option<String>) {
        match main {
            None => self.refuse(Refusal::new(Code::MANIFEST_UNREACHABLE, &self.terms.source.clone())),
            Some(text) if self.terms.is_single_file => match accept::unpack(&text) {
                Ok(SingleFile { manifest, signature, chunks, .. }) => {
                    self.consider(Candidate { manifest, signature, chunks, is_last_good: false });
                }
                Err(refusal) => self.refuse(refusal),
            },
            Some(manifest) => {
                self.consider(Candidate {
                    manifest,
                    signature,
                    chunks: Table::default(),
                    is_last_good: false,
                });
            }
        }
    }

    /// The last good manifest with its signature, or nothing.
    pub fn recalled(&mut self, kept: Option<(String, Option<String>)>) {
        if self.last_good != LastGood::Asked {
            return;
        }
        self.last_good = LastGood::Spent;
        match kept {
            Some((manifest, signature)) => {
                self.consider(Candidate {
                    manifest,
                    signature,
                    chunks: Table::default(),
                    is_last_good: true,
                });
            }
            None => self.give_up(),
        }
    }

    /// The page's address has changed: other shards may matter now.
    pub fn page_changed(&mut self, address: &str) {
        address.clone_into(&mut self.address);
        self.load_shards();
    }

    /// Whether it is still open which guides there are.
    fn is_undecided(&self) -> bool {
        match &self.open {
            Some(_) => !self.are_shards_here(),
            None => self.awaiting.is_some() || self.last_good != LastGood::Spent,
        }
    }

    /// The bundle in question is not used: the last good one is, or none.
    fn refuse(&mut self, refusal: Refusal) {
        self.needs.push(Need::Diagnose(refusal));
        self.open = None;
        self.pending.clear();
        self.guides.iter_mut().for_each(GuideRequest::forget);
        if self.last_good == LastGood::Unasked {
            self.last_good = LastGood::Asked;
            self.needs.push(Need::Recall);
        } else {
            self.give_up();
        }
    }

    fn give_up(&mut self) {
        self.entries.clear();
        for request in core::mem::take(&mut self.guides) {
            self.unavailable(request.request, Code::NO_SUCH_GUIDE);
        }
    }

    fn unavailable(&mut self, request: RequestId, code: Code) {
        self.needs.push(Need::Tell(Event::GuideUnavailable { request, code }));
    }

    fn entry(&self, guide: &GuideId) -> Option<&ShardEntry> {
        self.entries.iter().map(Rc::as_ref).find(|entry| entry.id == *guide)
    }
}
