//! The owner of the desk's draft and of its connections. Saved by a button: secrets and the switch for cases are not to work half typed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_api::FaultKind;
use lotse_api::desk::{DeskSettings, Tried};
use lotse_editor::command::Command;
use lotse_editor::draft::Draft;
use lotse_editor::finding::{Finding, Severity};
use lotse_editor::fix::lead::{Asks, Lead};
use lotse_model::json::Json;
use lotse_model::validate::{Settings, check_desk_source};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Opened;
use super::begun::begun;
use super::channels::channels;
use super::clash::Clash;
use super::connectors::Connectors;
use super::notices::notices;
use super::priorities::priorities;
use super::synonyms::synonyms;
use crate::app::Studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::components::segmented::{Segment, Segmented};
use crate::pages::documents::findings::findings;
use crate::pages::guide::scene::{Scene, Shown, items, with_texts};
use crate::pages::library::languages;
use crate::pages::problems::triage::triage;
use crate::services::clock::{now_ms, time_zone};
use crate::services::server::{Failure, part};
use crate::services::unsaved::Left;
use crate::words::help::HelpWords;
use crate::words::{fill, label_of};

/// How long typing goes on before the desk is checked anew.
const LOOK_AFTER_MS: u32 = 300;
/// The name of the file in findings.
pub(super) const FILE: &str = "desk.json";

/// A part of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Priorities,
    Hours,
    Questions,
    Connectors,
    Notices,
    Synonyms,
}

impl Part {
    const ALL: [(Part, &str); 6] = [
        (Part::Priorities, "priorities"),
        (Part::Hours, "hours"),
        (Part::Questions, "questions"),
        (Part::Connectors, "connectors"),
        (Part::Notices, "notices"),
        (Part::Synonyms, "synonyms"),
    ];

    fn word(self) -> &'static str {
        Part::ALL.iter().find(|(part, _)| *part == self).map_or("priorities", |(_, word)| word)
    }

    fn of(word: &str) -> Self {
        Part::ALL.iter().find(|(_, known)| *known == word).map_or(Part::Priorities, |(part, _)| *part)
    }

    pub(super) fn said(self, help: &HelpWords) -> &'static str {
        match self {
            Part::Priorities => help.part_priorities,
            Part::Hours => help.part_hours,
            Part::Questions => help.part_questions,
            Part::Connectors => help.part_connectors,
            Part::Notices => help.part_notices,
            Part::Synonyms => help.part_synonyms,
        }
    }

    /// The part that a place of the desk file is edited in.
    pub(super) fn at(pointer: &str) -> Self {
        match pointer.split('/').nth(2).unwrap_or_default() {
            "name" | "hours" | "channels" => Part::Hours,
            "triage" => Part::Questions,
            "notices" => Part::Notices,
            "synonyms" => Part::Synonyms,
            _ => Part::Priorities,
        }
    }
}

/// Properties of [`DeskForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeskFormProperties {
    /// Id of the project.
    pub project: String,
    /// What is there.
    pub opened: Rc<Opened>,
}

/// A change of what stands beside the desk file.
pub type Change = Box<dyn FnOnce(&mut DeskSettings)>;

/// Messages of [`DeskForm`].
pub enum Message {
    /// Change the desk file.
    Do(Command),
    /// Change what stands beside it.
    Change(Change),
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Write in another language.
    Write(AttrValue),
    /// Show another part.
    Show(AttrValue),
    /// Check.
    Look,
    /// The server is to have it.
    Save,
    /// It answered; how long the journal was then, and what was sent beside the desk file.
    Saved(Box<Result<DeskSettings, Failure>>, usize, Box<DeskSettings>),
    /// What somebody else has saved.
    Theirs(Box<Result<DeskSettings, Failure>>),
    /// Go on with what stands here, or with what the server has.
    Resolve(bool),
    /// Decide later.
    Later,
    /// Try the connection at this place.
    Try(usize),
    /// It was tried.
    Tried(usize, Result<Tried, Failure>),
    /// Language or session have changed.
    Studio(Box<Studio>),
}

