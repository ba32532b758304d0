//! A checklist at work: its form, and the help panel that shows it.

use std::rc::Rc;

use lotse_api::checklists::ChecklistSummary;
use lotse_editor::compile::{Source, check_checklist};
use lotse_model::basic::GuideId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::shown::Shown as InPanel;
use super::tasks::form;
use crate::app::Studio;
use crate::pages::documents::Opened;
use crate::pages::documents::findings::findings;
use crate::pages::documents::work::{Outcome, Step, Work};
use crate::pages::guide::scene::Shown;

/// The name of the file in findings.
const FILE: &str = "draft.checklist.json";

/// Properties of [`ChecklistDesk`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistDeskProperties {
    /// Id of the project.
    pub project: String,
    /// What is worked on.
    pub opened: Rc<Opened<ChecklistSummary>>,
}

/// See the module.
pub struct ChecklistDesk {
    work: Work,
    _studio: Option<yew::context::ContextHandle<Studio>>,
    guides: Vec<GuideId>,
    /// The checklist as it was when it was last shown.
    shown: AttrValue,
}

impl Component for ChecklistDesk {
    type Message = Step;
    type Properties = ChecklistDeskProperties;

    fn create(context: &Context<Self>) -> Self {
        let (studio, handle) = Studio::heard(context, Step::Studio);
        let ChecklistDeskProperties { project, opened } = context.props();
        ChecklistDesk {
            work: Work::open(project, opened, studio, context.link().callback(|step| step)),
            _studio: handle,
            guides: opened.guides.iter().filter_map(|guide| GuideId::new(&guide.guide)).collect(),
            shown: AttrValue::default(),
        }
    }

    fn update(&mut self, context: &Context<Self>, step: Step) -> bool {
        let outcome = self.work.take::<ChecklistSummary>(step, context.link().navigator());
        if outcome == Outcome::Look {
            self.look(context);
        }
        outcome != Outcome::Nothing
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Work { studio, scene, .. } = &self.work;
        let (words, help) = (studio.words(), studio.tongue.help());
        let checklist = self.work.document::<ChecklistSummary>();
        let place = |pointer: &str| match pointer.split('/').nth(2) {
            Some("tasks") => help.tasks,
            Some("pages") => words.pages_,
            Some("audience") => words.audience,
            _ => help.checklist,
        };
        html! {
            <main id="main" class="desk" tabindex="-1">
                { self.work.bar::<ChecklistSummary>(&checklist) }
                <div class="problem-view">
                    <div class="form">
                        { form(scene, &checklist, studio.tongue) }
                        { self.work.delete_button::<ChecklistSummary>() }
                    </div>
                    <aside class="beside" tabindex="0" aria-label={words.preview}>
                        <InPanel source={self.shown.clone()} language={scene.language.clone()} opened={context.props().opened.clone()} />
                        { findings(scene, words, &place) }
                    </aside>
                </div>
                { self.work.front::<ChecklistSummary>(FILE, &place) }
            </main>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.work.leave();
    }
}

impl ChecklistDesk {
    fn look(&mut self, context: &Context<Self>) {
        let Work { studio, draft, scene, .. } = &mut self.work;
        let text = draft.save();
        let source = |name: &str, text: String| Source { name: name.to_owned(), text };
        let project = source("project.json", context.props().opened.settings.project.to_string());
        let found = check_checklist(&project, &self.guides, &source(FILE, text.clone()));
        let language = studio.tongue.tag();
        scene.findings.renew(found.iter().map(|found| Shown::of(draft, found, language)).collect());
        self.shown = text.into();
    }
}
