//! Two people have set up the same desk: what differs, and which of both goes on.

use lotse_api::desk::DeskSettings;
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::{DeskForm, FILE, Message, Part};
use crate::components::conflict::Conflict;
use crate::components::document_differences::document_differences;
use crate::services::clock::now_ms;
use crate::services::server::{Failure, part};
use crate::services::unsaved::Left;

/// What stands in this browser, and what somebody else has saved.
pub struct Clash {
    /// Of this browser.
    pub mine: Left,
    /// Of the server.
    pub theirs: DeskSettings,
}

impl Clash {
    /// The desk file that the server has.
    fn source(&self) -> String {
        let file = self.theirs.desk.as_ref().map(ToString::to_string).unwrap_or_default();
        Draft::load(&file).save()
    }

    /// Whether there is anything to decide: one's own save, of which the answer was not waited for, is not somebody else's.
    pub fn differs(&self) -> bool {
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        let (theirs, mine) = (self.source(), self.mine.source.as_str());
        self.is_beside()
            || match (read(&theirs), read(mine)) {
                (Some(theirs), Some(mine)) => theirs != mine,
                _ => theirs != mine,
            }
    }

    /// Whether what stands beside the desk file differs, too.
    fn is_beside(&self) -> bool {
        let bare = |settings: &DeskSettings| DeskSettings { desk: None, revision: 0, ..settings.clone() };
        bare(&self.mine.settings) != bare(&self.theirs)
    }
}

impl DeskForm {
    /// The server has something newer than this page was made from.
    pub(super) fn ask_theirs(&self, context: &Context<Self>) {
        let path = format!("/projects/{}/desk", part(&context.props().project));
        let server = self.studio.server.clone();
        let answer = context.link().callback(|answer| Message::Theirs(Box::new(answer)));
        spawn_local(async move { answer.emit(server.get::<DeskSettings>(&path).await) });
    }

    pub(super) fn theirs(&mut self, theirs: Result<DeskSettings, Failure>) {
        match theirs {
            Ok(theirs) => {
                let mine = Left { source: self.draft.save(), settings: self.settings.clone() };
                let clash = Clash { mine, theirs };
                let differs = clash.differs();
                self.clash = Some(clash);
                if !differs {
                    self.resolve(false);
                }
            }
            Err(failure) => self.studio.complain(&failure),
        }
    }

    pub(super) fn resolve(&mut self, is_mine: bool) {
        let Some(clash) = self.clash.take() else { return };
        self.draft = Draft::load(&clash.source());
        self.saved_len = Some(0);
        self.is_changed = is_mine;
        let revision = clash.theirs.revision;
        self.settings = DeskSettings { desk: None, ..clash.theirs };
        if is_mine {
            self.settings = DeskSettings { desk: None, revision, ..clash.mine.settings };
            let mine = Command::ReplaceSource { text: clash.mine.source };
            if let Err(refusal) = self.draft.apply(&mine, now_ms()) {
                self.studio.say(refusal.in_words(self.studio.tongue.tag()));
            }
        }
        self.look();
    }

    /// It is decided later: what an earlier visit left is left again. What stands in the form stays there.
    pub(super) fn put_off(&mut self, context: &Context<Self>) {
        let Some(clash) = self.clash.take() else { return };
        if !self.was_touched() {
            self.studio.unsaved.keep(&context.props().project, clash.mine);
        }
    }

    /// The choice between both, while there is one to make.
    pub(super) fn clash(&self, context: &Context<Self>) -> Html {
        let Some(clash) = &self.clash else { return Html::default() };
        let (words, help) = (self.studio.words(), self.studio.tongue.help());
        let link = context.link();
        let (old, new) = (clash.source(), clash.mine.source.clone());
        let is_beside = clash.is_beside();
        html! {
            <Conflict mine={new.clone()} file={FILE} on_keep={link.callback(|()| Message::Resolve(true))}
                on_take={link.callback(|()| Message::Resolve(false))} on_close={link.callback(|()| Message::Later)}>
                if is_beside { <p><strong>{ help.part_connectors }</strong>{ ": " }{ help.desk_beside_differs }</p> }
                if !is_beside || old != new {
                    { document_differences(&old, &new, words, &|pointer| Part::at(pointer).said(help)) }
                }
            </Conflict>
        }
    }
}
