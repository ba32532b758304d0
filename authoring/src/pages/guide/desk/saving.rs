//! Nothing that was typed is lost: the browser keeps it at once, the server gets it within two seconds, and who may write is
//! asked of the server.

use gloo_timers::callback::Timeout;
use lotse_api::FaultKind;
use lotse_api::guides::{AskReview, Lease, Save, Stored, TakeLease};
use lotse_api::people::User;
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Desk, Front, Hold, Message, Saving, Theirs};
use crate::services::clock::now_ms;
use crate::services::reload::Reload;
use crate::services::server::{Failure, part};
use crate::words::fill;

/// Under which the right to write is kept over a reload.
const LEASE: &str = "lease";
/// How long the browser is given before it writes what was done.
const KEEP_AFTER_MS: u32 = 200;
/// How long the server waits for what was done first.
const SAVE_AFTER_MS: u32 = 1_200;
/// How long until it is tried again when nobody answers.
const AGAIN_AFTER_MS: u32 = 3_000;

impl Desk {
    pub(super) fn saving_message(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Keep => {
                self.timers.remove("keep");
                if self.is_dirty() {
                    self.keep.write(&self.draft);
                }
                return false;
            }
            Message::Save => self.save(context),
            Message::Saved(answer, journal_len, text) => self.saved(context, answer, journal_len, &text),
            Message::TakeOver => self.ask_lease(context, true),
            // A page that nobody looks at does not keep others from writing.
            Message::Renew if is_hidden() => self.after(context, "renew", 15_000, Message::Renew),
            Message::Renew => self.ask_lease(context, false),
            Message::Leased(answer) => self.leased(context, answer),
            Message::Held(holder) => match &mut self.hold {
                Hold::Theirs(known) | Hold::Lost(known) => *known = holder,
                Hold::Asking | Hold::Mine(_) => return false,
            },
            Message::Resolve(text, theirs) => self.resolve(context, text, &theirs),
            Message::SendToReview(note) => self.send_to_review(context, note),
            Message::SentToReview(answer) => match answer {
                Ok(version) => {
                    self.front = None;
                    let words = self.studio.words();
                    self.studio.say(fill(words.sent_to_review, &[&version.version.to_string()]));
                }
                Err(failure) => self.studio.complain(&failure),
            },
            _ => return false,
        }
        true
    }

    fn is_dirty(&self) -> bool {
        self.draft.journal().len() > self.saved_len
    }

    /// The guide was read again. What was not saved here stays; the server tells of the conflict then.
    pub(super) fn take_newer(&mut self, context: &Context<Self>) {
        let stored = &context.props().opened.stored;
        if self.is_dirty() || stored.summary.revision <= self.revision {
            return;
        }
        let source = stored.source.clone().unwrap_or_default();
        self.revision = stored.summary.revision;
        self.draft = Draft::load(&source);
        self.saved_len = 0;
        self.keep.saved(self.revision, &source, &self.draft, 0);
        context.link().send_message(Message::Check);
    }

    /// What an earlier page in this browser could not save is done again.
    pub(super) fn recover(&mut self, source: &str) {
        let Some(found) = self.keep.found() else {
            return self.keep.saved(self.revision, source, &self.draft, 0);
        };
        if found.text == self.draft.save() {
            return self.keep.saved(self.revision, source, &self.draft, 0);
        }
        let is_newer = found.revision == self.revision;
        if is_newer
            && self.draft.apply(&Command::ReplaceSource { text: found.text.clone() }, now_ms()).is_ok()
        {
            self.saving = Saving::Waiting;
            self.studio.say(self.studio.words().recovered);
        } else if !is_newer {
            let theirs = Theirs { revision: self.revision, source: source.to_owned() };
            self.front = Some(Front::Conflict(found.text, theirs));
        }
    }

    pub(super) fn mark_unsaved(&mut self, context: &Context<Self>) {
        if !self.timers.contains_key("keep") {
            self.after(context, "keep", KEEP_AFTER_MS, Message::Keep);
        }
        if !self.in_flight && !self.timers.contains_key("save") {
            self.after(context, "save", SAVE_AFTER_MS, Message::Save);
        }
        if self.saving == Saving::Saved {
            self.saving = Saving::Waiting;
        }
    }

    fn save(&mut self, context: &Context<Self>) {
        self.timers.remove("save");
        let Hold::Mine(lease) = &self.hold else { return };
        if self.in_flight || !self.is_dirty() {
            return;
        }
        self.in_flight = true;
        self.saving = Saving::Sending;
        let text = self.draft.save();
        let journal_len = self.draft.journal().len();
        let save = Save { source: text, revision: self.revision, lease: lease.token.clone() };
        let (server, path) = (self.studio.server.clone(), self.path(context, ""));
        let answer = context.link().callback(move |(answer, text)| Message::Saved(answer, journal_len, text));
        spawn_local(async move {
            let stored = server.put::<Stored>(&path, &save).await;
            answer.emit((stored, save.source));
        });
    }

    fn saved(
        &mut self,
        context: &Context<Self>,
        answer: Result<Stored, Failure>,
        journal_len: usize,
        text: &str,
    ) {
        self.in_flight = false;
        match answer {
            Ok(stored) => {
                self.revision = stored.summary.revision;
                self.saved_len = journal_len;
                self.keep.saved(self.revision, text, &self.draft, journal_len);
                self.saving = Saving::Saved;
                if self.is_dirty() {
                    self.saving = Saving::Waiting;
                    self.after(context, "save", SAVE_AFTER_MS, Message::Save);
                }
            }
            Err(failure) => match failure.kind() {
                Some(FaultKind::Locked) => {
                    self.keep.write(&self.draft);
                    self.hold = Hold::Lost(nobody());
                    self.saving = Saving::Waiting;
                    self.read_holder(context);
                }
                Some(FaultKind::Conflict) => self.read_theirs(context),
                Some(FaultKind::Unavailable | FaultKind::Internal | FaultKind::TooOften) | None => {
                    self.saving = Saving::Offline;
                    self.after(context, "save", AGAIN_AFTER_MS, Message::Save);
                }
                Some(_) => {
                    self.saving = Saving::Refused(self.studio.words().failure(&failure));
                    self.studio.complain(&failure);
                }
            },
        }
    }

    /// Somebody else's draft is on the server: both are shown.
    fn read_theirs(&mut self, context: &Context<Self>) {
        self.keep.write(&self.draft);
        let (server, path) = (self.studio.server.clone(), self.path(context, ""));
        let mine = self.draft.save();
        let link = context.link().clone();
        let studio = self.studio.clone();
        spawn_local(async move {
            match server.get::<Stored>(&path).await {
                Ok(stored) => {
                    let source = stored.source.unwrap_or_default();
                    let theirs = Theirs { revision: stored.summary.revision, source };
                    link.send_message(Message::Front(Some(Front::Conflict(mine, theirs))));
                }
                Err(failure) => studio.complain(&failure),
            }
        });
    }

    fn resolve(&mut self, context: &Context<Self>, text: String, theirs: &Theirs) {
        self.revision = theirs.revision;
        self.draft = Draft::load(&theirs.source);
        self.saved_len = 0;
        self.keep.saved(self.revision, &theirs.source, &self.draft, 0);
        self.front = None;
        self.saving = Saving::Saved;
        if text != theirs.source {
            let _ = self.draft.apply(&Command::ReplaceSource { text }, now_ms());
        }
        self.changed(context);
        if !self.is_dirty() {
            self.saving = Saving::Saved;
        }
    }

    pub(super) fn ask_lease(&mut self, context: &Context<Self>, take_over: bool) {
        let token = match &self.hold {
            Hold::Mine(lease) => Some(lease.token.clone()),
            _ => self.reload(context).kept(LEASE),
        };
        let wish = TakeLease { token, take_over };
        let (server, path) = (self.studio.server.clone(), self.path(context, "/lease"));
        let answer = context.link().callback(Message::Leased);
        spawn_local(async move { answer.emit(server.post::<Lease>(&path, &wish).await) });
    }

    fn leased(&mut self, context: &Context<Self>, answer: Result<Lease, Failure>) {
        match answer {
            Ok(lease) if lease.token.is_empty() => self.theirs(lease.holder),
            Ok(lease) => {
                self.reload(context).keep(LEASE, &lease.token);
                let was_theirs = matches!(self.hold, Hold::Theirs(_) | Hold::Lost(_));
                let rest = u32::try_from((lease.until_ms - now_ms()) / 2).unwrap_or(0);
                self.after(context, "renew", rest.clamp(5_000, 60_000), Message::Renew);
                self.hold = Hold::Mine(lease);
                if was_theirs && !self.is_dirty() {
                    // What the other one wrote meanwhile has to be read first.
                    context.props().again.emit(());
                } else if self.is_dirty() {
                    self.saving = Saving::Waiting;
                    context.link().send_message(Message::Save);
                }
            }
            Err(Failure::Refused(fault)) if fault.kind == FaultKind::Locked => {
                self.theirs(nobody());
                self.read_holder(context);
            }
            Err(Failure::Refused(fault)) => {
                self.theirs(nobody());
                self.studio.complain(&Failure::Refused(fault));
            }
            Err(_) => self.after(context, "renew", AGAIN_AFTER_MS, Message::Renew),
        }
    }

    /// Who it is that edits.
    fn read_holder(&self, context: &Context<Self>) {
        let (server, path) = (self.studio.server.clone(), self.path(context, ""));
        let link = context.link().clone();
        spawn_local(async move {
            if let Ok(Stored { lease: Some(lease), .. }) = server.get(&path).await {
                link.send_message(Message::Held(lease.holder));
            }
        });
    }

    fn theirs(&mut self, holder: User) {
        self.hold = match self.hold {
            Hold::Mine(_) | Hold::Lost(_) => Hold::Lost(holder),
            Hold::Asking | Hold::Theirs(_) => Hold::Theirs(holder),
        };
    }

    fn send_to_review(&mut self, context: &Context<Self>, note: String) {
        if self.is_dirty() || self.in_flight {
            // What is to be frozen has to be on the server first.
            self.save(context);
            let link = context.link().clone();
            self.timers
                .insert("review", Timeout::new(300, move || link.send_message(Message::SendToReview(note))));
            return;
        }
        let ask = AskReview { note, revision: self.revision };
        let (server, path) = (self.studio.server.clone(), self.path(context, "/review"));
        let answer = context.link().callback(Message::SentToReview);
        spawn_local(async move { answer.emit(server.post(&path, &ask).await) });
    }

    /// The page is left within the studio: the last keystrokes go to the server, then the draft is free.
    pub(super) fn leave(&mut self, context: &Context<Self>) {
        let Hold::Mine(lease) = &self.hold else { return };
        if self.is_dirty() {
            self.keep.write(&self.draft);
        } else {
            self.keep.forget();
        }
        let last = self.is_dirty().then(|| Save {
            source: self.draft.save(),
            revision: self.revision,
            lease: lease.token.clone(),
        });
        self.reload(context).forget(LEASE);
        let (server, path, lease) =
            (self.studio.server.clone(), self.path(context, ""), self.path(context, "/lease"));
        spawn_local(async move {
            if let Some(last) = last {
                let _ = server.put::<Stored>(&path, &last).await;
            }
            let _ = server.delete(&lease).await;
        });
    }

    pub(super) fn path(&self, context: &Context<Self>, rest: &str) -> String {
        let properties = context.props();
        let guide = &properties.opened.stored.summary.guide;
        format!("/projects/{}/guides/{}{rest}", part(&properties.project), part(guide))
    }

    /// What a reload of the page leaves.
    pub(super) fn reload(&self, context: &Context<Self>) -> Reload {
        Reload::of(&self.path(context, ""))
    }
}

fn nobody() -> User {
    User { id: String::new(), name: String::new(), email: String::new() }
}

fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}
