//! The owner of a problem's draft: every part sends it commands, it saves by itself.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use lotse_editor::finding::Finding;
use lotse_model::json::Json;
use lotse_model::validate::{Settings, check_problem_source};
use yew::prelude::*;
use yew_router::prelude::*;

use super::Opened;
use super::behind::{Behind, News};
use super::findings::findings;
use super::parts::{Part, parts};
use super::simulator::Simulator;
use crate::app::Studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::components::segmented::{Segment, Segmented};
use crate::pages::guide::desk::Linking;
use crate::pages::guide::meet::Meet;
use crate::pages::guide::scene::{Scene, Shared, Shown, text_in, with_texts};
use crate::pages::library::{languages, title_in};
use crate::route::Route;
use crate::services::clock::now_ms;
use crate::services::keep::Keep;
use crate::services::server::part;

/// How long typing goes on before the problem is checked and calculated anew.
const LOOK_AFTER_MS: u32 = 300;
/// The name of the file in findings.
const FILE: &str = "draft.problem.json";

/// Properties of [`ProblemDesk`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemDeskProperties {
    /// Id of the project.
    pub project: String,
    /// What is worked on.
    pub opened: Rc<Opened>,
    /// Opens it anew.
    pub again: Callback<()>,
}

/// Messages of [`ProblemDesk`].
pub enum Message {
    /// Change the draft.
    Do(Command),
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Write in another language.
    Write(AttrValue),
    /// Show another part.
    Show(Part),
    /// Check and calculate.
    Look,
    /// Something about saving.
    Saving(News),
    /// Something about the picker.
    Linking(Linking),
    /// The app is not to be opened after all.
    Unlink,
    /// Language or session have changed.
    Studio(Box<Studio>),
}

/// See the module.
pub struct ProblemDesk {
    pub(super) studio: Studio,
    _studio: Option<yew::context::ContextHandle<Studio>>,
    pub(super) draft: Draft,
    pub(super) scene: Scene,
    shown: Part,
    /// The problem as it was when it was last calculated with.
    calculated: AttrValue,
    behind: Behind,
    on_news: Callback<News>,
    pub(super) meet: Meet,
    /// Where a control was asked for, and what it was asked for: a sign or a check without its control.
    pub(super) picking: Option<(String, String)>,
    /// A way to the picker is asked for.
    pub(super) is_linking: bool,
    look: Option<Timeout>,
}

impl Component for ProblemDesk {
    type Message = Message;
    type Properties = ProblemDeskProperties;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        let (studio, handle) = Studio::heard(context, Message::Studio);
        let opened = &context.props().opened;
        let mut draft = Draft::load(opened.stored.source.as_deref().unwrap_or_default());
        let (project, summary) = (&context.props().project, &opened.stored.summary);
        let path = format!("/projects/{}/problems/{}", part(project), part(&summary.problem));
        let keep = Keep::beside(&studio.session, project, super::KIND, &summary.problem);
        let behind = Behind::open(path, keep, summary.revision, &mut draft, &studio);
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
            picker: Some(link.callback(|ask| Message::Linking(Linking::Asked(ask)))),
            ..Scene::of_texts(&context.props().project, all, language, link.callback(Message::Do))
        };
        link.send_message(Message::Look);
        link.send_message(Message::Saving(News::Due));
        ProblemDesk {
            studio,
            _studio: handle,
            draft,
            scene,
            shown: Part::Problem,
            calculated: AttrValue::default(),
            behind,
            on_news: link.callback(Message::Saving),
            meet: Meet::default(),
            picking: None,
            is_linking: false,
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
            Message::Show(part) => self.shown = part,
            Message::Look => self.look(),
            Message::Saving(news) => {
                if self.behind.hear(news, &mut self.draft, &self.studio, &self.on_news) {
                    self.look();
                }
            }
            Message::Linking(linking) => return self.linking(context, linking),
            Message::Unlink => self.is_linking = false,
            Message::Studio(studio) => {
                self.studio = *studio;
                self.look();
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (words, help) = (self.studio.words(), self.studio.tongue.help());
        let link = context.link();
        let root = self.draft.tree();
        let problem = root.and_then(|root| Some(with_texts(root.get("problem")?, root))).unwrap_or_default();
        let title =
            text_in(problem.get("title"), self.studio.tongue.tag()).unwrap_or(words.untitled).to_owned();
        let tongues: Vec<Segment> =
            self.scene.languages.iter().map(|one| Segment::new(one.clone(), one.to_uppercase())).collect();
        let segments = Part::ALL.map(|part| Segment::new(part.word(), part.said(words, help))).to_vec();
        let on_part = link.callback(|word: AttrValue| Message::Show(Part::of(&word)));
        let (icon, saving) = self.behind.said(&self.draft, words);
        html! {
            <main id="main" class="desk" tabindex="-1">
                <header class="bar">
                    <Link<Route> classes="button quiet bare" to={Route::Problems { project: context.props().project.clone() }}>
                        <Sign icon={Icon::Back} /><span class="unseen">{ words.self_help }</span>
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
                <div class="parts"><Segmented id="part" label={words.view} {segments} value={self.shown.word()} on_choose={on_part} /></div>
                <div class="problem-view">
                    <div class="form">{ parts(self.shown, &self.scene, &problem, self.studio.tongue) }</div>
                    <aside class="beside" tabindex="0" aria-label={words.simulator}>
                        <Simulator problem={self.calculated.clone()} language={self.scene.language.clone()} guides={self.scene.guides.clone()} />
                        { findings(&self.scene, words, &|pointer| Part::at(pointer).said(words, help)) }
                    </aside>
                </div>
                { self.link_dialog(context) }
                { self.behind.front(&self.draft, FILE, words, &|pointer| Part::at(pointer).said(words, help), &self.on_news) }
            </main>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.behind.leave(&self.draft, &self.studio);
    }
}

impl ProblemDesk {
    pub(super) fn changed(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.look = Some(Timeout::new(LOOK_AFTER_MS, move || link.send_message(Message::Look)));
        self.behind.changed(&self.draft, &self.on_news);
    }

    fn look(&mut self) {
        let text = self.draft.save();
        let (_, found) = check_problem_source(&text, &Settings::default());
        let language = self.studio.tongue.tag();
        let shown = |found| Shown::of(&self.draft, &Finding::of_model(FILE, found), language);
        self.scene.findings.renew(found.into_iter().map(shown).collect());
        self.calculated = text.into();
    }
}

/// A member of the problem that is a list.
pub fn pointer(list: &str, index: usize) -> String {
    format!("/problem/{list}/{index}")
}

/// A copy of something that is there, for closures.
pub fn shared(json: &Json) -> Rc<Json> {
    Rc::new(json.clone())
}