/// See the module.
pub struct DeskForm {
    pub(super) studio: Studio,
    _studio: Option<yew::context::ContextHandle<Studio>>,
    pub(super) draft: Draft,
    pub(super) settings: DeskSettings,
    scene: Scene,
    shown: Part,
    pub(super) saved_len: Option<usize>,
    pub(super) is_changed: bool,
    is_sending: bool,
    /// Outcome of trying, by place.
    tried: Vec<(usize, Tried)>,
    is_trying: Option<usize>,
    timer: Option<Timeout>,
    pub(super) clash: Option<Clash>,
}

impl Component for DeskForm {
    type Message = Message;
    type Properties = DeskFormProperties;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        let (studio, handle) = Studio::heard(context, Message::Studio);
        let opened = &context.props().opened;
        let all = languages(&opened.project);
        let language = all.first().cloned().unwrap_or_else(|| "en".to_owned());
        let document = opened.desk.desk.as_ref().map(ToString::to_string);
        let is_new = document.is_none();
        let mut source =
            document.unwrap_or_else(|| begun(studio.tongue.help().desk, &language, &time_zone()));
        let mut settings = DeskSettings { desk: None, ..opened.desk.clone() };
        let mut clash = None;
        let mut is_changed = false;
        match studio.unsaved.take(&context.props().project) {
            Some(left) if left.settings.revision == settings.revision => {
                (source, settings) = (left.source, left.settings);
                is_changed = true;
            }
            // Somebody else has saved meanwhile.
            Some(mine) => {
                clash = Some(Clash { mine, theirs: opened.desk.clone() }).filter(Clash::differs);
            }
            None => {}
        }
        let on = link.callback(Message::Do);
        let scene = Scene::of_texts(&context.props().project, all, language, on);
        link.send_message(Message::Look);
        studio.unsaved.mark(is_new || is_changed);
        DeskForm {
            studio,
            _studio: handle,
            draft: Draft::load(&source),
            settings,
            scene,
            shown: Part::Priorities,
            saved_len: (!is_new).then_some(0),
            is_changed,
            is_sending: false,
            tried: Vec::new(),
            is_trying: None,
            timer: None,
            clash,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Do(command) => match self.draft.apply(&command, now_ms()) {
                Ok(true) => self.changed(context),
                Ok(false) => return false,
                Err(refusal) => self.studio.say(refusal.in_words(self.studio.tongue.tag())),
            },
            Message::Change(change) => {
                change(&mut self.settings);
                self.is_changed = true;
                self.tried.clear();
            }
            Message::Undo if self.draft.undo() => self.changed(context),
            Message::Redo if self.draft.redo() => self.changed(context),
            Message::Undo | Message::Redo => return false,
            Message::Write(language) => self.scene.language = language,
            Message::Show(word) => self.shown = Part::of(&word),
            Message::Look => self.look(),
            Message::Save => self.save(context),
            Message::Saved(answer, journal_len, sent) => self.saved(context, *answer, journal_len, &sent),
            Message::Theirs(theirs) => self.theirs(*theirs),
            Message::Resolve(is_mine) => self.resolve(is_mine),
            Message::Later => self.put_off(context),
            Message::Try(place) => self.attempt(context, place),
            Message::Tried(place, answer) => {
                self.is_trying = None;
                match answer {
                    Ok(tried) => self.tried.push((place, tried)),
                    Err(failure) => self.studio.complain(&failure),
                }
            }
            Message::Studio(studio) => {
                self.studio = *studio;
                self.look();
            }
        }
        self.studio.unsaved.mark(!self.is_saved() || self.clash.is_some());
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (words, help) = (self.studio.words(), self.studio.tongue.help());
        let link = context.link();
        let marked = |part: Part| {
            let is_bad =
                |found: &Shown| found.severity == Severity::Error && Part::at(&found.pointer) == part;
            part != Part::Connectors && self.scene.findings.iter().any(is_bad)
        };
        let segment = |(part, word): (Part, &'static str)| Segment {
            is_marked: marked(part),
            ..Segment::new(word, part.said(help))
        };
        let tongues: Vec<Segment> =
            self.scene.languages.iter().map(|one| Segment::new(one.clone(), label_of(one))).collect();
        let errors = self.errors();
        let (icon, status) = match (errors, self.is_saved()) {
            (0, true) => (Icon::Cloud, words.saved.to_owned()),
            (0, false) => (Icon::Note, help.desk_unsaved.to_owned()),
            (count, _) => (Icon::Error, fill(help.desk_blocked, &[&words.errors(count)])),
        };
        html! {
            <main id="main" class="desk" tabindex="-1">
                <header class="bar">
                    <h1>{ help.desk }</h1>
                    <span class={classes!("saving", (errors > 0).then_some("poor"))} role="status"><Sign {icon} /><span>{ status }</span></span>
                    <div class="row end">
                        <Button label={words.undo} icon={Icon::Undo} bare=true weight={Weight::Quiet} disabled={!self.draft.can_undo()} on_press={link.callback(|()| Message::Undo)} />
                        <Button label={words.redo} icon={Icon::Redo} bare=true weight={Weight::Quiet} disabled={!self.draft.can_redo()} on_press={link.callback(|()| Message::Redo)} />
                        if tongues.len() > 1 {
                            <Segmented id="text-language" label={words.text_language} segments={tongues} value={self.scene.language.clone()} on_choose={link.callback(Message::Write)} />
                        }
                        <Button label={words.save} weight={Weight::Primary} busy={self.is_sending} disabled={self.is_saved() || errors > 0} on_press={link.callback(|()| Message::Save)} />
                    </div>
                </header>
                <div class="parts"><Segmented id="part" label={words.view} segments={Part::ALL.map(segment).to_vec()} value={self.shown.word()} on_choose={link.callback(Message::Show)} /></div>
                <div class="problem-view">
                    <div class="form">{ self.part(context) }</div>
                    <aside class="beside" tabindex="0" aria-label={words.findings}>{ findings(&self.scene, words, &|pointer| Part::at(pointer).said(help)) }</aside>
                </div>
                { self.clash(context) }
            </main>
        }
    }

    fn destroy(&mut self, context: &Context<Self>) {
        self.put_off(context);
        self.studio.unsaved.mark(false);
        if self.was_touched() {
            let left = Left { source: self.draft.save(), settings: self.settings.clone() };
            self.studio.unsaved.keep(&context.props().project, left);
            if !self.is_sending {
                self.studio.say(self.studio.tongue.help().desk_left);
            }
        }
    }
}

