//! Documents of a bundle, before they are published.

use std::collections::HashSet;

use super::Project;
use super::calendar::is_language_tag;
use super::condition::{condition, patterns};
use super::content::content;
use super::found::Found;
use super::guide::{frequency, guide};
use super::single_file::single_file;
use super::source::placed;
use super::theme::theme;
use super::walk::Walk;
use crate::basic::is_id;
use crate::bundle::{
    GuideChunk, MAX_CHUNK_BYTES, MAX_CHUNK_RATIO, MAX_CHUNK_WIRE_BYTES, MAX_SHARD_BYTES, Manifest, SCHEMA,
    Shard, ShardEntry, TextChunk, is_name,
};
use crate::diagnostic::{Code, Diagnostic, Problem};
use crate::url::is_host;

/// Largest manifest, in bytes.
pub const MAX_MANIFEST_BYTES: usize = 64 * 1024;
/// Longest time for which a manifest should be acceptable, in days.
const MAX_VALID_DAYS: i64 = 400;
/// Largest single-file bundle, in bytes.
pub const MAX_SINGLE_FILE_BYTES: usize = 4 * 1024 * 1024;
/// Most hosts or origins in one list.
const MAX_HOSTS: usize = 100;

/// Which document of a bundle is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleDocument {
    /// A [`Manifest`].
    Manifest,
    /// A [`Shard`].
    Shard,
    /// A [`GuideChunk`].
    Guide,
    /// A [`TextChunk`].
    Text,
    /// A [`crate::bundle::SingleFile`] with everything in it.
    SingleFile,
}

/// Reads and checks a document of a bundle. The words are in `language` (`de` or `en`).
#[must_use]
pub fn check_bundle(
    document: BundleDocument,
    text: &str,
    project: Option<&Project>,
    language: &str,
) -> Vec<Diagnostic> {
    let mut found = Found::default();
    match document {
        BundleDocument::Manifest => drop(found.read("", text, project, manifest)),
        BundleDocument::Shard => drop(found.read("", text, project, shard)),
        BundleDocument::Guide => drop(found.read("", text, project, guide_chunk)),
        BundleDocument::Text => drop(found.read("", text, project, text_chunk)),
        BundleDocument::SingleFile => single_file(&mut found, text, project),
    }
    if document != BundleDocument::SingleFile {
        sizes(document, text.len(), None).into_iter().for_each(|problem| found.note("", problem));
    }
    placed(text, found.finish(), language)
}

/// Checks the bytes of a document: its size, and where it is known its size on the wire.
#[must_use]
pub fn check_sizes(
    document: BundleDocument,
    bytes: usize,
    wire_bytes: Option<usize>,
    language: &str,
) -> Vec<Diagnostic> {
    sizes(document, bytes, wire_bytes).into_iter().map(|problem| Diagnostic::of(problem, language)).collect()
}

pub(super) fn sizes(document: BundleDocument, bytes: usize, wire_bytes: Option<usize>) -> Vec<Problem> {
    let (most, code) = match document {
        BundleDocument::Manifest => (MAX_MANIFEST_BYTES, Code::MANIFEST_TOO_LARGE),
        BundleDocument::Shard => (MAX_SHARD_BYTES, Code::SHARD_TOO_LARGE),
        BundleDocument::Guide | BundleDocument::Text => (MAX_CHUNK_BYTES, Code::CHUNK_TOO_LARGE),
        BundleDocument::SingleFile => (MAX_SINGLE_FILE_BYTES, Code::CHUNK_TOO_LARGE),
    };
    let mut found = Vec::new();
    if bytes > most {
        found.push((code, bytes));
    }
    if let Some(wire) = wire_bytes {
        if wire > MAX_CHUNK_WIRE_BYTES {
            found.push((Code::CHUNK_TOO_LARGE_ON_WIRE, wire));
        }
        if bytes > wire.saturating_mul(MAX_CHUNK_RATIO) {
            found.push((Code::CHUNK_RATIO, bytes.div_ceil(wire.max(1))));
        }
    }
    let problem =
        |(code, detail): (Code, usize)| Problem { code, pointer: String::new(), detail: detail.to_string() };
    found.into_iter().map(problem).collect()
}

