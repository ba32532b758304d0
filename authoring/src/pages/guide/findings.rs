//! What is wrong, at this step and in the whole guide, each with what mends it.

use lotse_editor::command::Command;
use lotse_editor::finding::Severity;
use yew::prelude::*;

use super::scene::{Scene, Shown};
use crate::app::use_studio;
use crate::components::button::Button;
use crate::components::icon::{Icon, Sign};
use crate::components::said::said;
use crate::words::fill;

/// Most findings listed of the whole guide.
const MAX_LISTED: usize = 50;

/// Properties of [`Findings`].
#[derive(Clone, PartialEq, Properties)]
pub struct FindingsProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// The findings are older than the draft.
    pub is_stale: bool,
    /// The chosen step, by place in the list.
    pub index: usize,
    /// Another step was chosen.
    pub on_select: Callback<AttrValue>,
}

/// See the module.
#[component]
pub fn Findings(properties: &FindingsProperties) -> Html {
    let words = use_studio().words();
    let FindingsProperties { scene, is_stale, index, on_select } = properties;
    let (here, elsewhere): (Vec<&Shown>, Vec<&Shown>) =
        scene.findings.iter().partition(|found| found.step == Some(*index));
    let one = |found: &&Shown, is_elsewhere: bool| {
        let step = found.step.and_then(|index| Some((index, scene.steps.get(index)?)));
        let step = step.filter(|_| is_elsewhere).map(|(index, step)| (index, step.id.clone()));
        let is_fixable = found.fix.is_some() && !scene.is_readonly && !is_stale;
        html! { <One found={(*found).clone()} {is_fixable} {step} on={scene.on.clone()} on_select={on_select.clone()} /> }
    };
    html! {
        <section class="findings" aria-label={words.findings}>
            <h2>{ words.findings_here }</h2>
            if here.is_empty() {
                <p class="hint" role="status">
                    if *is_stale { { words.checking } } else { <><Sign icon={Icon::Check} />{ words.no_findings }</> }
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

#[derive(Clone, PartialEq, Properties)]
struct OneProperties {
    found: Shown,
    /// Its fix fits the draft as it is now.
    is_fixable: bool,
    /// The step that it is at, where that is not the one on show.
    step: Option<(usize, AttrValue)>,
    on: Callback<Command>,
    on_select: Callback<AttrValue>,
}

/// One finding. Dozens of them stay as they are while somebody types.
#[component]
fn One(properties: &OneProperties) -> Html {
    let words = use_studio().words();
    let OneProperties { found, is_fixable, step, on, on_select } = properties;
    let (class, icon) = match found.severity {
        Severity::Error => ("error", Icon::Error),
        Severity::Warning => ("warning", Icon::Warning),
        Severity::Note => ("note", Icon::Note),
    };
    let fix = found.fix.clone().map(|command| {
        let on_press = on.reform(move |()| command.clone());
        html! { <Button label={words.fix_it} icon={Icon::Check} disabled={!is_fixable} {on_press} /> }
    });
    let place = step.clone().map(|(index, id)| {
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
}