impl DeskForm {
    fn part(&self, context: &Context<Self>) -> Html {
        let (words, help) = (self.studio.words(), self.studio.tongue.help());
        let (scene, opened) = (&self.scene, &context.props().opened);
        let root = self.draft.tree();
        let desk: Json = root.and_then(|root| Some(with_texts(root.get("desk")?, root))).unwrap_or_default();
        match self.shown {
            Part::Priorities => priorities(scene, &desk, words, help),
            Part::Hours => channels(scene, &desk, words, help),
            Part::Questions => {
                triage(scene, "/desk/triage", items(&desk, "triage"), words, help, help.desk_questions_hint)
            }
            Part::Connectors => html! {
                <Connectors settings={self.settings.clone()} tried={self.tried.clone()} trying={self.is_trying}
                    on_change={context.link().callback(Message::Change)} on_try={context.link().callback(Message::Try)} />
            },
            Part::Notices => notices(scene, &desk, opened, words, help, self.studio.tongue.tag()),
            Part::Synonyms => synonyms(scene, &desk, words, help),
        }
    }

    fn errors(&self) -> usize {
        self.scene.findings.iter().filter(|found| found.severity == Severity::Error).count()
    }

    fn is_saved(&self) -> bool {
        !self.is_changed && self.saved_len.is_some_and(|len| self.draft.journal().len() <= len)
    }

