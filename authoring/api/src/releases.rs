//! What is live: releases, roll-back, the ledger, what users made of it.
//!
//! | route | body | answer | role |
//! |---|---|---|---|
//! | `GET /projects/{project}/environments/{environment}/checklist` | | [`Checklist`] for everything approved and not live, and for problems and checklists as they are | author |
//! | `POST /projects/{project}/environments/{environment}/releases` | [`Publish`] | [`Release`] | publisher |
//! | `GET /projects/{project}/environments/{environment}/releases` | | list of [`Release`], newest first | author |
//! | `DELETE /projects/{project}/environments/{environment}/releases/{release}` | | 204; only what still waits for its time | publisher |
//! | `POST /projects/{project}/environments/{environment}/rollback` | [`RollBack`] | [`Release`] | publisher |
//! | `POST /projects/{project}/environments/{environment}/rotate` | | [`crate::guides::Environment`] with its new keys | admin |
//! | `GET /projects/{project}/expiries` | | list of [`Expiry`] | author |
//! | `POST /projects/{project}/guides/{guide}/expiry` | [`SetExpiry`] | [`SetExpiry`] | publisher |
//! | `GET /projects/{project}/ledger` | | list of [`Entry`], newest first | author |
//! | `GET /projects/{project}/guides/{guide}/usage` | | [`Usage`] | author |
//! | `GET /projects/{project}/guides/{guide}/renewals` | | list of [`Renewal`]: of targets as they are in the draft, in groups of 10 sessions | author |
//!
//! Public, without signing in: `GET /g/{project}/{environment}/manifest.json` (ETag, `no-cache`), its `.sig`, and
//! `GET /g/{project}/{environment}/…` (chunks, immutable); `POST /g/{project}/{environment}/usage` takes a batch of usage events
//! (docs/schema/batch.schema.json); `GET /sdk/lotse.js` and its modules; `GET /a/{hash}.{ending}` pictures.

use std::collections::BTreeMap;

use crate::wire;

wire! {
    /// A guide that ends.
    pub struct Expiry {
        /// Id of the guide.
        pub guide: String,
        /// When it is taken out of what is live, in milliseconds since 1970.
        pub at_ms: i64,
    }

    /// When a guide is to end.
    pub struct SetExpiry {
        /// In milliseconds since 1970; never when absent.
        pub at_ms: Option<i64>,
    }

    /// Makes a release out of what is live and these changes.
    pub struct Publish {
        /// Version by guide; `null` takes the guide out.
        pub guides: BTreeMap<String, Option<i64>>,
        /// What is new, in a sentence.
        pub note: String,
        /// The release that was live when this was decided; another one now is a conflict. 0 when there was none.
        pub after: i64,
        /// When it goes live, in milliseconds since 1970; at once when absent.
        pub at_ms: Option<i64>,
    }

    /// A release.
    pub struct Release {
        /// Number; rises within an environment.
        pub release: i64,
        /// Who made it.
        pub by: crate::people::User,
        /// When, in milliseconds since 1970.
        pub at_ms: i64,
        /// What is new.
        pub note: String,
        /// Version by guide, everything that is in it.
        pub guides: BTreeMap<String, i64>,
        /// The release whose content it repeats, when it rolls back.
        pub repeats: Option<i64>,
        /// Whether it is live now.
        pub is_live: bool,
    }

    /// Makes a higher release with the content of an older one.
    pub struct RollBack {
        /// The one to go back to.
        pub release: i64,
        /// Why.
        pub note: String,
        /// The release that is live; another one now is a conflict.
        pub after: i64,
    }

    /// What must be so before publishing.
    pub struct Checklist {
        /// The release that is live, 0 for none.
        pub live: i64,
        /// Version by guide: what would be published.
        pub guides: BTreeMap<String, i64>,
        /// What stands in the way (errors) or should be known (warnings).
        pub findings: Vec<crate::guides::Finding>,
        /// Guides that still need somebody's approval.
        pub unapproved: Vec<String>,
        /// Problems that would become other than they are live: changed, new or gone. They go along with every release.
        #[serde(default)]
        pub problems: Vec<String>,
        /// Checklists, likewise.
        #[serde(default)]
        pub checklists: Vec<String>,
        /// Whether the desk's file would become another one.
        #[serde(default)]
        pub is_desk_new: bool,
        /// Problems and checklists (`desk.json` for the desk) that stay as they are live; `findings` say why.
        #[serde(default)]
        pub held_back: Vec<String>,
    }

    /// A line of the ledger. Lines are never changed; each holds the hash of the one before.
    pub struct Entry {
        /// Number, from 1, without gaps.
        pub number: i64,
        /// When, in milliseconds since 1970.
        pub at_ms: i64,
        /// Who; a token's name where it was a program.
        pub by: String,
        /// What was done, such as `publish`, `roll_back`, `approve`, `member_set`.
        pub act: String,
        /// To what.
        pub subject: String,
        /// Further facts.
        pub detail: serde_json::Value,
        /// SHA-256 over the line before and this one, in hex.
        pub hash: String,
    }

    /// What end users made of a guide, in the last 90 days. Groups under 10 sessions are left out.
    pub struct Usage {
        /// Sessions; absent under 10.
        pub sessions: Option<u64>,
        /// By outcome: `solved`, `stopped`, `escalated`, `abandoned`.
        pub outcomes: BTreeMap<String, u64>,
        /// By step: shown, done, target missing, found again, left.
        pub steps: BTreeMap<String, StepUsage>,
        /// "Did this help?": yes and no; absent under 10.
        pub helped: Option<[u64; 2]>,
    }

    /// What end users made of a step. Groups under 10 count as 0.
    #[derive(Default)]
    pub struct StepUsage {
        /// Sessions in which it was shown.
        pub shown: u64,
        /// In which it was done.
        pub done: u64,
        /// In which its target was missing.
        pub target_missing: u64,
        /// In which its target was found by the second look only, since the version that is live was frozen.
        #[serde(default)]
        pub retraced: u64,
        /// When that began, in milliseconds since 1970; absent where `retraced` is 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retraced_since_ms: Option<i64>,
        /// That ended there.
        pub left: u64,
    }

    /// New evidence for the target of a step: what end users' pages sent after only a second look had found it there.
    pub struct Renewal {
        /// Id of the step.
        pub step: String,
        /// The mark of the record in the draft that it would replace.
        pub old: i64,
        /// In how many sessions, 10 or more; of the newest thousand reports.
        pub sessions: u64,
        /// When the first of them came, in milliseconds since 1970.
        pub since_ms: i64,
        /// The new record, as evidence of the kind `linkage` holds it. Nobody known has sent it: whoever takes it over looks first
        /// at what it finds.
        pub record: String,
    }
}
