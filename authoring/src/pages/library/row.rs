//! A guide in the library.

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_api::guides::Summary;
use lotse_model::text::platform_form;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Read;
use crate::app::use_studio;
use crate::components::avatar::Avatar;
use crate::components::badge::StateBadge;
use crate::components::icon::{Icon, Sign};
use crate::route::Route;
use crate::services::clock;
use crate::shared::Shared;
use crate::words::fill;

/// Height of a row in CSS pixels; the style sheet says the same.
pub const ROW_PX: u32 = 56;

/// Properties of [`Row`].
#[derive(Clone, PartialEq, Properties)]
pub struct RowProperties {
    /// Id of the project.
    pub project: String,
    /// All guides.
    pub read: Shared<Read>,
    /// Which of them.
    pub at: usize,
    /// The languages of the project.
    pub languages: Rc<Vec<String>>,
    /// Its place in the list.
    pub index: usize,
}

/// See the module.
#[component]
pub fn Row(properties: &RowProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let RowProperties { project, read, at, languages, index } = properties;
    let Some(guide) = read.1.get(*at) else { return Html::default() };
    let title = title_in(&guide.title, studio.tongue.tag()).unwrap_or(words.untitled).to_owned();
    let live: Vec<&str> = guide.live.keys().map(String::as_str).collect();
    let live = if live.is_empty() {
        String::new()
    } else {
        format!(" · {}", fill(words.live_in, &[&live.join(", ")]))
    };
    let to = Route::Guide { project: project.clone(), guide: guide.guide.clone() };
    html! {
        <div role="row" class="guide-row" aria-rowindex={(index + 2).to_string()}>
            <span role="cell" class="guide-title">
                <Link<Route> {to}>{ title }</Link<Route>>
                <small>{ words.step_count(guide.steps as usize) }{ live }</small>
            </span>
            <span role="cell"><StateBadge state={guide.state} /></span>
            <span role="cell" class="problems">{ problems(guide, words.no_problems, &words.errors(guide.errors as usize), &words.warnings(guide.warnings as usize)) }</span>
            <span role="cell" class="row">{ for languages.iter().filter(|language| platform_form(language).is_none()).map(|language| coverage(guide, language)) }</span>
            <span role="cell"><Avatar user={guide.owner.clone()} named=true /></span>
            <span role="cell" class="hint">{ clock::ago(guide.changed_ms, studio.tongue.tag()) }</span>
        </div>
    }
}

fn problems(guide: &Summary, none: &str, errors: &str, warnings: &str) -> Html {
    if guide.errors > 0 {
        html! { <span class="problem error"><Sign icon={Icon::Error} />{ errors }</span> }
    } else if guide.warnings > 0 {
        html! { <span class="problem warning"><Sign icon={Icon::Warning} />{ warnings }</span> }
    } else {
        html! { <span class="problem none"><Sign icon={Icon::Check} /><span class="unseen">{ none }</span></span> }
    }
}

fn coverage(guide: &Summary, language: &String) -> Html {
    let percent = guide.coverage.get(language).copied().unwrap_or(0);
    let class = match percent {
        100 => "whole",
        0 => "nothing",
        _ => "some",
    };
    html! { <span class={classes!("coverage", class)}><b>{ language.to_uppercase() }</b>{ format!(" {percent} %") }</span> }
}

/// A title in a language, else in any.
pub fn title_in<'a>(titles: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    let own = titles.get(language).filter(|title| !title.is_empty());
    own.or_else(|| titles.values().find(|title| !title.is_empty())).map(String::as_str)
}
