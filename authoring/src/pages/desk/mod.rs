//! The service desk of a project: priorities and promises, hours and ways to reach it, questions, connections, outages, synonyms.
//!
//! [`form::DeskForm`] owns the draft of the desk file and what stands beside it in the settings; each part is one file.

mod begun;
mod channels;
mod clash;
mod connectors;
mod form;
mod notices;
mod priorities;
mod synonyms;

use lotse_api::desk::{DeskSettings, NoticeCount};
use lotse_api::guides::Settings;
use lotse_api::problems::ProblemSummary;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::icon::Icon;
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::services::server::part;
use form::DeskForm;

/// Properties of [`DeskPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeskPageProperties {
    /// Id of the project.
    pub project: String,
}

/// What the desk is set up with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The project.
    pub project: Settings,
    /// The desk.
    pub desk: DeskSettings,
    /// Problems that outages can be about.
    pub problems: Vec<ProblemSummary>,
    /// How many have said "me too".
    pub counts: Vec<NoticeCount>,
}

/// See the module.
#[component]
pub fn DeskPage(properties: &DeskPageProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    use_title(help.desk.to_owned());
    let is_begun = use_state(|| studio.unsaved.has(&properties.project));
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.project.clone(), move |project| async move {
            let path = format!("/projects/{}", part(&project));
            Ok(Opened {
                project: server.get(&format!("{path}/settings")).await?,
                desk: server.get(&format!("{path}/desk")).await?,
                problems: server.get(&format!("{path}/problems")).await?,
                counts: server.get(&format!("{path}/notices")).await?,
            })
        })
    };
    let begin = {
        let is_begun = is_begun.clone();
        Callback::from(move |()| is_begun.set(true))
    };
    match &reading.now {
        Loaded::Loading => {
            html! { <main id="main" class="page loading" aria-busy="true">{ words.loading }</main> }
        }
        Loaded::Failed(failure) => html! {
            <main id="main" class="page"><Failed failure={failure.clone()} again={reading.again.clone()} /></main>
        },
        Loaded::Ready(opened) if opened.desk.desk.is_none() && !*is_begun => html! {
            <PageFrame title={help.desk} about={help.desk_about}>
                <Empty icon={Icon::Desk} title={help.desk_none} hint={help.desk_none_hint}>
                    <Button label={help.desk_begin} icon={Icon::Plus} weight={Weight::Primary} on_press={begin} />
                </Empty>
            </PageFrame>
        },
        Loaded::Ready(opened) => {
            html! { <DeskForm project={properties.project.clone()} opened={opened.clone()} /> }
        }
    }
}
