//! Bundles: what compile writes, servers store and the SDK loads.
//!
//! Down the wire: a signed [`Manifest`] names index shards by literal address prefix, a [`Shard`] names the chunks of its
//! guides, a [`GuideChunk`] holds the graph and a [`TextChunk`] its texts in one language. Chunks are named by the first
//! half of the SHA-256 of their bytes (all of it is a name as well). A [`SingleFile`] carries the same documents as strings, so
//! that names and signature still fit.

use crate::basic::{GuideId, ProjectId, Table};
use crate::condition::Condition;
use crate::content::Content;
use crate::guide::{Frequency, Guide, Trigger};

/// Schema version written by this release. 0 until the first release of Lotse.
pub const SCHEMA: u32 = 0;
/// Hex digits of a document's name: 128 bits. Who wants to put another text under a name has to find a second one for it, which
/// takes 2^128 attempts. Two texts with one name are found in 2^64, but only by who makes both, and that is who signs the bundle.
pub const NAME_DIGITS: usize = 32;
/// Digits of the names in bundles of earlier versions: all of a SHA-256.
const LONG_NAME_DIGITS: usize = 64;
/// Largest chunk on the wire, in bytes.
pub const MAX_CHUNK_WIRE_BYTES: usize = 512 * 1024;
/// Largest chunk inflated, in bytes.
pub const MAX_CHUNK_BYTES: usize = 2 * 1024 * 1024;
/// Greatest ratio of inflated to wire size.
pub const MAX_CHUNK_RATIO: usize = 50;
/// Largest index shard inflated, in bytes.
pub const MAX_SHARD_BYTES: usize = 64 * 1024;
/// Clock skew that expiry forgives, in seconds.
pub const EXPIRY_LENIENCE_S: i64 = 86_400;

crate::wire! {
    /// The pointer document of an environment. Served with a detached signature over its exact bytes.
    struct Manifest {
        /// Schema version of everything it names.
        schema: u32,
        /// The project.
        project: ProjectId,
        /// The environment, for example `production`.
        environment: String,
        /// Rises with every publish; a lower one than already accepted is refused.
        release: i64,
        /// When it was signed, in seconds since 1970-01-01 UTC.
        issued_s: i64,
        /// When it stops being acceptable as new, in seconds since 1970-01-01 UTC.
        expires_s: i64,
        /// Least SDK version that can use it, as `major * 1_000_000 + minor * 1_000 + patch`.
        min_sdk: i64,
        /// The language to fall back to.
        default_language: String,
        /// Hosts to which plain `http` links are allowed.
        http_hosts: Vec<String> = Vec::new(),
        /// Hosts from which images may come, besides the page's own.
        image_hosts: Vec<String> = Vec::new(),
        /// Origins, besides the page's own, to which actions may navigate.
        navigate_origins: Vec<String> = Vec::new(),
        /// Look of the overlay.
        theme: Option<crate::theme::Theme>,
        /// Index shards by literal address prefix.
        index: Vec<IndexEntry>,
        /// First half of the SHA-256 of the root of self-help, 32 hex digits; only the help panel fetches it.
        help: Option<String>,
        /// Shards of signs of problems, by literal address prefix: only there the page is watched for them.
        signs: Vec<IndexEntry> = Vec::new(),
    }

    /// One index shard.
    struct IndexEntry {
        /// The shard matters on pages whose path and query begin with this text.
        prefix: String,
        /// First half of the SHA-256 of the shard, 32 hex digits.
        shard: String,
    }

    /// The guides behind one prefix.
    struct Shard {
        /// The guides.
        guides: Vec<ShardEntry>,
    }

    /// What must be known of a guide before its chunks are fetched.
    struct ShardEntry {
        /// Id of the guide.
        id: GuideId,
        /// Address globs.
        pages: Vec<String> = Vec::new(),
        /// Who may see it.
        audience: Option<Condition>,
        /// What starts or offers it.
        trigger: Option<Trigger>,
        /// How often.
        frequency: Frequency = Frequency::UntilSolved {},
        /// SHA-256 of the guide chunk.
        chunk: String,
        /// SHA-256 of the text chunk by language.
        texts: Table<String>,
        /// Guides that it runs as sub-guides, directly or not.
        needs: Vec<GuideId> = Vec::new(),
    }

    /// One guide.
    struct GuideChunk {
        /// The guide.
        guide: Guide,
    }

    /// The texts of one guide in one language.
    struct TextChunk {
        /// Language tag.
        language: String,
        /// Content by text id.
        texts: Table<Content>,
    }

    /// Everything in one file: small sites, tests, `lotse try`.
    struct SingleFile {
        /// Schema version.
        schema: u32,
        /// Exact bytes of the manifest.
        manifest: String,
        /// Detached signature over them, base64; unsigned when absent.
        signature: Option<String>,
        /// Exact bytes of shards and chunks, by SHA-256.
        chunks: Table<String>,
    }
}

/// Whether a text may be the name of a document.
#[must_use]
pub fn is_name(text: &str) -> bool {
    matches!(text.len(), NAME_DIGITS | LONG_NAME_DIGITS)
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a document with this SHA-256, in hex digits, is called so.
#[must_use]
pub fn is_called(name: &str, digest: &str) -> bool {
    matches!(name.len(), NAME_DIGITS | LONG_NAME_DIGITS) && digest.starts_with(name)
}
