//! The picker and the desk: recorded actions, picked elements, trying.

use std::rc::Rc;

use lotse_api::channel::{Action, Element, FromPicker, FromStudio, Page, RecordingState, Simulation};
use lotse_api::guides::Environment;
use lotse_editor::command::{Command, Value};
use lotse_editor::compile::{Source, Stamp, compile};
use lotse_editor::record::{Position, Recorded, beside, fold, lasts, wireframe};
use lotse_model::basic::StepId;
use lotse_model::json::{self, Json};
use web_sys::MessageEvent;
use yew::prelude::*;

use super::super::editing::steps;
use super::super::meet::Meet;
use super::super::scene::{Ask, word};
use super::language::Unsettled;
use super::renewing::Sight;
use super::{Desk, Front, Message};
use crate::services::checker::FILE;

/// News of a guide that is being tried, kept on show.
const MAX_NEWS: usize = 200;

/// What is known of the picker and what came from it.
#[derive(Default)]
pub struct Linked {
    /// The picker itself.
    pub meet: Meet,
    /// Whether it records.
    pub recording: Option<RecordingState>,
    /// What was recorded and not yet taken into the draft.
    pub actions: Vec<Action>,
    /// What has come of trying.
    pub news: Vec<(String, String)>,
    /// A guide is being tried.
    pub is_trying: bool,
    /// What was seen in the app of new evidence.
    pub sight: Sight,
    /// What was picked in another language, until it is known whether it is the same control.
    pub unsettled: Option<Rc<Unsettled>>,
}

/// What concerns the picker.
pub enum Linking {
    /// Open the app at this address, of this environment.
    Open(Environment, String),
    /// Ask for a code for this environment.
    Pair(Environment),
    /// The code is there.
    Code(Result<lotse_api::pairing::Pairing, crate::services::server::Failure>),
    /// Somebody knocks.
    Knock(MessageEvent),
    /// The picker says something.
    Said(Box<FromPicker>),
    /// Record, or stop.
    Record(bool),
    /// Something is asked of it by a part of the form.
    Asked(Ask),
    /// Put the recorded steps into the draft, without those of these places.
    Take(Vec<usize>),
    /// Forget what was recorded.
    Discard,
    /// Try the guide so.
    Try(Simulation),
    /// Stop trying.
    StopTrying,
}

impl Desk {
    /// After a reload of this page: what was recorded, and who may still be there.
    pub(super) fn rejoin(&mut self, context: &Context<Self>) {
        let reload = self.reload(context);
        let actions = reload.kept("recording").and_then(|text| serde_json::from_str(&text).ok());
        self.linked.actions = actions.unwrap_or_default();
        if let Some(rendezvous) = reload.kept("picker") {
            let environments = &context.props().opened.settings.environments;
            let origins = environments.iter().flat_map(|one| one.origins.clone()).collect();
            self.linked.meet.rejoin(origins, rendezvous, &context.link().callback(Message::Linking));
        }
    }

    pub(super) fn linking(&mut self, context: &Context<Self>, linking: Linking) -> bool {
        match linking {
            Linking::Open(environment, address) => {
                let on = context.link().callback(Message::Linking);
                if !self.linked.meet.open(environment, &address, &on) {
                    self.studio.say(self.studio.words().window_refused);
                }
            }
            Linking::Pair(environment) => {
                let on = context.link().callback(Message::Linking);
                let project = &context.props().project;
                self.linked.meet.pair(&self.studio.server, project, environment, &on);
            }
            Linking::Code(Ok(pairing)) => self.linked.meet.show_code(&self.studio.server, pairing),
            Linking::Code(Err(failure)) => self.studio.complain(&failure),
            Linking::Knock(event) => {
                let Some(rendezvous) = self.linked.meet.knock(&event) else { return false };
                self.reload(context).keep("picker", &rendezvous);
            }
            Linking::Said(said) => return self.said(context, *said),
            Linking::Record(on) => self.ask_picker(FromStudio::Record { on }),
            Linking::Asked(Ask::Pick(purpose)) => self.ask_picker(FromStudio::Pick { purpose }),
            Linking::Asked(Ask::Find(target)) => {
                let target = serde_json::from_str(&target.write()).unwrap_or_default();
                self.ask_picker(FromStudio::Find { purpose: String::new(), target });
            }
            Linking::Asked(Ask::Look { step, renewal }) => self.look_at(&step, &renewal),
            Linking::Asked(Ask::TakeOver { step }) => return self.take_over_evidence(context, &step),
            Linking::Asked(Ask::Settle { is_same }) => return self.settle(context, is_same),
            Linking::Take(without) => return self.take_recorded(context, &without),
            Linking::Discard => {
                self.linked.actions.clear();
                self.keep_actions(context);
            }
            Linking::Try(simulate) => self.try_guide(context, simulate),
            Linking::StopTrying => {
                self.linked.is_trying = false;
                self.linked.meet.tell(&FromStudio::StopTrying {});
            }
        }
        true
    }

