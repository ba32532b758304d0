//! What is wrong, at this step and in the whole guide, each with what mends it.

use lotse_editor::command::Command;
use lotse_editor::finding::Severity;
use lotse_editor::fix::lead::{Asks, Lead};
use yew::prelude::*;

use super::scene::{Scene, Shown};
use crate::app::use_studio;
use crate::components::button::Button;
use crate::components::icon::{Icon, Sign};
use crate::components::said::said;
use crate::words::{Words, fill};

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
    /// Somebody wants to mend something by hand.
    pub on_lead: Callback<Lead>,
}

/// See the module.
#[component]
pub fn Findings(properties: &FindingsProperties) -> Html {
    let words = use_studio().words();
    let FindingsProperties { scene, is_stale, index, on_select, on_lead } = properties;
    let (here, elsewhere): (Vec<&Shown>, Vec<&Shown>) =
        scene.findings.iter().partition(|found| found.step == Some(*index));
    let one = |found: &&Shown, is_elsewhere: bool| {
        let step = found.step.and_then(|index| Some((index, scene.steps.get(index)?)));
        let step = step.filter(|_| is_elsewhere).map(|(index, step)| (index, step.id.clone()));
        // A command was made for the draft as it was checked, and what is picked would be put there; the way to a field does no harm.
        let changes = found.fix.is_some() || found.lead.asks == Asks::Target;
        let can_press = !(scene.is_readonly || changes && *is_stale);
        html! { <One found={(*found).clone()} {can_press} {step} on={scene.on.clone()} on_select={on_select.clone()} on_lead={on_lead.clone()} /> }
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
    /// Its button fits the draft as it is now.
    can_press: bool,
    /// The step that it is at, where that is not the one on show.
    step: Option<(usize, AttrValue)>,
    on: Callback<Command>,
    on_select: Callback<AttrValue>,
    on_lead: Callback<Lead>,
}

/// One finding. Dozens of them stay as they are while somebody types.
#[component]
fn One(properties: &OneProperties) -> Html {
    let words = use_studio().words();
    let OneProperties { found, can_press, step, on, on_select, on_lead } = properties;
    let (class, icon) = match found.severity {
        Severity::Error => ("error", Icon::Error),
        Severity::Warning => ("warning", Icon::Warning),
        Severity::Note => ("note", Icon::Note),
    };
    let mend = match found.fix.clone() {
        Some(command) => {
            let on_press = on.reform(move |()| command.clone());
            html! { <Button label={words.fix_it} icon={Icon::Check} disabled={!can_press} {on_press} /> }
        }
        None => {
            let lead = found.lead.clone();
            let (label, icon) = asked(lead.asks, words);
            let on_press = on_lead.reform(move |()| lead.clone());
            html! { <Button {label} {icon} disabled={!can_press} {on_press} /> }
        }
    };
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
                <div class="row">{ mend }{ place.unwrap_or_default() }<code>{ &found.code }</code></div>
            </div>
        </li>
    }
}

/// What the button says that leads to where something is mended by hand.
fn asked(asks: Asks, words: &Words) -> (&'static str, Icon) {
    match asks {
        Asks::Heading => (words.lead_heading, Icon::Texts),
        Asks::Text => (words.lead_text, Icon::Texts),
        Asks::Label => (words.lead_label, Icon::Texts),
        Asks::Target => (words.lead_target, Icon::Target),
        Asks::Name => (words.lead_name, Icon::Texts),
        Asks::Exit => (words.lead_exit, Icon::Forward),
        Asks::Condition => (words.lead_condition, Icon::Forward),
        Asks::Completion => (words.lead_completion, Icon::Forward),
        Asks::Look => (words.lead_look, Icon::Forward),
        Asks::Missing => (words.lead_missing, Icon::Forward),
        Asks::Buttons => (words.lead_buttons, Icon::Forward),
        Asks::Answers => (words.lead_answers, Icon::Forward),
        Asks::Outcome => (words.lead_outcome, Icon::Forward),
        Asks::Guide => (words.lead_guide, Icon::Forward),
        Asks::Wait => (words.lead_wait, Icon::Forward),
        Asks::Pages => (words.lead_pages, Icon::Forward),
        Asks::Trigger => (words.lead_trigger, Icon::Forward),
        Asks::Steps => (words.lead_steps, Icon::Forward),
        Asks::Step => (words.lead_step, Icon::Forward),
        Asks::Whole | Asks::File => (words.lead_whole, Icon::Forward),
    }
}