    /// Whether anybody has done something that is not saved. A desk that was only begun does not count.
    pub(super) fn was_touched(&self) -> bool {
        self.is_changed || self.draft.journal().len() > self.saved_len.unwrap_or(0)
    }

    fn changed(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.timer = Some(Timeout::new(LOOK_AFTER_MS, move || link.send_message(Message::Look)));
    }

    pub(super) fn look(&mut self) {
        let (_, found) = check_desk_source(&self.draft.save(), &Settings::default());
        let language = self.studio.tongue.tag();
        let shown = |found| Shown::of(&self.draft, &Finding::of_model(FILE, found), language);
        self.scene.findings.renew(found.into_iter().map(shown).collect());
    }

    fn save(&mut self, context: &Context<Self>) {
        self.look();
        if self.is_sending || self.errors() > 0 {
            return;
        }
        self.is_sending = true;
        let journal_len = self.draft.journal().len();
        let path = format!("/projects/{}/desk", part(&context.props().project));
        let desk = serde_json::from_str(&self.draft.save()).ok();
        let asked = DeskSettings { desk, ..self.settings.clone() };
        let (server, unsaved) = (self.studio.server.clone(), self.studio.unsaved.clone());
        let project = context.props().project.clone();
        let sent = Left { source: self.draft.save(), settings: self.settings.clone() };
        let link = context.link().clone();
        spawn_local(async move {
            let answer = server.put::<DeskSettings>(&path, &asked).await;
            if let Ok(stored) = &answer {
                // The page may have been left with more than was sent.
                unsaved.saved(&project, &sent, stored.revision);
            }
            link.send_message(Message::Saved(Box::new(answer), journal_len, Box::new(sent.settings)));
        });
    }

    fn saved(
        &mut self,
        context: &Context<Self>,
        answer: Result<DeskSettings, Failure>,
        journal_len: usize,
        sent: &DeskSettings,
    ) {
        self.is_sending = false;
        match answer {
            Ok(stored) => {
                // What was changed while the answer was awaited is not saved yet.
                self.is_changed = self.settings != *sent;
                let now = if self.is_changed { self.settings.clone() } else { stored.clone() };
                self.settings = DeskSettings { desk: None, revision: stored.revision, ..now };
                self.saved_len = Some(journal_len);
                self.studio.say(self.studio.tongue.help().desk_saved);
            }
            Err(failure) if failure.kind() == Some(FaultKind::Conflict) => self.ask_theirs(context),
            Err(failure) => {
                // What only the server can know stands at its place as well.
                if let Failure::Refused(fault) = &failure {
                    let mut all: Vec<Shown> = (*self.scene.findings).clone();
                    all.extend(fault.findings.iter().map(shown));
                    self.scene.findings.renew(all);
                }
                self.studio.complain(&failure);
            }
        }
    }

    fn attempt(&mut self, context: &Context<Self>, place: usize) {
        let Some(connector) = self.settings.connectors.get(place).cloned() else { return };
        self.is_trying = Some(place);
        self.tried.retain(|(known, _)| *known != place);
        let path = format!("/projects/{}/desk/try", part(&context.props().project));
        let server = self.studio.server.clone();
        let answer = context.link().callback(move |answer| Message::Tried(place, answer));
        spawn_local(async move { answer.emit(server.post::<Tried>(&path, &connector).await) });
    }
}

/// A finding of the server as the page shows its own.
fn shown(found: &lotse_api::guides::Finding) -> Shown {
    Shown {
        code: found.code.clone(),
        severity: if found.severity == "error" { Severity::Error } else { Severity::Warning },
        pointer: found.pointer.clone(),
        step: None,
        message: found.message.clone(),
        advice: found.fix.clone(),
        fix: None,
        lead: Lead { asks: Asks::Whole, at: found.pointer.clone(), language: None },
    }
}
