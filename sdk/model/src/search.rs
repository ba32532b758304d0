//! The index that search runs over, in one language: a root, and parts of 64 KiB or less that are fetched by need.
//!
//! Words, postings and numbers are packed into strings, not lists: a list of a hundred thousand numbers would take a JSON reader
//! longer than the whole search. What is packed how, `lotse_help::search` says; it writes and reads them. Only the help part
//! of the SDK names these types.

/// Most entries of one index.
pub const MAX_SEARCH_ENTRIES: usize = 20_000;

crate::wire! {
    /// The root of an index.
    struct SearchRoot {
        /// Schema version.
        schema: u32,
        /// Language tag.
        language: String,
        /// How many entries there are.
        count: u32,
        /// Words that say nothing, as they are compared.
        stop_words: Vec<String> = Vec::new(),
        /// The dictionary's parts.
        words: Vec<SearchPart>,
        /// The postings' parts; `first` counts words.
        postings: Vec<SearchPart>,
        /// The entries' parts; `first` counts entries.
        entries: Vec<SearchPart>,
        /// By entry: how much its success adds, and its set of pages.
        ranks: String,
        /// Sets of pages, as globs over path and query; set 0 is every page and not listed.
        pages: Vec<SearchPages> = Vec::new(),
    }

    /// A part of an index.
    struct SearchPart {
        /// Number of the first word or entry in it.
        first: u32,
        /// First half of the SHA-256 of the part, 32 hex digits.
        shard: String,
    }

    /// A set of pages.
    struct SearchPages {
        /// Globs over path and query.
        globs: Vec<String>,
    }

    /// A part of the dictionary.
    struct SearchWords {
        /// Its words, packed.
        words: String,
    }

    /// A part of the postings.
    struct SearchPostings {
        /// Which entries hold each word, packed.
        postings: String,
    }

    /// A part of the entries.
    struct SearchEntries {
        /// What is shown of each.
        entries: Vec<SearchEntry>,
    }

    /// What is shown of an entry.
    struct SearchEntry {
        /// Id of the problem, guide or checklist.
        id: String,
        /// What it is.
        kind: EntryKind,
        /// Its title.
        title: String,
    }

    /// What an entry is.
    words EntryKind {
        /// A problem.
        Problem = "problem",
        /// A guide.
        Guide = "guide",
        /// A checklist.
        Checklist = "checklist",
    }
}