    /// Says something, at once or as soon as there is somebody to hear it.
    pub(super) fn ask_picker(&mut self, message: FromStudio) {
        if !self.linked.meet.ask(message) {
            self.front = Some(Front::Link);
        }
    }

    fn said(&mut self, context: &Context<Self>, said: FromPicker) -> bool {
        match said {
            FromPicker::Hello { .. } => {
                let heard = self.linked.actions.iter().map(|action| action.number).max().unwrap_or(0);
                let was_awaited = self.linked.meet.welcome(self.studio.tongue.tag(), &self.languages, heard);
                if !was_awaited {
                    self.linked.sight.give_up();
                }
                if self.front == Some(Front::Link) {
                    self.front = None;
                }
            }
            FromPicker::Did { action } => {
                let number = action.number;
                if !self.linked.actions.iter().any(|known| known.number == number) {
                    self.linked.actions.push(action);
                    self.keep_actions(context);
                }
                self.linked.meet.tell(&FromStudio::Heard { number });
            }
            FromPicker::Recording { state, .. } => self.linked.recording = Some(state),
            FromPicker::Picked { purpose, element, page } => {
                self.linked.unsettled = None;
                return self.unsettle(&purpose, &element, page.as_ref())
                    || self.put_picked(context, &purpose, &element, page.as_ref());
            }
            FromPicker::Found { matches, .. } => {
                self.studio.say(self.studio.words().found(matches));
            }
            FromPicker::Tried { about, record } => {
                self.linked.is_trying = true;
                self.linked.news.push((about, record.to_string()));
                let surplus = self.linked.news.len().saturating_sub(MAX_NEWS);
                self.linked.news.drain(..surplus);
            }
            FromPicker::Retraced { purpose, element, is_known, page } => {
                return self.linked.sight.answer(&purpose, element, is_known, page);
            }
            FromPicker::Leaving {} => {
                self.linked.meet.left();
                self.linked.sight.give_up();
            }
            FromPicker::Moved { .. } | FromPicker::PickCancelled { .. } => return false,
        }
        true
    }

    /// A picked element becomes the target there. A step that stood in the middle for want of one goes beside it.
    pub(super) fn put_picked(
        &mut self,
        context: &Context<Self>,
        purpose: &str,
        element: &Element,
        page: Option<&Page>,
    ) -> bool {
        let Ok(target) = json::parse(&element.target.to_string()) else { return false };
        let mut of = vec![Command::Put { at: purpose.to_owned(), value: Value(target.clone()) }];
        if let Some(step) = purpose.strip_suffix("/target") {
            let is_first = self.draft.at(purpose).is_none();
            let is_modal = self.draft.at(&format!("{step}/surface")).and_then(Json::as_text) == Some("modal");
            let is_instruct =
                self.draft.at(&format!("{step}/kind")).and_then(Json::as_text) == Some("instruct");
            if is_first && is_modal && is_instruct {
                of.push(Command::Remove { at: format!("{step}/surface") });
            }
            if let Some(id) = self.draft.at(&format!("{step}/id")).and_then(Json::as_text) {
                let frame = page.and_then(|page| wireframe::of(page, element));
                let frame = frame.map(|frame| wireframe::to_keep(id.to_owned(), frame));
                let lasts = element.lasts.as_ref().and_then(|it| lasts::of(id, &target, it));
                of.extend(beside::keep(&self.draft, frame.into_iter().chain(lasts).collect()));
            }
        }
        self.apply(context, &Command::All { of })
    }

