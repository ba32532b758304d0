//! Single-file bundles: each document, and whether they fit together.

use std::collections::HashSet;

use super::Project;
use super::bundle::{BundleDocument, guide_chunk, manifest, shard, sizes, text_chunk};
use super::found::Found;
use crate::bundle::{GuideChunk, Manifest, Shard, ShardEntry, SingleFile, TextChunk};
use crate::diagnostic::Code;
use crate::json::pointer_part;

/// The file with everything in it. Pointers go on into the documents that it carries as strings.
pub(super) fn single_file(found: &mut Found, text: &str, project: Option<&Project>) {
    sizes(BundleDocument::SingleFile, text.len(), None)
        .into_iter()
        .for_each(|problem| found.note("", problem));
    let Some(file) = found.read::<SingleFile>("", text, project, |_, _| {}) else { return };
    if file.signature.as_ref().is_some_and(|signature| !is_base64(signature)) {
        found.report("/signature", Code::BAD_SIGNATURE_SHAPE, "");
    }
    sized(found, BundleDocument::Manifest, "/manifest", &file.manifest);
    let Some(manifest) = found.read("/manifest", &file.manifest, project, manifest) else { return };
    if file.schema != manifest.schema {
        found.report("/schema", Code::SCHEMAS_DIFFER, format!("{}, {}", file.schema, manifest.schema));
    }
    let project = project.cloned().unwrap_or_else(|| project_of(&manifest));
    let mut pieces = Pieces { file: &file, used: HashSet::new(), found, project: &project };
    pieces.index(&manifest);
    pieces.unused();
}

/// What the manifest allows.
fn project_of(manifest: &Manifest) -> Project {
    Project {
        default_language: manifest.default_language.clone(),
        http_hosts: manifest.http_hosts.clone(),
        image_hosts: manifest.image_hosts.clone(),
        navigate_origins: manifest.navigate_origins.clone(),
    }
}

struct Pieces<'a> {
    file: &'a SingleFile,
    used: HashSet<&'a str>,
    found: &'a mut Found,
    project: &'a Project,
}

impl<'a> Pieces<'a> {
    fn index(&mut self, manifest: &Manifest) {
        let mut entries: Vec<ShardEntry> = Vec::new();
        for (at, entry) in manifest.index.iter().enumerate() {
            let place = format!("/manifest/index/{at}/shard");
            let Some((text, place)) = self.chunk(&place, &entry.shard, BundleDocument::Shard) else {
                continue;
            };
            let shard = self.found.read::<Shard>(&place, text, Some(self.project), shard);
            // One guide can stand in several shards, but then with one chunk.
            for guide in shard.into_iter().flat_map(|shard| shard.guides) {
                match entries.iter().find(|known| known.id == guide.id) {
                    Some(known) if known.chunk != guide.chunk => {
                        self.found.report(&place, Code::DUPLICATE_GUIDE, &guide.id);
                    }
                    Some(_) => {}
                    None => {
                        self.guide(&place, &guide);
                        entries.push(guide);
                    }
                }
            }
        }
        for need in entries.iter().flat_map(|entry| &entry.needs) {
            if !entries.iter().any(|entry| entry.id == *need) {
                self.found.report("/manifest", Code::MISSING_NEED, need);
            }
        }
    }

    fn unused(&mut self) {
        for (name, _) in self.file.chunks.iter().filter(|(name, _)| !self.used.contains(name)) {
            self.found.report(&["/chunks/", name].concat(), Code::UNUSED_CHUNK, name);
        }
    }

    fn guide(&mut self, place: &str, entry: &ShardEntry) {
        if let Some((text, place)) = self.chunk(place, &entry.chunk, BundleDocument::Guide) {
            let chunk = self.found.read::<GuideChunk>(&place, text, Some(self.project), guide_chunk);
            if chunk.is_some_and(|chunk| chunk.guide.id != entry.id) {
                self.found.report(&place, Code::WRONG_GUIDE_IN_CHUNK, &entry.id);
            }
        }
        for (language, name) in entry.texts.iter() {
            let Some((text, place)) = self.chunk(place, name, BundleDocument::Text) else { continue };
            let chunk = self.found.read::<TextChunk>(&place, text, Some(self.project), text_chunk);
            if chunk.is_some_and(|chunk| chunk.language != language) {
                self.found.report(&place, Code::WRONG_GUIDE_IN_CHUNK, language);
            }
        }
    }

    /// The text of a chunk and its place; none when it is missing or has been read already.
    fn chunk(&mut self, place: &str, name: &str, document: BundleDocument) -> Option<(&'a str, String)> {
        let Some((name, text)) = self.file.chunks.iter().find(|(known, _)| *known == name) else {
            self.found.report(place, Code::MISSING_CHUNK, name);
            return None;
        };
        let place = format!("/chunks/{}", pointer_part(name));
        if !self.used.insert(name) {
            return None;
        }
        sized(self.found, document, &place, text);
        Some((text, place))
    }
}

fn sized(found: &mut Found, document: BundleDocument, place: &str, text: &str) {
    sizes(document, text.len(), None).into_iter().for_each(|problem| found.note(place, problem));
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    !body.is_empty()
        && text.len() - body.len() <= 2
        && text.len().is_multiple_of(4)
        && body.bytes().all(is_digit)
}
