//! A problem at work: its parts, the simulator beside them, and the picker.

use std::rc::Rc;

use lotse_api::problems::ProblemSummary;
use lotse_editor::finding::Finding;
use lotse_model::json::Json;
use lotse_model::validate::{Settings, check_problem_source};
use yew::prelude::*;
use yew_router::prelude::*;

use super::parts::{Part, parts};
use super::simulator::Simulator;
use crate::app::Studio;
use crate::components::segmented::{Segment, Segmented};
use crate::pages::documents::Opened;
use crate::pages::documents::findings::findings;
use crate::pages::documents::work::{Outcome, Step, Work};
use crate::pages::guide::desk::Linking;
use crate::pages::guide::meet::Meet;
use crate::pages::guide::scene::Shown;

/// The name of the file in findings.
const FILE: &str = "draft.problem.json";

/// Properties of [`ProblemDesk`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemDeskProperties {
    /// Id of the project.
    pub project: String,
    /// What is worked on.
    pub opened: Rc<Opened<ProblemSummary>>,
}

/// Messages of [`ProblemDesk`].
pub enum Message {
    /// A step that every desk knows.
    Step(Step),
    /// Show another part.
    Show(Part),
    /// Something about the picker.
    Linking(Linking),
    /// The app is not to be opened after all.
    Unlink,
}

/// See the module.
pub struct ProblemDesk {
    pub(super) work: Work,
    _studio: Option<yew::context::ContextHandle<Studio>>,
    shown: Part,
    /// The problem as it was when it was last calculated with.
    calculated: AttrValue,
    pub(super) meet: Meet,
    /// Where a control was asked for, and what it was asked for: a sign or a check without its control.
    pub(super) picking: Option<(String, String)>,
    /// A way to the picker is asked for.
    pub(super) is_linking: bool,
}

impl Component for ProblemDesk {
    type Message = Message;
    type Properties = ProblemDeskProperties;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        let (studio, handle) = Studio::heard(context, |studio| Message::Step(Step::Studio(studio)));
        let ProblemDeskProperties { project, opened } = context.props();
        let mut work = Work::open(project, opened, studio, link.callback(Message::Step));
        work.scene.picker = Some(link.callback(|ask| Message::Linking(Linking::Asked(ask))));
        ProblemDesk {
            work,
            _studio: handle,
            shown: Part::Problem,
            calculated: AttrValue::default(),
            meet: Meet::default(),
            picking: None,
            is_linking: false,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Step(step) => return self.take(context, step),
            Message::Show(part) => self.shown = part,
            Message::Linking(linking) => return self.linking(context, linking),
            Message::Unlink => self.is_linking = false,
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Work { studio, scene, .. } = &self.work;
        let (words, help) = (studio.words(), studio.tongue.help());
        let problem = self.work.document::<ProblemSummary>();
        let segments = Part::ALL.map(|part| Segment::new(part.word(), part.said(words, help))).to_vec();
        let on_part = context.link().callback(|word: AttrValue| Message::Show(Part::of(&word)));
        let place = |pointer: &str| Part::at(pointer).said(words, help);
        html! {
            <main id="main" class="desk" tabindex="-1">
                { self.work.bar::<ProblemSummary>(&problem) }
                <div class="parts"><Segmented id="part" label={words.view} {segments} value={self.shown.word()} on_choose={on_part} /></div>
                <div class="problem-view">
                    <div class="form">
                        { parts(self.shown, scene, &problem, studio.tongue) }
                        if self.shown == Part::Problem { { self.work.delete_button::<ProblemSummary>() } }
                    </div>
                    <aside class="beside" tabindex="0" aria-label={words.simulator}>
                        <Simulator problem={self.calculated.clone()} language={scene.language.clone()} guides={scene.guides.clone()} />
                        { findings(scene, words, &place) }
                    </aside>
                </div>
                { self.link_dialog(context) }
                { self.work.front::<ProblemSummary>(FILE, &place) }
            </main>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.work.leave();
    }
}

impl ProblemDesk {
    /// Takes a step; whether something is to be drawn.
    pub(super) fn take(&mut self, context: &Context<Self>, step: Step) -> bool {
        let outcome = self.work.take::<ProblemSummary>(step, context.link().navigator());
        if outcome == Outcome::Look {
            self.look();
        }
        outcome != Outcome::Nothing
    }

    fn look(&mut self) {
        let Work { studio, draft, scene, .. } = &mut self.work;
        let text = draft.save();
        let (_, found) = check_problem_source(&text, &Settings::default());
        let language = studio.tongue.tag();
        let shown = |found| Shown::of(draft, &Finding::of_model(FILE, found), language);
        scene.findings.renew(found.into_iter().map(shown).collect());
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
