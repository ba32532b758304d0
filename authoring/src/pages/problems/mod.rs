//! Problems: what users suffer, with causes, checks and fixes; and a simulator that says what finding the cause will cost them.

mod checks;
mod desk;
mod linking;
mod parts;
mod probes;
mod signs;
mod simulator;
mod target_choice;
mod tree;
pub mod triage;

use std::collections::BTreeMap;

use lotse_api::problems::ProblemSummary;
use yew::prelude::*;

use super::documents::{Kind, KindWords, desk_of, use_opened};
use crate::app::use_studio;
use crate::components::icon::Icon;
use crate::route::Route;
use crate::words::{Tongue, fill};
use desk::ProblemDesk;

impl Kind for ProblemSummary {
    const WORD: &'static str = "problem";
    const FOLDER: &'static str = "problems";
    const ICON: Icon = Icon::Problem;

    fn id(&self) -> &str {
        &self.problem
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
        fill(tongue.words().causes_many, &[&self.causes.to_string()])
    }

    fn words(tongue: Tongue) -> KindWords {
        let words = tongue.words();
        KindWords {
            all: words.self_help,
            about: words.self_help_about,
            new: words.new_problem,
            new_about: words.new_problem_about,
            example: words.problem_example,
            import: words.import_problem,
            none: words.no_problem_yet,
            none_hint: words.no_problem_yet_hint,
            delete: tongue.help().delete_problem,
        }
    }

    fn all(project: String) -> Route {
        Route::Problems { project }
    }

    fn one(project: String, problem: String) -> Route {
        Route::Problem { project, problem }
    }
}

/// Properties of [`ProblemPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemPageProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the problem.
    pub problem: String,
}

/// One problem at work.
#[component]
pub fn ProblemPage(properties: &ProblemPageProperties) -> Html {
    let words = use_studio().words();
    let ProblemPageProperties { project, problem } = properties;
    let reading = use_opened::<ProblemSummary>(project, problem);
    desk_of(&reading, words, |opened| {
        let key = opened.stored.summary.revision.to_string();
        html! { <ProblemDesk {key} project={project.clone()} {opened} /> }
    })
}
