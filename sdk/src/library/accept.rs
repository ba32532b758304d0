//! Accepting a manifest: every reason for which one is refused.

use lotse_model::bundle::{EXPIRY_LENIENCE_S, MAX_CHUNK_BYTES, Manifest, SCHEMA, SingleFile};
use lotse_model::diagnostic::{Code, Problem};
use lotse_model::gather::Gather as _;
use lotse_model::json::{self, Json};
use lotse_model::seek::joined;
use lotse_model::wire::{Reader, Wire};

use super::{Candidate, Floor, Library, Need, Open, Refusal, Terms, Verdict};

/// Reads the single-file form.
pub(super) fn unpack(text: &str) -> Result<SingleFile, Refusal> {
    decode(text, true)
}

/// Decodes a document within its limits. Documents that carry a schema version are refused when it is a later one, before
/// anything else in them is looked at.
pub(super) fn decode<T: Wire>(text: &str, has_schema: bool) -> Result<T, Refusal> {
    let json = parsed(text, has_schema)?;
    let mut reader = Reader::default();
    T::take(&json, &mut reader).ok_or_else(|| refusal_of(&reader, has_schema))
}

/// What is the same for all documents stands outside of `decode`, which is made once for each.
#[inline(never)]
fn parsed(text: &str, has_schema: bool) -> Result<Json, Refusal> {
    if text.len() > MAX_CHUNK_BYTES {
        return Err(Refusal::new(Code::BUNDLE_TOO_LARGE, ""));
    }
    let json = json::parse(text)
        .map_err(|error| Refusal::new(unreadable(has_schema), &Problem::from(error).code.name()))?;
    if has_schema && matches!(json.get("schema"), Some(Json::Number(schema)) if *schema > i64::from(SCHEMA)) {
        return Err(Refusal::new(Code::BUNDLE_TOO_NEW, ""));
    }
    Ok(json)
}

#[inline(never)]
fn refusal_of(reader: &Reader, has_schema: bool) -> Refusal {
    let first = reader.problems.first();
    let detail = first.map(|problem| joined(&[&problem.code.name(), " ", &problem.pointer]));
    Refusal::new(unreadable(has_schema), &detail.unwrap_or_default())
}

fn unreadable(has_schema: bool) -> Code {
    if has_schema { Code::MANIFEST_UNREADABLE } else { Code::CHUNK_UNREADABLE }
}

impl Library {
    /// A bundle has arrived; its signature is looked at first.
    pub(super) fn consider(&mut self, candidate: Candidate) {
        if !self.terms.has_keys {
            return if self.terms.require_signature {
                self.refuse(Refusal::new(Code::SIGNATURE_MISSING, ""));
            } else {
                self.accept(candidate);
            };
        }
        match candidate.signature.clone() {
            Some(signature) => {
                let text = candidate.manifest.clone();
                self.awaiting = Some(candidate);
                self.needs.push(Need::Verify { text, signature });
            }
            None => self.refuse(Refusal::new(Code::SIGNATURE_MISSING, "")),
        }
    }

    /// The signature has been checked.
    pub fn verified(&mut self, verdict: Verdict) {
        let Some(candidate) = self.awaiting.take() else { return };
        match verdict {
            Verdict::Valid => self.accept(candidate),
            Verdict::Invalid => self.refuse(Refusal::new(Code::SIGNATURE_WRONG, "")),
            Verdict::Unavailable if self.terms.require_signature => {
                self.refuse(Refusal::new(Code::SIGNATURE_UNCHECKED, ""));
            }
            Verdict::Unavailable => {
                self.needs.push(Need::Diagnose(Refusal::new(Code::SIGNATURE_UNCHECKED, "")));
                self.accept(candidate);
            }
        }
    }

    fn accept(&mut self, candidate: Candidate) {
        match decode::<Manifest>(&candidate.manifest, true) {
            Ok(document) => match objection(&document, &self.terms, self.now_s, candidate.is_last_good) {
                None => {
                    self.entries.clear();
                    self.open = Some(Open {
                        document,
                        candidate,
                        shards: Vec::new(),
                        proven: Vec::new(),
                        is_kept: false,
                    });
                    self.load_shards();
                }
                Some(refusal) => self.refuse(refusal),
            },
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// A guide has arrived whole: only now has the bundle proven itself, and may leave its trace. Earlier would replace a
    /// good bundle by one whose chunks may yet turn out to be spoiled.
    pub(super) fn keep_accepted(&mut self) {
        let Some(open) = self.open.as_mut().filter(|open| !open.is_kept) else { return };
        open.is_kept = true;
        if open.candidate.is_last_good {
            let is_expired = open.document.expires_s + EXPIRY_LENIENCE_S < self.now_s;
            if is_expired && self.terms.floor.issued_s <= self.now_s {
                self.needs.push(Need::Diagnose(Refusal::new(Code::EXPIRED_KEPT, "")));
            }
            return;
        }
        let Manifest { release, issued_s, .. } = open.document;
        let floor = Floor { release, issued_s: issued_s.max(self.terms.floor.issued_s) };
        let (manifest, signature) = (open.candidate.manifest.clone(), open.candidate.signature.clone());
        let proven = core::mem::take(&mut open.proven);
        proven.into_iter().map(|(name, text)| Need::KeepChunk { name, text }).add_to(&mut self.needs);
        self.needs.push(Need::Keep { manifest, signature });
        self.needs.push(Need::KeepFloor(floor));
    }
}

/// Why a decoded manifest is not accepted, if so. The last good one has passed the tests of age before.
fn objection(document: &Manifest, terms: &Terms, now_s: i64, is_last_good: bool) -> Option<Refusal> {
    let other = |wanted: &Option<String>, found: &str| wanted.as_ref().is_some_and(|wanted| wanted != found);
    if other(&terms.project, document.project.as_str()) || other(&terms.environment, &document.environment) {
        return Some(Refusal::new(Code::OTHER_PROJECT, document.project.as_str()));
    }
    if document.min_sdk > terms.sdk {
        return Some(Refusal::new(Code::BUNDLE_TOO_NEW, ""));
    }
    if is_last_good {
        return None;
    }
    if document.release < terms.floor.release {
        return Some(Refusal::new(Code::RELEASE_TOO_LOW, ""));
    }
    // A clock that is older than what was already accepted is wrong, and says nothing about expiry.
    let is_clock_sound = now_s >= terms.floor.issued_s;
    if is_clock_sound && document.expires_s.saturating_add(EXPIRY_LENIENCE_S) < now_s {
        return Some(Refusal::new(Code::MANIFEST_EXPIRED, ""));
    }
    None
}
