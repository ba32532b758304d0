//! A document at work: its draft, how it is shown and changed, saved and deleted. The desk of a kind holds one, and hands it its steps.

use gloo_timers::callback::Timeout;
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use lotse_model::json::Json;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::behind::{Behind, News};
use super::{Kind, Opened, path};
use crate::app::Studio;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::icon::{Icon, Sign};
use crate::components::segmented::{Segment, Segmented};
use crate::pages::guide::scene::{Scene, Shared, text_in, with_texts};
use crate::pages::library::{languages, title_in};
use crate::route::Route;
use crate::services::clock::now_ms;
use crate::services::keep::Keep;
use crate::services::server::Failure;
use crate::words::label_of;

/// How long typing goes on before the document is checked and shown anew.
const LOOK_AFTER_MS: u32 = 300;

/// Steps that every desk knows.
pub enum Step {
    /// Change the draft.
    Do(Command),
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Write in another language.
    Write(AttrValue),
    /// Check it, and show it anew.
    Look,
    /// Something about saving.
    Saving(News),
    /// Ask whether it is to be deleted, or not any more.
    AskDelete(bool),
    /// Delete it.
    Delete,
    /// It is deleted.
    Deleted(Result<(), Failure>),
    /// Language or session have changed.
    Studio(Box<Studio>),
}

/// What has come of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is to be drawn.
    Nothing,
    /// Something is.
    Draw,
    /// The document is to be checked and shown anew.
    Look,
}

/// See the module.
pub struct Work {
    /// Language, session and server.
    pub studio: Studio,
    /// The document.
    pub draft: Draft,
    /// What the parts of the desk know.
    pub scene: Scene,
    project: String,
    path: String,
    behind: Behind,
    on: Callback<Step>,
    is_deleting: bool,
    look: Option<Timeout>,
}

impl Work {
    /// Begins to work on what the server has, and on what this browser could not save.
    pub fn open<K: Kind>(project: &str, opened: &Opened<K>, studio: Studio, on: Callback<Step>) -> Self {
        let mut draft = Draft::load(opened.stored.source.as_deref().unwrap_or_default());
        let summary = &opened.stored.summary;
        let path = path::<K>(project, summary.id());
        let keep = Keep::beside(&studio.session, project, K::WORD, summary.id());
        let behind = Behind::open(path.clone(), keep, summary.revision(), &mut draft, &studio);
        let all = languages(&opened.settings);
        let own = draft.source_language().filter(|language| all.contains(language));
        let language = own.or_else(|| all.first().cloned()).unwrap_or_default();
        let tongue = studio.tongue.tag();
        let titled = opened.guides.iter().map(|guide| {
            let title = title_in(&guide.title, tongue).unwrap_or(&guide.guide).to_owned();
            (AttrValue::from(guide.guide.clone()), AttrValue::from(title))
        });
        let scene = Scene {
            guides: Shared::new(titled.collect()),
            ..Scene::of_texts(project, all, language, on.reform(Step::Do))
        };
        on.emit(Step::Look);
        on.emit(Step::Saving(News::Due));
        Work {
            studio,
            draft,
            scene,
            project: project.to_owned(),
            path,
            behind,
            on,
            is_deleting: false,
            look: None,
        }
    }

    /// Takes a step.
    pub fn take<K: Kind>(&mut self, step: Step, navigator: Option<Navigator>) -> Outcome {
        match step {
            Step::Do(command) => match self.draft.apply(&command, now_ms()) {
                Ok(true) => self.changed(),
                Ok(false) => return Outcome::Nothing,
                Err(refusal) => self.studio.say(refusal.in_words(self.studio.tongue.tag())),
            },
            Step::Undo if self.draft.undo() => self.changed(),
            Step::Redo if self.draft.redo() => self.changed(),
            Step::Undo | Step::Redo => return Outcome::Nothing,
            Step::Write(language) => self.scene.language = language,
            Step::Look => return Outcome::Look,
            Step::Saving(news) => {
                if self.behind.hear(news, &mut self.draft, &self.studio, &self.on.reform(Step::Saving)) {
                    return Outcome::Look;
                }
            }
            Step::AskDelete(is_asked) => self.is_deleting = is_asked,
            Step::Delete => {
                let (server, path, on) = (self.studio.server.clone(), self.path.clone(), self.on.clone());
                spawn_local(async move { on.emit(Step::Deleted(server.delete(&path).await)) });
            }
            Step::Deleted(Ok(())) => {
                self.behind.forget(&self.draft);
                self.studio.say(self.studio.words().deleted);
                if let Some(navigator) = navigator {
                    navigator.push(&K::all(self.project.clone()));
                }
            }
            Step::Deleted(Err(failure)) => {
                self.is_deleting = false;
                self.studio.complain(&failure);
            }
            Step::Studio(studio) => {
                self.studio = *studio;
                return Outcome::Look;
            }
        }
        Outcome::Draw
    }

