//! Checklists at work: several guides as tasks, documents beside the guides as problems are.
//!
//! | route | body | answer | role |
//! |---|---|---|---|
//! | `GET /projects/{project}/checklists` | | list of [`ChecklistSummary`] | author |
//! | `GET /projects/{project}/checklists/{checklist}` | | [`StoredChecklist`] | author |
//! | `PUT /projects/{project}/checklists/{checklist}` | [`SaveChecklist`] | [`StoredChecklist`] without its source | author |
//! | `DELETE /projects/{project}/checklists/{checklist}` | | 204 | author |

use std::collections::BTreeMap;

use crate::wire;

wire! {
    /// A checklist in the list.
    pub struct ChecklistSummary {
        /// Id.
        pub checklist: String,
        /// Title by language, as plain text.
        pub title: BTreeMap<String, String>,
        /// Number of tasks.
        pub tasks: u32,
        /// Errors found in the draft by itself: whether its guides are there, the release says.
        pub errors: u32,
        /// When it was last saved, in milliseconds since 1970.
        pub changed_ms: i64,
        /// By whom.
        pub changed_by: String,
        /// Rises with every save.
        pub revision: i64,
    }

    /// A checklist as the server has it.
    pub struct StoredChecklist {
        /// What the list shows of it.
        pub summary: ChecklistSummary,
        /// The checklist file (docs/schema/checklist.schema.json). Left out where only the revision is news.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
    }

    /// Saves a checklist, or makes it. Any text is kept, however broken.
    pub struct SaveChecklist {
        /// The checklist file.
        pub source: String,
        /// The revision that it was made from, 0 for a new one; another one stored is a conflict.
        pub revision: i64,
    }
}