    /// What was recorded, as steps.
    pub(super) fn recorded(&self) -> Recorded {
        fold(&self.linked.actions, &self.languages)
    }

    fn take_recorded(&mut self, context: &Context<Self>, without: &[usize]) -> bool {
        let mut recorded = self.recorded();
        let mut place = 0;
        recorded.steps.retain(|_| {
            place += 1;
            !without.contains(&(place - 1))
        });
        relink(&mut recorded);
        let recorded = {
            let all = steps(&self.draft);
            recorded.with_free_ids(&|id| all.iter().any(|step| word(step, "id") == Some(id)))
        };
        let Some(command) = self.recorded_command(&recorded) else { return false };
        let mut of = vec![command];
        of.extend(recorded.keep_wireframes(&self.draft, &self.linked.actions));
        if !self.apply(context, &Command::All { of }) {
            return false;
        }
        self.linked.actions.clear();
        self.keep_actions(context);
        true
    }

    /// Into a guide that has nothing but its beginning, in its place; else after the chosen step.
    fn recorded_command(&self, recorded: &Recorded) -> Option<Command> {
        let all = steps(&self.draft);
        let is_taken = |id: &str| all.iter().any(|step| word(step, "id") == Some(id));
        let first = all.first().and_then(|step| StepId::new(word(step, "id")?));
        let is_begun = matches!(all, [one, end] if word(one, "kind") == Some("instruct") && word(end, "kind") == Some("end")
            && one.get("target").is_none() && one.get("body").is_none());
        if let (true, Some(first)) = (is_begun, first.clone()) {
            let put = recorded.command(&Position::Start { first: first.clone() }, &is_taken)?;
            return Some(Command::All { of: vec![put, Command::DeleteStep { step: first }] });
        }
        let edges = self.draft.edges();
        let after = self.selected.as_deref().and_then(|id| edges.iter().find(|edge| edge.from == id));
        let position = match after {
            Some(edge) => Position::After { step: StepId::new(&edge.from)?, exit: edge.exit.clone() },
            None => Position::Start { first: first? },
        };
        recorded.command(&position, &is_taken)
    }

    fn try_guide(&mut self, context: &Context<Self>, simulate: Simulation) {
        let source = |name: &str, text: String| Source { name: name.to_owned(), text };
        let project = source("project.json", context.props().opened.settings.project.to_string());
        let issued_s = crate::services::clock::now_ms() / 1_000;
        let compiled = compile(&project, &[source(FILE, self.draft.save())], Stamp { release: 1, issued_s });
        let Some(bundle) = compiled.bundle else {
            return self.studio.say(self.studio.words().try_blocked);
        };
        self.linked.news.clear();
        let guide = self.draft.at("/guide/id").and_then(Json::as_text).unwrap_or_default().to_owned();
        self.ask_picker(FromStudio::Try { bundle: bundle.single_file(None), guide, simulate });
    }

    fn keep_actions(&self, context: &Context<Self>) {
        let text = serde_json::to_string(&self.linked.actions).unwrap_or_default();
        self.reload(context).keep("recording", &text);
    }
}

/// Steps that are left lead to each other.
fn relink(recorded: &mut Recorded) {
    let ids: Vec<StepId> = recorded.steps.iter().map(|one| one.step.id.clone()).collect();
    for (step, next) in recorded.steps.iter_mut().zip(ids.iter().skip(1)) {
        step.step.next = next.clone();
    }
    for step in &mut recorded.steps {
        if let Some(lotse_model::step::Reestablish::Step { step: back }) = &step.step.reestablish
            && !ids.contains(back)
        {
            step.step.reestablish = None;
        }
    }
}
