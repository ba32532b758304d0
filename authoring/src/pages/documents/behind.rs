//! A draft that is saved by itself: how far the server is behind it, what the browser keeps until then, and what somebody else has
//! saved meanwhile.
//!
//! Nothing typed is lost: the browser keeps every change at once; a page that is left sends the rest when what is on its way has
//! arrived; what could not be sent is back when the page is opened again.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_api::FaultKind;
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Save, Stored};
use crate::app::Studio;
use crate::components::conflict::Conflict;
use crate::components::document_differences::document_differences;
use crate::components::icon::Icon;
use crate::pages::guide::desk::Theirs;
use crate::services::clock::now_ms;
use crate::services::keep::Keep;
use crate::services::server::{Failure, Server};
use crate::words::Words;

/// How long until the server has what was done first.
pub const SAVE_AFTER_MS: u32 = 1_200;

/// What has come of saving.
pub enum News {
    /// It is time to save.
    Due,
    /// The server has answered: its revision now, how long the journal was when it was sent, and the text that was sent.
    Answered(Result<i64, Failure>, usize, String),
    /// What somebody else has saved.
    Theirs(Result<Theirs, Failure>),
    /// Go on with the draft of this browser, or with the one of the server.
    Resolve(bool),
    /// Decide later.
    Later,
}

/// What the server says of a document of any kind.
#[derive(Deserialize)]
struct Revision {
    revision: i64,
}

/// What is to be done once the answer is there, where nobody looks at the page any more.
enum Rest {
    /// Somebody does.
    Open,
    /// Forget the draft in this browser: the server has all of it.
    Forget,
    /// Send this as well.
    Send(String),
}

/// What the server has, what is on its way, and what the browser keeps. The draft's journal says how much there is.
pub struct Behind {
    /// Where the document is on the server.
    path: String,
    keep: Keep,
    revision: i64,
    saved_len: usize,
    under_way: Option<(Rc<RefCell<Rest>>, usize)>,
    has_failed: bool,
    timer: Option<Timeout>,
    theirs: Option<Theirs>,
    is_deciding: bool,
}

impl Behind {
    /// Of a draft as the server has it. What an earlier page in this browser could not save is done to it again.
    pub fn open(path: String, keep: Keep, revision: i64, draft: &mut Draft, studio: &Studio) -> Self {
        let source = draft.save();
        let mut behind = Behind {
            path,
            keep,
            revision,
            saved_len: 0,
            under_way: None,
            has_failed: false,
            timer: None,
            theirs: None,
            is_deciding: false,
        };
        let found = behind.keep.found().filter(|found| found.text != source);
        behind.keep.saved(revision, &source, draft, 0);
        if let Some(found) = found {
            let _ = draft.apply(&Command::ReplaceSource { text: found.text.clone() }, now_ms());
            if found.revision == revision {
                behind.keep.write(draft);
                studio.say(studio.words().recovered);
            } else {
                behind.keep.hold(&found, draft);
                behind.theirs = Some(Theirs { revision, source });
                behind.is_deciding = true;
            }
        }
        behind
    }

    /// Whether there is anything that the server does not have.
    pub fn is_dirty(&self, draft: &Draft) -> bool {
        draft.journal().len() > self.saved_len
    }

    /// Something was changed: the browser has it at once, the server a while after the first of several changes.
    pub fn changed(&mut self, draft: &Draft, on: &Callback<News>) {
        self.keep.write(draft);
        self.due(on);
    }

    fn due(&mut self, on: &Callback<News>) {
        if self.timer.is_none() {
            let on = on.clone();
            self.timer = Some(Timeout::new(SAVE_AFTER_MS, move || on.emit(News::Due)));
        }
    }

    /// Deals with news; whether the draft is another one now.
    pub fn hear(&mut self, news: News, draft: &mut Draft, studio: &Studio, on: &Callback<News>) -> bool {
        match news {
            News::Due => self.send(draft, studio, on),
            News::Answered(answer, sent_len, text) => {
                self.answered(answer, sent_len, &text, draft, studio, on)
            }
            News::Theirs(Ok(theirs)) if theirs.source == draft.save() => {
                return self.resolve(false, &theirs, draft, on);
            }
            News::Theirs(Ok(theirs)) => {
                self.theirs = Some(theirs);
                self.is_deciding = true;
            }
            News::Theirs(Err(failure)) => studio.complain(&failure),
            News::Resolve(is_mine) => {
                let Some(theirs) = self.theirs.take() else { return false };
                return self.resolve(is_mine, &theirs, draft, on);
            }
            News::Later => self.is_deciding = false,
        }
        false
    }

