//! The owner of a checklist's draft: every part sends it commands, it saves by itself.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_editor::command::Command;
use lotse_editor::compile::{Source, check_checklist};
use lotse_editor::draft::Draft;
use lotse_model::basic::GuideId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Opened;
use super::shown::Shown as InPanel;
use super::tasks::form;
use crate::app::Studio;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::icon::{Icon, Sign};
use crate::components::segmented::{Segment, Segmented};
use crate::pages::guide::scene::{Scene, Shared, Shown, text_in, with_texts};
use crate::pages::library::{languages, title_in};
use crate::pages::problems::behind::{Behind, News};
use crate::pages::problems::findings::findings;
use crate::route::Route;
use crate::services::clock::now_ms;
use crate::services::keep::Keep;
use crate::services::server::{Failure, part};
use crate::words::label_of;

/// How long typing goes on before the checklist is checked and shown anew.
const LOOK_AFTER_MS: u32 = 250;
/// The name of the file in findings.
const FILE: &str = "draft.checklist.json";

/// Properties of [`ChecklistDesk`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistDeskProperties {
    /// Id of the project.
    pub project: String,
    /// What is worked on.
    pub opened: Rc<Opened>,
    /// Opens it anew.
    pub again: Callback<()>,
}

/// Messages of [`ChecklistDesk`].
pub enum Message {
    /// Change the draft.
    Do(Command),
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Write in another language.
    Write(AttrValue),
    /// Check it, and show it in the panel.
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

/// See the module.
pub struct ChecklistDesk {
    studio: Studio,
    _studio: Option<yew::context::ContextHandle<Studio>>,
    draft: Draft,
    scene: Scene,
    guides: Vec<GuideId>,
    /// The checklist as it was when it was last shown.
    shown: AttrValue,
    behind: Behind,
    on_news: Callback<News>,
    is_deleting: bool,
    look: Option<Timeout>,
}

impl Component for ChecklistDesk {
    type Message = Message;
    type Properties = ChecklistDeskProperties;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        let (studio, handle) = Studio::heard(context, Message::Studio);
        let opened = &context.props().opened;
        let mut draft = Draft::load(opened.stored.source.as_deref().unwrap_or_default());
        let (project, summary) = (&context.props().project, &opened.stored.summary);
        let keep = Keep::beside(&studio.session, project, super::KIND, &summary.checklist);
        let behind = Behind::open(Self::path(context), keep, summary.revision, &mut draft, &studio);
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
            ..Scene::of_texts(&context.props().project, all, language, link.callback(Message::Do))
        };
        link.send_message(Message::Look);
        link.send_message(Message::Saving(News::Due));
        ChecklistDesk {
            studio,
            _studio: handle,
            draft,
            scene,
            guides: opened.guides.iter().filter_map(|guide| GuideId::new(&guide.guide)).collect(),
            shown: AttrValue::default(),
            behind,
            on_news: link.callback(Message::Saving),
            is_deleting: false,
            look: None,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Do(command) => match self.draft.apply(&command, now_ms()) {
                Ok(true) => self.changed(context),
                Ok(false) => return false,
                Err(refusal) => self.studio.say(refusal.in_words(self.studio.tongue.tag())),
            },
            Message::Undo if self.draft.undo() => self.changed(context),
            Message::Redo if self.draft.redo() => self.changed(context),
            Message::Undo | Message::Redo => return false,
            Message::Write(language) => self.scene.language = language,
            Message::Look => self.look(context),
            Message::Saving(news) => {
                if self.behind.hear(news, &mut self.draft, &self.studio, &self.on_news) {
                    self.look(context);
                }
            }
            Message::AskDelete(is_asked) => self.is_deleting = is_asked,
            Message::Delete => self.delete(context),
            Message::Deleted(answer) => self.deleted(context, answer),
            Message::Studio(studio) => {
                self.studio = *studio;
                self.look(context);
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (words, help) = (self.studio.words(), self.studio.tongue.help());
        let link = context.link();
        let root = self.draft.tree();
        let checklist =
            root.and_then(|root| Some(with_texts(root.get("checklist")?, root))).unwrap_or_default();
        let place = |pointer: &str| match pointer.split('/').nth(2) {
            Some("tasks") => help.tasks,
            Some("pages") => words.pages_,
            Some("audience") => words.audience,
            _ => help.checklist,
        };
        html! {
            <main id="main" class="desk" tabindex="-1">
                { self.bar(context, text_in(checklist.get("title"), self.studio.tongue.tag())) }
                <div class="problem-view">
                    <div class="form">
                        { form(&self.scene, &checklist, self.studio.tongue) }
                        <Button label={help.delete_checklist} icon={Icon::Trash} weight={Weight::Quiet} on_press={link.callback(|()| Message::AskDelete(true))} />
                    </div>
                    <aside class="beside" tabindex="0" aria-label={words.preview}>
                        <InPanel source={self.shown.clone()} language={self.scene.language.clone()} opened={context.props().opened.clone()} />
                        { findings(&self.scene, words, &place) }
                    </aside>
                </div>
                if self.is_deleting {
                    <Confirm label={help.delete_checklist} about={help.delete_checklist_about}
                        on_confirm={link.callback(|()| Message::Delete)} on_close={link.callback(|()| Message::AskDelete(false))} />
                }
                { self.behind.front(&self.draft, FILE, words, &place, &self.on_news) }
            </main>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.behind.leave(&self.draft, &self.studio);
    }
}

impl ChecklistDesk {
    fn bar(&self, context: &Context<Self>, title: Option<&str>) -> Html {
        let (words, help) = (self.studio.words(), self.studio.tongue.help());
        let link = context.link();
        let tongues: Vec<Segment> =
            self.scene.languages.iter().map(|one| Segment::new(one.clone(), label_of(one))).collect();
        let (icon, saving) = self.behind.said(&self.draft, words);
        let title = title.unwrap_or(words.untitled).to_owned();
        let project = context.props().project.clone();
        html! {
            <header class="bar">
                <Link<Route> classes="button quiet bare" to={Route::Checklists { project }}>
                    <Sign icon={Icon::Back} /><span class="unseen">{ help.checklists }</span>
                </Link<Route>>
                <h1>{ title }</h1>
                <span class="saving" role="status"><Sign {icon} /><span>{ saving }</span></span>
                <div class="row">
                    <Button label={words.undo} icon={Icon::Undo} bare=true weight={Weight::Quiet} disabled={!self.draft.can_undo()} on_press={link.callback(|()| Message::Undo)} />
                    <Button label={words.redo} icon={Icon::Redo} bare=true weight={Weight::Quiet} disabled={!self.draft.can_redo()} on_press={link.callback(|()| Message::Redo)} />
                </div>
                if tongues.len() > 1 {
                    <Segmented id="text-language" label={words.text_language} segments={tongues} value={self.scene.language.clone()} on_choose={link.callback(Message::Write)} />
                }
            </header>
        }
    }

    fn changed(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.look = Some(Timeout::new(LOOK_AFTER_MS, move || link.send_message(Message::Look)));
        self.behind.changed(&self.draft, &self.on_news);
    }

    fn look(&mut self, context: &Context<Self>) {
        let text = self.draft.save();
        let source = |name: &str, text: String| Source { name: name.to_owned(), text };
        let project = source("project.json", context.props().opened.settings.project.to_string());
        let found = check_checklist(&project, &self.guides, &source(FILE, text.clone()));
        let language = self.studio.tongue.tag();
        self.scene
            .findings
            .renew(found.iter().map(|found| Shown::of(&self.draft, found, language)).collect());
        self.shown = text.into();
    }

    fn path(context: &Context<Self>) -> String {
        let properties = context.props();
        let id = &properties.opened.stored.summary.checklist;
        format!("/projects/{}/checklists/{}", part(&properties.project), part(id))
    }

    fn delete(&self, context: &Context<Self>) {
        let (server, path) = (self.studio.server.clone(), Self::path(context));
        let answer = context.link().callback(Message::Deleted);
        spawn_local(async move { answer.emit(server.delete(&path).await) });
    }

    fn deleted(&mut self, context: &Context<Self>, answer: Result<(), Failure>) {
        match answer {
            Ok(()) => {
                self.behind.forget(&self.draft);
                self.studio.say(self.studio.tongue.help().checklist_deleted);
                if let Some(navigator) = context.link().navigator() {
                    navigator.push(&Route::Checklists { project: context.props().project.clone() });
                }
            }
            Err(failure) => self.studio.complain(&failure),
        }
    }
}
