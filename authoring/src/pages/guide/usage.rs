//! What end users made of a guide: how many followed it, how it ended, where they left it, and which controls have changed.

use std::rc::Rc;

use lotse_api::people::Role;
use lotse_api::releases::{StepUsage, Usage};
use yew::prelude::*;
use yew_router::prelude::*;

use super::scene::{Shared, StepName};
use crate::app::use_studio;
use crate::components::empty::Empty;
use crate::components::icon::{Icon, Sign};
use crate::components::virtual_list::VirtualList;
use crate::route::Route;
use crate::services::clock;
use crate::words::{Words, fill};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: u32 = 48;

/// Properties of [`Figures`].
#[derive(Clone, PartialEq, Properties)]
pub struct FiguresProperties {
    /// Id of the project.
    pub project: AttrValue,
    /// Whether the project takes figures at all.
    pub is_taken: bool,
    /// What there is.
    pub usage: Option<Rc<Usage>>,
    /// All steps.
    pub steps: Shared<Vec<StepName>>,
    /// Steps with new evidence, by their place in the list, and how many sessions it comes from.
    pub renewed: Vec<(usize, u64)>,
    /// A step was chosen.
    pub on_select: Callback<AttrValue>,
}

/// See the module.
#[component]
pub fn Figures(properties: &FiguresProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let FiguresProperties { project, is_taken, usage, steps, renewed, on_select } = properties.clone();
    if !is_taken {
        let may = studio.may(&project, Role::Admin);
        let to = Route::Settings { project: project.to_string() };
        return html! {
            <div class="usage"><Empty icon={Icon::Chart} title={words.usage_off} hint={words.usage_off_hint}>
                if may { <Link<Route> classes="button plain" {to}>{ words.settings }</Link<Route>> }
            </Empty></div>
        };
    }
    let Some(usage) = usage else {
        return html! { <div class="usage loading" aria-busy="true">{ words.loading }</div> };
    };
    let Some(sessions) = usage.sessions else {
        return html! { <div class="usage"><Empty icon={Icon::Chart} title={words.usage_few} hint={words.usage_few_hint} /></div> };
    };
    let figure = |label: &'static str, said: String, share: Option<(u64, u64)>| {
        html! {
            <div class="usage-figure">
                <dt>{ label }</dt>
                <dd><strong>{ said }</strong>
                    if let Some((count, of)) = share { <meter min="0" max={of.to_string()} value={count.to_string()} aria-hidden="true"></meter> }
                </dd>
            </div>
        }
    };
    let outcome = |name: &str, label: &'static str| {
        let count = usage.outcomes.get(name).copied().unwrap_or(0);
        figure(label, count.to_string(), Some((count, sessions)))
    };
    let helped = usage.helped.map(|[yes, no]| {
        let said = fill(words.u_helped_of, &[&yes.to_string(), &(yes + no).to_string()]);
        figure(words.u_helped, said, Some((yes, yes + no)))
    });
    let row = {
        let (steps, usage, on_select) = (steps.clone(), usage.clone(), on_select.clone());
        Callback::from(move |index: usize| match steps.get(index) {
            Some(step) => {
                let of = usage.steps.get(step.id.as_str()).cloned().unwrap_or_default();
                html! { <Row key={step.id.to_string()} {index} step={step.clone()} {of} on_select={on_select.clone()} /> }
            }
            None => Html::default(),
        })
    };
    let head = html! {
        <div role="row" class="usage-row head">
            <span role="columnheader">{ words.steps }</span>
            { for [words.u_shown, words.u_done, words.u_left, words.u_missing, words.u_retraced].into_iter().map(|label| html! { <span role="columnheader">{ label }</span> }) }
        </div>
    };
    html! {
        <div class="usage">
            <p class="hint">{ words.usage_about }</p>
            <dl class="usage-figures">
                { figure(words.u_followed, sessions.to_string(), None) }
                { outcome("solved", words.solved) }
                { outcome("stopped", words.stopped) }
                { outcome("escalated", words.escalated) }
                { outcome("abandoned", words.u_abandoned) }
                { helped.unwrap_or_default() }
            </dl>
            if !renewed.is_empty() { { changed(&renewed, &steps, &on_select, words) } }
            <h2>{ words.u_by_step }</h2>
            <VirtualList label={words.u_by_step} count={steps.len()} row_px={ROW_PX} {row} {head} />
        </div>
    }
}

/// Steps at which the app has changed, each leading there.
fn changed(
    renewed: &[(usize, u64)],
    steps: &[StepName],
    on_select: &Callback<AttrValue>,
    words: &Words,
) -> Html {
    let row = |(index, sessions): &(usize, u64)| {
        let step = steps.get(*index)?;
        let id = step.id.clone();
        let onclick = on_select.reform(move |_: MouseEvent| id.clone());
        Some(html! {
            <li><button type="button" class="as-link" {onclick}>{ format!("{}. {}", index + 1, step.title) }</button>
                <span class="hint">{ fill(words.u_renewed_by, &[&sessions.to_string()]) }</span></li>
        })
    };
    html! {
        <section class="usage-renewed" aria-label={words.u_renewed}>
            <h2>{ words.u_renewed }</h2>
            <p class="hint">{ words.u_renewed_hint }</p>
            <ul>{ for renewed.iter().filter_map(row) }</ul>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RowProperties {
    index: usize,
    step: StepName,
    of: StepUsage,
    on_select: Callback<AttrValue>,
}

#[component]
fn Row(properties: &RowProperties) -> Html {
    let RowProperties { index, step, of, on_select } = properties;
    let id = step.id.clone();
    let onclick = on_select.reform(move |_: MouseEvent| id.clone());
    let count = |count: u64, class: &'static str| {
        html! { <span role="cell" class={classes!((count > 0).then_some(class))}>{ if count > 0 { count.to_string() } else { "–".to_owned() } }</span> }
    };
    html! {
        <div role="row" class="usage-row" aria-rowindex={(index + 2).to_string()}>
            <span role="cell"><button type="button" class="as-link" {onclick}>{ format!("{}. {}", index + 1, step.title) }</button></span>
            { count(of.shown, "") }{ count(of.done, "") }{ count(of.left, "poor") }{ count(of.target_missing, "poor") }{ count(of.retraced, "fair") }
        </div>
    }
}

/// Properties of [`Retraced`].
#[derive(Clone, PartialEq, Properties)]
pub struct RetracedProperties {
    /// What end users made of the step.
    pub of: StepUsage,
}

/// Says at a step that its control is only found by the second look.
#[component]
pub fn Retraced(properties: &RetracedProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let Some(since_ms) = properties.of.retraced_since_ms else { return Html::default() };
    let since = clock::day(since_ms, studio.tongue.tag());
    html! {
        <div class="outdated" role="note">
            <Sign icon={Icon::Target} />
            <div>
                <strong>{ words.retraced }</strong>
                <p>{ fill(words.retraced_hint, &[&since, &properties.of.retraced.to_string()]) }</p>
            </div>
        </div>
    }
}
