//! Checklists: several guides as tasks, such as for the first day. The help panel shows them with what is done already.

mod desk;
mod shown;
mod tasks;

use std::collections::BTreeMap;

use lotse_api::checklists::ChecklistSummary;
use lotse_model::json::Json;
use yew::prelude::*;

use super::documents::{Kind, KindWords, desk_of, use_opened};
use crate::app::use_studio;
use crate::components::icon::Icon;
use crate::route::Route;
use crate::words::Tongue;
use desk::ChecklistDesk;

impl Kind for ChecklistSummary {
    const WORD: &'static str = "checklist";
    const FOLDER: &'static str = "checklists";
    const ICON: Icon = Icon::List;

    fn id(&self) -> &str {
        &self.checklist
    }

    fn title(&self) -> &BTreeMap<String, String> {
        &self.title
    }

    fn errors(&self) -> u32 {
        self.errors
    }

    fn changed_ms(&self) -> i64 {
        self.changed_ms
    }

    fn revision(&self) -> i64 {
        self.revision
    }

    fn much(&self, tongue: Tongue) -> String {
        tongue.help().task_count(self.tasks as usize)
    }

    fn words(tongue: Tongue) -> KindWords {
        let help = tongue.help();
        KindWords {
            all: help.checklists,
            about: help.checklists_about,
            new: help.new_checklist,
            new_about: help.new_checklist_about,
            example: help.checklist_example,
            import: help.import_checklist,
            none: help.no_checklist_yet,
            none_hint: help.no_checklist_yet_hint,
            delete: help.delete_checklist,
        }
    }

    fn all(project: String) -> Route {
        Route::Checklists { project }
    }

    fn one(project: String, checklist: String) -> Route {
        Route::Checklist { project, checklist }
    }

    fn begin() -> Vec<(&'static str, Json)> {
        vec![("tasks", Json::List(Vec::new()))]
    }
}

/// Properties of [`ChecklistPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistPageProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the checklist.
    pub checklist: String,
}

/// One checklist at work.
#[component]
pub fn ChecklistPage(properties: &ChecklistPageProperties) -> Html {
    let words = use_studio().words();
    let ChecklistPageProperties { project, checklist } = properties;
    let reading = use_opened::<ChecklistSummary>(project, checklist);
    desk_of(&reading, words, |opened| {
        let key = opened.stored.summary.revision.to_string();
        html! { <ChecklistDesk {key} project={project.clone()} {opened} /> }
    })
}
