//! Drafts, who edits them, versions and review.
//!
//! | route | body | answer | role |
//! |---|---|---|---|
//! | `POST /projects` | [`NewProject`] | [`crate::people::Membership`] | any account |
//! | `GET /projects/{project}/settings` | | [`Settings`] | author |
//! | `PUT /projects/{project}/settings` | [`Settings`] | [`Settings`] | admin |
//! | `GET /projects/{project}/guides` | | list of [`Summary`] | author |
//! | `POST /projects/{project}/guides` | [`NewGuide`] | [`Stored`] | author |
//! | `GET /projects/{project}/guides/{guide}` | | [`Stored`] | author |
//! | `PUT /projects/{project}/guides/{guide}` | [`Save`] | [`Stored`] without its source | author |
//! | `DELETE /projects/{project}/guides/{guide}` | | 204 | author; publisher when it is published |
//! | `POST /projects/{project}/guides/{guide}/lease` | [`TakeLease`] | [`Lease`] | author |
//! | `DELETE /projects/{project}/guides/{guide}/lease` | | 204 | author |
//! | `POST /projects/{project}/guides/{guide}/owner` | [`NewOwner`] | [`Summary`] | author |
//! | `POST /projects/{project}/guides/{guide}/review` | [`AskReview`] | [`Version`] | author |
//! | `GET /projects/{project}/guides/{guide}/versions` | | list of [`Version`], newest first | author |
//! | `GET /projects/{project}/guides/{guide}/versions/{version}` | | [`Version`] with its source | author |
//! | `POST /projects/{project}/guides/{guide}/versions/{version}/verdict` | [`Verdict`] | [`Version`] | reviewer |
//! | `PUT /projects/{project}/assets` | the picture's bytes | [`Asset`] | author |

use std::collections::BTreeMap;

use crate::wire;

wire! {
    /// A project to be made.
    pub struct NewProject {
        /// Id: lower case, digits and `-`.
        pub project: String,
        /// Name for people.
        pub name: String,
        /// The language to fall back to.
        pub language: String,
    }

    /// What holds for a whole project.
    pub struct Settings {
        /// Name for people.
        pub name: String,
        /// The document `project.json` (its schema: docs/project.schema.json), without `environment`.
        pub project: serde_json::Value,
        /// A second person must approve what is published. Guides that fill, set or navigate elsewhere always need one.
        pub needs_four_eyes: bool,
        /// Where guides go.
        pub environments: Vec<Environment>,
        /// Usage events from end users are taken. Off in a new project.
        pub takes_usage: bool,
        /// Rises with every change; a save with an older one is a conflict.
        pub revision: i64,
    }

    /// A place that guides are published to.
    pub struct Environment {
        /// Name: `staging`, `production`.
        pub name: String,
        /// Origins of the host app there: the picker opens in these only, and the SDK's files are shared with them.
        pub origins: Vec<String>,
        /// An address in the host app to begin recording at.
        pub start_url: Option<String>,
        /// Public keys, now and next (SPKI, base64), as `init` takes them. Read only.
        #[serde(default)]
        pub keys: Vec<String>,
        /// Address of the manifest, from the server's root. Read only.
        #[serde(default)]
        pub manifest: String,
    }

    /// A guide in the library.
    pub struct Summary {
        /// Id.
        pub guide: String,
        /// Title by language, as plain text.
        pub title: BTreeMap<String, String>,
        /// Who answers for it.
        pub owner: crate::people::User,
        /// How far it is.
        pub state: State,
        /// The version that is live, by environment.
        pub live: BTreeMap<String, i64>,
        /// Number of steps.
        pub steps: u32,
        /// Share of texts that are there and not outdated, by language, in percent.
        pub coverage: BTreeMap<String, u8>,
        /// Errors found in the draft.
        pub errors: u32,
        /// Warnings found in the draft.
        pub warnings: u32,
        /// When the draft was last saved, in milliseconds since 1970.
        pub changed_ms: i64,
        /// By whom.
        pub changed_by: String,
        /// Rises with every save.
        pub revision: i64,
    }

    /// How far a guide is.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum State {
        /// Being written; also when an older version is live.
        Draft,
        /// A version waits for a verdict.
        InReview,
        /// The newest version is approved and not live anywhere.
        Approved,
        /// The newest version is live and the draft has not changed since.
        Published,
    }

    /// A guide to be made.
    pub struct NewGuide {
        /// Its text, a guide file. Its id must not be taken.
        pub source: String,
    }

    /// A draft as the server has it.
    pub struct Stored {
        /// What the library shows of it.
        pub summary: Summary,
        /// The guide file, as [`Save::source`] brought it. Left out where only the revision is news.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
        /// Who is editing.
        pub lease: Option<Lease>,
    }

    /// Saves a draft. Any text is kept, however broken.
    pub struct Save {
        /// The guide file.
        pub source: String,
        /// The revision that it was made from; another one stored is a conflict.
        pub revision: i64,
        /// [`Lease::token`]; another holder's lease locks.
        pub lease: String,
    }

    /// Who edits a draft now.
    pub struct Lease {
        /// Who.
        pub holder: crate::people::User,
        /// The holder's own token; empty for everybody else.
        pub token: String,
        /// When it ends unless it is renewed, in milliseconds since 1970. Every save renews it.
        pub until_ms: i64,
    }

    /// Asks to edit.
    pub struct TakeLease {
        /// The token held so far, to renew it.
        pub token: Option<String>,
        /// Also when another person is editing: that one becomes read-only.
        pub take_over: bool,
    }

    /// Hands a guide to another owner.
    pub struct NewOwner {
        /// Id of a member.
        pub user: String,
    }

    /// Freezes the draft as a version, and sends it to review.
    pub struct AskReview {
        /// What has changed, in a sentence.
        pub note: String,
        /// The revision that is meant.
        pub revision: i64,
    }

    /// A frozen guide.
    pub struct Version {
        /// Number, from 1.
        pub version: i64,
        /// What has changed.
        pub note: String,
        /// Who froze it.
        pub author: crate::people::User,
        /// When, in milliseconds since 1970.
        pub frozen_ms: i64,
        /// What was said about it.
        pub verdict: Option<Judgement>,
        /// It needs a second person, and why: a project's setting, or what its actions do.
        pub needs_second_person: bool,
        /// The guide file; in the answer for one version only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
    }

    /// A reviewer's verdict to be given.
    pub struct Verdict {
        /// Whether it may be published.
        pub approves: bool,
        /// Why, or what to change.
        pub note: String,
    }

    /// A reviewer's verdict.
    pub struct Judgement {
        /// Whether it may be published.
        pub approves: bool,
        /// Why, or what to change.
        pub note: String,
        /// Who.
        pub by: crate::people::User,
        /// When, in milliseconds since 1970.
        pub at_ms: i64,
    }

    /// A finding, as `lotse check --format json` gives it.
    pub struct Finding {
        /// Stable code, such as `L103`.
        pub code: String,
        /// `error`, `warning` or `hint`.
        pub severity: String,
        /// The guide; empty for the project.
        pub guide: String,
        /// JSON pointer into its file.
        pub pointer: String,
        /// What is wrong, in the asked language.
        pub message: String,
        /// What to do.
        pub fix: String,
    }

    /// A picture that was taken in.
    pub struct Asset {
        /// Its address for Markdown.
        pub url: String,
        /// Pixels.
        pub width: u32,
        /// Pixels.
        pub height: u32,
        /// Bytes as stored, after re-encoding.
        pub bytes: u64,
    }
}
