//! What is wrong, at this step and in the whole guide, each with what mends it.

use lotse_editor::finding::Severity;
use yew::prelude::*;

use super::scene::{Scene, Shown};
use crate::app::use_studio;
use crate::components::button::Button;
use crate::components::icon::{Icon, Sign};
use crate::words::fill;

/// Most findings listed of the whole guide.
const MAX_LISTED: usize = 50;

/// Properties of [`Findings`].
#[derive(Clone, PartialEq, Properties)]
pub struct FindingsProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// The chosen step, by place in the list.
    pub index: usize,
    /// Another step was chosen.
    pub on_select: Callback<String>,
}

/// See the module.
#[component]
pub fn Findings(properties: &FindingsProperties) -> Html {
    let words = use_studio().words();
    let FindingsProperties { scene, index, on_select } = properties;
    let (here, elsewhere): (Vec<&Shown>, Vec<&Shown>) =
        scene.findings.iter().partition(|found| found.step == Some(*index));
    let one = |found: &&Shown, is_elsewhere: bool| {
        let (class, icon) = match found.severity {
            Severity::Error => ("error", Icon::Error),
            Severity::Warning => ("warning", Icon::Warning),
            Severity::Note => ("note", Icon::Note),
        };
        let fix = found.fix.clone().map(|command| {
            let on = scene.on.reform(move |()| command.clone());
            html! { <Button label={words.fix_it} icon={Icon::Check} disabled={scene.is_readonly || scene.is_stale} on_press={on} /> }
        });
        let step = found.step.and_then(|index| Some((index, scene.steps.get(index)?)));
        let place = step.filter(|_| is_elsewhere).map(|(index, step)| {
            let id = step.id.to_string();
            let label = fill(words.step_number, &[&(index + 1).to_string()]);
            html! { <button type="button" class="as-link" onclick={on_select.reform(move |_: MouseEvent| id.clone())}>{ label }</button> }
        });
        html! {
            <li class={classes!("finding", class)}>
                <Sign {icon} />
                <div>
                    <p><strong>{ said(&found.message) }</strong></p>
                    <p>{ said(&found.advice) }</p>
                    <div class="row">{ fix.unwrap_or_default() }{ place.unwrap_or_default() }<code>{ &found.code }</code></div>
                </div>
            </li>
        }
    };
    html! {
        <section class="findings" aria-label={words.findings}>
            <h2>{ words.findings_here }</h2>
            if here.is_empty() {
                <p class="hint" role="status">
                    if scene.is_stale { { words.checking } } else { <><Sign icon={Icon::Check} />{ words.no_findings }</> }
                </p>
            } else {
                <ul>{ for here.iter().map(|found| one(found, false)) }</ul>
            }
            if !elsewhere.is_empty() {
                <h2>{ words.findings_all }</h2>
                <ul>{ for elsewhere.iter().take(MAX_LISTED).map(|found| one(found, true)) }</ul>
            }
        </section>
    }
}

/// What stands between backticks is a name.
fn said(sentence: &str) -> Html {
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 1 {
            html! { <code>{ part }</code> }
        } else {
            html! { { part } }
        }
    };
    sentence.split('`').enumerate().map(part).collect()
}
