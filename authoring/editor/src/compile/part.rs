//! One guide compiled by itself: what depends on its own text and the project's settings alone.
//!
//! So guides are compiled side by side, and what was compiled once need not be again ([`Kept`]): the key is the hash of everything
//! that goes in, so what is kept never goes stale.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lotse_model::bundle::{GuideChunk, ShardEntry, TextChunk};
use lotse_model::guide::Guide;
use lotse_model::text::Text;
use lotse_model::wire::Wire as _;
use sha2::{Digest as _, Sha256};

use super::content::Memo;
use super::{Bundle, Source, catalogue, read};
use crate::finding::{self, Finding};
use crate::project::Project;

/// Guides for which a thread of their own pays.
const GUIDES_PER_THREAD: usize = 64;
/// Most threads.
const MAX_THREADS: usize = 8;
/// What a guide takes in memory beside its documents, as a share of them.
const OVERHEAD: usize = 2;

/// A guide that was compiled by itself.
#[derive(Debug)]
pub(super) struct Part {
    /// Its own findings, with their places.
    pub(super) findings: Vec<Finding>,
    /// The rest, when it could be read.
    pub(super) made: Option<Made>,
}

/// What a guide becomes.
#[derive(Debug)]
pub(super) struct Made {
    /// Its documents by name: the guide first, its texts after it.
    documents: Vec<(String, String)>,
    /// The guide itself, where its document does not say all of it: such a one is too large or too deep to be read.
    whole: Option<Guide>,
    /// Its entry in the index, without what it needs.
    pub(super) entry: ShardEntry,
    /// Title and summary, by language: what can be searched for.
    pub(super) spoken: Vec<TextChunk>,
}

impl Part {
    /// The guide comes beside it: what is kept makes it anew.
    fn new(source: &Source, project: &Project, memo: &mut Memo) -> (Self, Option<Guide>) {
        let mut findings = Vec::new();
        let mut read = None;
        let made = read::guide(source, project, &mut findings).map(|guide| {
            let (guide, mut texts) = catalogue::resolve(&source.name, guide, project, memo, &mut findings);
            let mut bundle = Bundle::default();
            let entry = bundle.add_guide(&source.name, &guide, &texts, &mut findings);
            let mut documents: Vec<(String, String)> = bundle.chunks.into_iter().collect();
            documents.sort_by_key(|(name, _)| *name != entry.chunk);
            let is_spoken = |id: &str| {
                let mut words = core::iter::once(&guide.title).chain(&guide.summary);
                words.any(|text| matches!(text, Text::Id(own) if own.as_str() == id))
            };
            for chunk in &mut texts {
                chunk.texts = chunk
                    .texts
                    .iter()
                    .filter(|(id, _)| is_spoken(id))
                    .map(|(id, content)| (id.to_owned(), content.clone()))
                    .collect();
            }
            let mut made = Made { documents, whole: None, entry, spoken: texts };
            made.whole = (made.guide().as_ref() != Some(&guide)).then(|| guide.clone());
            read = Some(guide);
            made
        });
        finding::place_all(core::iter::once(source), &mut findings);
        (Part { findings, made }, read)
    }

    fn bytes(&self) -> usize {
        let documents = self.made.iter().flat_map(|made| &made.documents);
        let findings = self.findings.len() * size_of::<Finding>();
        documents.map(|(name, text)| name.len() + text.len()).sum::<usize>() * OVERHEAD + findings
    }
}

impl Made {
    /// The guide, out of its document, which takes a fraction of the room of the tree that it stands for.
    pub(super) fn guide(&self) -> Option<Guide> {
        if self.whole.is_some() {
            return self.whole.clone();
        }
        let (_, text) = self.documents.first()?;
        Some(lotse_model::wire::read::<GuideChunk>(text).ok()?.guide)
    }

    /// Adds its documents to a bundle.
    pub(super) fn add_to(&self, bundle: &mut Bundle) {
        bundle.chunks.extend(self.documents.iter().cloned());
    }
}

/// Guides that were compiled before. Holds at most so many bytes; what was not used for the longest goes first.
#[derive(Debug, Default)]
pub struct Kept {
    most_bytes: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    parts: HashMap<[u8; 32], (Arc<Part>, u64)>,
    bytes: usize,
    /// How often something was compiled.
    round: u64,
}

