//! Who did what, and when.

use std::rc::Rc;

use lotse_api::releases::Entry;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::icon::Icon;
use crate::components::page::PageFrame;
use crate::components::virtual_list::VirtualList;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::services::clock;
use crate::services::server::part;
use crate::words::Tongue;

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: u32 = 44;

/// Properties of [`LedgerPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct LedgerPageProperties {
    /// Id of the project.
    pub project: String,
}

/// See the module.
#[component]
pub fn LedgerPage(properties: &LedgerPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.ledger.to_owned());
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.project.clone(), move |project| async move {
            server.get::<Vec<Entry>>(&format!("/projects/{}/ledger", part(&project))).await
        })
    };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(entries) if entries.is_empty() => {
            html! { <Empty icon={Icon::Ledger} title={words.ledger_empty} /> }
        }
        Loaded::Ready(entries) => {
            let tongue = studio.tongue;
            let row = {
                let entries: Rc<Vec<Entry>> = entries.clone();
                Callback::from(move |index: usize| {
                    entries.get(index).map(|entry| line(entry, index, tongue)).unwrap_or_default()
                })
            };
            let head = html! {
                <div role="row" class="ledger-row head">
                    <span role="columnheader">{ "#" }</span>
                    <span role="columnheader">{ words.when }</span>
                    <span role="columnheader">{ words.who }</span>
                    <span role="columnheader">{ words.what }</span>
                    <span role="columnheader">{ words.hash }</span>
                </div>
            };
            html! { <VirtualList label={words.ledger} count={entries.len()} row_px={ROW_PX} {row} {head} /> }
        }
    };
    html! { <PageFrame title={words.ledger} about={words.ledger_about}>{ content }</PageFrame> }
}

fn line(entry: &Entry, index: usize, tongue: Tongue) -> Html {
    let what = tongue.words().act(&entry.act);
    let what = if what.is_empty() { tongue.help().act(&entry.act) } else { what };
    let what = if what.is_empty() { entry.act.replace('_', " ") } else { what.to_owned() };
    let hash: String = entry.hash.chars().take(12).collect();
    html! {
        <div role="row" class="ledger-row" key={entry.number.to_string()} aria-rowindex={(index + 2).to_string()}>
            <span role="cell" class="hint">{ entry.number }</span>
            <span role="cell">{ clock::moment(entry.at_ms, tongue.tag()) }</span>
            <span role="cell">{ &entry.by }</span>
            <span role="cell"><b>{ what }</b>{ " " }{ &entry.subject }</span>
            <span role="cell"><code title={entry.hash.clone()}>{ hash }</code></span>
        </div>
    }
}
