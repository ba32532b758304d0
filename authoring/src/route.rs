//! Addresses of the pages.

use yew_router::Routable;

/// A page.
#[derive(Clone, Debug, PartialEq, Routable)]
pub enum Route {
    /// Goes on to the first project's library.
    #[at("/")]
    Home,
    /// All guides of a project.
    #[at("/p/:project")]
    Library {
        /// Id of the project.
        project: String,
    },
    /// One guide at work.
    #[at("/p/:project/guides/:guide")]
    Guide {
        /// Id of the project.
        project: String,
        /// Id of the guide.
        guide: String,
    },
    /// Versions of a guide, with what has changed and what reviewers said.
    #[at("/p/:project/guides/:guide/versions")]
    Versions {
        /// Id of the project.
        project: String,
        /// Id of the guide.
        guide: String,
    },
    /// Problems with their causes and fixes.
    #[at("/p/:project/problems")]
    Problems {
        /// Id of the project.
        project: String,
    },
    /// One problem at work.
    #[at("/p/:project/problems/:problem")]
    Problem {
        /// Id of the project.
        project: String,
        /// Id of the problem.
        problem: String,
    },
    /// Checklists: several guides as tasks.
    #[at("/p/:project/checklists")]
    Checklists {
        /// Id of the project.
        project: String,
    },
    /// One checklist at work.
    #[at("/p/:project/checklists/:checklist")]
    Checklist {
        /// Id of the project.
        project: String,
        /// Id of the checklist.
        checklist: String,
    },
    /// How the service desk works and is reached.
    #[at("/p/:project/desk")]
    Desk {
        /// Id of the project.
        project: String,
    },
    /// What users have handed over.
    #[at("/p/:project/cases")]
    Cases {
        /// Id of the project.
        project: String,
    },
    /// One case.
    #[at("/p/:project/cases/:environment/:case")]
    Case {
        /// Id of the project.
        project: String,
        /// Name of the environment.
        environment: String,
        /// Id of the case.
        case: String,
    },
    /// What is live, what could be, and going back.
    #[at("/p/:project/releases")]
    Releases {
        /// Id of the project.
        project: String,
    },
    /// Who did what.
    #[at("/p/:project/ledger")]
    Ledger {
        /// Id of the project.
        project: String,
    },
    /// Who may do what.
    #[at("/p/:project/members")]
    Members {
        /// Id of the project.
        project: String,
    },
    /// Look of the cards.
    #[at("/p/:project/theme")]
    Theme {
        /// Id of the project.
        project: String,
    },
    /// Languages, environments, rules.
    #[at("/p/:project/settings")]
    Settings {
        /// Id of the project.
        project: String,
    },
    /// Anything else.
    #[not_found]
    #[at("/404")]
    Nowhere,
}

impl Route {
    /// The project that the page belongs to.
    pub fn project(&self) -> Option<&str> {
        match self {
            Route::Library { project }
            | Route::Guide { project, .. }
            | Route::Versions { project, .. }
            | Route::Problems { project }
            | Route::Problem { project, .. }
            | Route::Checklists { project }
            | Route::Checklist { project, .. }
            | Route::Desk { project }
            | Route::Cases { project }
            | Route::Case { project, .. }
            | Route::Releases { project }
            | Route::Ledger { project }
            | Route::Members { project }
            | Route::Theme { project }
            | Route::Settings { project } => Some(project),
            Route::Home | Route::Nowhere => None,
        }
    }
}
