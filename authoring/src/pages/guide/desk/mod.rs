//! The desk: it owns the draft; everything else sends it commands. Saving is in `saving`, drawing in `view`.

mod exchange;
mod language;
mod leading;
mod linking;
mod renewing;
mod saving;
mod usage;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use lotse_api::guides::{Lease, Stored, Version};
use lotse_api::people::User;
use lotse_api::releases::{Renewal, Usage};
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use lotse_editor::fix::lead::Lead;
use lotse_model::json::Json;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::Opened;
use super::editing::steps;
use super::scene::{Shared, Shown, StepName, word};
use crate::app::{Ask, Studio};
use crate::pages::library::languages;
use crate::services::checker::{Answer, Checker};
use crate::services::clock::now_ms;
use crate::services::keep::Keep;
use crate::services::server::Failure;
pub use exchange::Exchange;
pub use language::Unsettled;
pub use linking::{Linked, Linking};
pub use renewing::{Offered, Sight};

/// How long typing goes on before the draft is checked.
const CHECK_AFTER_MS: u32 = 160;

/// Properties of [`Desk`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeskProperties {
    /// Id of the project.
    pub project: String,
    /// What is worked on.
    pub opened: Rc<Opened>,
    /// Opens it anew.
    pub again: Callback<()>,
}

/// Who holds the draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Hold {
    /// Nobody has answered yet.
    Asking,
    /// This page.
    Mine(Lease),
    /// Somebody else, from the beginning.
    Theirs(User),
    /// Somebody else has taken over.
    Lost(User),
}

/// How far saving is.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// The server has everything.
    Saved,
    /// It has not yet.
    Waiting,
    /// It is on its way.
    Sending,
    /// Nobody answers; the browser has everything.
    Offline,
    /// The server says no.
    Refused(String),
}

/// What is shown of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Steps one by one.
    Steps,
    /// Steps as a graph.
    Graph,
    /// All texts side by side.
    Texts,
    /// What holds for the whole guide.
    Guide,
    /// What end users made of it.
    Usage,
}

/// What stands in front of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Front {
    /// The draft is to be frozen.
    Review,
    /// A picker is to be met.
    Link,
    /// The guide is to be tried.
    Try,
    /// The guide is to be deleted.
    Delete,
    /// This browser and the server have different drafts.
    Conflict(String, Theirs),
}

/// What the server has.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// Its revision.
    pub revision: i64,
    /// Its text.
    pub source: String,
}

