//! Problems at work: documents beside the guides, each with what the list shows of it.
//!
//! | route | body | answer | role |
//! |---|---|---|---|
//! | `GET /projects/{project}/problems` | | list of [`ProblemSummary`] | author |
//! | `GET /projects/{project}/problems/{problem}` | | [`StoredProblem`] | author |
//! | `PUT /projects/{project}/problems/{problem}` | [`SaveProblem`] | [`StoredProblem`] without its source | author |
//! | `DELETE /projects/{project}/problems/{problem}` | | 204 | author |

use std::collections::BTreeMap;

use crate::wire;

wire! {
    /// A problem in the list.
    pub struct ProblemSummary {
        /// Id.
        pub problem: String,
        /// Title by language, as plain text.
        pub title: BTreeMap<String, String>,
        /// Number of causes.
        pub causes: u32,
        /// Errors found in the draft.
        pub errors: u32,
        /// When it was last saved, in milliseconds since 1970.
        pub changed_ms: i64,
        /// By whom.
        pub changed_by: String,
        /// Rises with every save.
        pub revision: i64,
    }

    /// A problem as the server has it.
    pub struct StoredProblem {
        /// What the list shows of it.
        pub summary: ProblemSummary,
        /// The problem file (docs/schema/problem.schema.json). Left out where only the revision is news.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
    }

    /// Saves a problem, or makes it. Any text is kept, however broken.
    pub struct SaveProblem {
        /// The problem file.
        pub source: String,
        /// The revision that it was made from, 0 for a new one; another one stored is a conflict.
        pub revision: i64,
    }
}