pub(super) fn manifest<'a>(walk: &mut Walk<'a>, manifest: &'a Manifest) {
    walk.report_at("schema", manifest.schema != SCHEMA, Code::SCHEMA_TOO_NEW, manifest.schema);
    walk.report_at(
        "environment",
        !is_id(&manifest.environment),
        Code::BAD_ENVIRONMENT,
        &manifest.environment,
    );
    walk.report_at("release", manifest.release < 1, Code::BAD_RELEASE, manifest.release);
    let (issued, expires) = (manifest.issued_s, manifest.expires_s);
    walk.report_at(
        "expires_s",
        expires <= issued,
        Code::EXPIRES_BEFORE_ISSUED,
        format!("{issued}, {expires}"),
    );
    let days = expires.saturating_sub(issued) / 86_400;
    walk.report_at("expires_s", days > MAX_VALID_DAYS, Code::EXPIRES_TOO_LATE, days);
    walk.report_at("min_sdk", manifest.min_sdk < 0, Code::NUMBER_OUT_OF_RANGE, "");
    let language = &manifest.default_language;
    walk.report_at("default_language", !is_language_tag(language), Code::BAD_LANGUAGE_TAG, language);
    for (name, hosts) in [("http_hosts", &manifest.http_hosts), ("image_hosts", &manifest.image_hosts)] {
        walk.report_at(name, hosts.len() > MAX_HOSTS, Code::TOO_MANY_HOSTS, hosts.len());
        walk.each(name, hosts, |walk, host| walk.report_if(!is_host(host), Code::BAD_HOST, host));
    }
    let origins = &manifest.navigate_origins;
    walk.report_at("navigate_origins", origins.len() > MAX_HOSTS, Code::TOO_MANY_HOSTS, origins.len());
    walk.each("navigate_origins", origins, |walk, origin| {
        walk.report_if(!is_origin(origin), Code::BAD_ORIGIN, origin);
    });
    walk.with("theme", manifest.theme.as_ref(), theme);
    walk.each("index", &manifest.index, |walk, entry| {
        let prefix = &entry.prefix;
        walk.report_at("prefix", crate::url::literal_prefix(prefix) != *prefix, Code::BAD_PREFIX, prefix);
        walk.at("shard", |walk| hash(walk, &entry.shard));
    });
}

/// Whether text is an origin: scheme and host, nothing after it.
fn is_origin(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(is_host)
}

fn hash(walk: &mut Walk, text: &str) {
    walk.report_if(!is_name(text), Code::BAD_HASH, text);
}

pub(super) fn shard<'a>(walk: &mut Walk<'a>, shard: &'a Shard) {
    let mut seen = HashSet::new();
    walk.each("guides", &shard.guides, |walk, entry| {
        walk.report_at("id", !seen.insert(&entry.id), Code::DUPLICATE_GUIDE, &entry.id);
        shard_entry(walk, entry);
    });
}

fn shard_entry<'a>(walk: &mut Walk<'a>, entry: &'a ShardEntry) {
    patterns(walk, "pages", &entry.pages, false);
    walk.with("audience", entry.audience.as_ref(), condition);
    walk.with("trigger", entry.trigger.as_ref(), |walk, trigger| {
        walk.at("when", |walk| condition(walk, &trigger.when));
    });
    walk.at("frequency", |walk| frequency(walk, &entry.frequency));
    walk.at("chunk", |walk| hash(walk, &entry.chunk));
    walk.report_at("texts", entry.texts.is_empty(), Code::EMPTY_TEXT, "");
    walk.at("texts", |walk| {
        for (language, name) in entry.texts.iter() {
            walk.at(language, |walk| {
                walk.report_if(!is_language_tag(language), Code::BAD_LANGUAGE_TAG, language);
                hash(walk, name);
            });
        }
    });
}

pub(super) fn guide_chunk<'a>(walk: &mut Walk<'a>, chunk: &'a GuideChunk) {
    walk.at("guide", |walk| guide(walk, &chunk.guide));
}

pub(super) fn text_chunk<'a>(walk: &mut Walk<'a>, chunk: &'a TextChunk) {
    let language = &chunk.language;
    walk.report_at("language", !is_language_tag(language), Code::BAD_LANGUAGE_TAG, language);
    walk.at("texts", |walk| {
        for (id, blocks) in chunk.texts.iter() {
            walk.at(id, |walk| {
                walk.report_if(!is_id(id), Code::BAD_TEXT_ID, id);
                content(walk, blocks);
            });
        }
    });
}