/// Messages of [`Desk`].
pub enum Message {
    /// Change the draft.
    Do(Command),
    /// Add a step of this kind after the chosen one.
    AddStep(&'static str),
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Choose a step.
    Select(String),
    /// Choose a step and show it.
    Open(String),
    /// Show where something is mended by hand, and ask for it.
    Lead(Lead),
    /// What was to be shown is there: give it the focus.
    Led(Lead),
    /// Move the chosen step by so many places.
    MoveBy(i64),
    /// Show another view.
    Show(View),
    /// Write in another language.
    Write(AttrValue),
    /// Put something in front.
    Front(Option<Front>),
    /// A key was pressed.
    Key(KeyboardEvent),
    /// The draft is to be checked.
    Check,
    /// It was.
    Checked(Box<Answer>),
    /// The browser is to keep what was done.
    Keep,
    /// The server is to have it.
    Save,
    /// It answered; how long the journal was then, and the text that was sent.
    Saved(Result<Stored, Failure>, usize, String),
    /// The right to edit is asked for, whoever has it.
    TakeOver,
    /// The right is asked for, or renewed.
    Renew,
    /// It was answered.
    Leased(Result<Lease, Failure>),
    /// Who edits, when it is not this page.
    Held(User),
    /// Go on with this text, on top of what the server has.
    Resolve(String, Theirs),
    /// Freeze the draft.
    SendToReview(String),
    /// It was.
    SentToReview(Result<Version, Failure>),
    /// Texts go to translators, or come from them.
    Exchange(Exchange),
    /// Something about the picker.
    Linking(Linking),
    /// What end users made of the guide.
    Used(Rc<Usage>),
    /// New evidence for its targets.
    Renewals(Vec<Rc<Renewal>>),
    /// Language or session have changed.
    Studio(Box<Studio>),
}

/// Made once: what is shown is compared with what was shown, and a new callback would be something new.
struct Calls {
    on: Callback<Command>,
    select: Callback<AttrValue>,
    add: Callback<&'static str>,
    ask: Callback<super::scene::Ask>,
    write: Callback<AttrValue>,
    move_by: Callback<i64>,
    open: Callback<AttrValue>,
    lead: Callback<Lead>,
    any: Callback<Message>,
}

/// The chosen step as it is shown; the same thing as long as nothing of it changes.
#[derive(Default)]
struct Chosen {
    step: Option<Rc<Json>>,
    audience: Rc<Option<Json>>,
    wireframe: Rc<Option<Json>>,
}

/// See the module.
pub struct Desk {
    calls: Calls,
    studio: Studio,
    _studio: Option<yew::context::ContextHandle<Studio>>,
    draft: Draft,
    languages: Rc<Vec<String>>,
    guides: Shared<Vec<(AttrValue, AttrValue)>>,
    usage: Option<Rc<Usage>>,
    renewals: Vec<Rc<Renewal>>,
    steps: Shared<Vec<StepName>>,
    choices: Shared<Vec<(AttrValue, AttrValue)>>,
    chosen: Chosen,
    language: AttrValue,
    /// The project's document.
    settings: AttrValue,
    selected: Option<String>,
    view: View,
    front: Option<Front>,
    findings: Shared<Vec<Shown>>,
    outdated: Rc<BTreeSet<(String, String)>>,
    asked: u32,
    answered: u32,
    checker: Option<Rc<Checker>>,
    keep: Keep,
    hold: Hold,
    linked: Linked,
    saving: Saving,
    revision: i64,
    /// How long the journal was when the server last had everything.
    saved_len: usize,
    in_flight: bool,
    timers: BTreeMap<&'static str, Timeout>,
    _keys: Option<EventListener>,
    _leaving: Option<EventListener>,
}

impl Component for Desk {
    type Message = Message;
    type Properties = DeskProperties;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        let (studio, handle) = Studio::heard(context, Message::Studio);
        let properties = context.props();
        let stored = &properties.opened.stored;
        let source = stored.source.clone().unwrap_or_default();
        let draft = Draft::load(&source);
        let languages = languages(&properties.opened.settings);
        let own = draft.source_language().filter(|language| languages.contains(language));
        let language = own.or_else(|| languages.first().cloned()).unwrap_or_default();
        let guides = Self::titled(&properties.opened, studio.tongue.tag());
        let calls = Calls {
            on: link.callback(Message::Do),
            select: link.callback(|id: AttrValue| Message::Select(id.to_string())),
            add: link.callback(Message::AddStep),
            ask: link.callback(|ask| Message::Linking(Linking::Asked(ask))),
            write: link.callback(Message::Write),
            move_by: link.callback(Message::MoveBy),
            open: link.callback(|id: AttrValue| Message::Open(id.to_string())),
            lead: link.callback(Message::Lead),
            any: link.callback(|message| message),
        };
        let keep = Keep::new(&studio.session, &properties.project, &stored.summary.guide);
        let mut desk = Desk {
            calls,
            studio,
            _studio: handle,
            selected: asked_for(&draft)
                .or_else(|| steps(&draft).first().and_then(|step| word(step, "id")).map(str::to_owned)),
            draft,
            languages: Rc::new(languages),
            guides,
            usage: None,
            renewals: Vec::new(),
            steps: Shared::default(),
            choices: Shared::default(),
            chosen: Chosen::default(),
            language: language.into(),
            settings: properties.opened.settings.project.to_string().into(),
            view: View::Steps,
            front: None,
            findings: Shared::default(),
            outdated: Rc::default(),
            asked: 0,
            answered: 0,
            checker: Checker::start(link.callback(|answer| Message::Checked(Box::new(answer)))).map(Rc::new),
            keep,
            hold: Hold::Asking,
            linked: Linked::default(),
            saving: Saving::Saved,
            revision: stored.summary.revision,
            saved_len: 0,
            in_flight: false,
            timers: BTreeMap::new(),
            _keys: listen(
                "keydown",
                link.batch_callback(|event: Event| event.dyn_into().ok().map(Message::Key)),
            ),
            _leaving: listen("pagehide", link.callback(|_| Message::Keep)),
        };
        desk.recover(&source);
        desk.rejoin(context);
        desk.ask_lease(context, false);
        desk.ask_usage(context);
        link.send_message(Message::Check);
        desk.name_steps();
        desk.offer(context);
        desk
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let is_to_draw = self.hear(context, message);
        if is_to_draw {
            self.name_steps();
        }
        is_to_draw
    }

    fn changed(&mut self, context: &Context<Self>, old: &Self::Properties) -> bool {
        if old.opened != context.props().opened {
            self.take_newer(context);
            self.name_steps();
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        self.draw(context)
    }

    fn destroy(&mut self, context: &Context<Self>) {
        self.studio.ask.emit(Ask::Offer(Rc::default()));
        self.leave(context);
    }
}

impl Desk {
    fn hear(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Do(command) => return self.apply(context, &command),
            Message::AddStep(kind) => {
                let languages = self.languages.clone();
                let added = super::editing::add_step(&self.draft, kind, self.selected.as_deref(), &languages);
                let Some((command, id)) = added else { return false };
                if self.apply(context, &command) {
                    self.selected = Some(id);
                }
            }
            Message::Undo => return self.is_mine() && self.draft.undo() && self.changed(context),
            Message::Redo => return self.is_mine() && self.draft.redo() && self.changed(context),
            Message::Select(step) => {
                self.draft.pause();
                self.selected = Some(step);
            }
            Message::Open(step) => {
                self.view = View::Steps;
                return self.hear(context, Message::Select(step));
            }
            Message::Lead(lead) => self.lead(context, lead),
            Message::Led(lead) => return self.led(&lead),
            Message::MoveBy(places) => return self.move_by(context, places),
            Message::Show(view) => self.view = view,
            Message::Write(language) => self.language = language,
            Message::Front(front) => self.front = front,
            Message::Key(event) => return self.key(context, &event),
            Message::Check => self.check(),
            Message::Checked(answer) => return self.checked(&answer),
            Message::Exchange(exchange) => self.exchange(context, exchange),
            Message::Linking(linking) => return self.linking(context, linking),
            Message::Used(usage) => self.usage = Some(usage),
            Message::Renewals(renewals) => self.renewals = renewals,
            Message::Studio(studio) => {
                let is_other_language = studio.tongue != self.studio.tongue;
                self.studio = *studio;
                if is_other_language {
                    self.guides = Self::titled(&context.props().opened, self.studio.tongue.tag());
                    self.offer(context);
                    self.check();
                }
            }
            other => return self.saving_message(context, other),
        }
        true
    }

