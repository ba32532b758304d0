//! Self-help in a bundle: what there is to be found, where it matters, and what points to it.
//!
//! The manifest names a [`HelpRoot`], which only the help panel fetches; it names everything else, so a page where help is not
//! opened pays for one name. Shards hold at most 64 KiB, by id for looking up, by literal address prefix for what fits a page.

use crate::basic::{ChecklistId, GuideId, ProblemId, Table};
use crate::bundle::IndexEntry;
use crate::condition::Condition;
use crate::desk::Desk;
use crate::held::Held;
use crate::problem::Sign;
use crate::search::EntryKind;
use crate::text::Text;

/// Most tasks of one checklist.
pub const MAX_TASKS: usize = 50;

crate::wire! {
    /// Where self-help begins.
    struct HelpRoot {
        /// Schema version.
        schema: u32,
        /// SHA-256 of the desk; no desk when absent.
        desk: Option<String>,
        /// SHA-256 of the desk's texts by language.
        desk_texts: Table<String> = Table::default(),
        /// SHA-256 of the root of the search index by language.
        search: Table<String> = Table::default(),
        /// Shards of entries, in the order of their ids.
        entries: Vec<HelpPart> = Vec::new(),
        /// Shards of entries by literal address prefix: what fits a page.
        index: Vec<IndexEntry> = Vec::new(),
    }

    /// A shard of entries, by id.
    struct HelpPart {
        /// The first id in it.
        first: String,
        /// First half of the SHA-256 of the shard, 32 hex digits.
        shard: String,
    }

    /// Entries.
    struct HelpShard {
        /// Problems, guides and checklists.
        entries: Vec<HelpEntry>,
    }

    /// A problem, guide or checklist, as it must be known before it is opened.
    struct HelpEntry {
        /// Its id.
        id: String,
        /// What it is.
        kind: EntryKind,
        /// Its title by language, as plain text.
        title: Table<String>,
        /// SHA-256 of the chunk; a guide has none here, the core knows it.
        chunk: Option<String>,
        /// SHA-256 of the texts by language.
        texts: Table<String> = Table::default(),
        /// Globs over path and query where it applies; everywhere when empty.
        pages: Vec<String> = Vec::new(),
        /// Who may see it.
        audience: Option<Held<Condition>>,
    }

    /// Signs that matter behind one prefix.
    struct SignShard {
        /// The signs.
        signs: Vec<SignEntry>,
    }

    /// A sign of a problem.
    struct SignEntry {
        /// The problem.
        problem: ProblemId,
        /// Title of the problem by language, as plain text.
        title: Table<String>,
        /// Globs over path and query where it applies; everywhere when empty.
        pages: Vec<String> = Vec::new(),
        /// The sign.
        sign: Sign,
    }

    /// The desk in a bundle.
    struct DeskChunk {
        /// The desk.
        desk: Desk,
    }

    /// Several guides as tasks, such as for the first day.
    struct Checklist {
        /// Id, stable over versions.
        id: ChecklistId,
        /// What the user reads in lists.
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
        /// Where it applies, as globs over path and query; everywhere in the project when empty.
        pages: Vec<String> = Vec::new(),
        /// Who may see it; everybody when absent. Unknown counts as no.
        audience: Option<Held<Condition>>,
        /// The tasks, in order; every guide once.
        tasks: Vec<ChecklistTask>,
    }

    /// A task.
    struct ChecklistTask {
        /// The guide that does it; done once the guide has ended solved.
        guide: GuideId,
        /// What the user reads; the guide's title when absent.
        title: Option<Text>,
    }

    /// A checklist as people write it by hand.
    struct ChecklistSource {
        /// Schema version of this file.
        schema: u32,
        /// The checklist.
        checklist: Checklist,
        /// Markdown by language and text id.
        texts: Table<Table<String>> = Table::default(),
    }

    /// A checklist in a bundle.
    struct ChecklistChunk {
        /// The checklist.
        checklist: Checklist,
    }
}
