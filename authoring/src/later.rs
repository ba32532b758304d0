//! Code that comes when it is needed. What signs in and the library are the first module; the editor, the other pages and the
//! checks are modules beside it, cut out of the same program by `xtask` at the functions below.
//!
//! What only these functions reach is in the later modules. So nothing that is loaded at first may call the editor by another way.

use lotse_api::checklists::ChecklistSummary;
use lotse_api::problems::ProblemSummary;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::failed::Failed;
use crate::hooks::{Loaded, use_loaded};
use crate::pages;
use crate::pages::documents::DocumentsPage;
use crate::route::Route;
use crate::services::server::Failure;

impl From<SplitLoaderError> for Failure {
    fn from(_: SplitLoaderError) -> Self {
        Failure::Offline
    }
}

/// Pages about one guide.
#[wasm_split(desk, fallible, preload(load_desk))]
fn desk(route: Route) -> Result<Html, Failure> {
    Ok(match route {
        Route::Guide { project, guide } => {
            let key = guide.clone();
            html! { <pages::guide::GuidePage {key} {project} {guide} /> }
        }
        Route::Versions { project, guide } => html! { <pages::versions::VersionsPage {project} {guide} /> },
        _ => Html::default(),
    })
}

/// The file of a new guide.
#[wasm_split(desk, fallible)]
pub fn begun(title: String, language: String, taken: Vec<String>) -> Result<String, Failure> {
    Ok(pages::guide::begun(&title, &language, &taken))
}

/// Pages about a project.
#[wasm_split(house, fallible)]
fn house(route: Route) -> Result<Html, Failure> {
    Ok(match route {
        Route::Releases { project } => html! { <pages::releases::ReleasesPage {project} /> },
        Route::Ledger { project } => html! { <pages::ledger::LedgerPage {project} /> },
        Route::Members { project } => html! { <pages::members::MembersPage {project} /> },
        Route::Theme { project } => html! { <pages::theme::ThemePage {project} /> },
        Route::Settings { project } => html! { <pages::settings::SettingsPage {project} /> },
        _ => Html::default(),
    })
}

/// Pages about problems, checklists, the desk and its cases.
#[wasm_split(help, fallible)]
fn help(route: Route) -> Result<Html, Failure> {
    Ok(match route {
        Route::Problems { project } => html! { <DocumentsPage<ProblemSummary> {project} /> },
        Route::Problem { project, problem } => {
            let key = problem.clone();
            html! { <pages::problems::ProblemPage {key} {project} {problem} /> }
        }
        Route::Checklists { project } => html! { <DocumentsPage<ChecklistSummary> {project} /> },
        Route::Checklist { project, checklist } => {
            let key = checklist.clone();
            html! { <pages::checklists::ChecklistPage {key} {project} {checklist} /> }
        }
        Route::Desk { project } => html! { <pages::desk::DeskPage {project} /> },
        Route::Cases { project } => html! { <pages::cases::CasesPage {project} /> },
        Route::Case { project, environment, case } => {
            let key = case.clone();
            html! { <pages::cases::CasePage {key} {project} {environment} {case} /> }
        }
        _ => Html::default(),
    })
}

/// The first one makes ready for what probably comes next: the library is there, so a guide will be opened.
pub fn prepare() {
    spawn_local(async {
        // Whether it worked is seen when it is needed.
        let _ = load_desk().await;
    });
}

/// Properties of [`Later`].
#[derive(Clone, PartialEq, Properties)]
pub struct LaterProperties {
    /// The page.
    pub route: Route,
}

/// A page whose code may have to come first. Until then, what was shown stays.
#[component]
pub fn Later(properties: &LaterProperties) -> Html {
    let words = use_studio().words();
    let page = use_loaded(properties.route.clone(), |route| async move {
        match route {
            Route::Guide { .. } | Route::Versions { .. } => desk(route).await,
            Route::Problems { .. }
            | Route::Problem { .. }
            | Route::Checklists { .. }
            | Route::Checklist { .. }
            | Route::Desk { .. }
            | Route::Cases { .. }
            | Route::Case { .. } => help(route).await,
            _ => house(route).await,
        }
    });
    match &page.now {
        Loaded::Loading => {
            html! { <main id="main" class="page loading" aria-busy="true">{ words.loading }</main> }
        }
        Loaded::Failed(failure) => html! {
            <main id="main" class="page"><Failed failure={failure.clone()} again={page.again.clone()} /></main>
        },
        Loaded::Ready(page) => (**page).clone(),
    }
}
