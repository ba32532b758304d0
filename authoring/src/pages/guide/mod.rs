//! One guide at work: steps, graph, texts and settings over one draft.

mod bar;
mod begun;
pub mod desk;
mod dialogs;
pub mod editing;
mod findings;
pub mod form;
mod general;
mod graph;
pub mod link;
pub mod meet;
pub mod preview;
mod renewal;
pub mod scene;
mod standing;
mod step_list;
mod strip;
mod texts;
mod usage;

use std::rc::Rc;

use lotse_api::guides::{Settings, Stored, Summary};
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::failed::Failed;
use crate::hooks::{Loaded, use_loaded};
use crate::services::project;
use crate::services::server::part;
pub use begun::begun;
use desk::Desk;

/// Properties of [`GuidePage`].
#[derive(Clone, PartialEq, Properties)]
pub struct GuidePageProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the guide.
    pub guide: String,
}

/// What a guide is worked on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The project.
    pub settings: Settings,
    /// The guide.
    pub stored: Stored,
    /// All guides of the project, for naming others.
    pub guides: Vec<Summary>,
}

/// See the module.
#[component]
pub fn GuidePage(properties: &GuidePageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.clone(), move |properties| async move {
            let (settings, guides) = project::read(&server, &properties.project).await?;
            let path = format!("/projects/{}/guides/{}", part(&properties.project), part(&properties.guide));
            let stored = server.get::<Stored>(&path).await?;
            Ok(Opened { settings, stored, guides })
        })
    };
    match &reading.now {
        Loaded::Loading => {
            html! { <main id="main" class="desk loading" aria-busy="true">{ words.loading }</main> }
        }
        Loaded::Failed(failure) => html! {
            <main id="main" class="page"><Failed failure={failure.clone()} again={reading.again.clone()} /></main>
        },
        Loaded::Ready(opened) => html! {
            <Desk project={properties.project.clone()} opened={Rc::clone(opened)} again={reading.again.clone()} />
        },
    }
}