    fn is_mine(&self) -> bool {
        matches!(self.hold, Hold::Mine(_))
    }

    fn apply(&mut self, context: &Context<Self>, command: &Command) -> bool {
        if !self.is_mine() {
            return false;
        }
        match self.draft.apply(command, now_ms()) {
            Ok(false) => false,
            Ok(true) => self.changed(context),
            Err(refusal) => {
                self.studio.ask.emit(Ask::Say(refusal.in_words(self.studio.tongue.tag()).into(), true));
                false
            }
        }
    }

    /// After every change: the browser, the server and the checks get to know.
    fn changed(&mut self, context: &Context<Self>) -> bool {
        let is_there = |id: &String| steps(&self.draft).iter().any(|step| word(step, "id") == Some(id));
        if !self.selected.as_ref().is_some_and(is_there) {
            self.selected = steps(&self.draft).first().and_then(|step| word(step, "id")).map(str::to_owned);
        }
        self.mark_unsaved(context);
        self.asked += 1;
        self.after(context, "check", CHECK_AFTER_MS, Message::Check);
        true
    }

    /// Sends a message later; the newest of a name counts.
    fn after(&mut self, context: &Context<Self>, name: &'static str, ms: u32, message: Message) {
        let link = context.link().clone();
        self.timers.insert(name, Timeout::new(ms, move || link.send_message(message)));
    }

    fn check(&mut self) {
        self.timers.remove("check");
        self.asked += 1;
        if let Some(checker) = &self.checker {
            checker.ask(self.asked, &self.settings, &self.draft.save());
        }
    }

    fn checked(&mut self, answer: &Answer) -> bool {
        if answer.number != self.asked {
            return false;
        }
        self.answered = answer.number;
        let language = self.studio.tongue.tag();
        self.findings
            .renew(answer.findings.iter().map(|one| Shown::of(&self.draft, one, language)).collect());
        if *self.outdated != answer.outdated {
            self.outdated = Rc::new(answer.outdated.clone());
        }
        true
    }

    fn move_by(&mut self, context: &Context<Self>, places: i64) -> bool {
        let all = steps(&self.draft);
        let Some(from) = all.iter().position(|step| word(step, "id") == self.selected.as_deref()) else {
            return false;
        };
        let last = i64::try_from(all.len()).unwrap_or(1) - 1;
        let to = (i64::try_from(from).unwrap_or(0) + places).clamp(0, last);
        let step = self.selected.as_deref().and_then(lotse_model::basic::StepId::new);
        let (Some(step), Ok(to)) = (step, u32::try_from(to)) else { return false };
        self.apply(context, &Command::MoveStep { step, to })
    }

    fn key(&mut self, context: &Context<Self>, event: &KeyboardEvent) -> bool {
        let is_command = event.ctrl_key() || event.meta_key();
        let key = event.key().to_lowercase();
        let message = match (is_command, event.shift_key(), key.as_str()) {
            (true, false, "z") => Message::Undo,
            (true, true, "z") | (true, false, "y") => Message::Redo,
            (true, false, "s") => Message::Save,
            (true, false, "enter") => Message::AddStep("instruct"),
            _ => return false,
        };
        event.prevent_default();
        self.hear(context, message)
    }

    /// The chosen step with its place.
    fn chosen_step(&self) -> Option<(usize, &Json)> {
        let chosen = self.selected.as_deref()?;
        steps(&self.draft).iter().enumerate().find(|(_, step)| word(step, "id") == Some(chosen))
    }
}

fn listen(name: &'static str, on_event: Callback<Event>) -> Option<EventListener> {
    let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, name, options, move |event| on_event.emit(event.clone())))
}

/// The step that the address names, as links in tickets do: `?step=ID`.
fn asked_for(draft: &Draft) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    let id = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("step="))?;
    let id = js_sys::decode_uri_component(id).ok()?.as_string()?;
    steps(draft).iter().any(|step| word(step, "id") == Some(&id)).then_some(id)
}
