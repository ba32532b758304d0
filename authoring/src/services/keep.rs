//! Drafts in the browser's storage, so that a crash, a reload or a lost connection takes nothing that was typed.
//!
//! Two entries a guide: the *base* (a text that the server has, with its revision) and the *tail* (what was done since, as
//! journal). Typing writes the short tail only.

use lotse_api::people::Session;
use lotse_editor::draft::Draft;
use lotse_editor::draft::journal::{Entry, Record};
use lotse_model::bundle::SCHEMA;
use lotse_model::json::{self, Json};
use lotse_model::wire::{Reader, Wire as _};

use super::preference::storage;

/// Longest tail, in entries, before the base is written anew.
const MAX_TAIL: usize = 200;
/// Whether the server has the base.
const SAVED: &str = "saved";

/// The draft of one guide, or of a document beside them, in this browser.
#[derive(Clone, Debug)]
pub struct Keep {
    name: String,
    revision: i64,
    /// How much of the draft's journal the base holds already.
    begun: usize,
}

/// What was found in the browser.
#[derive(Debug)]
pub struct Found {
    /// The revision that it was made from.
    pub revision: i64,
    /// Its text now.
    pub text: String,
}

impl Keep {
    /// The place of a guide, for whoever is signed in: somebody else finds nothing there. Nothing is written yet.
    pub fn new(session: &Session, project: &str, guide: &str) -> Self {
        let user = session.user.as_ref().map_or("", |user| user.id.as_str());
        Keep { name: format!("lotse.draft.{user}/{project}/{guide}"), revision: 0, begun: 0 }
    }

    /// The place of a document beside the guides: the name of its kind, and its id.
    pub fn beside(session: &Session, project: &str, kind: &str, id: &str) -> Self {
        Keep::new(session, project, &format!("{kind}/{id}"))
    }

    /// What an earlier page left, if it was not saved to the server.
    pub fn found(&self) -> Option<Found> {
        let storage = storage()?;
        let base = json::parse(&storage.get_item(&self.name).ok()??).ok()?;
        let Some(Json::Number(revision)) = base.get("revision") else { return None };
        let source = base.get("source")?.as_text()?.to_owned();
        let tail = storage.get_item(&self.tail()).ok().flatten();
        let tail = tail.and_then(|tail| json::parse(&tail).ok());
        let journal = tail.and_then(|tail| Vec::<Entry>::take(&tail, &mut Reader::default()));
        let journal = journal.unwrap_or_default();
        if journal.is_empty() && base.get(SAVED) == Some(&Json::Bool(true)) {
            return None;
        }
        let record = Record { schema: SCHEMA, source, journal };
        Some(Found { revision: *revision, text: Draft::replay(&record).save() })
    }

    /// The server has what the draft held when its journal was this long. Nothing needs to be kept but what came after.
    pub fn saved(&mut self, revision: i64, source: &str, draft: &Draft, journal_len: usize) {
        self.revision = revision;
        self.begun = journal_len;
        self.write_base(source, true);
        self.write(draft);
    }

    /// What an earlier page left stays what it is, made from that revision, until it is known what becomes of it.
    pub fn hold(&mut self, found: &Found, draft: &Draft) {
        self.revision = found.revision;
        self.begun = draft.journal().len();
        self.write_base(&found.text, false);
    }

    /// Keeps what was done since the base. Says whether the browser took it.
    pub fn write(&mut self, draft: &Draft) -> bool {
        let tail = draft.journal().get(self.begun..).unwrap_or_default();
        // What undoing takes back may lie before the base.
        let reaches_back = tail.iter().any(|entry| matches!(entry, Entry::Undo {} | Entry::Redo {}));
        if reaches_back || tail.len() > MAX_TAIL {
            self.begun = draft.journal().len();
            return self.write_base(&draft.save(), false);
        }
        let Some(storage) = storage() else { return false };
        if tail.is_empty() {
            return storage.remove_item(&self.tail()).is_ok();
        }
        let tail = Json::List(tail.iter().map(Entry::give).collect());
        storage.set_item(&self.tail(), &tail.write()).is_ok()
    }

    /// Forgets the guide in this browser: the server has everything.
    pub fn forget(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.tail());
            let _ = storage.remove_item(&self.name);
        }
    }

    /// The same, unless a later page keeps something else here.
    pub fn forget_text(&self, text: &str) {
        if self.found().is_some_and(|found| found.text == text) {
            self.forget();
        }
    }

    fn write_base(&self, source: &str, is_saved: bool) -> bool {
        let Some(storage) = storage() else { return false };
        let _ = storage.remove_item(&self.tail());
        let base = Json::Map(vec![
            ("revision".to_owned(), Json::Number(self.revision)),
            ("source".to_owned(), Json::from(source)),
            (SAVED.to_owned(), Json::Bool(is_saved)),
        ]);
        storage.set_item(&self.name, &base.write()).is_ok()
    }

    fn tail(&self) -> String {
        format!("{}.tail", self.name)
    }
}