    /// The draft was changed: it is kept, saved after a while, and looked at anew.
    pub fn changed(&mut self) {
        let on = self.on.clone();
        self.look = Some(Timeout::new(LOOK_AFTER_MS, move || on.emit(Step::Look)));
        self.behind.changed(&self.draft, &self.on.reform(Step::Saving));
    }

    /// What the file says of the document, its texts in place.
    pub fn document<K: Kind>(&self) -> Json {
        let root = self.draft.tree();
        root.and_then(|root| Some(with_texts(root.get(K::WORD)?, root))).unwrap_or_default()
    }

    /// The bar above the desk: the way back, the title, how far saving is, undo and redo, the language that is written in.
    pub fn bar<K: Kind>(&self, document: &Json) -> Html {
        let words = self.studio.words();
        let on = |step: fn() -> Step| self.on.reform(move |()| step());
        let title = text_in(document.get("title"), self.studio.tongue.tag()).unwrap_or(words.untitled);
        let tongues: Vec<Segment> =
            self.scene.languages.iter().map(|one| Segment::new(one.clone(), label_of(one))).collect();
        let (icon, saving) = self.behind.said(&self.draft, words);
        html! {
            <header class="bar">
                <Link<Route> classes="button quiet bare" to={K::all(self.project.clone())}>
                    <Sign icon={Icon::Back} /><span class="unseen">{ K::words(self.studio.tongue).all }</span>
                </Link<Route>>
                <h1>{ title.to_owned() }</h1>
                <span class="saving" role="status"><Sign {icon} /><span>{ saving }</span></span>
                <div class="row">
                    <Button label={words.undo} icon={Icon::Undo} bare=true weight={Weight::Quiet} disabled={!self.draft.can_undo()} on_press={on(|| Step::Undo)} />
                    <Button label={words.redo} icon={Icon::Redo} bare=true weight={Weight::Quiet} disabled={!self.draft.can_redo()} on_press={on(|| Step::Redo)} />
                </div>
                if tongues.len() > 1 {
                    <Segmented id="text-language" label={words.text_language} segments={tongues} value={self.scene.language.clone()} on_choose={self.on.reform(Step::Write)} />
                }
            </header>
        }
    }

    /// The button that deletes it.
    pub fn delete_button<K: Kind>(&self) -> Html {
        let label = K::words(self.studio.tongue).delete;
        let on_press = self.on.reform(|()| Step::AskDelete(true));
        html! { <Button {label} icon={Icon::Trash} weight={Weight::Quiet} {on_press} /> }
    }

    /// What lies in front of the desk: whether it is really to be deleted, or which of two drafts goes on.
    pub fn front<K: Kind>(&self, file: &str, place: &dyn Fn(&str) -> &'static str) -> Html {
        let words = self.studio.words();
        html! {
            <>
                if self.is_deleting {
                    <Confirm label={K::words(self.studio.tongue).delete} about={self.studio.tongue.help().delete_document_about}
                        on_confirm={self.on.reform(|()| Step::Delete)} on_close={self.on.reform(|()| Step::AskDelete(false))} />
                }
                { self.behind.front(&self.draft, file, words, place, &self.on.reform(Step::Saving)) }
            </>
        }
    }

    /// The desk is left.
    pub fn leave(&mut self) {
        self.behind.leave(&self.draft, &self.studio);
    }
}