impl Kept {
    /// Nothing yet, and never more than so many bytes.
    #[must_use]
    pub fn of_at_most(bytes: usize) -> Self {
        Kept { most_bytes: bytes, ..Kept::default() }
    }

    /// How many guides are kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.held().parts.len()
    }

    /// Whoever fell over with the lock left a map that is whole: parts go in and out one by one.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, keys: &[[u8; 32]]) -> Vec<Option<Arc<Part>>> {
        let mut held = self.held();
        held.round += 1;
        let round = held.round;
        let find = |key| {
            let (part, used) = held.parts.get_mut(key)?;
            *used = round;
            Some(Arc::clone(part))
        };
        keys.iter().map(find).collect()
    }

    fn keep(&self, new: Vec<([u8; 32], Arc<Part>)>) {
        if self.most_bytes == 0 {
            return;
        }
        let mut held = self.held();
        let round = held.round;
        for (key, part) in new {
            let bytes = part.bytes();
            if held.parts.insert(key, (part, round)).is_none() {
                held.bytes += bytes;
            }
        }
        if held.bytes <= self.most_bytes {
            return;
        }
        let mut oldest: Vec<(u64, [u8; 32])> =
            held.parts.iter().map(|(key, (_, used))| (*used, *key)).collect();
        oldest.sort_unstable();
        for (_, key) in oldest {
            if held.bytes <= self.most_bytes {
                break;
            }
            let gone = held.parts.remove(&key).map_or(0, |(part, _)| part.bytes());
            held.bytes -= gone;
        }
    }
}

/// Every guide by itself, in the order of the sources; those that were read just now come along.
pub(super) fn all(sources: &[Source], project: &Project, kept: &Kept) -> Vec<(Arc<Part>, Option<Guide>)> {
    let common = common(project);
    let keys: Vec<[u8; 32]> = sources.iter().map(|source| key(&common, source)).collect();
    let found = kept.find(&keys);
    let missing: Vec<&Source> =
        sources.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(source, _)| source).collect();
    let mut made = side_by_side(&missing, project).into_iter();
    let mut new = Vec::with_capacity(missing.len());
    let parts = found
        .into_iter()
        .zip(keys)
        .filter_map(|(found, key)| {
            if let Some(part) = found {
                return Some((part, None));
            }
            let (part, guide) = made.next()?;
            let part = Arc::new(part);
            new.push((key, Arc::clone(&part)));
            Some((part, guide))
        })
        .collect();
    kept.keep(new);
    parts
}

/// What all guides of a project have in common: its settings without what only the manifest says, and this program.
fn common(project: &Project) -> Sha256 {
    let settings = Project { environment: String::new(), theme: None, expires_days: 0, ..project.clone() };
    Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(settings.give().write())
}

/// The name of the file is in it: findings say it.
fn key(common: &Sha256, source: &Source) -> [u8; 32] {
    let length = source.name.len().to_le_bytes();
    common
        .clone()
        .chain_update(length)
        .chain_update(&source.name)
        .chain_update(&source.text)
        .finalize()
        .into()
}

/// Many at the same time, where there are processors for it: in a browser there is one.
fn side_by_side(sources: &[&Source], project: &Project) -> Vec<(Part, Option<Guide>)> {
    let in_a_row = |sources: &[&Source]| -> Vec<(Part, Option<Guide>)> {
        let mut memo = Memo::default();
        sources.iter().map(|source| Part::new(source, project, &mut memo)).collect()
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
    let threads = (sources.len() / GUIDES_PER_THREAD).clamp(1, processors);
    if threads == 1 {
        return in_a_row(sources);
    }
    let in_a_row = &in_a_row;
    std::thread::scope(|scope| {
        let slices = sources.chunks(sources.len().div_ceil(threads));
        let running: Vec<_> = slices.map(|slice| (slice, scope.spawn(move || in_a_row(slice)))).collect();
        // A thread that falls over is a fault of ours: it is shown where it happens, in this thread.
        running
            .into_iter()
            .flat_map(|(slice, thread)| thread.join().unwrap_or_else(|_| in_a_row(slice)))
            .collect()
    })
}