    fn send(&mut self, draft: &Draft, studio: &Studio, on: &Callback<News>) {
        self.timer = None;
        if self.theirs.is_some() {
            // First it has to be said which of the two goes on.
            self.is_deciding = true;
            return;
        }
        if self.under_way.is_some() || !self.is_dirty(draft) {
            return;
        }
        let (source, sent_len) = (draft.save(), draft.journal().len());
        let rest = Rc::new(RefCell::new(Rest::Open));
        self.under_way = Some((rest.clone(), sent_len));
        let save = Save { source, revision: self.revision };
        let (server, path, keep, on) =
            (studio.server.clone(), self.path.clone(), self.keep.clone(), on.clone());
        spawn_local(async move {
            let answer = put(&server, &path, &save).await;
            match (rest.replace(Rest::Open), &answer) {
                (Rest::Forget, Ok(_)) => keep.forget_text(&save.source),
                (Rest::Send(source), Ok(revision)) => {
                    last(&server, &path, &keep, Save { source, revision: *revision }).await;
                }
                _ => on.emit(News::Answered(answer, sent_len, save.source)),
            }
        });
    }

    fn answered(
        &mut self,
        answer: Result<i64, Failure>,
        sent_len: usize,
        text: &str,
        draft: &Draft,
        studio: &Studio,
        on: &Callback<News>,
    ) {
        self.under_way = None;
        self.has_failed = answer.is_err();
        match answer {
            Ok(revision) => {
                self.revision = revision;
                self.saved_len = sent_len;
                self.keep.saved(revision, text, draft, sent_len);
                if self.is_dirty(draft) {
                    self.due(on);
                }
            }
            Err(failure) if failure.kind() == Some(FaultKind::Conflict) => {
                let (server, path, on) = (studio.server.clone(), self.path.clone(), on.clone());
                spawn_local(async move {
                    let stored = server.get::<Stored<Revision>>(&path).await;
                    let theirs = |stored: Stored<Revision>| Theirs {
                        revision: stored.summary.revision,
                        source: stored.source.unwrap_or_default(),
                    };
                    on.emit(News::Theirs(stored.map(theirs)));
                });
            }
            Err(failure) => {
                // Nobody answered: the next change tries again, and so does this.
                if failure.kind().is_none() {
                    self.due(on);
                }
                studio.complain(&failure);
            }
        }
    }

    fn resolve(&mut self, is_mine: bool, theirs: &Theirs, draft: &mut Draft, on: &Callback<News>) -> bool {
        let mine = draft.save();
        *draft = Draft::load(&theirs.source);
        (self.revision, self.saved_len) = (theirs.revision, 0);
        (self.theirs, self.is_deciding, self.has_failed) = (None, false, false);
        self.keep.saved(self.revision, &theirs.source, draft, 0);
        if is_mine && draft.apply(&Command::ReplaceSource { text: mine }, now_ms()) == Ok(true) {
            self.changed(draft, on);
        }
        true
    }

    /// The page is left within the studio: the rest goes to the server, after what is on its way. Until it is there, the browser has it.
    pub fn leave(&mut self, draft: &Draft, studio: &Studio) {
        self.timer = None;
        if !self.is_dirty(draft) {
            return self.keep.forget();
        }
        self.keep.write(draft);
        if self.theirs.is_some() {
            return;
        }
        match &self.under_way {
            Some((rest, sent_len)) if *sent_len == draft.journal().len() => drop(rest.replace(Rest::Forget)),
            Some((rest, _)) => drop(rest.replace(Rest::Send(draft.save()))),
            None => {
                let save = Save { source: draft.save(), revision: self.revision };
                let (server, path, keep) = (studio.server.clone(), self.path.clone(), self.keep.clone());
                spawn_local(async move { last(&server, &path, &keep, save).await });
            }
        }
    }

    /// What it was kept for is gone: nothing is kept or sent any more.
    pub fn forget(&mut self, draft: &Draft) {
        self.timer = None;
        self.saved_len = draft.journal().len();
        self.keep.forget();
    }

    /// How far saving is.
    pub fn said(&self, draft: &Draft, words: &Words) -> (Icon, &'static str) {
        match (self.has_failed || self.theirs.is_some(), self.is_dirty(draft) || self.under_way.is_some()) {
            (true, _) => (Icon::Error, words.unsaved),
            (false, true) => (Icon::Cloud, words.saving),
            (false, false) => (Icon::Cloud, words.saved),
        }
    }

    /// The choice between this draft and somebody else's, while there is one to make.
    pub fn front(
        &self,
        draft: &Draft,
        file: &str,
        words: &Words,
        place: &dyn Fn(&str) -> &'static str,
        on: &Callback<News>,
    ) -> Html {
        let Some(theirs) = self.theirs.as_ref().filter(|_| self.is_deciding) else { return Html::default() };
        let mine = draft.save();
        let differences = document_differences(&theirs.source, &mine, words, place);
        html! {
            <Conflict {mine} file={file.to_owned()} on_keep={on.reform(|()| News::Resolve(true))}
                on_take={on.reform(|()| News::Resolve(false))} on_close={on.reform(|()| News::Later)}>
                { differences }
            </Conflict>
        }
    }
}

async fn put(server: &Server, path: &str, save: &Save) -> Result<i64, Failure> {
    server.put::<Stored<Revision>>(path, save).await.map(|stored| stored.summary.revision)
}

/// The last that a page sends. What does not arrive stays in the browser.
async fn last(server: &Server, path: &str, keep: &Keep, save: Save) {
    if put(server, path, &save).await.is_ok() {
        keep.forget_text(&save.source);
    }
}
